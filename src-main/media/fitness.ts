import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makeClip } from './clip';
import { openDecode } from './decode';
import { decodeArguments, SAMPLE_RATE } from './decode-arguments';
import type { MediaTool } from './errors';
import { runFfmpeg } from './ffmpeg-command';
import { openPictures } from './pictures';
import { probe } from './probe';
import { makeProxy } from './proxy';
import { TRIAL_MEDIA, TRIAL_TIMES, trialFilm, trialRecording } from './trial-film';
import type { DecodeOptions } from './types';
import { passThrough } from './version';

/** What a program was found not to do, in words for people; nothing of either where all is well. */
export interface Fitness {
  /** Without it no film can be indexed. */
  readonly missing: readonly string[];
  /** Films are indexed without it. */
  readonly limits: readonly string[];
}

/** A fit program takes a fraction of it, also on a busy machine. */
const TIMEOUT_MS = 60_000;
/** How far the sound's length may be from a second: encoders put silence in front. */
const SOUND_SLACK = 2048;

/**
 * Lets a program do with a film of a second what it will have to do with every other, through the very functions and arguments
 * that films are read with. Never rejects: a program that does not start misses everything.
 */
export async function tryOut(tool: MediaTool, path: string): Promise<Fitness> {
  const dir = await mkdtemp(join(tmpdir(), 'longtake-trial-'));
  try {
    const film = join(dir, 'trial.mp4');
    await writeFile(film, trialFilm());
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return tool === 'ffmpeg'
      ? await tryFfmpeg(path, film, dir, signal)
      : await tryFfprobe(path, film, dir, signal);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function tryFfprobe(path: string, film: string, dir: string, signal: AbortSignal): Promise<Fitness> {
  try {
    const media = await probe(path, film, signal);
    if (!isDeepStrictEqual(media, TRIAL_MEDIA))
      return { missing: ['it describes films wrongly'], limits: [] };
  } catch (error) {
    return { missing: [`it does not describe films${because(signal, error)}`], limits: [] };
  }
  return {
    missing: [],
    limits: await failing('recordings in MPEG-TS', probe(path, await recording(dir), signal)),
  };
}

async function tryFfmpeg(
  ffmpegPath: string,
  film: string,
  dir: string,
  signal: AbortSignal,
): Promise<Fitness> {
  const options = indexOptions(ffmpegPath, film, signal);
  const missing = (await missingOfIndex(options)) ?? (await missingOfPictures(options));
  if (missing !== null) {
    const words = signal.aborted ? 'it does not answer' : missing + (await lastWords(options));
    return { missing: [words], limits: [] };
  }
  const shared = { ffmpegPath, path: film, media: TRIAL_MEDIA, onProgress: () => undefined, signal };
  const span = { from: 200_000, to: 700_000 };
  const clip = (mode: 'fast' | 'exact'): Promise<unknown> =>
    makeClip({
      ...shared,
      ...span,
      mode,
      dest: join(dir, `${mode}.mp4`),
      temporary: join(dir, `${mode}.part`),
    });
  return {
    missing: [],
    limits: [
      ...(await failing('recordings in MPEG-TS', readRecording(ffmpegPath, dir, signal))),
      ...(await failing('copies for the player', makeProxy({ ...shared, dest: join(dir, 'proxy.mp4') }))),
      ...(await failing('clips by copying', clip('fast'))),
      ...(await failing('clips cut to the frame', clip('exact'))),
    ],
  };
}

/** What is named, where the work for it fails. */
async function failing(what: string, work: Promise<unknown>): Promise<string[]> {
  return work.then(
    () => [],
    () => [what],
  );
}

async function recording(dir: string): Promise<string> {
  const path = join(dir, 'trial.ts');
  await writeFile(path, trialRecording());
  return path;
}

async function readRecording(ffmpegPath: string, dir: string, signal: AbortSignal): Promise<void> {
  const { error } = await runFfmpeg({
    ...{
      ffmpegPath,
      inputs: [{ path: await recording(dir) }],
      outputOptions: ['-f', 'null'],
      dest: null,
      signal,
    },
    onLine: () => undefined,
  });
  if (error) throw error;
}

function indexOptions(ffmpegPath: string, path: string, signal: AbortSignal): DecodeOptions {
  return {
    ...{ ffmpegPath, path, media: TRIAL_MEDIA, framesPerSecond: 5, framesFrom: 0, signal },
    ...{ frameSize: { width: 16, height: 16 }, thumbnailHeight: 16, withFrames: true, withAudio: true },
  };
}

/** What the pass of the index does not give; null where it gives all. */
async function missingOfIndex(options: DecodeOptions): Promise<string | null> {
  const times: number[] = [];
  let samples = 0;
  try {
    for await (const item of openDecode(options)) {
      if (item.kind === 'audio') samples += item.samples.length;
      else times.push(item.thumbnail.length > 0 ? item.time : Number.NaN);
    }
  } catch {
    return 'it gives no frames with their times';
  }
  if (!isDeepStrictEqual(times, TRIAL_TIMES)) return 'it gives frames with wrong times';
  return Math.abs(samples - SAMPLE_RATE) > SOUND_SLACK ? 'it gives no sound' : null;
}

/** The same of the pass that looks at every frame. */
async function missingOfPictures({ ffmpegPath, path, signal }: DecodeOptions): Promise<string | null> {
  const every = { width: 16, height: 16 };
  const pass = openPictures({
    ...{ ffmpegPath, path, media: TRIAL_MEDIA, every, sampled: { longSide: 32 } },
    ...{ framesPerSecond: 5, framesFrom: 0, seek: false, signal },
  });
  const times: Record<'every' | 'sampled', number[]> = { every: [], sampled: [] };
  try {
    for await (const { kind, time } of pass) times[kind].push(time);
  } catch {
    return 'it gives no pictures';
  }
  return isDeepStrictEqual(times, { every: TRIAL_TIMES, sampled: TRIAL_TIMES })
    ? null
    : 'it gives pictures with wrong times';
}

/** The first complaint of ffmpeg's own about the pass of the index, to be put behind what it lacks. */
async function lastWords(options: DecodeOptions): Promise<string> {
  const lines: string[] = [];
  try {
    const { error } = await runFfmpeg({
      ...{ ffmpegPath: options.ffmpegPath, signal: options.signal, dest: null },
      ...decodeArguments(options, await passThrough(options.ffmpegPath)),
      onLine: (line) => lines.push(line),
    });
    // Before it has read its options it marks no line as an error, and it says what is wrong at first.
    const said =
      lines.find((line) => /\[(error|fatal)\]/.test(line)) ?? lines.find((line) => line.trim() !== '');
    return error && said ? ` (${said.replace(/\[[^\]]*\] /g, '').slice(0, 200)})` : '';
  } catch (error) {
    return because(options.signal, error);
  }
}

function because(signal: AbortSignal, error: unknown): string {
  if (signal.aborted) return ' (it does not answer)';
  return error instanceof Error ? ` (${error.message})` : '';
}
