import { LongtakeError } from '../../../src-shared/errors';
import { cutText } from '../../../src-shared/text';
import { systemCode } from '../../base/media/errors';

/** There is nothing to write: no speech, no scenes, no messages. */
export class NothingToExport extends LongtakeError {
  /**
   * @param what the sentence for the user, without its full stop
   * @param finished whether more can not come: all of the film was looked through for it
   */
  constructor(what: string, finished = false) {
    super(
      'NotFound',
      `${what}, so there is nothing to export.`,
      finished
        ? 'All of the film was looked through: choose something else of it to export.'
        : 'Wait until indexing has finished, or ask or keep something first.',
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

/** A marker among places that are to be cut out. */
export class MarkerHasNoLength extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'A marker has no length, so there is nothing of it to cut out.',
      'Give it a beginning and an end, or leave it out.',
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

/** A clip that was never written, or not since the start. */
export class NoSuchClip extends LongtakeError {
  constructor() {
    super('NotFound', 'No such clip is being written.', 'It may be done; look where it was to lie.');
  }
}

/** A film of the library, whatever name led to it; nothing ever writes over one. */
export class OverFilm extends LongtakeError {
  constructor(fileName: string) {
    super(
      'BadRequest',
      `${fileName} is a film of the library, which is never written over.`,
      'Choose another name or folder for what is exported.',
    );
  }
}

/** The library's own files are written by the library alone. */
export class OverLibrary extends LongtakeError {
  constructor(fileName: string) {
    super(
      'BadRequest',
      `${fileName} would lie in the library's own folder, where only Longtake's own files are.`,
      'Choose another folder.',
    );
  }
}

/** There is a file already, and nobody said that it may be replaced. */
export class FileExists extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'FileExists',
      `${fileName} is there already, and was left as it is.`,
      'Choose another name; on the command line, --force replaces it.',
      options,
    );
  }
}

/** A file is only written over by one of its own kind, whatever was said. */
export class OtherKind extends LongtakeError {
  /** @param is what it is, with its article: "a film or a sound" */
  constructor(fileName: string, is: string) {
    super(
      'BadRequest',
      `${fileName} is ${is}, and this export is something else.`,
      'Choose another name for what is exported; if that file is to go, remove it yourself.',
    );
  }
}

/** A folder, a device, a link that leads nowhere. */
export class NoPlainFile extends LongtakeError {
  constructor(fileName: string, isFolder: boolean) {
    super(
      'BadRequest',
      isFolder ? `${fileName} is a folder.` : `${fileName} is no ordinary file that could be written.`,
      'Choose another name.',
    );
  }
}

/** No file system takes such a name. */
export class NameTooLong extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'BadRequest',
      `The name ${cutText(fileName, 40)}… is too long for a file: 255 bytes are the most.`,
      'Choose a shorter one.',
      options,
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

/** A picture was asked of what has none, or none there. */
export class NoPicture extends LongtakeError {
  constructor(title: string) {
    super('BadRequest', `“${title}” has no picture there.`, 'Go to another place of the film.');
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
  const code = systemCode(error);
  if (error instanceof LongtakeError || !/^E[A-Z0-9]+$/.test(code ?? '')) return error;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ExportNotAllowed(fileName, { cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return new ExportDiskFull(fileName, { cause: error });
    case 'ENAMETOOLONG':
      return new NameTooLong(fileName, { cause: error });
    default:
      return new ExportFailed(fileName, { cause: error });
  }
}
