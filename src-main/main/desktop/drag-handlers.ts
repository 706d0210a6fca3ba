import { readFile } from 'node:fs/promises';
import type { DragRequest } from '../../../src-shared/exports';
import { posterPath, readThumbnail } from '../../base/film/reader';
import type { Services } from '../services';
import type { Handlers } from './call';
import type { DragFiles } from './drag-files';

export interface DragParts {
  readonly services: Pick<Services, 'library'>;
  readonly files: DragFiles;
  /** Hands files to the system's drag and drop. @param icon a JPEG to be drawn under the pointer; null where there is none */
  readonly startDrag: (paths: readonly string[], icon: Uint8Array | null) => void;
}

/** What is dragged out of the window to other programs. */
export function dragHandlers({ services: { library }, files, startDrag }: DragParts) {
  /** The stored frame of what was made; of films the first one's poster. */
  async function iconOf(request: DragRequest): Promise<Uint8Array | null> {
    if (request.as === 'films') return readFile(posterPath(library.indexDir(request.videoIds[0] ?? '')));
    const { videoId, frameIndex } = request;
    return frameIndex === null ? null : readThumbnail(library.indexDir(videoId), frameIndex);
  }
  return {
    'drag.prepare': async (request) => ({ fileName: await files.prepare(request) }),
    'drag.start': async (request) => {
      const paths = files.paths(request);
      startDrag(paths, await iconOf(request).catch(() => null));
    },
  } satisfies Partial<Handlers>;
}
