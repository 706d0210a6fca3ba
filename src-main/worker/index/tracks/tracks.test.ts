import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrackName } from '../../../../src-shared/passes';
import { tracksDir } from '../../../base/film/files';
import type { IndexProgress, TracksCheckpoint, TracksRequest } from '../../../base/film/types';
import { Cancelled } from '../../../base/media/errors';
import { fingerprint } from '../../../base/media/fingerprint';
import { probe } from '../../../base/media/probe';
import { endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../../base/media/testing';
import { readTracks, type TracksDeps } from './read-tracks';
import { fakeTracks, type Step } from './testing/fakes';
import type { TextChangeDetector } from './text';

const root = temporaryDir();
/** Bars up to 0:04, green up to 0:07, then what moves up to 0:15: 150 frames. Cuts fall into the middle of batches. */
const film = makeMedia(
  join(root, 'film.mp4'),
  '-f lavfi -i smptebars=s=64x48:r=10:d=4 -f lavfi -i color=green:s=64x48:r=10:d=3 -f lavfi -i testsrc=s=64x48:r=10:d=8 ' +
    '-f lavfi -i sine=d=15 -filter_complex [0][1][2]concat=n=3,format=yuv420p[v] -map [v] -map 3 ' +
    '-c:v libx264 -preset ultrafast -g 20',
);
const ALL: readonly TrackName[] = ['shots', 'objects', 'text'];
const newDir = (): string => mkdtempSync(join(root, 'video-'));

async function requestFor(change: Partial<TracksRequest> = {}): Promise<TracksRequest> {
  const path = change.path ?? film;
  return {
    ...{
      videoId: await fingerprint(path),
      path,
      dir: newDir(),
      ffmpegPath,
      tracksPackDir: '',
      device: 'cpu',
      corePackDir: '',
    },
    ...{ media: await probe(ffprobePath, path), framesPerSecond: 1, duration: 15_000_000, tracks: ALL },
    keyFrames: [2_000_000],
    ...change,
  };
}

async function run(
  request: TracksRequest,
  deps: TracksDeps = fakeTracks(),
  controller = new AbortController(),
) {
  const progress: IndexProgress[] = [];
  const checkpoints: number[] = [];
  const callbacks = {
    onProgress: (report: IndexProgress) => progress.push(report),
    onCheckpoint: ({ time }: { time: number }) => checkpoints.push(time),
  };
  const result = await readTracks(request, deps, callbacks, controller.signal);
  return { result, progress, checkpoints };
}

function contents({ dir }: TracksRequest): Record<string, string> {
  const folder = tracksDir(dir);
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, hash(name)]),
  );
}

/** Counts the steps of each kind. */
function counting() {
  const steps: Partial<Record<Parameters<Step>[0], number>> = { measure: 0, find: 0, read: 0, embed: 0 };
  const step: Step = (what) => {
    steps[what] = (steps[what] ?? 0) + 1;
  };
  return { steps, step };
}

describe('readTracks', () => {
  it('finds cuts to the frame, things in every sampled frame, and reads writing where it may have changed', async () => {
    const request = await requestFor();
    const { steps, step } = counting();
    const { result, progress, checkpoints } = await run(request, fakeTracks(step));
    expect(result.shots?.map(({ from, to, begins }) => [from, to, begins])).toEqual([
      [0, 4_000_000, 'start'],
      [4_000_000, 7_000_000, 'cut'],
      [7_000_000, 15_000_000, 'cut'],
    ]);
    expect(result.objects?.map((track) => track.best)).toMatchObject(
      Array.from({ length: 15 }, (_, n) => ({ time: n * 1_000_000, frameIndex: n })),
    );
    expect(result.objects?.slice(3, 8).map((track) => track.to)).toEqual(
      [4, 7, 7, 7, 15].map((s) => s * 1_000_000),
    );
    // The first frame, the key frame, and the first frame after each cut; the picture that moves changes a little as well.
    const read = result.text?.map((segment) => segment.from / 1_000_000) ?? [];
    expect(read.slice(0, 4)).toEqual([0, 2, 4, 7]);
    expect(result.text?.map((segment) => segment.to / 1_000_000)).toEqual([...read.slice(1), 15]);
    expect(result.text?.[2]?.text).toMatch(/^0 12\d 0 of 48 x 36$/);
    expect(steps).toEqual({ measure: 3, find: 15, read: read.length, embed: 1 });
    expect(checkpoints.length).toBeGreaterThan(15);
    expect(progress.at(-1)).toMatchObject({ stage: 'tracks', fraction: 1, framesDone: 15 });
    expect(progress.every((p, i) => p.fraction >= (progress[i - 1]?.fraction ?? 0))).toBe(true);
  });

  it('tells while it runs what it has found so far, as if the film ended there', async () => {
    const request = await requestFor();
    const told: TracksCheckpoint[] = [];
    const callbacks = {
      onProgress: () => undefined,
      onCheckpoint: (checkpoint: TracksCheckpoint) => told.push(checkpoint),
    };
    const whole = await readTracks(request, fakeTracks(), callbacks, new AbortController().signal);
    const [first, ...more] = told.filter(({ found }) => found);
    expect(more).toEqual([]);
    expect(first?.time).toBeGreaterThanOrEqual(10_000_000);
    const { objects = [], text = [], shots = [] } = first?.found ?? {};
    expect(objects.length).toBeGreaterThan(8);
    expect(objects.map(({ best }) => best)).toEqual(
      whole.objects?.slice(0, objects.length).map(({ best }) => best),
    );
    for (const { to } of [...objects, ...text, ...shots]) expect(to).toBeLessThanOrEqual(first?.time ?? 0);
  });

  it('reads a film anew that ffmpeg gave up', async () => {
    const whole = await requestFor();
    const expected = await run(whole);
    const ffmpegPath = endingFfmpeg(root, [{ bytes: 400_000, end: 'exit 69' }]);
    const request = { ...whole, dir: newDir(), ffmpegPath };
    expect((await run(request)).result).toEqual(expected.result);
    expect(contents(request)).toEqual(contents(whole));
  });

  it('stops when told to, at any checkpoint, and goes on', async () => {
    const whole = await requestFor();
    const expected = await run(whole);
    const request = { ...whole, dir: newDir() };
    /** Frames stored of each track. */
    const seen: number[][] = [];
    for (const at of [1, 4, 9, 2]) {
      const controller = new AbortController();
      let checkpoints = 0;
      const callbacks = {
        onProgress: () => undefined,
        onCheckpoint: () => {
          const state = JSON.parse(readFileSync(join(tracksDir(request.dir), 'tracks.json'), 'utf8'));
          seen.push(ALL.map((track) => state[track].frames));
          if (++checkpoints === at) controller.abort();
        },
      };
      const stopped = readTracks(request, fakeTracks(), callbacks, controller.signal);
      await expect(stopped).rejects.toBeInstanceOf(Cancelled);
    }
    // Nothing that was stored is ever taken back.
    for (const track of [0, 1, 2]) {
      const frames = seen.map((each) => each[track] ?? 0);
      expect(frames).toEqual(frames.toSorted((a, b) => a - b));
    }
    expect((await run(request)).result).toEqual(expected.result);
    expect(contents(request)).toEqual(contents(whole));
  });

  it('reads a track that is switched on later, and that one alone', async () => {
    const whole = await requestFor();
    const expected = await run(whole);
    const request = { ...whole, dir: newDir() };
    expect(Object.keys((await run({ ...request, tracks: ['objects'] })).result)).toEqual(['objects']);
    // In part only: objects are complete, the shots are not yet.
    const dying = fakeTracks((what) => {
      if (what === 'read') throw new Error('killed');
    });
    await expect(run({ ...request, tracks: ['objects', 'text'] }, dying)).rejects.toThrow('killed');
    const { steps, step } = counting();
    expect((await run(request, fakeTracks(step))).result).toEqual(expected.result);
    expect(steps).toMatchObject({ measure: 3, find: 0, embed: 1 });
    expect(contents(request)).toEqual(contents(whole));

    const again = counting();
    const { result, checkpoints } = await run(request, fakeTracks(again.step));
    expect(result).toEqual(expected.result);
    expect(again.steps).toEqual({ measure: 0, find: 0, read: 0, embed: 1 });
    expect(checkpoints).toEqual([]);
  });

  it('begins a track anew for another model or density, and leaves the others', async () => {
    const request = await requestFor();
    const first = await run(request);
    const { steps, step } = counting();
    const newer = (deps: TracksDeps): TracksDeps => ({
      ...deps,
      tracks: { ...deps.tracks, objects: { ...deps.tracks.objects, model: 'things@2' } },
    });
    const other = newer(fakeTracks(step));
    expect((await run(request, other)).result).toEqual(first.result);
    expect(steps).toEqual({ measure: 0, find: 15, read: 0, embed: 1 });
    const denser = counting();
    const twice = await run({ ...request, framesPerSecond: 2 }, newer(fakeTracks(denser.step)));
    expect(twice.result.objects?.length).toBe(30);
    expect(denser.steps).toMatchObject({ measure: 0, find: 30 });
    expect(denser.steps.read).toBeGreaterThan(0);
  });

  it('says where writing first stands that could not be read, unless it hardly does', async () => {
    const request = await requestFor({ tracks: ['text'] });
    const { tracks, ...rest } = fakeTracks();
    const unreadIn = (pictures: readonly number[]): TracksDeps => {
      let n = 0;
      const open = async () => ({
        ...(await tracks.text.open()),
        async read(_: unknown, onUnread?: (lines: number) => void) {
          const unread = pictures.includes(n++);
          onUnread?.(unread ? 2 : 0);
          const box = { left: 0, top: 0, width: 1, height: 1 };
          return unread ? [] : [{ text: 'read', box, confidence: 1 }];
        },
      });
      return { ...rest, tracks: { ...tracks, text: { ...tracks.text, open } } };
    };
    const first = (await run(request, unreadIn([2, 3]))).result;
    expect(first.unreadWriting).toBe(4_000_000);
    // What was read before says the same.
    expect((await run(request, unreadIn([]))).result).toEqual(first);
    const other = await requestFor({ tracks: ['text'] });
    expect((await run(other, unreadIn([]))).result).not.toHaveProperty('unreadWriting');
  });

  it('shows the watch the picture that was read last, however long ago', async () => {
    // A film that hardly changes: nothing is read after the first frame, and to go on means to begin there.
    const still = makeMedia(
      join(root, 'still.mp4'),
      '-f lavfi -i color=red:s=64x48:r=10:d=20 -c:v libx264 -preset ultrafast -g 20 -pix_fmt yuv420p',
    );
    const request = await requestFor({ path: still, duration: 20_000_000, keyFrames: [], tracks: ['text'] });
    const told: string[] = [];
    const deps = (stopAt: number | null): TracksDeps => {
      const { tracks, ...rest } = fakeTracks((what) => void told.push(what));
      const watch = (): TextChangeDetector => {
        let asked = 0;
        return {
          remember: ({ pixels }) => void told.push(`remember ${(pixels[0] ?? 0) > 240}`),
          changed: () => {
            told.push('changed');
            if (++asked === stopAt) throw new Error('killed');
            return false;
          },
        };
      };
      return { ...rest, tracks: { ...tracks, text: { ...tracks.text, watch } } };
    };
    await expect(run(request, deps(16))).rejects.toThrow('killed');
    expect(told).toEqual(['read', 'remember true', ...new Array(16).fill('changed')]);
    told.length = 0;
    expect((await run(request, deps(null))).result.text).toMatchObject([{ from: 0, to: 20_000_000 }]);
    expect(told).toEqual(['remember true', ...new Array(4).fill('changed'), 'embed']);
  });

  it('gives what could be read of a film that breaks off', async () => {
    const path = makeMedia(
      join(root, 'cut.mp4'),
      '-f lavfi -i testsrc=s=64x48:r=10:d=12 -c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p -movflags faststart',
    );
    const media = await probe(ffprobePath, path);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    const request = await requestFor({ path, media, duration: 6_000_000, keyFrames: [] });
    const { result } = await run(request);
    expect(result.objects?.length).toBeGreaterThan(2);
    expect(result.objects?.length).toBeLessThan(12);
    expect(result.shots?.[0]).toMatchObject({ from: 0, begins: 'start' });
    const state = JSON.parse(readFileSync(join(tracksDir(request.dir), 'tracks.json'), 'utf8'));
    expect(state).toMatchObject({
      shots: { damaged: true, done: true },
      text: { damaged: true, done: true },
    });
  });

  it('has nothing to do for a film without pictures', async () => {
    const path = makeMedia(join(root, 'sound.mka'), '-f lavfi -i sine=d=2 -c:a pcm_s16le');
    const request = await requestFor({ path, tracks: ['shots', 'text'] });
    expect((await run(request)).result).toEqual({ shots: [], text: [] });
    expect(existsSync(tracksDir(request.dir))).toBe(false);
  });

  it('reads a damaged track anew, and that one alone', async () => {
    const request = await requestFor({ tracks: ['objects', 'shots'] });
    const first = await run(request);
    const damages: ((path: string) => void)[] = [
      (path) => {
        const bytes = readFileSync(path);
        bytes[40] = (bytes[40] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
      (path) => truncateSync(path, 10),
      (path) => rmSync(path),
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ];
    for (const [name, other] of [
      ['objects.jsonl', 'measure'],
      ['shots.bin', 'find'],
    ] as const) {
      for (const damage of damages) {
        damage(join(tracksDir(request.dir), name));
        const steps = new Set<string>();
        const again = await run(
          request,
          fakeTracks((step) => void steps.add(step)),
        );
        expect(again.result).toEqual(first.result);
        expect([steps.size, steps.has(other)]).toEqual([1, false]);
      }
    }
  });

  it('begins anew where what counts cannot be read back, a digit changed too', async () => {
    const request = await requestFor({ tracks: ['objects'] });
    const first = await run(request);
    const path = join(tracksDir(request.dir), 'tracks.json');
    for (const text of ['', '{', readFileSync(path, 'utf8').replace('"frames":15', '"frames":14')]) {
      writeFileSync(path, text);
      await expect(run(request)).rejects.toMatchObject({ code: 'IndexBroken' });
      expect((await run(request)).result).toEqual(first.result);
    }
  });

  it('notices that the file is another one', async () => {
    const request = await requestFor();
    await expect(run({ ...request, videoId: 'f'.repeat(32) })).rejects.toMatchObject({
      code: 'CannotReadVideo',
    });
  });
});
