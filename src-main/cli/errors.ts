import { LongtakeError } from '../../src-shared/errors';

/** The command line could not be read. */
export class UsageError extends LongtakeError {
  constructor(message: string) {
    super('BadRequest', message, 'Run "longtake help" for the commands and their options.');
  }
}

/** A file that is not in the library, while the library can only be read. */
export class NotInLibrary extends LongtakeError {
  /** @param why what keeps the library from being written; null where another Longtake has it */
  constructor(fileName: string, why: LongtakeError | null) {
    super(
      why?.code ?? 'LibraryInUse',
      why === null
        ? `${fileName} has not been indexed, and the library is in use by another Longtake, so it cannot be added now.`
        : `${fileName} has not been indexed, and cannot be added now. ${why.message}`,
      why?.remedy ?? 'Add it there, or close the other Longtake and try again.',
    );
  }
}

/** The language model was asked for by name, and none is chosen. */
export class NoModelChosen extends LongtakeError {
  constructor() {
    super(
      'ModelPackMissing',
      'No language model is chosen.',
      'Choose an installed one with "longtake models use answers ID"; "longtake models" lists them.',
    );
  }
}

/** A model on this computer was asked for by name, and none is chosen, or none of that name is there. */
export class NoOwnModel extends LongtakeError {
  /** @param named the name that no model has; null where none is chosen */
  constructor(named: string | null) {
    super(
      'ModelPackMissing',
      named === null
        ? 'No language model on this computer is chosen.'
        : `No program on this computer has a language model called “${named}”.`,
      named === null
        ? 'Choose one with "longtake models use own MODEL"; "longtake models look" lists them.'
        : 'Start the program that runs it; "longtake models look" lists what is there.',
    );
  }
}

/** An assistant asks, and nothing was ever added. */
export class NoLibraryYet extends LongtakeError {
  constructor() {
    super('NotFound', 'There is no library yet.', 'Add a video in Longtake first, then ask again.');
  }
}

/** An assistant names a video that is not there, or that could be several. */
export class NoSuchVideo extends LongtakeError {
  constructor(named: string, several: boolean) {
    super(
      'NotFound',
      several ? `Several videos are called “${named}”.` : `The library has no video “${named}”.`,
      several
        ? 'Name one by its id: list_videos gives them.'
        : 'list_videos gives the ids and titles of all.',
    );
  }
}

/** A command names several videos. */
export class SeveralVideos extends LongtakeError {
  constructor(named: string) {
    super(
      'NotFound',
      `Several videos are called “${named}”.`,
      'Name one by its id: "longtake list" gives them.',
    );
  }
}

/** No collection is called so, or several are. */
export class NoSuchCollection extends LongtakeError {
  constructor(named: string, several: boolean) {
    super(
      'NotFound',
      several ? `Several collections are called “${named}”.` : `There is no collection “${named}”.`,
      several
        ? 'Name one by its id: "longtake collection list" gives them.'
        : '"longtake collection list" lists them, "longtake collection new NAME" makes one.',
    );
  }
}

/** A collection has fewer places. */
export class NoSuchPlace extends LongtakeError {
  constructor(number: number, count: number) {
    super(
      'NotFound',
      `This collection has no place ${number}: it has ${count}.`,
      '"longtake collection show NAME" counts them.',
    );
  }
}

/** A tool was given a time that is none. */
export class NoTime extends LongtakeError {
  constructor(what: string, given: string) {
    super(
      'BadRequest',
      `“${given}” is no time for ${what}.`,
      'Give seconds, or a time such as 1:02 or 1:02:03.',
    );
  }
}

/** A stretch that ends before it begins. */
export class NoStretch extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      '“from” does not lie before “to”.',
      'Give two times of which the first is the earlier.',
    );
  }
}

/** A picture was asked for where there are none. */
export class NoPictures extends LongtakeError {
  constructor(title: string) {
    super(
      'NotFound',
      `“${title}” has no pictures to show yet.`,
      'It holds sound alone, or has not been indexed.',
    );
  }
}
