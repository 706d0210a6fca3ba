import { basename } from 'node:path';
import { CannotReadVideo } from './errors';
import { type FfmpegExit, type FfmpegTask, startFfmpeg } from './ffmpeg-command';
import { type Block, BrokenStream, MatroskaReader } from './matroska';

export interface BlockStream {
  /** What ffmpeg writes, in its order. It is killed when the iteration is left. Throws CannotReadVideo, Cancelled. */
  readonly blocks: AsyncIterable<Block>;
  /** See RunningFfmpeg: to be looked at once the blocks are read. */
  readonly exit: Promise<FfmpegExit>;
}

/** Starts an ffmpeg that writes Matroska into a pipe. A reader that stops reading stops ffmpeg. */
export function streamBlocks(task: Omit<FfmpegTask, 'dest'>): BlockStream {
  const running = startFfmpeg({ ...task, dest: null });
  async function* blocks(): AsyncGenerator<Block> {
    try {
      const reader = new MatroskaReader();
      for await (const chunk of running.stdout) yield* reader.push(chunk);
    } catch (error) {
      // A killed ffmpeg leaves half an element behind: that it was killed is what matters.
      if (task.signal?.aborted) await running.exit;
      if (!(error instanceof BrokenStream)) throw error;
      throw new CannotReadVideo(basename(task.inputs[0]?.path ?? ''), 'ffmpeg broke off', { cause: error });
    } finally {
      running.kill();
    }
  }
  return { blocks: blocks(), exit: running.exit };
}
