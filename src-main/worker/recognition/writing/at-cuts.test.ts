import { describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../../../src-shared/time';
import { atCuts } from './at-cuts';

/** Seconds in, seconds out; of a film of a minute. */
function edges(lines: readonly (readonly [number, number])[], cuts: readonly number[], framesPerSecond = 1) {
  const all = lines.map(([from, to], id) => {
    const span = { from: secondsToMicros(from), to: secondsToMicros(to) };
    return { id, source: 'text' as const, ...span, text: '', words: [] };
  });
  const options = { cuts: cuts.map(secondsToMicros), framesPerSecond, duration: secondsToMicros(60) };
  return atCuts(all, options).map(({ from, to }) => [from / 1e6, to / 1e6]);
}

describe('lines of writing', () => {
  it('begin and end at the cut between two sampled frames', () => {
    expect(edges([[48, 49]], [47.4, 48.3])).toEqual([[47.4, 48.3]]);
    expect(edges([[10, 20]], [9.5, 19.9, 20.5])).toEqual([[9.5, 19.9]]);
    expect(edges([[10, 20]], [9.5, 9.8])).toEqual([[9.8, 20]]);
    expect(edges([[10, 20]], [9.4, 19.6], 2)).toEqual([[10, 19.6]]);
  });

  it('stay where no cut lies in between, and where they last to the end', () => {
    // The frame at 9 s is of the new shot already, and does not show it.
    expect(edges([[10, 20]], [9, 19.05, 21])).toEqual([[10, 20]]);
    expect(edges([[10, 60]], [59.5])).toEqual([[10, 60]]);
    expect(edges([[10, 20]], [])).toEqual([[10, 20]]);
  });

  it('that follow one another still do, and none comes to nothing', () => {
    const after = [
      [10, 10.5],
      [10.5, 12],
    ];
    expect(
      edges(
        [
          [10, 11],
          [11, 12],
        ],
        [10.5],
      ),
    ).toEqual(after);
    expect(edges([[10, 10.4]], [9.8])).toEqual([[9.8, 10.4]]);
  });
});
