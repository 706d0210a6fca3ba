import { LongtakeError } from '../../src-shared/errors';

/** The command line could not be read. */
export class UsageError extends LongtakeError {
  constructor(message: string) {
    super('BadRequest', message, 'Run "longtake help" for the commands and their options.');
  }
}

/** A file that is not in the library, while the library can only be read. */
export class NotInLibrary extends LongtakeError {
  constructor(fileName: string) {
    super(
      'LibraryInUse',
      `${fileName} has not been indexed, and the library is in use by another Longtake, so it cannot be added now.`,
      'Add it there, or close the other Longtake and try again.',
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
