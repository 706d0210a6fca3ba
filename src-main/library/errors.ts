import { LongtakeError } from '../../src-shared/errors';

/** The library's database cannot be read. Nothing is ever deleted because of it. */
export class LibraryBroken extends LongtakeError {
  constructor(file: string, backup: string | null, options?: { cause?: unknown }) {
    super(
      'LibraryBroken',
      `The library's database ${file} is damaged and cannot be read.`,
      backup === null
        ? 'Move that file to another folder and start Longtake again: it begins an empty library and takes up finished indexes when you add the videos again.'
        : `Move that file to another folder, put a copy of the backup ${backup} in its place, and start Longtake again.`,
      options,
    );
  }
}

/** The database was made by a later version of Longtake, or is not one of Longtake's at all. */
export class LibraryUnknown extends LongtakeError {
  constructor(file: string, why: string, remedy: string) {
    super('LibraryBroken', `The library's database ${file} ${why}`, remedy);
  }
}

/** There is nothing to read yet at the place that was asked for. */
export class LibraryMissing extends LongtakeError {
  constructor(dir: string) {
    super('NotFound', `There is no library in ${dir}.`, 'Add a video first, or name another library folder.');
  }
}

/** Another process has the library open for writing. */
export class LibraryInUse extends LongtakeError {
  constructor(dir: string, pid: number | null) {
    const who = pid === null ? 'Another Longtake' : `Another Longtake (process ${pid})`;
    super(
      'LibraryInUse',
      `${who} is using the library in ${dir}.`,
      'Close it, or use another library folder.',
    );
  }
}

/** Something was to be written to a library that was opened for reading. */
export class LibraryReadOnly extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super(
      'LibraryInUse',
      'The library is open for reading only, so nothing can be changed in it.',
      'Close the other Longtake that uses this library and try again.',
      options,
    );
  }
}

/** The disk did not give or take a part of the database. What was stored before stays. */
export class LibraryDiskFailed extends LongtakeError {
  constructor(file: string, options?: { cause?: unknown }) {
    super(
      'DiskFailed',
      `The disk did not give or take a part of the library’s database ${file}.`,
      'Check that the disk is connected and sound, then try again: nothing was removed.',
      options,
    );
  }
}

export class LibraryFolderDenied extends LongtakeError {
  constructor(dir: string, options?: { cause?: unknown }) {
    super(
      'NoPermission',
      `Longtake may not write to the library's folder ${dir}.`,
      'Give your user write permission for that folder, or choose another one.',
      options,
    );
  }
}

/** An id that stands for nothing in the library. */
export class NotFound extends LongtakeError {
  constructor(what: string) {
    super(
      'NotFound',
      `The library has no such ${what}.`,
      'It may have been removed; look at the library again.',
    );
  }
}

/** A file offered as a video's new place holds something else. */
export class OtherContent extends LongtakeError {
  constructor(fileName: string, title: string) {
    super(
      'BadRequest',
      `${fileName} is not the same file as “${title}”.`,
      'Choose the same file at its new place, or add this one as a new video.',
    );
  }
}

/** A folder that was added holds nothing that Longtake takes. */
export class NothingToAdd extends LongtakeError {
  constructor(folder: string) {
    super(
      'UnsupportedMedia',
      `The folder ${folder} holds no video or sound files.`,
      'Choose another folder, or add the files one by one.',
    );
  }
}
