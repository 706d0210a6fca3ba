import { accessSync, constants } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import { Cancelled, FfmpegMissing, systemCode } from './errors';

export interface FfmpegInput {
  readonly path: string;
  /** Options that stand before this input. */
  readonly options?: readonly string[];
}

export interface FfmpegTask {
  readonly ffmpegPath: string;
  readonly inputs: readonly FfmpegInput[];
  readonly outputOptions: readonly string[];
  /** A file to write, or null to hand the output on as `stdout`. */
  readonly dest: string | null;
  /** Every line that ffmpeg writes to its log, without its end. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface FfmpegExit {
  /** Null when ffmpeg ended well; else why not. What the log said went to `onLine`. */
  readonly error: Error | null;
}

export interface RunningFfmpeg {
  /** Ends with the process. A reader that stops reading stops ffmpeg. Empty where the output is a file. */
  readonly stdout: Readable;
  /** Settles once the process has ended and its log is read. Rejects with FfmpegMissing or Cancelled only. */
  readonly exit: Promise<FfmpegExit>;
  kill(): void;
}

/** An argument that ffmpeg takes for a local file, whatever characters its name begins with or holds. */
function fileArgument(path: string): string {
  return `file:${path}`;
}

/** Chunks that may lie unread between ffmpeg and the reader: about 25 frames of 224 x 224. */
const PIPE_BYTES = 4 * 1024 * 1024;

/**
 * Starts one ffmpeg process. No network protocol is allowed, so that a playlist cannot make ffmpeg call anyone.
 */
export function startFfmpeg(task: FfmpegTask): RunningFfmpeg {
  // Closing is left to `exit`: the library treats a closed stream as a failure even where all went well.
  const stdout = new PassThrough({ highWaterMark: PIPE_BYTES, autoDestroy: false, emitClose: false });
  const command = ffmpeg({ stdoutLines: 1 });
  command.setFfmpegPath(task.ffmpegPath);
  for (const input of task.inputs) {
    command.input(fileArgument(input.path));
    command.inputOptions('-protocol_whitelist', 'file,pipe', ...(input.options ?? []));
  }
  if (task.dest === null) command.output(stdout);
  else command.output(fileArgument(task.dest));
  command.outputOptions('-nostdin', '-hide_banner', ...task.outputOptions);
  command.on('stderr', task.onLine);

  let started = false;
  let killed = false;
  const kill = (): void => {
    killed = true;
    command.kill('SIGKILL');
  };
  const exit = new Promise<FfmpegExit>((resolve, reject) => {
    const settle = (error: Error | null): void => {
      task.signal?.removeEventListener('abort', kill);
      if (task.signal?.aborted) reject(new Cancelled());
      else if (isMissing(error)) reject(new FfmpegMissing(undefined, { cause: error }));
      else resolve({ error });
      // Where no process ever ran, nothing else ends the stream. Otherwise output may still be on its way.
      if (!started || isMissing(error)) stdout.end();
    };
    command.on('error', (error: Error) => settle(error));
    command.on('end', () => settle(null));
    command.on('start', () => {
      started = true;
      // Killed while the library was still asking ffmpeg for its capabilities: there was no process yet.
      if (killed) command.kill('SIGKILL');
    });
    if (task.signal?.aborted) {
      reject(new Cancelled());
      stdout.end();
      return;
    }
    try {
      // The library throws where nobody can catch it when a program that it used before is gone.
      accessSync(task.ffmpegPath, constants.X_OK);
    } catch (error) {
      reject(new FfmpegMissing(undefined, { cause: error }));
      stdout.end();
      return;
    }
    task.signal?.addEventListener('abort', kill, { once: true });
    command.run();
  });
  // A caller may look at `exit` only after it has read the stream: until then a rejection is not unhandled.
  exit.catch(() => undefined);
  return { stdout, exit, kill };
}

/** Runs ffmpeg to its end and throws its output away. */
export async function runFfmpeg(task: FfmpegTask): Promise<FfmpegExit> {
  const running = startFfmpeg(task);
  running.stdout.resume();
  return running.exit;
}

function isMissing(error: Error | null): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'EACCES' || error?.message === 'Cannot find ffmpeg';
}
