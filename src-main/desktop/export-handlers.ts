import { exportChat, exportScenes, exportTranscript } from '../export/write';
import { readThumbnail } from '../index/reader';
import type { Library } from '../library/types';
import type { Handlers } from './call';
import type { Dialogs } from './dialogs';

/** A title as the name of a file on any system. */
export function asFileName(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return name.replace(/^[. ]+|[. ]+$/g, '') || 'Longtake';
}

/** The exports, each to where the person says; closing the dialog exports nothing. */
export function exportHandlers(library: Library, dialogs: Dialogs) {
  const title = (videoId: string) => asFileName(library.videos.get(videoId).title);
  return {
    'export.transcript': async ({ videoId, format }) => {
      const path = await dialogs.chooseDestination(`${title(videoId)}.${format}`, format);
      return path === null ? null : exportTranscript(library, videoId, format, path);
    },
    'export.scenes': async ({ videoId }) => {
      const path = await dialogs.chooseDestination(`${title(videoId)} scenes.csv`, 'csv');
      return path === null ? null : exportScenes(library, videoId, path);
    },
    'export.chat': async ({ scope, format }) => {
      const subject = scope === 'all' ? 'Longtake' : title(scope.videoId);
      const path = await dialogs.chooseDestination(`${subject} chat.${format}`, format);
      if (path === null) return null;
      return exportChat(library, scope, format, path, {
        readPicture: (videoId, frame) => readThumbnail(library.indexDir(videoId), frame),
      });
    },
  } satisfies Partial<Handlers>;
}
