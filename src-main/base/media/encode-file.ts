import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Micros } from '../../../src-shared/time';
import { asWriteError, CannotReadVideo, DiskFull, FfmpegUnfit } from './errors';
import { type FfmpegInput, runFfmpeg } from './ffmpeg-command';
import { checkSourceFile } from './source-file';
import { readTwice } from './stopped-early';
import { readBuild } from './version';

export interface EncodeTask {
  readonly ffmpegPath: string;
  /** The film that is read. */
  readonly path: string;
  readonly inputs: readonly FfmpegInput[];
  readonly outputOptions: readonly string[];
  /** Where the file comes to lie once it is whole; until then it is `temporary`, on the same disk. */
  readonly dest: string;
  readonly temporary: string;
  /** How long the file will be; null where that is not known, and no progress is told. */
  readonly duration: Micros | null;
  /** Whether a file without a single frame of picture is a failure. */
  readonly needsFrames: boolean;
  /** Looks at what was written before it gets its name. */
  readonly check?: (file: string) => Promise<void>;
  /** Says what could not be done, for `NAME cannot be read: …`. */
  readonly failure: string;
  /** @param fraction 0..1 */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Has ffmpeg write a file from a film, whole or not at all; once more where ffmpeg died.
 * @throws CannotReadVideo, DiskFull, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, FfmpegUnfit, Cancelled
 */
export async function encodeFile(task: EncodeTask): Promise<void> {
  const { path, dest, temporary, duration, onProgress } = task;
  await checkSourceFile(path);
  try {
    await readTwice(() => encode(task));
    await task.check?.(temporary);
    await rename(temporary, dest);
    if (duration !== null) onProgress(1);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asWriteError(error, dest);
  }
}

/** What ffmpeg says when it was built without something, or before there was such a thing: no film is to blame then. */
const NOT_KNOWN =
  /Unknown (encoder|decoder|bitstream filter)|(Encoder|Bitstream filter|Filter|Option|Muxer) not found|Unrecognized option|No such filter|Option '.*' not found|Requested output format .* is not/;

async function encode(task: EncodeTask): Promise<void> {
  const { ffmpegPath, path, inputs, outputOptions, temporary, duration, onProgress, signal } = task;
  let lastLine = '';
  let full = false;
  let unfit = false;
  let frames = 0;
  const { error } = await runFfmpeg({
    ffmpegPath,
    inputs,
    outputOptions: [...outputOptions, '-loglevel', 'error', '-nostats', '-progress', 'pipe:2'],
    dest: temporary,
    onLine: (line) => {
      const fraction = progressOf(line, duration);
      frames = Number(/^frame=(\d+)$/.exec(line)?.[1] ?? frames);
      if (fraction !== null) onProgress(fraction);
      else if (!/^\w+=/.test(line)) lastLine = line || lastLine;
      full ||= /No space left on device/.test(line);
      unfit ||= NOT_KNOWN.test(line);
    },
    signal,
  });
  if (full) throw new DiskFull({ path: task.dest, cause: error });
  if (error && unfit) {
    const { version } = await readBuild(ffmpegPath);
    throw new FfmpegUnfit('ffmpeg', ffmpegPath, version, [lastLine]);
  }
  if (error) {
    throw new CannotReadVideo(basename(path), task.failure, { cause: new Error(lastLine, { cause: error }) });
  }
  if (task.needsFrames && frames === 0) {
    throw new CannotReadVideo(basename(path), 'there is no frame in that stretch');
  }
}

function progressOf(line: string, duration: Micros | null): number | null {
  const match = /^out_time_us=(\d+)$/.exec(line);
  return match && duration ? Math.min(1, Number(match[1]) / duration) : null;
}
