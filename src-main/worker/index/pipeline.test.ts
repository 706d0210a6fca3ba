import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { posterPath, readFrameTimes, readThumbnail, readWaveform } from '../../base/film/reader';
import { readState } from '../../base/film/state';
import { openTokenReader } from '../../base/film/token-store';
import type { IndexCheckpoint, IndexProgress, IndexRequest } from '../../base/film/types';
import { Cancelled } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { probe } from '../../base/media/probe';
import { endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import type { IndexDeps } from './job';
import { indexVideo } from './pipeline';
import { fakeDeps } from './testing/fakes';

const root = temporaryDir();
/** Three scenes of six seconds: bars, a green area, a picture that moves. Twelve seconds of sound. */
const film = makeMedia(
  join(root, 'film.mov'),
  '-f lavfi -i smptebars=s=64x48:r=10:d=6 -f lavfi -i color=green:s=64x48:r=10:d=6 -f lavfi -i testsrc=s=64x48:r=10:d=6 ' +
    '-f lavfi -i aevalsrc=sin(1000*t)*t/20:d=12 -filter_complex [0][1][2]concat=n=3,format=yuv420p[v] -map [v] -map 3 ' +
    '-c:v libx264 -preset ultrafast -g 20 -c:a pcm_s16le',
);

async function requestFor(path: string, change: Partial<IndexRequest> = {}): Promise<IndexRequest> {
  return {
    ...{ videoId: await fingerprint(path), path, dir: mkdtempSync(join(root, 'index-')), ffmpegPath },
    ...{
      packDir: '',
      corePackDir: '',
      speechPackDir: '',
      media: await probe(ffprobePath, path),
      framesPerSecond: 1,
      device: 'cpu',
      transcribe: true,
    },
    ...change,
  };
}

function run(request: IndexRequest, deps: IndexDeps = fakeDeps(), signal = new AbortController().signal) {
  const checkpoints: IndexCheckpoint[] = [];
  const progress: IndexProgress[] = [];
  const callbacks = {
    onProgress: (report: IndexProgress) => progress.push(report),
    onCheckpoint: (checkpoint: IndexCheckpoint) => checkpoints.push(checkpoint),
  };
  return { checkpoints, progress, result: indexVideo(request, deps, callbacks, signal) };
}

function contents(dir: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(dir).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  );
}

describe('indexVideo', () => {
  it('turns a file into frames, scenes, a transcript and a waveform', async () => {
    const request = await requestFor(film);
    const { checkpoints, progress, result } = run(request);
    const { scenes, segments, ...rest } = await result;
    expect(rest).toEqual({ frameCount: 18, duration: 18_000_000, packId: 'fake', warnings: [] });
    expect(scenes.map((s) => [s.from, s.to])).toEqual([
      [0, 6_000_000],
      [6_000_000, 12_000_000],
      [12_000_000, 18_000_000],
    ]);
    expect(segments.length).toBe(12);
    expect(segments[3]?.text).toMatch(/^loud \d{4}$/);
    expect(await readFrameTimes(request.dir)).toEqual(Array.from({ length: 18 }, (_, i) => i * 1_000_000));
    const { peaksPerSecond, peaks } = await readWaveform(request.dir);
    expect([peaksPerSecond, Math.abs(peaks.length - 240) <= 1]).toEqual([20, true]);
    expect(Math.max(...peaks.slice(200))).toBeGreaterThan(Math.max(...peaks.slice(20, 40)) * 2);
    expect(checkpoints.map((c) => c.what)).toEqual(
      expect.arrayContaining(['frames', 'waveform', 'scenes', 'transcript']),
    );
    expect(checkpoints.find((c) => c.what === 'scenes')?.scenes).toEqual(scenes);
    expect(progress.at(-1)).toMatchObject({ stage: 'finish', fraction: expect.closeTo(1, 1), device: 'cpu' });
    expect(progress.every((p, i) => i === 0 || p.fraction >= (progress[i - 1]?.fraction ?? 0))).toBe(true);
    expect(readdirSync(request.dir)).not.toContain('audio.s16');
  });

  it('stores tokens that can be read back in stretches, and thumbnails', async () => {
    const request = await requestFor(film);
    await run(request).result;
    const reader = await openTokenReader(request.dir);
    expect([reader.count, reader.dim, reader.packId]).toEqual([18, 8, 'fake']);
    const { tokens, differences, times } = await reader.readRows(7, 2);
    expect([...times]).toEqual([7_000_000, 8_000_000]);
    expect([...differences]).toEqual([0, 0]);
    // Green, 0x008000: nothing of the other colours, in both halves.
    expect([...tokens.subarray(0, 8)].map((v) => Math.round(v * 100) / 100)).toEqual([
      0, 0.08, 0, 0, 0.08, 0, 0.01, 0,
    ]);
    await reader.close();
    expect([...(await readThumbnail(request.dir, 17)).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    await expect(readThumbnail(request.dir, 18)).rejects.toMatchObject({ code: 'NotIndexed' });
    expect(readFileSync(posterPath(request.dir)).length).toBeGreaterThan(200);
  });

  it('makes tokens of the picture without its black bars, and shows it with them', async () => {
    const source = '-f lavfi -i testsrc2=s=128x72:r=5:d=6';
    const plain = makeMedia(join(root, 'plain.mp4'), `${source} -c:v libx264 -preset ultrafast -g 10 -qp 0`);
    const barred = makeMedia(
      join(root, 'barred.mp4'),
      `${source} -vf pad=128:96:0:12:black -c:v libx264 -preset ultrafast -g 10 -qp 0`,
    );
    const [whole, cut] = [await requestFor(plain), await requestFor(barred)];
    await run(whole).result;
    await run(cut).result;
    expect((await readState(whole.dir))?.crop).toBeNull();
    const crop = (await readState(cut.dir))?.crop;
    expect(crop?.top).toBeGreaterThan(0.12);
    const rows = async (dir: string) => {
      const reader = await openTokenReader(dir);
      const { tokens } = await reader.readRows(0, reader.count);
      await reader.close();
      return [...tokens];
    };
    const [without, tokens] = [await rows(whole.dir), await rows(cut.dir)];
    expect(tokens.length).toBe(without.length);
    // A fourth of the picture black would make means a fourth smaller.
    expect(Math.max(...tokens.map((value, i) => Math.abs(value - (without[i] as number))))).toBeLessThan(
      0.03,
    );
    expect((await readThumbnail(cut.dir, 0)).length).toBeGreaterThan(200);
  });

  it('reads a film anew that ffmpeg gave up, takes what it gives up twice for damaged, and can mend that', async () => {
    const whole = await requestFor(film);
    const expected = await run(whole).result;
    const givesUp = (times: number, bytes = 200_000): string =>
      endingFfmpeg(root, Array(times).fill({ bytes, end: 'exit 69' }));
    const once = { ...whole, dir: mkdtempSync(join(root, 'index-')), ffmpegPath: givesUp(1) };
    expect(await run(once).result).toEqual(expected);
    expect(contents(once.dir)).toEqual(contents(whole.dir));
    const twice = { ...whole, dir: mkdtempSync(join(root, 'index-')), ffmpegPath: givesUp(2) };
    const damaged = await run(twice).result;
    expect(damaged.warnings).toHaveLength(1);
    expect(damaged.frameCount).toBeLessThan(18);
    // Asked for again, it is read from its beginning: what stood in the way may be gone.
    expect(await run(twice).result).toEqual(expected);
    expect(contents(twice.dir)).toEqual(contents(whole.dir));
  });

  it('can be stopped by its signal at any report, and goes on', async () => {
    const whole = await requestFor(film);
    const expected = await run(whole).result;
    const request = { ...whole, dir: mkdtempSync(join(root, 'index-')) };
    for (const what of ['frames', 'waveform', 'scenes', 'transcript'] as const) {
      const abort = new AbortController();
      const stopAt = (checkpoint: IndexCheckpoint): void => {
        if (checkpoint.what === what) abort.abort();
      };
      const callbacks = { onProgress: () => undefined, onCheckpoint: stopAt };
      await expect(indexVideo(request, fakeDeps(), callbacks, abort.signal)).rejects.toBeInstanceOf(
        Cancelled,
      );
    }
    expect(await run(request).result).toEqual(expected);
    expect(contents(request.dir)).toEqual(contents(whole.dir));
  });

  it('says in which forms of its graph an encoder made the tokens, where it was not the pack’s own alone', async () => {
    const request = await requestFor(film, { transcribe: false });
    const until = async (form: 'own' | 'fp16', what: IndexCheckpoint['what']) => {
      const abort = new AbortController();
      const deps = fakeDeps();
      const openEncoder = async () => ({ ...(await deps.openEncoder()), form });
      const onCheckpoint = (checkpoint: IndexCheckpoint) => checkpoint.what === what && abort.abort();
      await indexVideo(
        request,
        { ...deps, openEncoder },
        { onProgress: () => undefined, onCheckpoint },
        abort.signal,
      ).catch(() => undefined);
      return (await readState(request.dir))?.frames;
    };
    expect(await until('own', 'frames')).not.toHaveProperty('forms');
    const mixed = await until('fp16', 'scenes');
    expect(mixed).toMatchObject({ count: 18, done: true, forms: ['own', 'fp16'] });
  });

  it('hands back a finished index as it is, and begins anew for another density or pack', async () => {
    const request = await requestFor(film, { transcribe: false });
    const first = await run(request).result;
    expect(first.segments).toEqual([]);
    const never = fakeDeps(() => {
      throw new Error('worked again');
    });
    expect(await run(request, never).result).toEqual(first);
    expect((await run({ ...request, transcribe: true }).result).segments.length).toBe(12);
    expect((await run({ ...request, framesPerSecond: 0.5 }).result).frameCount).toBe(9);
    expect((await run(request, { ...fakeDeps(), packId: 'other' }).result).packId).toBe('other');
  });

  it('leaves tracks alone when a transcript is added, and removes them with the index', async () => {
    const request = await requestFor(film, { transcribe: false });
    await run(request).result;
    mkdirSync(join(request.dir, 'tracks'));
    writeFileSync(join(request.dir, 'tracks', 'tracks.json'), '{}');
    writeFileSync(join(request.dir, 'text.bin'), 'lines');
    expect((await run({ ...request, transcribe: true }).result).segments.length).toBe(12);
    expect(readdirSync(join(request.dir, 'tracks'))).toEqual(['tracks.json']);
    expect(readFileSync(join(request.dir, 'text.bin'), 'utf8')).toBe('lines');
    await run({ ...request, framesPerSecond: 0.5 }).result;
    expect(readdirSync(request.dir)).not.toContain('tracks');
    expect(readdirSync(request.dir)).not.toContain('text.bin');
  });

  it('listens for who speaks where that is asked for, also of a film that was indexed without', async () => {
    const steps: string[] = [];
    const deps = fakeDeps((what) => void steps.push(what));
    const request = await requestFor(film);
    expect((await run(request, deps).result).speakers).toBeUndefined();
    expect(steps).not.toContain('voice');
    steps.length = 0;
    const { speakers } = await run({ ...request, voicesPackDir: 'fake' }, deps).result;
    // Two voices, of four seconds and of eight.
    expect(speakers?.turns.map(({ from, to, speaker }) => [from, to, speaker])).toEqual([
      [0, 4_000_000, 0],
      [4_000_000, 12_000_000, 1],
    ]);
    expect(new Set(steps)).toEqual(new Set(['voice', 'views']));
    // A setting that is off again takes nothing away.
    expect((await run(request, deps).result).speakers).toEqual(speakers);
  });

  it('takes a file with sound only, and one without sound', async () => {
    const sound = makeMedia(join(root, 'sound.mka'), '-f lavfi -i sine=d=2 -c:a pcm_s16le');
    const heard = await requestFor(sound);
    expect(await run(heard).result).toMatchObject({
      frameCount: 0,
      duration: 2_000_000,
      scenes: [],
      segments: [{}, {}],
    });
    expect(await readFrameTimes(heard.dir)).toEqual([]);
    const silent = await requestFor(
      makeMedia(join(root, 'silent.mkv'), '-f lavfi -i testsrc=s=32x32:r=5:d=2 -c:v ffv1'),
    );
    expect(await run(silent).result).toMatchObject({ frameCount: 2, duration: 2_000_000, segments: [] });
    expect((await readWaveform(silent.dir)).peaks.length).toBe(0);
  });

  it('notices that the file is another one, or gone', async () => {
    const path = makeMedia(join(root, 'a.mkv'), '-f lavfi -i testsrc=s=32x32:r=5:d=3 -c:v ffv1');
    const request = await requestFor(path);
    renameSync(path, `${path}.moved`);
    await expect(run(request).result).rejects.toMatchObject({ code: 'FileMissing' });
    makeMedia(path, '-f lavfi -i testsrc=s=32x32:r=5:d=2 -c:v ffv1');
    await expect(run(request).result).rejects.toMatchObject({ code: 'CannotReadVideo' });
    rmSync(path);
    renameSync(`${path}.moved`, path);
    expect((await run(request).result).frameCount).toBe(3);
  });

  it('says once that an index is damaged and begins anew after that, keeping the player’s files', async () => {
    const request = await requestFor(film);
    const dying = fakeDeps((what) => {
      if (what === 'segment') throw new Error('killed');
    });
    for (const name of ['proxy.mp4', 'first-picture.jpg']) mkdirSync(join(request.dir, name));
    await expect(run(request, dying).result).rejects.toThrow('killed');
    const tokens = join(request.dir, 'tokens.ltk');
    const bytes = readFileSync(tokens);
    bytes[300] = (bytes[300] ?? 0) ^ 1;
    rmSync(tokens);
    appendFileSync(tokens, bytes);
    await expect(run(request).result).rejects.toMatchObject({ code: 'IndexBroken' });
    expect(await readState(request.dir)).toBeNull();
    expect(readdirSync(request.dir).sort()).toEqual(['first-picture.jpg', 'proxy.mp4']);
    expect((await run(request).result).frameCount).toBe(18);
  });
});
