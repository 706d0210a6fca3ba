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

/** Chapters are of one film, and the list has places of several. */
export class NotOneFilm extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'Chapters belong to one film, and these places are in several.',
      'Choose places of one film, or another format.',
    );
  }
}

/** YouTube shows no chapters at all where there are fewer than three. */
export class TooFewChapters extends LongtakeError {
  constructor(count: number) {
    super(
      'BadRequest',
      `YouTube wants at least three chapters of ten seconds or more, and this list makes ${count}.`,
      'Choose more places, further apart, or another format.',
    );
  }
}

/** A clip that would have no length, or lies behind the film's end. */
export class EmptyClip extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'The film has nothing between these two times.',
      'Choose a beginning that lies before the end, and within the film.',
    );
  }
}

/** A clip would be written over the film that it is cut from. */
export class ClipOverFilm extends LongtakeError {
  constructor(fileName: string) {
    super(
      'BadRequest',
      `${fileName} is the film itself, which is never written over.`,
      'Choose another name or folder for the clip.',
    );
  }
}

/** A clip's file says by its ending what it is. */
export class OtherEnding extends LongtakeError {
  constructor(fileName: string, ending: string) {
    super(
      'BadRequest',
      `${fileName} does not end as a clip does.`,
      `Give it a name that ends in .${ending}; .mp4, .mov and .mkv are known too.`,
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
