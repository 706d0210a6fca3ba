import { hostname } from 'node:os';
import { LongtakeError } from '../../../src-shared/errors';
import type { Backup } from './backups';

/** The library's database cannot be read. Nothing is ever deleted because of it. */
export class LibraryBroken extends LongtakeError {
  constructor(file: string, backup: Backup | null, options?: { cause?: unknown }) {
    super(
      'LibraryBroken',
      `The library's database ${file} is damaged and cannot be read.`,
      backup === null
        ? 'Move that file to another folder and start Longtake again: it begins an empty library and takes up finished indexes when you add the videos again. Chats, corrections and imported transcripts stood in that file.'
        : `Move that file to another folder, put a copy of the backup ${backup.name} in its place, and start Longtake again: it holds ${videosOf(backup)} as of ${dayOf(backup)}. Videos that were added since take up their finished indexes when you add them again.`,
      options,
    );
  }
}

function videosOf({ videos }: Backup): string {
  return videos === 1 ? 'one video' : `${videos} videos`;
}

function dayOf({ madeAt }: Backup): string {
  return madeAt.toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
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

/** The library that was chosen is not where it was: its disk may not be connected. */
export class LibraryAway extends LongtakeError {
  constructor(dir: string) {
    super(
      'NotFound',
      `The library in ${dir} is not there.`,
      'Connect the disk that holds it and start Longtake again.',
    );
  }
}

/** A library cannot go to a folder that holds something else. */
export class PlaceTaken extends LongtakeError {
  /** @param why such as "is not empty" */
  constructor(dir: string, why: string) {
    super(
      'BadRequest',
      `A library cannot go to ${dir}: it ${why}.`,
      'Choose an empty folder, or make a new one.',
    );
  }
}

/** A file that was to be restored holds no library. */
export class NoBackup extends LongtakeError {
  constructor(fileName: string) {
    super(
      'BadRequest',
      `${fileName} is no backup of a library, is damaged, or holds no video.`,
      'Choose another file; the library is as it was.',
    );
  }
}

/** Who has a library open for writing, as far as is known. */
export interface Holder {
  readonly pid: number;
  /** Such as "the window", or the command; null where an earlier version did not say. */
  readonly program: string | null;
  /** The name of its machine, told where other machines reach the library; else null. */
  readonly host: string | null;
}

/** Another process has the library open for writing. */
export class LibraryInUse extends LongtakeError {
  /** Whether that is another machine's. */
  readonly elsewhere: boolean;

  constructor(dir: string, holder: Holder | null) {
    const elsewhere = holder?.host != null && holder.host !== hostname();
    const process = holder === null ? [] : [`process ${holder.pid}${elsewhere ? ` on ${holder.host}` : ''}`];
    const known = [...(holder?.program ? [holder.program] : []), ...process];
    const who = known.length === 0 ? 'Another Longtake' : `Another Longtake (${known.join(', ')})`;
    super(
      'LibraryInUse',
      `${who} is using the library in ${dir}.`,
      elsewhere
        ? 'Close it there, or use another library folder. If it ended there without being closed, wait two minutes.'
        : 'Close it, or use another library folder.',
    );
    this.elsewhere = elsewhere;
  }
}

/** Something was to be written to a library that was opened for reading. */
export class LibraryReadOnly extends LongtakeError {
  /** @param why what kept it from being opened for writing; null where another Longtake has it */
  constructor(why: LongtakeError | null, options?: { cause?: unknown }) {
    const said = 'The library is open for reading only, so nothing can be changed in it.';
    super(
      why?.code ?? 'LibraryInUse',
      why === null ? said : `${said} ${why.message}`,
      why?.remedy ?? 'Close the other Longtake that uses this library and try again.',
      options,
    );
  }
}

/** A program that was writing to the library ended in the midst of a change, which only a writer can take back. */
export class LibraryHalfWritten extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super(
      'LibraryInUse',
      'A Longtake that was writing to the library ended in the midst of a change.',
      'Open the library once in a Longtake that may write to it, then try again: the change is taken back, and nothing else is lost.',
      options,
    );
  }
}

/** Others read or write the database for longer than a change can wait. */
export class LibraryBusy extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super(
      'LibraryInUse',
      'The library is being read by so many, or over so slow a network, that nothing could be stored now.',
      'Try again in a moment: nothing is lost.',
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

/** A folder that would bring in far more than films. */
export class NotToBeWatched extends LongtakeError {
  constructor(path: string) {
    super(
      'BadRequest',
      `${path} cannot be watched: it is a whole disk, or belongs to the library itself.`,
      'Choose the folder that your films come into.',
    );
  }
}

/** A place that lies before its film's beginning, behind its end, or ends before it begins. */
export class PlaceOutside extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'This place does not lie within the film.',
      'Choose a beginning within the film, and an end that does not come before it.',
    );
  }
}

/** More collections than anybody looks through. */
export class TooManyCollections extends LongtakeError {
  constructor(most: number) {
    super(
      'BadRequest',
      `A library has ${most} collections at the most.`,
      'Remove one that is not needed any more, or keep into one that is there.',
    );
  }
}

/** More places than a collection can show. */
export class CollectionFull extends LongtakeError {
  constructor(name: string, most: number) {
    super(
      'BadRequest',
      `“${name}” would have more than ${most} places, which are the most.`,
      'Keep these in another collection.',
    );
  }
}

/** A place was to be put before one that does not stand in its collection. */
export class OtherCollection extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'These two places stand in different collections.',
      'Choose a place of the same collection.',
    );
  }
}
