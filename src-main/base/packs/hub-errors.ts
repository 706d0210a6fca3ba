import { LongtakeError } from '../../../src-shared/errors';
import { saysDiskFull } from '../media/errors';
import { PackDiskFull } from './errors';

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

/** A failed write as the failure that the user can act on: a full disk has its own words. */
export function asDiskError(error: unknown): unknown {
  return saysDiskFull(error) ? new PackDiskFull(null, { cause: error }) : error;
}
