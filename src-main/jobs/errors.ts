import { LongtakeError } from '../../src-shared/errors';

/** The process that did the work is gone: it crashed, was killed, or hung and was ended. */
export class WorkerLost extends LongtakeError {
  constructor(why: string, options?: { cause?: unknown }) {
    super(
      'WorkerLost',
      `The background process that was working on this ${why}.`,
      'Try again; what was finished is kept. If it happens again, choose the CPU as device in Settings.',
      options,
    );
  }
}

/** What does the work has died again and again before it got on: the next time it would die too. */
export class KeepsDying extends LongtakeError {
  /** @param last how it died the last time */
  constructor(last: Error, times: number) {
    super(
      'WorkerLost',
      `${last.message} It was given up: that happened ${times} times in a row before it had got on.`,
      'Mostly memory is short then: close other programs, or choose a smaller model or the CPU as device in Settings. Then try again: what was finished is kept.',
      { cause: last },
    );
  }
}

/** Asked for a job that a video does not have. */
export class NoSuchJob extends LongtakeError {
  constructor() {
    super('NotFound', 'There is no job for this video.', 'Start indexing it first.');
  }
}

/** The disk of the library has less room than a job will take. */
export class NotEnoughRoom extends LongtakeError {
  /** Bytes that must be free. */
  readonly needed: number;

  constructor(room: { title: string; disk: string; needed: number; free: number }) {
    super(
      'DiskFull',
      `“${room.title}” needs about ${size(room.needed)} on the disk at ${room.disk}, which holds the library; ${size(room.free)} are free.`,
      'Free some space on that disk: what is already done is kept, and the work goes on from there.',
    );
    this.needed = room.needed;
  }
}

/** Bytes for people: in megabytes below one gigabyte. Room needed is rounded up, as is what is free: both are about. */
function size(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
