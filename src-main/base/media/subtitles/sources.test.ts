import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../testing';
import { languageOfName, subtitlesBeside } from './beside';
import { readEmbedded } from './embedded';
import { CannotReadSubtitles, readSubtitleFile } from './read-file';

const root = temporaryDir();
const SRT =
  '1\n00:00:00,500 --> 00:00:01,000\n<i>first</i>\n\n2\n00:00:01,000 --> 00:00:02,000\nsecond, {\\an8}above\n';
const ASS = `[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.20,0:00:00.90,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\b1}bold\\Nline`;
const srt = join(root, 'a.srt');
const ass = join(root, 'a.ass');
writeFileSync(srt, SRT);
writeFileSync(ass, ASS);
const PICTURE = '-f lavfi -i color=s=64x48:r=5:d=3';

/** What is read out of a film, by its stream. */
async function inside(path: string) {
  const media = await probe(ffprobePath, path);
  const options = {
    ...{ ffmpegPath, path, media, streams: media.subtitles ?? [] },
    ...{ folder: join(root, `${basename(path)}-subtitles`), signal: new AbortController().signal },
  };
  const found = await readEmbedded(options);
  return [...found].map(([{ codec, language }, cues]) => ({
    ...{ codec, language },
    lines: cues.map(({ from, text }) => [from / 1_000_000, text]),
  }));
}

describe('subtitles in a film', () => {
  it('are read from Matroska, SubRip and SubStation Alpha in one pass, drawings left out', async () => {
    const film = makeMedia(
      join(root, 'two.mkv'),
      `${PICTURE} -i ${srt} -i ${ass} -map 0 -map 1 -map 2 -c:v libx264 -preset ultrafast -c:s copy -metadata:s:s:0 language=ger -disposition:s:1 forced`,
    );
    expect(await inside(film)).toEqual([
      {
        codec: 'subrip',
        language: 'ger',
        lines: [
          [0.5, 'first'],
          [1, 'second, above'],
        ],
      },
      { codec: 'ass', language: null, lines: [[1, 'bold line']] },
    ]);
    const media = await probe(ffprobePath, film);
    expect(media.subtitles?.map(({ isForced }) => isForced)).toEqual([undefined, true]);
  });

  it('are read from MP4 (mov_text) and WebM (WebVTT)', async () => {
    const map = `${PICTURE} -i ${srt} -map 0 -map 1`;
    const mp4 = makeMedia(join(root, 'a.mp4'), `${map} -c:v libx264 -preset ultrafast -c:s mov_text`);
    const webm = makeMedia(join(root, 'a.webm'), `${map} -c:v libvpx -deadline realtime -c:s webvtt`);
    for (const film of [mp4, webm]) {
      const [track] = await inside(film);
      expect(track?.lines).toEqual([
        [0.5, 'first'],
        [1, 'second, above'],
      ]);
    }
  });

  it('count from the start of the film, as its frames do', async () => {
    const late = makeMedia(
      join(root, 'late.mkv'),
      `${PICTURE} -i ${srt} -map 0 -map 1 -c:v libx264 -preset ultrafast -c:s copy -output_ts_offset 100`,
    );
    const [track] = await inside(late);
    expect(track?.lines.map(([from]) => from)).toEqual([0.5, 1]);
  });
});

describe('subtitles beside a film', () => {
  const dir = join(root, 'beside');
  mkdirSync(dir);
  const film = join(dir, 'My Film.mkv');
  const names = [
    ...['My Film.srt', 'my film.EN.srt', 'My Film.pt-BR.forced.ass', 'My Film.german.vtt', 'My Film_fr.ssa'],
    ...[
      'My Film.part 2.srt',
      'My Film 2.srt',
      'Other.srt',
      'My Film.en.txt',
      'My Film.xx9.srt',
      'My Filmen.srt',
    ],
  ];
  for (const name of names) writeFileSync(join(dir, name), SRT);
  symlinkSync(join(dir, 'My Film.srt'), join(dir, 'My Film.it.srt'));

  it('bear its name and a language at most', async () => {
    const found = await subtitlesBeside(film);
    expect(Object.fromEntries(found.map(({ path, language }) => [basename(path), language]))).toEqual({
      ...{ 'My Film.srt': null, 'my film.EN.srt': 'EN', 'My Film.pt-BR.forced.ass': 'pt-BR' },
      ...{ 'My Film.german.vtt': 'german', 'My Film_fr.ssa': 'fr', 'My Film.it.srt': 'it' },
    });
    expect(await subtitlesBeside(join(root, 'nowhere', 'a.mkv'))).toEqual([]);
  });

  it('tell their language by any name', () => {
    expect(
      ['a.srt', 'a.en.srt', 'talk-german.srt', 'x.de.forced.ass', 'the.end.srt'].map(languageOfName),
    ).toEqual([...[null, 'en', 'german', 'de', null]]);
  });

  it('are read in Unicode though a byte or two are damaged, and else as is usual for the language', async () => {
    const read = async (name: string, words: Buffer, language: string | null) => {
      const path = join(dir, name);
      writeFileSync(path, Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n'), words]));
      return (await readSubtitleFile(path, { language, duration: null })).map(({ text }) => text);
    };
    const words = 'Grüße aus Köln, außer für Jörg';
    const damaged = Buffer.concat([Buffer.from(words), Buffer.from([0x20, 0xff])]);
    expect(await read('damaged.srt', damaged, 'de')).toEqual([words]);
    expect(await read('western.srt', Buffer.from(words, 'latin1'), 'de')).toEqual([words]);
    // Damaged before, and whole Unicode since: the mark is a letter of its own.
    expect(await read('marked.srt', Buffer.from('it \ufffd s'), null)).toEqual(
      await read('unmarked.srt', Buffer.from('\ufeffit \ufffd s'), null),
    );
    // "Привет" in windows-1251.
    const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    expect(await read('cyrillic.srt', cyrillic, 'ru')).toEqual(['Привет']);
  });

  it('are refused in words where they are none', async () => {
    const read = (path: string) => readSubtitleFile(path, { language: null, duration: null });
    const empty = join(dir, 'empty.srt');
    const large = join(dir, 'large.srt');
    writeFileSync(empty, '1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n');
    writeFileSync(large, Buffer.alloc(17 * 1024 * 1024, 'a'));
    for (const path of [
      empty,
      large,
      dir,
      makeMedia(join(dir, 'b.png'), '-f lavfi -i testsrc=s=16x16 -frames:v 1'),
    ]) {
      await expect(read(path)).rejects.toBeInstanceOf(CannotReadSubtitles);
    }
    if (process.platform !== 'win32') {
      const pipe = join(dir, 'pipe.srt');
      execFileSync('mkfifo', [pipe]);
      await expect(read(pipe)).rejects.toBeInstanceOf(CannotReadSubtitles);
    }
    await expect(read(join(dir, 'none.srt'))).rejects.toMatchObject({ code: 'FileMissing' });
  });
});
