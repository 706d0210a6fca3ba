import { describe, expect, it } from 'vitest';
import type { TextLine } from '../types';
import { mergeWriting, type OcrResult } from './merge';

const second = (n: number) => n * 1_000_000;

function line(text: string, options: Partial<TextLine['box']> & { confidence?: number } = {}): TextLine {
  const { confidence = 0.95, ...box } = options;
  return { text, confidence, box: { left: 0.1, top: 0.2, width: 0.02 * text.length, height: 0.05, ...box } };
}

type Read = readonly [at: number, ...lines: TextLine[]];

/** Readings one after the other, each from its second to the next one's; the last holds for a second. */
function readings(...read: readonly Read[]): OcrResult[] {
  return read.map(([at, ...lines], i) => ({
    time: second(at),
    until: second(read[i + 1]?.[0] ?? at + 1),
    lines,
  }));
}

/** "text from-to", in seconds. */
function merged(...read: readonly Read[]): string[] {
  return mergeWriting(readings(...read)).map(({ text, from, to }) => `${text} ${from / 1e6}-${to / 1e6}`);
}

describe('mergeWriting', () => {
  it('makes one segment of a line that is read again and again, with its surest text', () => {
    const segments = mergeWriting(
      readings(
        [0, line('Quarterly Repart', { confidence: 0.8 })],
        [40, line('Quarterly Report', { confidence: 0.97, left: 0.101 })],
        [90, line('QuarterlyReport', { confidence: 0.9 })],
        [120],
      ),
    );
    expect(segments).toEqual([
      {
        id: 0,
        source: 'text',
        from: 0,
        to: second(120),
        text: 'Quarterly Report',
        words: [],
        box: { left: 0.101, top: 0.2, width: 0.32, height: 0.05 },
        confidence: 0.97,
      },
    ]);
  });

  it('keeps the lines of a slide apart, and begins anew when the slide is another', () => {
    expect(
      merged(
        [0, line('Our plan'), line('First point', { top: 0.4 })],
        [60, line('Costs'), line('First point', { top: 0.4 })],
        [90],
      ),
    ).toEqual(['Our plan 0-60', 'First point 0-90', 'Costs 60-90']);
  });

  it('makes one segment with the final text of a line that is typed, also into its middle', () => {
    const typed = ['co', 'const fib', 'const fibonacci = (n', 'const fibonacci = (n: number) => {'];
    expect(merged(...typed.map((text, i) => [i, line(text)] satisfies Read))).toEqual([`${typed[3]} 0-4`]);
    expect(
      merged([0, line('return n;')], [1, line('return memo[n];')], [2, line('return memo[n];')]),
    ).toEqual(['return memo[n]; 0-3']);
  });

  it('ends a line that is deleted and written anew', () => {
    expect(
      merged([0, line('return first + second;')], [5, line('return')], [9, line('return memo[n];')], [20]),
    ).toEqual(['return first + second; 0-5', 'return memo[n]; 5-20']);
  });

  it('takes two lines that follow one another in one place for two', () => {
    // Subtitles, name plates, titles: alike, and read surely.
    expect(
      merged(
        [0, line('I do not know him.')],
        [3, line('I do know her.')],
        [6, line('Do you know him?')],
        [9],
      ),
    ).toEqual(['I do not know him. 0-3', 'I do know her. 3-6', 'Do you know him? 6-9']);
    expect(merged([0, line('John Smith')], [8, line('Joan Smits')], [16])).toHaveLength(2);
    // Its letters are all there, in order, but nobody has typed it on.
    expect(merged([0, line('on')], [2, line('Contact us now')], [9])).toEqual([
      'on 0-2',
      'Contact us now 2-9',
    ]);
    expect(
      merged([0, line('The plan', { left: 0.42 })], [5, line('The plan for spring', { left: 0.31 })], [9]),
    ).toEqual(['The plan 0-5', 'The plan for spring 5-9']);
  });

  it('lets a typed line begin when it is typed', () => {
    // What stood in its place before has moved down a line.
    expect(
      merged(
        [0, line('}')],
        [5, line('}', { top: 0.26 }), line('re')],
        [6, line('}', { top: 0.26 }), line('return {}')],
        [9],
      ),
    ).toEqual(expect.arrayContaining(['return {} 5-9']));
  });

  it('does not take other digits for the same line', () => {
    expect(merged([0, line('Page 3 of 18')], [30, line('Page 4 of 18')], [60])).toEqual([
      'Page 3 of 18 0-30',
      'Page 4 of 18 30-60',
    ]);
    expect(merged([0, line('$Rev: 2157 $')], [1, line('$Rev: 215T $')])).toHaveLength(1);
  });

  it('makes one segment of a clock that runs', () => {
    const clock = Array.from(
      { length: 20 },
      (_, i) => [i, line(`00:00:${String(i).padStart(2, '0')}`)] satisfies Read,
    );
    expect(merged(...clock)).toEqual(['00:00:00 … 00:00:19 0-20']);
  });

  it('makes one segment of each figure in a table that changes, though some are missed or misread', () => {
    const names = ['Frames', 'Dropped', 'Latency', 'Bitrate', 'Buffer'];
    const table = Array.from({ length: 289 }, (_, i) => {
      const rows = names.map((name, n) => {
        const text = `${name}: ${(i * 37 + n * 11) % 997} ms`;
        const read = (i + n) % 23 === 0 ? text.replace('m', 'n') : text;
        return line(read, { top: 0.1 + 0.08 * n, confidence: 0.8 + 0.03 * ((i + n) % 5) });
      });
      return [i, ...rows.filter((_, n) => (i * 5 + n) % 31 !== 0)] satisfies Read;
    });
    const segments = mergeWriting(readings(...table));
    expect(segments.map(({ text }) => text.split(':')[0]).sort()).toEqual([...names].sort());
    expect(segments.every(({ from, to }) => from <= second(2) && to >= second(287))).toBe(true);
  });

  it('makes one segment of what is read a little otherwise each time', () => {
    const flicker = ['metropolitain', 'METR0POLITAlN', 'METROPOLITAIN', 'NETROPOLLTAlN', 'MFTROPOL1TAJN'];
    const signs = Array.from({ length: 20 }, (_, i) => {
      return [i, line(flicker[i % 5] as string, { confidence: i === 7 ? 0.89 : 0.8 })] satisfies Read;
    });
    expect(merged(...signs).length).toBeLessThan(3);
    // Subtitles are as brief and may be as much alike, but are read surely.
    const verses = [
      'Row, row your boat',
      'Row, row the boat',
      'Row, row her boat',
      'Row, row our boats',
      'Row a boat',
    ];
    expect(merged(...verses.map((text, i) => [i * 2, line(text)] satisfies Read)).length).toBeGreaterThan(2);
  });

  it('follows lines that move', () => {
    const credits = [0, 1, 2, 3].map(
      (i) =>
        [
          i,
          line('HALINA REIJN', { top: 0.9 - 0.15 * i }),
          line('THOM HOFFMAN', { top: 0.97 - 0.15 * i }),
        ] satisfies Read,
    );
    expect(merged(...credits)).toEqual(['HALINA REIJN 0-4', 'THOM HOFFMAN 0-4']);
  });

  it('bridges a reading that missed the line, but no long absence', () => {
    expect(merged([0, line('Breaking news')], [1], [2, line('Breaking news')], [3])).toEqual([
      'Breaking news 0-3',
    ]);
    expect(merged([0, line('Breaking news')], [1], [9, line('Breaking news')], [10])).toEqual([
      'Breaking news 0-1',
      'Breaking news 9-10',
    ]);
  });

  it('keeps a flash that is sure, and drops one that is not', () => {
    expect(merged([0], [1, line('SOLD', { confidence: 0.9 })], [2])).toEqual(['SOLD 1-2']);
    expect(merged([0], [1, line('iIl', { confidence: 0.65 })], [2])).toEqual([]);
    expect(merged([0], [1, line('SOLD', { confidence: 0.65 })], [9])).toEqual(['SOLD 1-9']);
  });

  it('begins and ends a line at the cut that it came and went with', () => {
    const film = { cuts: [second(1.5), second(6.2)], framesPerSecond: 1, duration: second(9) };
    const segments = mergeWriting(readings([0], [2, line('A title')], [7]), film);
    expect(segments.map(({ from, to }) => [from, to])).toEqual([[second(1.5), second(6.2)]]);
  });

  it('counts segments in order of their beginning', () => {
    const segments = mergeWriting(
      readings([0, line('one'), line('two', { top: 0.5 })], [3, line('one'), line('six', { top: 0.7 })]),
    );
    expect(segments.map(({ id, text }) => [id, text])).toEqual([
      [0, 'one'],
      [1, 'two'],
      [2, 'six'],
    ]);
    expect(mergeWriting([])).toEqual([]);
  });
});
