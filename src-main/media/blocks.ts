import { basename } from 'node:path';
import { CannotReadVideo } from './errors';
import { type FfmpegExit, type FfmpegTask, startFfmpeg } from './ffmpeg-command';
import { type Block, BrokenStream, MatroskaReader } from './matroska';

export interface BlockStream {
  /** What ffmpeg writes, in its order. It is killed when the iteration is left. Throws CannotReadVideo, Cancelled. */
  readonly blocks: AsyncIterable<Block>;
  /**
   * What the pass ended with: to be looked at once the blocks are read. A stream that breaks off within a block is an error
   * whatever ffmpeg says of itself. Rejects as RunningFfmpeg says.
   */
  readonly exit: Promise<FfmpegExit>;
}

/** Starts an ffmpeg that writes Matroska into a pipe. A reader that stops reading stops ffmpeg. */
export function streamBlocks(task: Omit<FfmpegTask, 'dest'>): BlockStream {
  const running = startFfmpeg({ ...task, dest: null });
  const reader = new MatroskaReader();
  let read = false;
  async function* blocks(): AsyncGenerator<Block> {
    try {
      for await (const chunk of running.stdout) yield* reader.push(chunk);
      read = true;
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      throw new CannotReadVideo(basename(task.inputs[0]?.path ?? ''), 'ffmpeg broke off', { cause: error });
    } finally {
      // One whose output has ended is left to tell how: it may have died.
      if (!read) running.kill();
    }
  }
  const exit = running.exit.then((end) =>
    end.error === null && read && !reader.complete ? { ...end, error: new Error('half a block came') } : end,
  );
  exit.catch(() => undefined);
  return { blocks: blocks(), exit };
}
