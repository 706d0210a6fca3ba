import { describe, expect, it } from 'vitest';
import { decodeText } from './charset';
import { cleanText, MOST_CUES, tidyCues } from './clean';
import { parseSubtitles } from './parse';

const SECOND = 1_000_000;
/** What comes of a file's text: seconds and words. */
function read(text: string, duration: number | null = null): (readonly [number, number, string])[] {
  return tidyCues(parseSubtitles(text) ?? [], duration).map(
    ({ from, to, text: words }) => [from / SECOND, to / SECOND, words] as const,
  );
}

describe('who says a line', () => {
  const spoken = (text: string) =>
    tidyCues(parseSubtitles(text) ?? [], null).map(({ speaker, text: words }) => [speaker, words]);

  it('is told by the voices of WebVTT', () => {
    const cue = (n: number, text: string) => `00:0${n}.000 --> 00:0${n}.900\n${text}\n\n`;
    const text = [
      cue(1, '<v Anna>The walrus sings'),
      cue(2, '<v.loud Hans &amp; Co>Yes</v>'),
      cue(3, '<v Anna>One <i>more</i>\n<v Bert>No'),
      cue(4, 'nobody'),
      cue(5, '<v Anna>Again'),
    ];
    expect(spoken(`WEBVTT\n\n${text.join('')}`)).toEqual([
      ['Anna', 'The walrus sings'],
      ['Hans & Co', 'Yes'],
      ['', 'Anna: One more Bert: No'],
      [undefined, 'nobody'],
      ['Anna', 'Again'],
    ]);
  });

  it('is told by the names of SubStation Alpha', () => {
    const line = (n: number, name: string, text: string) =>
      `Dialogue: 0,0:00:0${n}.00,0:00:0${n}.90,Default,${name},0,0,0,,${text}\n`;
    const format =
      '[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n';
    const lines = [
      line(1, 'Hans', 'Good day'),
      line(2, '', 'Nobody'),
      line(3, 'Hans', 'A'),
      line(3, 'Anna', 'B'),
    ];
    expect(spoken(format + lines.join(''))).toEqual([
      ['Hans', 'Good day'],
      [undefined, 'Nobody'],
      ['', 'Hans: A Anna: B'],
    ]);
  });
});

describe('SubRip', () => {
  it('is read with its marks, empty lines, numbers that are words, and whatever ends its lines', () => {
    const text = [
      '1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i> <font color="#ff0000">there</font>\r\n{\\an8}above\r\n',
      '2\r\n00:00:03.000-->00:00:04.000 X1:0 X2:9\r\nA gap\r\n\r\nwithin\r\n',
      '3\n01:00 --> 01:02\n1984\n',
      '4\n00:01:03,5 -> 00:01:04,05\na &lt; b &amp; c > d',
    ].join('\n');
    expect(read(text)).toEqual([
      [1, 2.5, 'Hello there above'],
      [3, 4, 'A gap within'],
      [60, 62, '1984'],
      [63.5, 64.05, 'a < b & c > d'],
    ]);
  });

  it('is read on behind what is broken in it', () => {
    const text =
      'rubbish\n1\n00:00:0x,000 --> 00:00:02,000\nnever\n2\n00:00:05,000 --> 00:00:04,000\nbackwards\n\n\n3\n00:00:06,000 --> 00:00:07,000\n\n4\n00:00:07,000 --> 00:00:08,000\nlast';
    expect(read(text)).toEqual([
      [5, 7, 'backwards'],
      [7, 8, 'last'],
    ]);
  });
});

describe('WebVTT', () => {
  it('is read without its notes, styles, voices and settings', () => {
    const text = [
      'WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE\n00:00:09.000 --> 00:00:10.000 is no cue',
      'intro\n00:01.000 --> 00:02.000 align:start\n<v Anna>Hi <c.loud>there</c> &nbsp;now<00:00:01.500>!',
      '00:00:03.000 --> 00:00:04.000\nR&#233;sum&#xe9;',
    ].join('\n\n');
    expect(read(text)).toEqual([
      [1, 2, 'Hi there now!'],
      [3, 4, 'Résumé'],
    ]);
  });

  it('without a cue is subtitles all the same, and a text without times is none', () => {
    expect(parseSubtitles('WEBVTT\n')).toEqual([]);
    expect(parseSubtitles('A letter.\n\nWith lines --> and arrows.')).toBeNull();
  });
});

describe('SubStation Alpha', () => {
  it('is read without drawings, overrides and comments, fields as its own line names them', () => {
    const text = `[Script Info]\nTitle: x\n[V4+ Styles]\nFormat: Name\n[Events]
Format: Start, End, Style, Text
Comment: 0:00:00.00,0:00:01.00,Default,never
Dialogue: 0:00:05.00,0:00:06.50,Default,{\\b1}Two{\\b0}, with a comma\\Nand a line
Dialogue: 0:00:01.00,0:00:02.00,Default,{\\p1}m 0 0 l 100 0 100 100{\\p0}
Dialogue: 0:00:02.00,0:00:03.00,Default,{\\pos(1,2)\\p2}m 0 0{\\p0}kept
Dialogue: broken
[Fonts]
Dialogue: 0:00:08.00,0:00:09.00,Default,no event`;
    expect(read(text)).toEqual([
      [2, 3, 'kept'],
      [5, 6.5, 'Two, with a comma and a line'],
    ]);
  });
});

describe('lines', () => {
  it('are put in order, none over the next, none behind the end, and what is shown anew in each frame is one', () => {
    const at = (from: number, to: number, text: string) => ({ from: from * SECOND, to: to * SECOND, text });
    const lines = [
      at(9, 99, 'to the end'),
      at(4, 6, 'over'),
      at(5, 7, 'the next'),
      ...Array.from({ length: 25 }, (_, n) => at(1 + n * 0.04, 1 + (n + 1) * 0.04, 'SIGN')),
      at(5, 6, 'beside'),
      at(20, 21, 'behind'),
      at(-3, 2, 'before'),
      at(Number.NaN, 2, 'never'),
    ];
    expect(
      tidyCues(lines, 10 * SECOND).map(({ from, to, text }) => [from / SECOND, to / SECOND, text]),
    ).toEqual([
      [1, 2, 'SIGN'],
      [4, 5, 'over'],
      [5, 7, 'the next beside'],
      [9, 10, 'to the end'],
    ]);
  });

  it('hold words alone: no tag, no code, no control character, none without end', () => {
    expect(cleanText('<script>alert(1)</script> x\u0000\u202ey\ud800<b>z</b>\t\r\n!')).toBe('alert(1) xyz !');
    expect(cleanText('1 < 2 and {this} stays, 3 > 2')).toBe('1 < 2 and {this} stays, 3 > 2');
    expect(cleanText('a'.repeat(100_000)).length).toBe(2000);
    expect(cleanText(`${'<'.repeat(50_000)}${'{\\'.repeat(50_000)}`).length).toBeLessThanOrEqual(2000);
  });

  it('are no more than a film can have', () => {
    const one = (n: number) =>
      `${Math.floor(n / 3600)}:${Math.floor(n / 60) % 60}:${n % 60} --> 99:00:00\nline ${n}\n`;
    const many = Array.from({ length: MOST_CUES + 500 }, (_, n) => one(n)).join('\n');
    expect(read(many).length).toBe(MOST_CUES);
  });
});

describe('an encoding', () => {
  const words = '1\n00:00:01,000 --> 00:00:02,000\nGrüße, Ärger – “ja”\n';
  it('is known by its mark, by its zeros, and as UTF-8', () => {
    const wide = Buffer.from(words, 'utf16le');
    const swapped = Buffer.from(wide).swap16();
    const mark = (...bytes: number[]) => Buffer.from(bytes);
    for (const bytes of [
      Buffer.from(words),
      Buffer.concat([mark(0xef, 0xbb, 0xbf), Buffer.from(words)]),
      Buffer.concat([mark(0xff, 0xfe), wide]),
      Buffer.concat([mark(0xfe, 0xff), swapped]),
      wide,
      swapped,
    ]) {
      expect(decodeText(bytes, null)).toBe(words);
    }
  });

  it('of two bytes a letter is known by the zeros of its times, also where most of what is said has none', () => {
    const said =
      '1\n00:00:01,000 --> 00:00:02,000\nДобрый вечер, дорогие телезрители и радиослушатели, сегодня в программе\n';
    expect(decodeText(Buffer.from(said, 'utf16le'), 'ru')).toBe(said);
    expect(decodeText(Buffer.from(said, 'utf16le').swap16(), 'ru')).toBe(said);
  });

  it('that is none of Unicode is guessed by the language', () => {
    expect(decodeText(Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x96, 0x20, 0x93]), null)).toBe(
      'Grüße – “',
    );
    expect(decodeText(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'rus')).toBe('Привет');
    expect(decodeText(Buffer.from([0xb3, 0xf3, 0x64, 0x9f]), 'pl')).toBe('łódź');
    expect(decodeText(Buffer.from([0xb0, 0xa1, 0xb3, 0xaa]), 'ko')).toBe('가나');
  });
});
