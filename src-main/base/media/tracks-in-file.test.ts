import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from './probe';
import { readRecording } from './probe-facts';
import { parseProbe } from './probe-parser';
import { isSilent, trackToHear } from './silence';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const root = temporaryDir();
const chapters = join(root, 'chapters.txt');
writeFileSync(
  chapters,
  ';FFMETADATA1\ntitle=A day\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=Dawn\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=3000\ntitle=Dusk \\= night\n',
);
const film = makeMedia(
  join(root, 'film.mkv'),
  `-f lavfi -i color=s=64x48:r=5:d=3 -f lavfi -i anullsrc=r=16000:cl=stereo -f lavfi -i aevalsrc=0.3*sin(900*t)|-0.3*sin(900*t):d=3 -i ${chapters} ` +
    '-map 0 -map 1 -map 2 -map_metadata 3 -map_chapters 3 -t 3 -c:v libx264 -preset ultrafast -c:a pcm_s16le ' +
    '-metadata:s:a:0 language=ger -metadata:s:a:0 title=Kommentar -metadata:s:a:1 language=eng -disposition:a:0 0 -disposition:a:1 default',
);

describe('what is in a file', () => {
  it('is told: tracks, which is the default, chapters, title', async () => {
    const media = await probe(ffprobePath, film);
    expect(
      media.audio.map(({ language, title, isDefault, channels }) => [language, title, isDefault, channels]),
    ).toEqual([
      ['ger', 'Kommentar', undefined, 2],
      ['eng', undefined, true, 2],
    ]);
    expect(media.chapters).toEqual([
      { from: 0, to: 1_500_000, title: 'Dawn' },
      { from: 1_500_000, to: 3_000_000, title: 'Dusk = night' },
    ]);
    expect(media.recording).toEqual({ title: 'A day' });
  });

  it('is told of cameras: place, date, make, timecode', async () => {
    const recorded = makeMedia(
      join(root, 'camera.mov'),
      '-f lavfi -i color=s=64x48:r=25:d=1 -c:v libx264 -preset ultrafast -timecode 01:02:03:04 -movflags use_metadata_tags ' +
        '-metadata creation_time=2024-05-01T12:30:00Z -metadata make=Canon -metadata model=EOS -metadata com.apple.quicktime.location.ISO6709=+48.8577+002.2950+035/',
    );
    const { recording } = await probe(ffprobePath, recorded);
    expect(recording).toEqual({
      createdAt: '2024-05-01T12:30:00Z',
      camera: 'Canon EOS',
      timecode: '01:02:03:04',
      place: { latitude: 48.8577, longitude: 2.295 },
    });
  });

  it('has no date that no calendar has', () => {
    const broken = { creation_time: '1816-03-30T05:56:08.-933722Z', title: 'A day' };
    expect(readRecording(broken, [])).toEqual({ title: 'A day' });
    expect(readRecording({ ...broken, date: '2024' }, [])).toMatchObject({ createdAt: '2024' });
    const written = '2024-05-01T12:30:00.000000Z';
    expect(readRecording({ creation_time: written, date: '2020' }, [])).toEqual({ createdAt: written });
    const quicktime = '2024-05-01T14:30:00+0200';
    expect(readRecording({ 'com.apple.quicktime.creationdate': quicktime }, [])).toEqual({
      createdAt: quicktime,
    });
  });

  it('is in order and within the film, whatever the file says', () => {
    const format = { format_name: 'matroska', duration: '100', start_time: '10' };
    const chapter = (start_time: string, end_time: string, title?: string) => ({
      ...{ start_time, end_time },
      ...(title === undefined ? {} : { tags: { TITLE: title } }),
    });
    const output = {
      streams: [],
      format: { ...format, tags: { location: '+4851.46-00217.7/', title: 'a\nb\u202e' } },
      chapters: [
        chapter('40', '70', 'two'),
        chapter('10', '45', 'one'),
        chapter('70', '70'),
        chapter('100', '900', 'last'),
        chapter('500', '600', 'behind'),
        chapter('x', 'y'),
      ],
    };
    const media = parseProbe(JSON.stringify(output));
    expect(media?.chapters?.map(({ from, to, title }) => [from / 1e6, to / 1e6, title])).toEqual([
      [0, 30, 'one'],
      [30, 60, 'two'],
      [60, 90, ''],
      [90, 100, 'last'],
    ]);
    expect(media?.recording).toEqual({ title: 'a b', place: { latitude: 48.857667, longitude: -2.295 } });
  });
});

describe('a file that is made to fill memory', () => {
  it('counts up to 64 tracks of subtitles, 1000 chapters and 300 characters of a title', () => {
    const subtitle = (index: number) => ({ index, codec_type: 'subtitle', codec_name: 'subrip' });
    const chapter = (n: number) => ({ start_time: String(n), end_time: String(n + 1) });
    const media = parseProbe(
      JSON.stringify({
        format: { format_name: 'matroska', duration: '2000', tags: { title: 'a'.repeat(5000) } },
        streams: Array.from({ length: 65 }, (_, n) => subtitle(n)),
        chapters: Array.from({ length: 1001 }, (_, n) => chapter(n)),
      }),
    );
    expect(media?.subtitles?.map(({ stream }) => stream)).toEqual(Array.from({ length: 64 }, (_, n) => n));
    expect(media?.chapters).toHaveLength(1000);
    expect(media?.recording?.title).toHaveLength(300);
  });
});

describe('a sound track', () => {
  const silent = (position: number) =>
    isSilent({
      ...{ ffmpegPath, path: film, position },
      ...{ signal: new AbortController().signal, onAlive: () => undefined },
    });
  it('is silent where no channel has a sound, though a mix of opposites has none either', async () => {
    expect(await silent(0)).toBe(true);
    expect(await silent(1)).toBe(false);
  });

  it('is chosen: the default one, unless it is silent, then the first that is not', () => {
    const track = { codec: 'aac', channels: 2, sampleRate: 48_000, language: null };
    const media = {
      ...{ container: '', duration: null, video: null },
      audio: [track, { ...track, isDefault: true }, track],
    };
    expect([[], [1], [0, 1], [0, 1, 2]].map((silent) => trackToHear(media, silent))).toEqual([1, 0, 2, 1]);
  });
});
