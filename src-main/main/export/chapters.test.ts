import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpegPath, makeMedia, temporaryDir } from '../../base/media/testing';
import { toFfmetadata, toYouTube } from './chapters';
import type { PlaceList } from './place-list';
import { filmOf, listOf, UNMARKED } from './testing/lists';
import { TIMEBASES } from './timecode';

const dir = temporaryDir();
const pal = TIMEBASES['25'] ?? { rate: { num: 25, den: 1 }, dropFrame: false };
const film = filmOf('ab', pal, { duration: 3_700_000_000, title: 'A = film; # 1\\2' });

/** @param times in seconds: from, to */
function chaptersAt(
  times: readonly (readonly [number, number])[],
  title = (n: number) => `Chapter ${n}`,
): PlaceList {
  return listOf(
    times.map(([from, to], n) => ({
      film,
      from: Math.round(from * 1e6),
      to: Math.round(to * 1e6),
      title: title(n),
      note: '',
      ...UNMARKED,
    })),
  );
}

describe('YouTube chapters', () => {
  const read = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => /^([\d:]+) (.+)$/.exec(line)?.slice(1));

  it('keep what is right as it is, to the nearest second', () => {
    const { text, note } = toYouTube(
      chaptersAt([
        [0, 10],
        [10.4, 60],
        [59.6, 70],
        [3600, 3700],
      ]),
    );
    expect(note).toBeNull();
    expect(read(text)).toEqual([
      ['0:00', 'Chapter 0'],
      ['0:10', 'Chapter 1'],
      ['1:00', 'Chapter 2'],
      ['1:00:00', 'Chapter 3'],
    ]);
  });

  it('merge what is too short, and begin at 0:00, and say so', () => {
    const merged = toYouTube(
      chaptersAt([
        [4, 5],
        [30, 31],
        [35, 36],
        [90, 95],
        [3695, 3700],
      ]),
    );
    expect(read(merged.text)).toEqual([
      ['0:00', 'Chapter 0'],
      ['0:30', 'Chapter 1'],
      ['1:30', 'Chapter 3'],
    ]);
    expect(merged.note).toContain('2 places were taken into the chapter before');
    expect(merged.note).toContain('begins at 0:00');
    const late = toYouTube(
      chaptersAt([
        [100, 101],
        [50, 60],
      ]),
    );
    expect(read(late.text)).toEqual([
      ['0:00', 'Start'],
      ['0:50', 'Chapter 1'],
      ['1:40', 'Chapter 0'],
    ]);
    expect(late.note).toContain('“Start” was put in');
  });

  it('are refused where there are too few, or of several films', () => {
    expect(() =>
      toYouTube(
        chaptersAt([
          [0, 1],
          [20, 21],
        ]),
      ),
    ).toThrow('at least three chapters');
    const other = filmOf('cd', pal);
    const two = listOf([
      ...chaptersAt([[0, 1]]).places,
      { film: other, from: 0, to: 1, title: '', note: '', ...UNMARKED },
    ]);
    expect(() => toYouTube(two)).toThrow('in several');
    expect(() => toFfmetadata(two)).toThrow('in several');
  });

  it('stand on one line each, with a title', () => {
    const { text } = toYouTube(
      chaptersAt(
        [
          [0, 1],
          [20, 21],
          [40, 41],
        ],
        (n) => (n === 0 ? 'two\nlines' : ' '),
      ),
    );
    expect(read(text).map((line) => line?.[1])).toEqual(['two lines', 'Chapter 2', 'Chapter 3']);
  });
});

describe('ffmpeg’s chapters', () => {
  it('come back from a film to the microsecond, whatever their titles hold', () => {
    const titles = [
      'plain \\',
      'a=b;c#d\\e',
      '#first',
      ' two\nlines ',
      '[CHAPTER]',
      'Ünï 日本 🙂',
      'ends in \\',
    ];
    const times = titles.map((_, n) => [n * 11.123_457, n * 11.123_457 + 9.000_001] as const);
    const { text, note } = toFfmetadata(chaptersAt(times, (n) => titles[n] ?? ''));
    expect(note).toBeNull();
    const chapters = join(dir, 'chapters.ffmetadata');
    writeFileSync(chapters, text);
    const plain = makeMedia(join(dir, 'plain.mkv'), '-f lavfi -i color=gray:s=32x32:r=5:d=80');
    const out = join(dir, 'chapters.mkv');
    const run = (args: string[]) => execFileSync(ffmpegPath, ['-v', 'error', '-y', ...args]).toString();
    run([
      '-i',
      plain,
      '-i',
      chapters,
      '-map',
      '0',
      '-map_chapters',
      '1',
      '-map_metadata',
      '1',
      '-c',
      'copy',
      out,
    ]);
    const back = run(['-i', out, '-f', 'ffmetadata', '-']);
    expect(back).toContain('title=A \\= film\\; \\# 1\\\\2');
    const blocks = back.split('[CHAPTER]\nTIMEBASE=').slice(1);
    const read = blocks.map((block) => {
      const [, unit, from, to, title] =
        /^1\/(\d+)\nSTART=(\d+)\nEND=(\d+)\ntitle=((?:[^\\\n]|\\[\s\S])*)/.exec(block) ?? [];
      const micros = (ticks: string | undefined) => (Number(ticks) * 1e6) / Number(unit);
      return [micros(from), micros(to), title?.replace(/\\([\s\S])/g, '$1').trim()];
    });
    const spaces = (title: string) => title.replace(/\s+/g, ' ').trim();
    expect(read).toEqual(
      times.map(([from, to], n) => [Math.round(from * 1e6), Math.round(to * 1e6), spaces(titles[n] ?? '')]),
    );
  });

  it('do not overlap, and it is said where that cost something', () => {
    const { text, note } = toFfmetadata(
      chaptersAt([
        [5, 50],
        [0, 10],
      ]),
    );
    expect([...text.matchAll(/(?:START|END)=(\d+)/g)].map(([, time]) => Number(time))).toEqual([
      0, 5e6, 5e6, 50e6,
    ]);
    expect(note).toContain('One place ends where the next begins');
  });
});
