import { existsSync } from 'node:fs';
import { type VideoId, videoId as videoIdSchema } from '../../../src-shared/primitives';
import { IndexBroken } from '../../base/film/errors';
import {
  firstPicturePath,
  isPosterWhole,
  posterPath,
  readThumbnail,
  remakePoster,
} from '../../base/film/reader';
import type { Library } from '../../base/library/types';
import { fileResponse } from './file-response';
import type { PlayerService } from './player-service';

const NOT_FOUND = () => new Response(null, { status: 404 });

/** Told of a video whose stored pictures are damaged. */
export type OnDamaged = (videoId: VideoId, error: IndexBroken) => void;

async function thumbnailResponse(
  dir: string,
  frame: string | undefined,
  damaged: (error: IndexBroken) => void,
): Promise<Response> {
  const index = Number(frame);
  if (!Number.isInteger(index) || index < 0) return NOT_FOUND();
  const jpeg = await readThumbnail(dir, index).catch((error: unknown) => {
    if (error instanceof IndexBroken) damaged(error);
    return null;
  });
  if (!jpeg) return NOT_FOUND();
  // The page keeps decoded pictures itself, and knows when a film that was indexed anew has others.
  const headers = {
    'Content-Type': 'image/jpeg',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  };
  return new Response(new Uint8Array(jpeg), { status: 200, headers });
}

/** The card's picture; where it is damaged, the key frame of the longest scene, which it is made anew from. */
async function posterResponse(request: Request, library: Library, id: VideoId): Promise<Response> {
  const dir = library.indexDir(id);
  if (await isPosterWhole(dir)) return fileResponse(request, posterPath(dir));
  const scenes = library.scenes.list(id).toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const frame = scenes[0]?.keyFrameIndex ?? 0;
  if (!library.readOnly) {
    const remade = await remakePoster(dir, frame).then(
      () => true,
      () => false,
    );
    if (remade) return fileResponse(request, posterPath(dir));
  }
  const own = await thumbnailResponse(dir, String(frame), () => undefined);
  // Before the first frames are stored, while they are, and of a film that has none.
  if (!own.ok && existsSync(firstPicturePath(dir))) return fileResponse(request, firstPicturePath(dir));
  return own;
}

/**
 * Answers for `media://video/<videoId>/original|proxy` with ranges, `media://thumb/<videoId>/<frame>` and
 * `media://poster/<videoId>`. Only videos of the library can be named, by their opaque id.
 */
export function mediaAnswers(
  library: Library,
  player: PlayerService,
  onDamaged: OnDamaged,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const [named, rest] = url.pathname.slice(1).split('/');
    const { data: id } = videoIdSchema.safeParse(named);
    if (id === undefined || !library.videos.find(id)) return NOT_FOUND();
    const dir = library.indexDir(id);
    switch (url.hostname) {
      case 'video':
        if (rest === 'original') return fileResponse(request, library.videos.source(id));
        return rest === 'proxy' ? fileResponse(request, player.proxyPath(id)) : NOT_FOUND();
      case 'thumb':
        return thumbnailResponse(dir, rest, (error) => onDamaged(id, error));
      case 'poster':
        return posterResponse(request, library, id);
      default:
        return NOT_FOUND();
    }
  };
}
