import { LongtakeError } from '../../../src-shared/errors';

/** An address that is not one of this computer's own: nothing is ever sent there. */
export class NotThisComputer extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'Only a language model on this computer can be asked.',
      'Give an address such as http://localhost:11434.',
    );
  }
}

/** Why a server on this computer gave no answer, in words that go on after "it". */
export type OwnModelFault =
  | 'gone'
  | 'stalled'
  | 'broken'
  | 'refused'
  | 'key'
  | 'noModel'
  | 'elsewhere'
  | 'tooLong';

const WORDS: Readonly<Record<OwnModelFault, { readonly message: string; readonly remedy: string }>> = {
  gone: { message: 'could not be reached', remedy: 'Start the program that runs it, and ask again.' },
  stalled: { message: 'did not answer in time', remedy: 'Ask again, or choose a smaller model.' },
  broken: {
    message: 'answered with something that is no answer',
    remedy: 'See whether the program that runs it is in order, and ask again.',
  },
  refused: {
    message: 'refused the question',
    remedy: 'See what the program that runs it says, and ask again.',
  },
  key: { message: 'wants a key, or another one', remedy: 'Give the key in the settings.' },
  noModel: { message: 'is not there any more', remedy: 'Choose another model in the settings.' },
  elsewhere: {
    message: 'is run on another machine by now, and was not asked',
    remedy: 'Choose a model that runs on this computer.',
  },
  tooLong: { message: 'answered without an end', remedy: 'Ask for less, or choose another model.' },
};

/** What happened, without its subject: "could not be reached". */
export function faultWords(fault: OwnModelFault): string {
  return WORDS[fault].message;
}

/** A server on this computer that is gone, silent, or says what is no answer. */
export class OwnModelFailed extends LongtakeError {
  constructor(
    readonly fault: OwnModelFault,
    options?: ErrorOptions,
  ) {
    super(
      'OwnModelFailed',
      `The language model on this computer ${WORDS[fault].message}.`,
      WORDS[fault].remedy,
      options,
    );
  }
}
