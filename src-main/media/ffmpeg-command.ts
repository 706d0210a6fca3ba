import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import { Cancelled, FfmpegMissing, FfmpegNotStarted, systemCode } from './errors';

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
  /** What ffmpeg ended with by itself; null where a signal ended it. */
  readonly code: number | null;
  /** What ended ffmpeg from outside, or in a crash; null where it ended by itself. */
  readonly signal: NodeJS.Signals | null;
}

export interface RunningFfmpeg {
  /** Ends with the process. A reader that stops reading stops ffmpeg. Empty where the output is a file. */
  readonly stdout: Readable;
  /** Settles once the process has ended and its log is read. Rejects with FfmpegMissing, FfmpegNotStarted or Cancelled only. */
  readonly exit: Promise<FfmpegExit>;
  /** Ends the process. What it wrote and nobody has read yet is lost. */
  kill(): void;
}

/** An argument that ffmpeg takes for a local file, whatever characters its name begins with or holds. */
function fileArgument(path: string): string {
  return `file:${path}`;
}

/** Chunks that may lie unread between ffmpeg and the reader: about 25 frames of 224 x 224. */
const PIPE_BYTES = 4 * 1024 * 1024;

/** The whole command line. fluent-ffmpeg writes it; it does not run it, as it waits for ever where nothing can be started. */
function commandLine({ inputs, outputOptions, dest }: FfmpegTask): string[] {
  const command = ffmpeg();
  for (const input of inputs) {
    command.input(fileArgument(input.path));
    command.inputOptions('-protocol_whitelist', 'file,pipe', ...(input.options ?? []));
  }
  command.output(dest === null ? 'pipe:1' : fileArgument(dest));
  command.outputOptions('-nostdin', '-hide_banner', ...outputOptions);
  return command._getArguments();
}

/**
 * Starts one ffmpeg process. No network protocol is allowed, so that a playlist cannot make ffmpeg call anyone.
 */
export function startFfmpeg(task: FfmpegTask): RunningFfmpeg {
  const stdout = new PassThrough({ highWaterMark: PIPE_BYTES });
  let kill = (): void => undefined;
  const exit = new Promise<FfmpegExit>((resolve, reject) => {
    if (task.signal?.aborted) throw new Cancelled();
    const child = startChild(task);
    child.stdout?.pipe(stdout);
    if (!child.stdout) stdout.end();
    const killChild = (): void => {
      child.kill('SIGKILL');
      // Nobody reads on: a pipe that is never read to its end would never be closed.
      child.stdout?.destroy();
      child.stderr?.destroy();
      stdout.end();
    };
    kill = killChild;
    task.signal?.addEventListener('abort', killChild, { once: true });
    watch(child, task.onLine).then(
      (end) => (task.signal?.aborted ? reject(new Cancelled()) : resolve(end)),
      (error) => reject(task.signal?.aborted ? new Cancelled() : error),
    );
  });
  const over = (): void => task.signal?.removeEventListener('abort', kill);
  // A caller may look at `exit` only after it has read the stream: until then a rejection is not unhandled.
  exit.then(over, () => {
    over();
    // Where no process ever ran, nothing else ends the stream.
    stdout.end();
  });
  return { stdout, exit, kill: () => kill() };
}

function startChild(task: FfmpegTask): ChildProcess {
  try {
    return spawn(task.ffmpegPath, commandLine(task), {
      stdio: ['ignore', task.dest === null ? 'pipe' : 'ignore', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    throw asStartError(error);
  }
}

/** Settles when the process has ended and its log is read; its output may still be on its way. */
async function watch(child: ChildProcess, onLine: (line: string) => void): Promise<FfmpegExit> {
  // With no file left to open, Node hands out a process without pipes, and then says what happened.
  const log = child.stderr ? readLines(child.stderr, onLine) : Promise.resolve();
  const ended = await new Promise<Omit<FfmpegExit, 'error'>>((resolve, reject) => {
    child.on('error', (error) => {
      // A process that runs can fail too: by a signal that it may not be sent. Its end is still to come.
      if (child.pid === undefined) reject(asStartError(error));
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await log;
  return { ...ended, error: whyEnded(ended) };
}

function whyEnded({ code, signal }: Omit<FfmpegExit, 'error'>): Error | null {
  if (signal !== null) return new Error(`ffmpeg was ended by ${signal}`);
  return code === 0 ? null : new Error(`ffmpeg ended with ${code}`);
}

/** Gives out whole lines, whichever way they end, and the last one even where it has no end. */
function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return new Promise((resolve) => {
    stream.on('error', () => undefined);
    stream.once('close', () => {
      if (rest !== '') onLine(rest);
      resolve();
    });
  });
}

/** Runs ffmpeg to its end and throws its output away. */
export async function runFfmpeg(task: FfmpegTask): Promise<FfmpegExit> {
  const running = startFfmpeg(task);
  running.stdout.resume();
  return running.exit;
}

/** Why no process could be started: there is no such program, or the system has nothing left to start it with. */
function asStartError(error: unknown): Error {
  const code = systemCode(error);
  return code === 'EMFILE' || code === 'ENFILE' || code === 'EAGAIN' || code === 'ENOMEM'
    ? new FfmpegNotStarted(code, { cause: error })
    : new FfmpegMissing(undefined, { cause: error });
}
