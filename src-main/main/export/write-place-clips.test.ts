import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toUserError } from '../../../src-shared/errors';
import type { PlacesSource } from '../../../src-shared/exports';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { probe } from '../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { MarkerHasNoLength } from './errors';
import { exportPlaceClips, type PlaceClipsTools, placeClipsEnding } from './write-place-clips';

const media = temporaryDir();
const [RED, BLUE, VOICE, GONE] = ['1', '2', '3', '4'].map((digit) => digit.repeat(32)) as [
  string,
  string,
  string,
  string,
];
/** Red and wide with a high tone in mono, blue and upright without sound at another rate, and a voice without a picture. */
const FILMS = new Map<string, string>();
beforeAll(() => {
  FILMS.set(
    RED,
    makeMedia(
      join(media, 'red.mp4'),
      '-f lavfi -i color=red:s=128x72:r=25:d=4 -f lavfi -i sine=1000:d=4:sample_rate=44100 -pix_fmt yuv420p',
    ),
  );
  FILMS.set(
    BLUE,
    makeMedia(join(media, 'blue.mp4'), '-f lavfi -i color=blue:s=48x96:r=30000/1001:d=4 -pix_fmt yuv420p'),
  );
  FILMS.set(VOICE, makeMedia(join(media, 'voice.m4a'), '-f lavfi -i sine=400:d=4'));
});

let dir: string;
let library: Library;
let tools: PlaceClipsTools;
let told: number[];
let stop: AbortController;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-place-clips-'));
  library = openLibrary({ dir: join(dir, 'library') });
  for (const [id, path] of FILMS) {
    const info = await probe(ffprobePath, path);
    library.videos.add({ id, path, title: id.slice(0, 3), sizeBytes: 1, media: info });
  }
  const away = { container: 'mp4', duration: 4_000_000, video: null, audio: [] };
  library.videos.add({ id: GONE, path: join(dir, 'gone.mp4'), title: 'Gone', sizeBytes: 1, media: away });
  told = [];
  stop = new AbortController();
  tools = {
    ...{ library, ffmpegPath: async () => ffmpegPath, signal: stop.signal },
    frameTimes: async () => [],
    readPicture: () => Promise.reject(new Error('no pictures')),
    onProgress: (fraction) => told.push(fraction),
  };
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true, force: true });
});

type Span = readonly [id: string, from: number, to: number, title?: string];
const chosen = (...spans: Span[]): PlacesSource => ({
  kind: 'chosen',
  name: 'Finds',
  places: spans.map(([videoId, from, to, title = '']) => ({
    ...{ videoId, from: Math.round(from * 1e6), to: Math.round(to * 1e6), title, note: '' },
  })),
});
function facts(path: string) {
  const entries =
    'stream=codec_type,codec_name,width,height,r_frame_rate,nb_read_frames,sample_rate,channels';
  const read = execFileSync(
    ffprobePath,
    ['-v', 'error', '-count_frames', '-show_entries', `${entries}:format=duration`, '-of', 'json', path],
    { encoding: 'utf8' },
  );
  const { streams, format } = JSON.parse(read) as {
    streams: Record<string, string | number>[];
    format: { duration: string };
  };
  const of = (kind: string) => streams.find((stream) => stream.codec_type === kind);
  return { video: of('video'), audio: of('audio'), seconds: Number(format.duration) };
}
/** Red, green and blue of the middle and of the left edge, at a time. */
function colours(path: string, time: number) {
  const raw = execFileSync(ffmpegPath, [
    ...['-v', 'error', '-i', path, '-vf', `select=gte(t\\,${time}),format=rgb24`, '-frames:v', '1'],
    ...['-f', 'rawvideo', '-'],
  ]);
  const at = (x: number) => [...raw.subarray((36 * 128 + x) * 3, (36 * 128 + x) * 3 + 3)];
  const named = ([r = 0, g = 0, b = 0]: number[]) =>
    r > 150 ? 'red' : b > 150 ? 'blue' : r + g + b < 60 ? 'black' : 'other';
  return { middle: named(at(64)), edge: named(at(2)) };
}
/** The mean loudness of a stretch in dB. */
function loudness(path: string, from: number, length: number): number {
  const args = ['-nostdin', '-ss', `${from}`, '-t', `${length}`, '-i', path];
  const heard = execFileSync('sh', ['-c', '"$0" "$@" -af volumedetect -f null - 2>&1', ffmpegPath, ...args], {
    encoding: 'utf8',
  });
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(heard)?.[1] ?? Number.NaN);
}

describe('clips joined to one film', () => {
  it('have one size, one rate and sound throughout, each at its frame', async () => {
    const path = join(dir, 'joined.mp4');
    const source = chosen([RED, 1, 2], [BLUE, 0.5, 1.5], [VOICE, 0, 1], [RED, 0, 0.4], [BLUE, 0, 1]);
    const written = await exportPlaceClips(
      { source, mode: 'fast', as: 'film' },
      { path, replace: false },
      tools,
    );
    expect(written).toMatchObject({ fileName: 'joined.mp4', clips: 5, failed: [], note: null });
    const { video, audio, seconds } = facts(path);
    expect(video).toMatchObject({ codec_name: 'h264', width: 128, height: 72, r_frame_rate: '25/1' });
    expect(Number(video?.nb_read_frames)).toBe(25 + 25 + 25 + 10 + 25);
    expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
    expect(Math.abs(seconds - 4.4)).toBeLessThan(0.05);
    // The last frame of one and the first of the next, to the frame; what is upright stands within bars.
    expect([0.9, 0.96, 1, 1.04].map((time) => colours(path, time).middle)).toEqual([
      'red',
      'red',
      'blue',
      'blue',
    ]);
    expect(colours(path, 1.5)).toEqual({ middle: 'blue', edge: 'black' });
    expect(colours(path, 2.5)).toEqual({ middle: 'black', edge: 'black' });
    expect(colours(path, 3.2)).toEqual({ middle: 'red', edge: 'red' });
    // Sound where there is some, in its own clip alone.
    expect([loudness(path, 0.1, 0.8), loudness(path, 2.1, 0.8)].every((dB) => dB > -30)).toBe(true);
    expect([loudness(path, 1.1, 0.8), loudness(path, 3.6, 0.7)].every((dB) => dB < -60)).toBe(true);
    expect(told.at(-1)).toBe(1);
    expect(told.every((fraction, n) => fraction >= (told[n - 1] ?? 0))).toBe(true);
    expect(readdirSync(dir).sort()).toEqual(['joined.mp4', 'library']);
  });

  it('are counted as the first film is, with fractions too', async () => {
    const path = join(dir, 'ntsc.mp4');
    const source = chosen([BLUE, 0, 2.002], [RED, 0, 1.001]);
    await exportPlaceClips({ source, mode: 'exact', as: 'film' }, { path, replace: false }, tools);
    const { video } = facts(path);
    expect(video).toMatchObject({ width: 48, height: 96, r_frame_rate: '30000/1001' });
    expect(Number(video?.nb_read_frames)).toBe(90);
  });

  it('are sound alone where no film has a picture', async () => {
    const path = join(dir, 'voices.m4a');
    const source = chosen([VOICE, 0, 1], [VOICE, 2, 4]);
    expect(placeClipsEnding(library, source)).toBe('m4a');
    await exportPlaceClips({ source, mode: 'exact', as: 'film' }, { path, replace: false }, tools);
    const { video, audio, seconds } = facts(path);
    expect([video, audio?.codec_name]).toEqual([undefined, 'aac']);
    expect(Math.abs(seconds - 3)).toBeLessThan(0.1);
    const film = exportPlaceClips(
      { source, mode: 'exact', as: 'film' },
      { path: `${path}.mp3`, replace: false },
      tools,
    );
    await expect(film).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it('leave out what cannot be read, and say which', async () => {
    const path = join(dir, 'partly.mp4');
    const source = chosen([RED, 0, 1], [GONE, 1, 2, 'lost'], [RED, 3, 3, 'a point'], [BLUE, 0, 1]);
    const written = await exportPlaceClips(
      { source, mode: 'exact', as: 'film' },
      { path, replace: false },
      tools,
    );
    expect(written.clips).toBe(2);
    expect(written.failed).toMatchObject([
      { title: 'lost', videoId: GONE, from: 1e6, error: { code: 'FileMissing' } },
      { title: 'a point', videoId: RED, from: 3e6, error: toUserError(new MarkerHasNoLength()) },
    ]);
    expect(written.note).toContain('“lost” at 0:01');
    expect(Number(facts(path).video?.nb_read_frames)).toBe(50);
  });

  it('tell of markers once, however many they are, and of which film the others are', async () => {
    const markers = [3, 2, 1].map((at) => [RED, at, at] as [string, number, number]);
    const written = await exportPlaceClips(
      { source: chosen([RED, 0, 1], ...markers, [GONE, 1, 2, '']), mode: 'exact', as: 'film' },
      { path: join(dir, 'marked.mp4'), replace: false },
      tools,
    );
    const { message } = new MarkerHasNoLength();
    expect(written.failed.map(({ error }) => error.message === message)).toEqual([true, true, true, false]);
    expect(written.note?.split(message)).toHaveLength(2);
    expect(written.note).toContain(`“${library.videos.get(GONE).title}” at 0:01`);
  });

  it('leave nothing behind when stopped, or when nothing of them can be read', async () => {
    const path = join(dir, 'never', 'film.mp4');
    const to = { path, replace: false };
    const all = chosen([GONE, 1, 2], [GONE, 2, 3]);
    await expect(
      exportPlaceClips({ source: all, mode: 'exact', as: 'film' }, to, tools),
    ).rejects.toMatchObject({
      code: 'FileMissing',
    });
    const stopped = exportPlaceClips(
      { source: chosen([RED, 0, 2], [BLUE, 0, 2]), mode: 'exact', as: 'film' },
      to,
      {
        ...tools,
        onProgress: (fraction) => fraction > 0.5 && stop.abort(),
      },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
    expect(existsSync(join(dir, 'never'))).toBe(false);
  });

  it('are never written over a film, nor unasked over anything', async () => {
    const source = chosen([RED, 0, 1]);
    const film = FILMS.get(BLUE) ?? '';
    const before = readFileSync(film);
    const over = (path: string, replace: boolean) =>
      exportPlaceClips({ source, mode: 'exact', as: 'film' }, { path, replace }, tools);
    await expect(over(film, true)).rejects.toMatchObject({ code: 'BadRequest' });
    expect(readFileSync(film).equals(before)).toBe(true);
    const there = makeMedia(join(dir, 'there.mp4'), '-f lavfi -i color=green:s=32x32:d=1 -pix_fmt yuv420p');
    await expect(over(there, false)).rejects.toMatchObject({ code: 'FileExists' });
  });
});

describe('clips in a folder', () => {
  it('are numbered, named as any system takes it, and each a film of its own', async () => {
    const folder = join(dir, 'clips');
    const source = chosen(
      [RED, 1, 2, '../a/b: "c"'],
      [BLUE, 0, 1],
      [GONE, 0, 1, 'lost'],
      [VOICE, 0, 1, 'said'],
    );
    const written = await exportPlaceClips(
      { source, mode: 'exact', as: 'folder' },
      { path: folder, replace: false },
      tools,
    );
    expect(readdirSync(folder).sort()).toEqual([
      '01 a b c 0.01-0.02.mp4',
      '02 222 0.00-0.01.mp4',
      '04 said 0.00-0.01.m4a',
    ]);
    expect(written).toMatchObject({ fileName: 'clips', clips: 3, failed: [{ title: 'lost' }] });
    expect(Number(facts(join(folder, '01 a b c 0.01-0.02.mp4')).video?.nb_read_frames)).toBe(25);
    expect(told.every((fraction, n) => fraction >= (told[n - 1] ?? 0))).toBe(true);
  });

  it('leave what is there as it is', async () => {
    const folder = join(dir, 'again');
    const source = chosen([RED, 0, 1, 'one'], [RED, 1, 2, 'two']);
    const write = (replace: boolean) =>
      exportPlaceClips({ source, mode: 'fast', as: 'folder' }, { path: folder, replace }, tools);
    await write(false);
    const first = join(folder, '01 one 0.00-0.01.mp4');
    rmSync(join(folder, '02 two 0.01-0.02.mp4'));
    const before = readFileSync(first);
    expect(await write(false)).toMatchObject({
      clips: 1,
      failed: [{ title: 'one', error: { code: 'FileExists' } }],
    });
    expect(readFileSync(first).equals(before)).toBe(true);
    await expect(write(false)).rejects.toMatchObject({ code: 'FileExists' });
    writeFileSync(join(dir, 'file'), 'x');
    const intoFile = exportPlaceClips(
      { source, mode: 'fast', as: 'folder' },
      { path: join(dir, 'file'), replace: true },
      tools,
    );
    await expect(intoFile).rejects.toMatchObject({ name: expect.any(String) });
    expect(readFileSync(join(dir, 'file'), 'utf8')).toBe('x');
  });

  it('stay as far as they are whole when it is stopped', async () => {
    const folder = join(dir, 'stopped');
    const source = chosen([RED, 0, 1, 'one'], [RED, 1, 2, 'two'], [RED, 2, 3, 'three']);
    const stopped = exportPlaceClips(
      { source, mode: 'exact', as: 'folder' },
      { path: folder, replace: false },
      {
        ...tools,
        onProgress: (fraction) => fraction >= 1 / 3 && stop.abort(),
      },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
    expect(readdirSync(folder)).toEqual(['01 one 0.00-0.01.mp4']);
  });
});

describe('a collection', () => {
  it('gives its places in its order, but for those of films that are away', async () => {
    const { collections } = library;
    const { id } = collections.create('Finds');
    const place = { kind: null, note: '', colour: null, tags: [], frameIndex: null, frameTime: null };
    const kept = collections.keep(id, [
      { ...place, videoId: RED, from: 0, to: 1e6, title: 'first' },
      { ...place, videoId: GONE, from: 0, to: 1e6, title: 'gone' },
      { ...place, videoId: BLUE, from: 0, to: 1e6, title: 'last' },
    ]);
    collections.move(kept[2]?.id ?? '', kept[0]?.id ?? '');
    library.videos.remove(GONE);
    const folder = join(dir, 'kept');
    const source = { kind: 'collection', collectionId: id } as const;
    const written = await exportPlaceClips(
      { source, mode: 'exact', as: 'folder' },
      { path: folder, replace: false },
      tools,
    );
    expect(readdirSync(folder).sort()).toEqual(['01 last 0.00-0.01.mp4', '02 first 0.00-0.01.mp4']);
    expect(written.note).not.toBeNull();
    library.videos.remove(RED);
    library.videos.remove(BLUE);
    const none = exportPlaceClips(
      { source, mode: 'exact', as: 'folder' },
      { path: folder, replace: false },
      tools,
    );
    await expect(none).rejects.toMatchObject({ code: 'NotFound' });
  });
});
