import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PassName, TRACKS, type TrackName } from '../../../../src-shared/passes';
import { readState } from '../../../base/film/state';
import type { IndexRequest } from '../../../base/film/types';
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
import { encodeVideo } from '../language-tokens/encode-video';
import { fakeWatch } from '../language-tokens/testing/fakes';
import { indexVideo } from '../pipeline';
import { fakeDeps } from '../testing/fakes';
import { readTracks } from '../tracks/read-tracks';
import { ROWS } from '../tracks/rows';
import { fakeTracks } from '../tracks/testing/fakes';

const root = temporaryDir();
const signal = new AbortController().signal;
const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
/** Bars up to 0:04, green up to 0:06, then what moves up to 0:12, with sound: cuts fall into the middle of batches. */
const FILM =
  '-f lavfi -i smptebars=s=64x48:r=10:d=4 -f lavfi -i color=green:s=64x48:r=10:d=2 -f lavfi -i testsrc=s=64x48:r=10:d=6 ' +
  '-f lavfi -i aevalsrc=sin(1000*t)*t/20:d=9 -filter_complex [0][1][2]concat=n=3,format=yuv420p[v] -map [v] -map 3 ' +
  '-c:v libx264 -preset ultrafast -g 20 -c:a pcm_s16le';
let film: Pick<IndexRequest, 'videoId' | 'path' | 'media'>;

beforeAll(async () => {
  const path = makeMedia(join(root, 'film.mov'), FILM);
  film = { path, videoId: await fingerprint(path), media: await probe(ffprobePath, path) };
});

interface Life {
  readonly dir: string;
  /** Called before each step of the pass's own work: what it throws is the life's end. */
  readonly step: () => void;
  readonly checkpointEvery: number;
  readonly ffmpegPath: string;
}
/** One pass, or several that share a decoding. */
interface Subject {
  /** Reads from wherever the life before came to. @returns what was found */
  read(life: Life): Promise<unknown>;
  /** Files that a death may have left half written, below the film's folder. */
  torn(dir: string): Promise<readonly string[]> | readonly string[];
}

function common({ dir, ffmpegPath: program }: Life) {
  return { ...film, dir, ffmpegPath: program, framesPerSecond: 1, device: 'cpu' as const };
}

const FRAME_FILES = ['tokens.ltk', 'thumbs.bin', 'thumbs.idx', 'audio.s16'];

function index(steps: readonly string[], transcribe: boolean): Subject {
  return {
    read(life) {
      const request = { ...common(life), packDir: '', corePackDir: '', speechPackDir: '', transcribe };
      const deps = fakeDeps((what) => void (steps.includes(what) && life.step()));
      return indexVideo(request, { ...deps, checkpointEvery: life.checkpointEvery }, told, signal);
    },
    async torn(dir) {
      const state = await readState(dir);
      if (state?.speech.done) return [];
      return state?.frames.done ? ['speech.jsonl'] : FRAME_FILES;
    },
  };
}

function tracks(names: readonly TrackName[]): Subject {
  return {
    read(life) {
      const keyFrames = [1, 5, 8, 11].map((second) => second * 1_000_000);
      const more = { tracksPackDir: '', corePackDir: '', duration: 12_000_000, tracks: names, keyFrames };
      const deps = fakeTracks((what) => void (what !== 'embed' && life.step()));
      const { checkpointEvery } = life;
      return readTracks({ ...common(life), ...more }, { ...deps, checkpointEvery }, told, signal);
    },
    torn(dir) {
      const state = JSON.parse(readFileSync(join(dir, 'tracks', 'tracks.json'), 'utf8'));
      if (names.every((name) => state[name].done)) return [];
      return ['tracks.json.new', ...names.map((name) => ROWS[name].file)].map((file) => `tracks/${file}`);
    },
  };
}

/** A pass has a row here, or the types do not fit. */
const PASSES: Readonly<Record<PassName, Subject>> = {
  frames: index(['encode'], false),
  speech: index(['segment'], true),
  shots: tracks(['shots']),
  objects: tracks(['objects']),
  text: tracks(['text']),
  language: {
    read(life) {
      const request = { ...common(life), packDir: '', verifiedFile: null };
      const deps = { ...fakeWatch(() => life.step()), checkpointEvery: life.checkpointEvery };
      return encodeVideo(request, deps, told, signal);
    },
    torn: () => ['tokens.ltk', 'system-999.f64', 'fusion/7.kv.new'].map((file) => `answers/fake@1/${file}`),
  },
};
/** Passes that share a decoding, together. */
const TOGETHER: Readonly<Record<string, Subject>> = {
  'a whole index': index(['encode', 'segment'], true),
  'all tracks': tracks(TRACKS),
};

/** Every file below a folder with its content, hashed. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true }).map(String).sort();
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(
    files.filter((name) => statSync(join(dir, name)).isFile()).map((name) => [name, hash(name)]),
  );
}

const newDir = (): string => mkdtempSync(join(root, 'video-'));
const IN_ONE_GO = { step: () => undefined, checkpointEvery: 0, ffmpegPath };

describe.each(Object.entries({ ...PASSES, ...TOGETHER }))('%s', (name, subject) => {
  it('ends with the same bytes wherever it was killed, between checkpoints too, and whatever lay half written', async () => {
    const whole = newDir();
    const expected = await subject.read({ ...IN_ONE_GO, dir: whole });
    // Where passes share a decoding, a frame is a step of each.
    for (const stepsOfALife of name in TOGETHER ? [3, 5] : [1, 2]) {
      const dir = newDir();
      let result: unknown;
      let deaths = 0;
      while (result === undefined) {
        let steps = 0;
        const step = (): void => {
          if (++steps > stepsOfALife) throw new Error('killed');
        };
        // Every other life stores nothing after its first checkpoint: what it does from there on is lost.
        const checkpointEvery = deaths % 2 === 0 ? 0 : Number.POSITIVE_INFINITY;
        result = await subject
          .read({ dir, step, checkpointEvery, ffmpegPath })
          .catch(async (error: unknown) => {
            expect(error).toMatchObject({ message: 'killed' });
            expect(++deaths).toBeLessThan(100);
            for (const file of await subject.torn(dir)) {
              mkdirSync(dirname(join(dir, file)), { recursive: true });
              appendFileSync(join(dir, file), Buffer.alloc(deaths * 7, 'x'));
            }
          });
      }
      expect(deaths).toBeGreaterThan(0);
      expect(result).toEqual(expected);
      expect(contents(dir)).toEqual(contents(whole));
    }
  }, 120_000);

  it('ends with the same bytes however often ffmpeg is killed, and wherever', async () => {
    const whole = newDir();
    const expected = await subject.read({ ...IN_ONE_GO, dir: whole });
    const ends = [0, 500, 9000, 9001, 60_000, 60_001].map(
      (bytes, n): EarlyEnd => ({ bytes, end: n % 2 === 0 ? 'kill -KILL $$' : 'exit 255' }),
    );
    const dying = endingFfmpeg(root, ends);
    const dir = newDir();
    const life = { ...IN_ONE_GO, dir, ffmpegPath: dying };
    let result: unknown;
    let deaths = 0;
    while (result === undefined) {
      result = await subject.read(life).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'WorkerLost' });
        expect(++deaths).toBeLessThanOrEqual(ends.length);
      });
    }
    expect(deaths).toBeGreaterThan(3);
    expect(result).toEqual(expected);
    expect(contents(dir)).toEqual(contents(whole));
  }, 120_000);
});
