import { LongtakeError } from '../../../src-shared/errors';

/** A question or search where nothing has been indexed yet. */
export class NothingIndexed extends LongtakeError {
  constructor(wholeLibrary: boolean) {
    super(
      'NotIndexed',
      wholeLibrary ? 'No video in the library has been indexed yet.' : 'This video has not been indexed yet.',
      'Wait until indexing has begun to show frames, or start it, and ask again.',
    );
  }
}

/** A question about a collection of which nothing can be looked at. */
export class NoPlacesToAsk extends LongtakeError {
  constructor(why: 'empty' | 'missing' | 'unread') {
    const [what, remedy] = NO_PLACES[why];
    super('NotIndexed', what, remedy);
  }
}
const NO_PLACES = {
  empty: [
    'There is nothing in this collection yet.',
    'Keep places in it with the star, then ask about them.',
  ],
  missing: [
    'None of the films in this collection is in the library.',
    'Add them again: their places wait for them.',
  ],
  unread: ['Nothing of the films in this collection has been read yet.', 'Index them, and ask again.'],
} as const;

/** A chat answers one question at a time. */
export class StillAnswering extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'The answer before is still being written.',
      'Wait for it, or press Stop, then ask again.',
    );
  }
}

/** A message that no chat has, or has any more. */
export class NoSuchMessage extends LongtakeError {
  constructor() {
    super('NotFound', 'This answer is not there any more.', 'Ask again.');
  }
}
