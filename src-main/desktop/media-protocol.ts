import type { Session } from 'electron';
import { videoId as videoIdSchema } from '../../src-shared/domain';
import { posterPath, readThumbnail } from '../index/reader';
import type { Library } from '../library/types';
import { fileResponse } from './file-response';
import { MEDIA_SCHEME } from './origin';
import type { PlayerService } from './player-service';

const NOT_FOUND = () => new Response(null, { status: 404 });

async function thumbnailResponse(dir: string, frame: string | undefined): Promise<Response> {
  const index = Number(frame);
  if (!Number.isInteger(index) || index < 0) return NOT_FOUND();
  const jpeg = await readThumbnail(dir, index).catch(() => null);
  if (!jpeg) return NOT_FOUND();
  // The page keeps decoded pictures itself, and knows when a film that was indexed anew has others.
  const headers = {
    'Content-Type': 'image/jpeg',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  };
  return new Response(new Uint8Array(jpeg), { status: 200, headers });
}

/**
 * Serves `media://video/<videoId>/original|proxy` with ranges, `media://thumb/<videoId>/<frame>` and
 * `media://poster/<videoId>`. Only videos of the library can be named, by their opaque id.
 */
export function serveMedia(session: Session, library: Library, player: PlayerService): void {
  session.protocol.handle(MEDIA_SCHEME, async (request) => {
    const url = new URL(request.url);
    const [id, rest] = url.pathname.slice(1).split('/');
    const parsed = videoIdSchema.safeParse(id);
    if (!parsed.success || !library.videos.find(parsed.data)) return NOT_FOUND();
    const dir = library.indexDir(parsed.data);
    switch (url.hostname) {
      case 'video':
        if (rest === 'original') return fileResponse(request, library.videos.path(parsed.data));
        return rest === 'proxy' ? fileResponse(request, player.proxyPath(parsed.data)) : NOT_FOUND();
      case 'thumb':
        return thumbnailResponse(dir, rest);
      case 'poster':
        return fileResponse(request, posterPath(dir));
      default:
        return NOT_FOUND();
    }
  });
}
