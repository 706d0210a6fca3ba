import { readThumbnail } from '../../base/film/reader';
import type { Services } from '../services';
import type { Handlers } from './call';
import type { DragFiles } from './drag-files';

export interface DragParts {
  readonly services: Pick<Services, 'library'>;
  readonly files: DragFiles;
  /** Hands a file to the system's drag and drop. @param icon a JPEG to be drawn under the pointer; null where there is none */
  readonly startDrag: (path: string, icon: Uint8Array | null) => void;
}

/** What is dragged out of the window to other programs. */
export function dragHandlers({ services: { library }, files, startDrag }: DragParts) {
  return {
    'drag.prepare': async (request) => ({ fileName: await files.prepare(request) }),
    'drag.start': async (request) => {
      const path = files.path(request);
      const { videoId, frameIndex } = request;
      const icon =
        frameIndex === null
          ? null
          : await readThumbnail(library.indexDir(videoId), frameIndex).catch(() => null);
      startDrag(path, icon);
    },
  } satisfies Partial<Handlers>;
}
