import { LongtakeError } from '../../src-shared/errors';

/** There is nothing to write: no speech, no scenes, no messages. */
export class NothingToExport extends LongtakeError {
  /** @param what the sentence for the user, without its full stop */
  constructor(what: string) {
    super(
      'NotFound',
      `${what}, so there is nothing to export.`,
      'Wait until indexing has finished, or ask something first.',
    );
  }
}

export class ExportNotAllowed extends LongtakeError {
  constructor(fileName: string, options: { cause: unknown }) {
    super('NoPermission', `${fileName} may not be written there.`, 'Choose another folder.', options);
  }
}

export class ExportDiskFull extends LongtakeError {
  constructor(fileName: string, options: { cause: unknown }) {
    super(
      'DiskFull',
      `There is no room left to write ${fileName}.`,
      'Free some space, or choose another disk.',
      options,
    );
  }
}

export class ExportFailed extends LongtakeError {
  constructor(fileName: string, options: { cause: unknown }) {
    super('BadRequest', `${fileName} could not be written there.`, 'Choose another folder or name.', options);
  }
}

/** Turns a failed write into the failure that the user can act on. */
export function asExportError(error: unknown, fileName: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ExportNotAllowed(fileName, { cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return new ExportDiskFull(fileName, { cause: error });
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
    case 'EINVAL':
      return new ExportFailed(fileName, { cause: error });
    default:
      return error;
  }
}
