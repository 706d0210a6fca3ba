import { join, normalize, sep } from 'node:path';
import type { Session } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';
import { APP_SCHEME } from './origin';

/** Chromium's ERR_FILE_NOT_FOUND. */
const NO_FILE = -6;

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves the built page's files from `rendererDir`, each with the content security policy. Chromium reads them by itself: with
 * `protocol.handle`, which has taken this one's place for other uses, they would go through Node's `fetch`, whose loading alone
 * lengthens each start by a tenth, and through this process, which has other things to do meanwhile.
 */
export function serveApp(session: Session, rendererDir: string): void {
  session.protocol.registerFileProtocol(APP_SCHEME, ({ url }, answer) => {
    const path = pageFile(rendererDir, new URL(url).pathname);
    answer(path === null ? { error: NO_FILE } : { path, headers: HEADERS });
  });
}

/** The file behind an address of the page; null outside of its folder. */
export function pageFile(rendererDir: string, pathname: string): string | null {
  const path = normalize(join(rendererDir, decoded(pathname)));
  return path.startsWith(rendererDir + sep) && !path.endsWith(sep) ? path : null;
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // as it stands: there is no such file
  }
}
