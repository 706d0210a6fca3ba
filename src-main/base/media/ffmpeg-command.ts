// The only place that starts ffmpeg: its command line, its process, and how that ended.
import type { ChildProcess } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import { Cancelled, FfmpegDied, FfmpegMissing, FfmpegNotStarted, systemCode } from './errors';
import { INPUT_LIMITS } from './formats';
import { SignsOfLife } from './signs-of-life';
import { stillDemuxer } from './still-picture';
import { couldNotStart, spawnTied } from './tied-process';

export interface FfmpegInput {
  readonly path: string;
  /** Options that stand before this input. */
  readonly options?: readonly string[];
}

export interface FfmpegTask {
  /** `ffprobe` writes to `stdout` alone and takes one input; `ffmpegPath` is its own path then. */
  readonly tool?: 'ffmpeg' | 'ffprobe';
  readonly ffmpegPath: string;
  readonly inputs: readonly FfmpegInput[];
  readonly outputOptions: readonly string[];
  /** A file to write, or null to hand the output on as `stdout`. */
  readonly dest: string | null;
  /** Every line that ffmpeg writes to its log, without its end. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without output or progress after which ffmpeg counts as hung and is ended. See QUIET_LIMIT. */
  readonly quietLimit?: number | undefined;
}

/**
 * Milliseconds of silence that no film needs: less than a worker may be silent, so that it is ffmpeg that is named. What a slow
 * reader has not taken yet does not count as silence.
 */
const QUIET_LIMIT = 150_000;

export interface FfmpegExit {
  /** Null when ffmpeg ended well, or was ended by `kill`; else why not. What the log said went to `onLine`. */
  readonly error: Error | null;
  /** What ffmpeg ended with by itself; null where `kill` ended it. */
  readonly code: number | null;
  /** What `kill` ended it with; null where it ended by itself. */
  readonly signal: NodeJS.Signals | null;
}

export interface RunningFfmpeg {
  /** Ends with the process. A reader that stops reading stops ffmpeg. Empty where the output is a file. */
  readonly stdout: Readable;
  /**
   * Settles once the process has ended and its log is read. Rejects with FfmpegMissing, FfmpegNotStarted, Cancelled, and with
   * FfmpegDied where anything but itself and `kill` ended it: what it wrote until then is no whole film.
   */
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
function commandLine({ tool, inputs, outputOptions, dest }: FfmpegTask): string[] {
  const command = ffmpeg();
  for (const input of inputs) {
    command.input(fileArgument(input.path));
    const picture = stillDemuxer(input.path);
    const named = picture === null ? [] : ['-f', picture];
    command.inputOptions(...INPUT_LIMITS, ...named, ...(input.options ?? []));
  }
  if (tool === 'ffprobe') return ['-hide_banner', ...outputOptions, ...command._getArguments()];
  command.output(dest === null ? 'pipe:1' : fileArgument(dest));
  command.outputOptions('-nostdin', '-hide_banner', ...outputOptions);
  return command._getArguments();
}

/** Starts one ffmpeg process. It reads the files that it is given, as media, and no others: see INPUT_LIMITS. */
export function startFfmpeg(task: FfmpegTask): RunningFfmpeg {
  const stdout = new PassThrough({ highWaterMark: PIPE_BYTES });
  let kill = (): void => undefined;
  const exit = new Promise<FfmpegExit>((resolve, reject) => {
    if (task.signal?.aborted) throw new Cancelled();
    const child = startChild(task);
    child.stdout?.pipe(stdout);
    if (!child.stdout) stdout.end();
    let killed = false;
    const life = new SignsOfLife(task.quietLimit ?? QUIET_LIMIT, {
      dest: task.dest,
      // What waits for its reader keeps ffmpeg waiting.
      waiting: () => stdout.readableLength + stdout.writableLength > 0,
      onSilence: () => end(child, stdout),
    });
    child.stdout?.on('data', () => life.heard());
    kill = () => {
      killed = true;
      end(child, stdout);
    };
    task.signal?.addEventListener('abort', kill, { once: true });
    const onLine = (line: string): void => {
      life.line(line);
      task.onLine(line);
    };
    watch(child, task.tool, onLine)
      .finally(() => life.stop())
      .then(
        ({ code, signal }) => {
          if (task.signal?.aborted) return reject(new Cancelled());
          if (killed) return resolve({ error: null, code, signal });
          const fault = faultOf({ code, signal }, life.silent, task.tool);
          if (fault) return reject(fault);
          resolve({ error: code === 0 ? null : new Error(`ffmpeg ended with ${code}`), code, signal });
        },
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

/**
 * A build that is linked against glibc once for all, as the usual ones for Linux are, crashes when it loads this system's tables
 * of character sets: it does for every MPEG-TS, whose programme has a name. Where the tables' index is looked for first there is
 * none, and the name, which nobody reads, stays as it is.
 */
function environment(): NodeJS.ProcessEnv {
  return process.platform === 'linux' ? { GCONV_PATH: '/nonexistent', ...process.env } : process.env;
}

/** Ends a process and everything that would wait for it. */
function end(child: ChildProcess, stdout: PassThrough): void {
  child.kill('SIGKILL');
  // Nobody reads on: a pipe that is never read to its end would never be closed.
  child.stdout?.destroy();
  child.stderr?.destroy();
  stdout.end();
}

function startChild(task: FfmpegTask): ChildProcess {
  try {
    const stdout = task.dest === null ? 'pipe' : 'ignore';
    return spawnTied(task.ffmpegPath, commandLine(task), { stdout, env: environment() });
  } catch (error) {
    throw asStartError(error, task.tool);
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Settles when the process has ended and its log is read; its output may still be on its way. */
async function watch(
  child: ChildProcess,
  tool: FfmpegTask['tool'],
  onLine: (line: string) => void,
): Promise<Ended> {
  // With no file left to open, Node hands out a process without pipes, and then says what happened.
  const log = child.stderr ? readLines(child.stderr, onLine) : Promise.resolve();
  const ended = await new Promise<Ended>((resolve, reject) => {
    child.on('error', (error) => {
      // A process that runs can fail too: by a signal that it may not be sent. Its end is still to come.
      if (child.pid === undefined) reject(asStartError(error, tool));
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await log;
  return ended;
}

/**
 * Ends that speak of the machine, not of the film. ffmpeg answers SIGTERM and SIGINT with 255; errors of the system that it gives
 * up on are told as 256 less their number: 11 EAGAIN, 12 ENOMEM, 23 ENFILE, 24 EMFILE. A shell around ffmpeg tells a signal as 128
 * and its number, Windows a crash as 0xC0000000 and more.
 */
function faultOf({ code, signal }: Ended, silent: boolean, tool: FfmpegTask['tool']): Error | null {
  if (silent) return new FfmpegDied('gave no sign of life any more and was ended');
  if (signal !== null) return new FfmpegDied(`was ended by ${signal}`);
  if (couldNotStart(code))
    return new FfmpegMissing(tool, undefined, { cause: new Error(`it ended with ${code}`) });
  if (code === 244) return new FfmpegDied('had no memory left');
  const fromOutside = code === 255 || code === 245 || code === 233 || code === 232;
  const bySignal = code !== null && ((code > 128 && code <= 128 + 15) || code >= 0xc0000000);
  return fromOutside || bySignal ? new FfmpegDied(`was ended from outside (code ${code})`) : null;
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
function asStartError(error: unknown, tool?: FfmpegTask['tool']): Error {
  const code = systemCode(error);
  return code === 'EMFILE' || code === 'ENFILE' || code === 'EAGAIN' || code === 'ENOMEM'
    ? new FfmpegNotStarted(code, { cause: error })
    : new FfmpegMissing(tool, undefined, { cause: error });
}
