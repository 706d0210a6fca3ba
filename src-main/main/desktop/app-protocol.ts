import { join, normalize, sep } from 'node:path';
import type { Session } from 'electron';
import { fileResponse } from './file-response';
import { APP_SCHEME } from './origin';
import { CONTENT_SECURITY_POLICY } from './security';

/** Serves the built page's files from `rendererDir`, each with the content security policy. */
export function serveApp(session: Session, rendererDir: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const pathname = decodeURIComponent(new URL(request.url).pathname);
    const path = normalize(join(rendererDir, pathname === '/' ? 'index.html' : pathname));
    if (!path.startsWith(rendererDir + sep)) return new Response(null, { status: 404 });
    const response = await fileResponse(request, path);
    response.headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    response.headers.set('X-Content-Type-Options', 'nosniff');
    return response;
  });
}
