import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  encodedVideoHash,
  isEncodedWhole,
  openEncodedVideo,
} from '../../../base/film/language-tokens/encoded-video';
import { fusionFrames, fusionStride } from '../../../base/film/language-tokens/fusion-store';
import { languageTokenDir } from '../../../base/film/language-tokens/state';
import { newState, writeState } from '../../../base/film/state';
import type { IndexProgress, WatchRequest } from '../../../base/film/types';
import { Cancelled } from '../../../base/media/errors';
import { fingerprint } from '../../../base/media/fingerprint';
import { probe } from '../../../base/media/probe';
import {
  type EarlyEnd,
  endingFfmpeg,
  ffmpegPath,
  ffprobePath,
  makeMedia,
  temporaryDir,
} from '../../../base/media/testing';
import { discardIndex } from '../job';
import { type EncodeVideoDeps, encodeVideo } from './encode-video';
import { FAKE, FAKE_FUSION_LENGTH, fakeWatch } from './testing/fakes';

const root = temporaryDir();
/** Twenty seconds that change all the time, with sound, which reading leaves alone. */
const film = makeMedia(
  join(root, 'film.mp4'),
  '-f lavfi -i testsrc=s=64x48:r=10:d=20 -f lavfi -i sine=f=440:d=20 -c:v libx264 -preset ultrafast -g 20 -pix_fmt yuv420p',
);

async function requestFor(change: Partial<WatchRequest> = {}): Promise<WatchRequest> {
  return {
    ...{ videoId: await fingerprint(film), path: film, dir: mkdtempSync(join(root, 'video-')), ffmpegPath },
    ...{
      packDir: '',
      verifiedFile: null,
      media: await probe(ffprobePath, film),
      framesPerSecond: 1,
      device: 'cpu',
    },
    ...change,
  };
}

async function run(
  request: WatchRequest,
  deps: EncodeVideoDeps = fakeWatch(),
  controller = new AbortController(),
) {
  const counts: number[] = [];
  const progress: IndexProgress[] = [];
  const callbacks = {
    onProgress: (report: IndexProgress) => progress.push(report),
    onCheckpoint: ({ frameCount }: { frameCount: number }) => counts.push(frameCount),
  };
  const result = await encodeVideo(request, deps, callbacks, controller.signal);
  return { result, counts, progress };
}

/** Every file below a folder with its content, hashed. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true }).map(String);
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(
    files
      .filter((name) => statSync(join(dir, name)).isFile())
      .sort()
      .map((name) => [name, hash(name)]),
  );
}

describe('fusion is kept of evenly spread frames', () => {
  it('every 2^k-th, at most so many, and always a part of those kept before', () => {
    expect([1, 4, 5, 8, 9, 1000].map((count) => fusionStride(count, 4))).toEqual([1, 1, 2, 2, 4, 256]);
    expect(fusionFrames(9, 4)).toEqual([0, 4, 8]);
    expect(fusionFrames(0, 4)).toEqual([]);
    for (let count = 1; count < 200; count++) {
      const kept = fusionFrames(count, 8);
      expect(kept.length).toBeLessThanOrEqual(8);
      expect(kept.length).toBeGreaterThan(count < 8 ? count - 1 : 4);
      const before = new Set([...fusionFrames(count - 1, 8), count - 1]);
      expect(kept.filter((frame) => !before.has(frame))).toEqual([]);
    }
  });
});

describe('encodeVideo', () => {
  it('reads every frame once, and what it stored can be read back', async () => {
    const request = await requestFor();
    const { result, counts, progress } = await run(request);
    expect(result).toEqual({ frameCount: 20, model: 'fake@1' });
    expect(counts.slice(0, 3)).toEqual([3, 6, 9]);
    expect(counts.at(-1)).toBe(20);
    expect(progress.at(-1)).toMatchObject({ stage: 'watch', fraction: 1, framesDone: 20, device: 'cpu' });
    expect(progress.every((p, i) => p.fraction >= (progress[i - 1]?.fraction ?? 0))).toBe(true);

    const video = await openEncodedVideo(request.dir, 'fake@1');
    expect([video.count, video.complete]).toEqual([20, true]);
    expect([...video.times]).toEqual(Array.from({ length: 20 }, (_, n) => n * 1_000_000));
    const tokens = await video.readTokens(18, 20);
    expect(tokens.length).toBe(2 * FAKE.dim);
    expect([...tokens.subarray(3, 6)]).toEqual([1, 0, 0.5]);
    expect(video.systemSum.length).toBe(FAKE.systemRows * FAKE.hidden);
    expect(video.systemSum[0]).toBeGreaterThan(20 / 3);
    expect(video.fusionFrames).toEqual([0, 8, 16]);
    for (const frame of video.fusionFrames) {
      const kept = await video.readFusion(frame);
      expect(kept.length).toBe(FAKE_FUSION_LENGTH);
      const red = (await video.readTokens(frame, frame + 1))[0] ?? 0;
      expect(Math.abs((kept[0] ?? 0) - red * 10_000)).toBeLessThan(10);
    }
    expect(existsSync(video.cacheDir)).toBe(true);
    await video.close();
  });

  it('reads a film anew that ffmpeg gave up', async () => {
    const whole = await requestFor();
    await run(whole);
    const gaveUp: EarlyEnd = { bytes: 9000, end: 'exit 69' };
    const dir = mkdtempSync(join(root, 'video-'));
    await run({ ...whole, dir, ffmpegPath: endingFfmpeg(root, [gaveUp]) });
    expect(contents(languageTokenDir(dir, 'fake@1'))).toEqual(
      contents(languageTokenDir(whole.dir, 'fake@1')),
    );
  });

  it('stops between two frames when told to, and goes on from there', async () => {
    const request = await requestFor();
    const controller = new AbortController();
    let seen = 0;
    const stopped = run(
      request,
      fakeWatch(() => {
        if (++seen === 3) controller.abort();
      }),
      controller,
    );
    await expect(stopped).rejects.toBeInstanceOf(Cancelled);
    const part = await openEncodedVideo(request.dir, 'fake@1');
    expect([part.count, part.complete]).toEqual([9, false]);
    await part.close();
    const before = await encodedVideoHash(request.dir, 'fake@1');
    let batches = 0;
    await run(
      request,
      fakeWatch(() => void batches++),
    );
    expect(batches).toBe(4);
    expect(await encodedVideoHash(request.dir, 'fake@1')).not.toBe(before);
  });

  it('opens no model for a film that was read, and begins anew at another density', async () => {
    const request = await requestFor();
    await run(request);
    const deps: EncodeVideoDeps = {
      ...fakeWatch(),
      openReader: () => Promise.reject(new Error('not needed')),
    };
    expect((await run(request, deps)).result.frameCount).toBe(20);
    expect((await run({ ...request, framesPerSecond: 0.5 })).result.frameCount).toBe(10);
    // Another model has a folder of its own: what the first one read stays.
    await run(request, { ...fakeWatch(), model: 'other@2/beta' });
    expect(readdirSync(join(request.dir, 'answers')).sort()).toEqual(['fake@1', 'other@2%2Fbeta']);
  });

  it('survives that the index is made anew', async () => {
    const request = await requestFor();
    await run(request);
    writeFileSync(join(request.dir, 'index.json'), '{}');
    await discardIndex(request.dir);
    expect(readdirSync(request.dir)).toEqual(['answers']);
    expect(await encodedVideoHash(request.dir, 'fake@1')).not.toBeNull();
  });

  it('reads anew what was damaged', async () => {
    const request = await requestFor();
    const dir = languageTokenDir(request.dir, 'fake@1');
    let batches = 0;
    const stop = fakeWatch(() => {
      if (++batches > 2) throw new Cancelled();
    });
    await run(request, stop).catch(() => undefined);
    truncateSync(join(dir, 'system-6.f64'), 8);
    await expect(openEncodedVideo(request.dir, 'fake@1')).rejects.toMatchObject({ code: 'IndexBroken' });
    await expect(run(request)).rejects.toMatchObject({ code: 'IndexBroken' });
    expect((await run(request)).counts[0]).toBe(3);
    writeFileSync(join(dir, 'fusion', '8.kv'), 'no');
    const video = await openEncodedVideo(request.dir, 'fake@1');
    await expect(video.readFusion(8)).rejects.toMatchObject({ code: 'IndexBroken' });
    await video.close();
  });

  it('reads anew what broke off, once the index has more of it', async () => {
    const whole = await requestFor();
    await run(whole);
    const gaveUp: EarlyEnd = { bytes: 9000, end: 'exit 69' };
    const dir = mkdtempSync(join(root, 'video-'));
    const request = { ...whole, dir, ffmpegPath: endingFfmpeg(root, [gaveUp, gaveUp]) };
    const short = (await run(request)).result.frameCount;
    expect(short).toBeLessThan(20);
    const index = newState('fake', 1);
    await writeState(dir, { ...index, frames: { ...index.frames, count: short, done: true } });
    expect((await run(request)).result.frameCount).toBe(short);
    await writeState(dir, { ...index, frames: { ...index.frames, count: 20, done: true } });
    expect((await run(request)).result.frameCount).toBe(20);
    expect(contents(languageTokenDir(dir, 'fake@1'))).toEqual(
      contents(languageTokenDir(whole.dir, 'fake@1')),
    );
  });

  it('looks what it read through before it hands it back, and reads damage anew', async () => {
    const request = await requestFor();
    const { result } = await run(request);
    const dir = languageTokenDir(request.dir, 'fake@1');
    const expected = contents(dir);
    for (const name of ['tokens.ltk', 'system-20.f64', 'fusion/8.kv', 'watch.json']) {
      const path = join(dir, name);
      const bytes = readFileSync(path);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      const whole = await isEncodedWhole(request.dir, 'fake@1');
      expect([name, whole]).toEqual([name, false]);
      await expect(run(request)).rejects.toMatchObject({ code: 'IndexBroken' });
      expect((await run(request)).result).toEqual(result);
      expect(contents(dir)).toEqual(expected);
    }
    expect(await isEncodedWhole(request.dir, 'fake@1')).toBe(true);
  });

  it('has nothing to open where nothing was read', async () => {
    const request = await requestFor();
    expect(await encodedVideoHash(request.dir, 'fake@1')).toBeNull();
    await expect(openEncodedVideo(request.dir, 'fake@1')).rejects.toMatchObject({ code: 'NotIndexed' });
    await expect(run({ ...request, videoId: 'f'.repeat(32) })).rejects.toMatchObject({
      code: 'CannotReadVideo',
    });
  });
});
