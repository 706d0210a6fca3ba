import type { Session, WebContents } from 'electron';

/** Milliseconds in which a page that still has files to ask for asks for the next one. */
const QUIET = 5;

/**
 * Resolves once a page has the files that it starts with, and is busy with them; or once it has stopped loading, however that ended.
 * Chromium hands on each end of a file in this process: where that is kept busy, the page waits.
 */
export function pageHasFiles({ webRequest }: Session, contents: WebContents): Promise<void> {
  return new Promise((done) => {
    let quiet: NodeJS.Timeout | undefined;
    const finish = (): void => {
      webRequest.onCompleted(null);
      done();
    };
    webRequest.onCompleted(({ resourceType }) => {
      clearTimeout(quiet);
      if (resourceType === 'script') quiet = setTimeout(finish, QUIET);
    });
    contents.once('did-stop-loading', finish);
  });
}
