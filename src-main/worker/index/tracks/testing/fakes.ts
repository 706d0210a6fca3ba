import type { Segment, Shot } from '../../../../../src-shared/analysis';
import { SHOT_FRAME, type ShotDetector } from '../../../recognition/types';
import type { TracksDeps } from '../read-tracks';
import type { TextChangeDetector } from '../text';

/** For tests only: called before every step; what it throws is what happens. */
export type Step = (what: 'measure' | 'find' | 'read' | 'embed') => void;

const FRAME = SHOT_FRAME.width * SHOT_FRAME.height * 3;
const WHOLE = { left: 0, top: 0, width: 1, height: 1 };

/** 0..255 of each channel. */
function meanColour(pixels: Uint8Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  pixels.forEach((value, i) => {
    sums[(i % 3) as 0 | 1 | 2] += value;
  });
  return sums.map((sum) => Math.round((3 * sum) / pixels.length)) as [number, number, number];
}

/**
 * For tests only: a frame's values are the sum of its pixels, and a number that shows whether its surroundings were there: one
 * that lent its surroundings only has none, and a frame at the film's end has its own for those that are missing.
 */
export function fakeDetector(step: Step, context = 3): ShotDetector {
  return {
    ...{ context, width: 2 },
    async measure(frames, count, { first, last }) {
      step('measure');
      const sums = Array.from({ length: count }, (_, n) =>
        frames.subarray(n * FRAME, (n + 1) * FRAME).reduce((sum, value) => sum + value, 0),
      );
      const values = new Float32Array(count * 2).fill(Number.NaN);
      for (let n = first ? 0 : context; n < (last ? count : count - context); n++) {
        values[2 * n] = sums[n] ?? 0;
        let around = 0;
        for (let k = -context; k <= context; k++) around += (context + 1 + k) * (sums[n + k] ?? sums[n] ?? 0);
        values[2 * n + 1] = around;
      }
      return values;
    },
    shots(times, values, duration) {
      const starts = [0];
      for (let n = 1; n < times.length; n++) {
        const change = Math.abs((values[2 * n] ?? 0) - (values[2 * n - 2] ?? 0));
        if (!(change < FRAME * 8)) starts.push(n);
      }
      return starts.map(
        (n, index): Shot => ({
          index,
          from: times[n] ?? 0,
          to: times[starts[index + 1] ?? -1] ?? duration,
          begins: index === 0 ? 'start' : 'cut',
        }),
      );
    },
    dispose: async () => undefined,
  };
}

/** For tests only: goes by the mean colour. */
function fakeWatch(): TextChangeDetector {
  let remembered: number[] = [];
  return {
    remember({ pixels }) {
      remembered = meanColour(pixels);
    },
    changed({ pixels }) {
      return meanColour(pixels).some((value, i) => Math.abs(value - (remembered[i] ?? 0)) > 4);
    },
  };
}

/** For tests only: everything that reading tracks needs from other rooms; a checkpoint at every chance. */
export function fakeTracks(step: Step = () => undefined): TracksDeps {
  return {
    longSide: 48,
    checkpointEvery: 0,
    tracks: {
      shots: { model: 'cuts@1', open: async () => fakeDetector(step) },
      objects: {
        model: 'things@1',
        open: async () => ({
          labels: ['thing'],
          async find({ pixels }) {
            step('find');
            const [red, green, blue] = meanColour(pixels);
            return [{ label: `${red} ${green} ${blue}`, box: WHOLE, score: red / 255 }];
          },
          dispose: async () => undefined,
        }),
        follow: (frames, { cuts, duration }) =>
          frames.map(({ time, frameIndex, objects }, id) => ({
            ...{ id, from: time, to: cuts.find((cut) => cut > time) ?? duration, frames: 1 },
            ...{ label: objects[0]?.label ?? '', score: objects[0]?.score ?? 0 },
            best: { time, frameIndex, box: WHOLE },
          })),
      },
      text: {
        model: 'writing@1',
        open: async () => ({
          async read({ pixels, width, height }) {
            step('read');
            const text = `${meanColour(pixels).join(' ')} of ${width} x ${height}`;
            return [{ text, box: WHOLE, confidence: 0.5 }];
          },
          dispose: async () => undefined,
        }),
        watch: fakeWatch,
        merge: (readings) =>
          readings.map(
            ({ time, until, lines }, id): Segment => ({
              ...{ id, source: 'text', from: time, to: until, words: [] },
              text: lines.map((line) => line.text).join('\n'),
            }),
          ),
        embed: async () => step('embed'),
      },
    },
  };
}
