import { LongtakeError } from '../../../src-shared/errors';

const LATER = 'Try again later, or look at the download page in your browser.';

/** The list of releases could not be read. */
export class ReleasesUnread extends LongtakeError {
  constructor(why: 'silent' | 'unreadable', options?: { cause?: unknown }) {
    const silent = 'The server with the releases gave no answer.';
    const unreadable = 'What the server with the releases sent is no list of releases.';
    super('DownloadFailed', why === 'silent' ? silent : unreadable, LATER, options);
  }
}

/** The list has a newer version, and no package of it that could take this one's place. */
export class NoPackage extends LongtakeError {
  constructor() {
    super('NotFound', 'There is no package of that version that this one could be replaced by.', LATER);
  }
}

/** The package lies here, and could not be put in this one's place. */
export class NotReplaced extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super(
      'DownloadFailed',
      'The new version could not be made ready to be installed.',
      'Install it by hand, from the download page.',
      options,
    );
  }
}

/** The program ended to start anew, and its AppImage could not be started. */
export class NotStartedAgain extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super(
      'Internal',
      'Longtake could not start itself again.',
      'Start it by hand: nothing is lost.',
      options,
    );
  }
}
