import { LongtakeError } from '../../../src-shared/errors';

/** A file could not be fetched, or is not what it should be. What arrived whole is kept. */
export class DownloadFailed extends LongtakeError {
  /** @param what the rest of the sentence "… could not be downloaded: …" */
  constructor(
    name: string,
    what: string,
    remedy = 'Check the connection and try again: what has arrived is kept.',
    options?: { cause?: unknown },
  ) {
    super('DownloadFailed', `${name} could not be downloaded: ${what}.`, remedy, options);
  }
}

/** The user has switched downloads off. */
export class NetworkOff extends LongtakeError {
  constructor() {
    super(
      'NetworkOff',
      'Downloads are switched off, so nothing was fetched.',
      'Allow downloads in Settings, or import the model from a folder or an archive.',
    );
  }
}

/** The disk has less room than an install needs. */
export class NotEnoughDisk extends LongtakeError {
  constructor(needed: number, free: number, options?: { cause?: unknown }) {
    super(
      'DiskFull',
      `This needs ${gigabytes(needed)} on the disk, and ${gigabytes(free)} are free.`,
      'Free some space, then resume: what is already done is kept.',
      options,
    );
  }
}

/** Bytes for people: 0.9 GB, 19 GB, 12 MB. */
export function gigabytes(bytes: number): string {
  if (bytes < 1e9) return `${Math.max(1, Math.ceil(bytes / 1e6))} MB`;
  return `${(bytes / 1e9).toFixed(bytes < 9.95e9 ? 1 : 0)} GB`;
}
