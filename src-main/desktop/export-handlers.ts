import { LongtakeError } from '../../src-shared/errors';
import { exportChat, exportScenes, exportTranscript } from '../export/write';
import { readThumbnail } from '../index/reader';
import type { Library } from '../library/types';
import type { Handlers } from './call';
import type { Dialogs } from './dialogs';

/** What Windows takes for a device, whatever ending follows. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** File systems take 255 bytes; an ending and a thumbnails folder's name still have to fit. */
const LONGEST_NAME = 180;

/** A title as the name of a file on any system. */
export function asFileName(title: string): string {
  const name = title
    // Marks that turn the direction of writing would show another ending than the file has.
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ');
  const plain = cut(name.replace(/^[. ]+/, '')).replace(/[. ]+$/, '');
  if (plain === '') return 'Longtake';
  return DEVICE_NAME.test(plain.split('.')[0] ?? '') ? `_${plain}` : plain;
}

/** The start of a text that fits, cut between whole characters. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= LONGEST_NAME) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > LONGEST_NAME) break;
    kept += segment;
  }
  return kept;
}

function notYet(): LongtakeError {
  return new LongtakeError('BadRequest', 'This export is not built yet.', 'Wait for it.');
}

/** The exports, each to where the person says; closing the dialog exports nothing. */
export function exportHandlers(library: Library, dialogs: Dialogs) {
  const title = (videoId: string) => asFileName(library.videos.get(videoId).title);
  return {
    'export.transcript': async ({ videoId, format }) => {
      const path = await dialogs.chooseDestination(`${title(videoId)}.${format}`, format);
      return path === null ? null : exportTranscript(library, videoId, format, path);
    },
    'export.table': async ({ videoId, table }) => {
      if (table !== 'scenes') throw notYet();
      const path = await dialogs.chooseDestination(`${title(videoId)} scenes.csv`, 'csv');
      return path === null ? null : exportScenes(library, videoId, path);
    },
    'export.places': () => Promise.reject(notYet()),
    'export.clip': () => Promise.reject(notYet()),
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
