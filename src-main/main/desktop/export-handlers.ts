import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacesFormat, PlacesSource } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { cutBytes } from '../../../src-shared/text';
import { readThumbnail } from '../../base/film/reader';
import type { Destination } from '../export/output';
import { exportChat, exportTable, exportTranscript } from '../export/write';
import { clipFileName } from '../export/write-clip';
import { exportPlaces, PLACES_ENDING, placesTools } from '../export/write-places';
import type { Services } from '../services';
import type { Handlers } from './call';
import { ClipExports } from './clip-exports';
import type { Dialogs } from './dialogs';
import type { SendEvent } from './ipc';
import { SavedFiles } from './saved-files';

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
  const plain = cutBytes(name.replace(/^[. ]+/, ''), LONGEST_NAME).replace(/[. ]+$/, '');
  if (plain === '') return 'Longtake';
  return DEVICE_NAME.test(plain.split('.')[0] ?? '') ? `_${plain}` : plain;
}

/** A path that nothing has yet: what is there is never written over. */
function freePath(folder: string, name: string, ending: string): string {
  for (let n = 1; ; n += 1) {
    const path = join(folder, `${name}${n === 1 ? '' : ` ${n}`}.${ending}`);
    if (!existsSync(path)) return path;
  }
}

/** What a list of places is called as a file. */
export function placesFileName(
  source: PlacesSource,
  format: PlacesFormat,
  title: (id: VideoId) => string,
): string {
  const subject = source.kind === 'chosen' ? source.name : `${title(source.videoId)} ${source.kind}`;
  const kind = format === 'youtube' || format === 'ffmetadata' ? ' chapters' : '';
  return `${asFileName(`${subject}${kind}`)}.${PLACES_ENDING[format]}`;
}

export interface ExportParts {
  /** Shows a file in its folder. */
  readonly reveal: (path: string) => void;
  readonly services: Pick<Services, 'library' | 'ffmpegPath'>;
  readonly dialogs: Dialogs;
  readonly send: SendEvent;
  /** Aborted when the app closes: a clip that is being written stops. */
  readonly closing: AbortSignal;
}

/** The exports, each to where the person says; closing the dialog exports nothing. */
export function exportHandlers({ services, dialogs, send, closing, reveal }: ExportParts) {
  const { library, ffmpegPath } = services;
  const saved = new SavedFiles();
  const clips = new ClipExports({ library, ffmpegPath, signal: closing }, (all) => send('export.clips', all));
  const title = (videoId: VideoId) => asFileName(library.videos.get(videoId).title);
  const choose = async (suggestion: string, ending: string): Promise<Destination | null> => {
    const path = await dialogs.chooseDestination(suggestion, ending);
    // The dialog has asked about a file that is there by now, and about no other.
    return path === null ? null : { path, replace: existsSync(path) };
  };
  return {
    'export.transcript': async ({ videoId, format }) => {
      const to = await choose(`${title(videoId)}.${format}`, format);
      return to === null ? null : saved.with(to.path, await exportTranscript(library, videoId, format, to));
    },
    'export.transcripts': async ({ videoIds, format }) => {
      for (const id of videoIds) library.videos.get(id);
      const folder = await dialogs.chooseFolder('Export into a folder');
      if (folder === null) return null;
      // Where nothing is said there is nothing to write: of all of them that is a failure, of some a word.
      const spoken = videoIds.filter((id) => library.segments.list(id, 'speech').length > 0);
      const written = [];
      for (const id of spoken.length > 0 ? spoken : videoIds) {
        const to = { path: freePath(folder, title(id), format), replace: false };
        written.push(await exportTranscript(library, id, format, to));
      }
      const fileName = `${written.length} ${written.length === 1 ? 'transcript' : 'transcripts'}`;
      const bytes = written.reduce((sum, one) => sum + one.bytes, 0);
      const left = videoIds.length - written.length;
      const note = left === 0 ? null : `In ${left} of the films nothing is said.`;
      return saved.with(folder, { fileName, bytes, note });
    },
    'export.table': async ({ videoId, table }) => {
      const to = await choose(`${title(videoId)} ${table}.csv`, 'csv');
      return to === null ? null : saved.with(to.path, await exportTable(library, videoId, table, to));
    },
    'export.places': async ({ source, format }) => {
      const suggestion = placesFileName(source, format, (id) => library.videos.get(id).title);
      const to = await choose(suggestion, PLACES_ENDING[format]);
      if (to === null) return null;
      const tools = { ...placesTools(library, ffmpegPath), signal: closing };
      return saved.with(to.path, await exportPlaces(source, format, to, tools));
    },
    'export.clip': async (request) => {
      const { stem, ending } = clipFileName(library, request);
      const to = await choose(`${title(request.videoId)} ${stem}.${ending}`, ending);
      return to === null ? null : saved.with(to.path, await clips.write(request, to));
    },
    'export.show': ({ savedId }) => reveal(saved.path(savedId)),
    'export.stopClip': ({ id }) => clips.stop(id),
    'export.chat': async ({ scope, format }) => {
      const subject = scope === 'all' ? 'Longtake' : title(scope.videoId);
      const to = await choose(`${subject} chat.${format}`, format);
      if (to === null) return null;
      const told = await exportChat(library, scope, format, to, {
        readPicture: (videoId, frame) => readThumbnail(library.indexDir(videoId), frame),
      });
      return saved.with(to.path, told);
    },
  } satisfies Partial<Handlers>;
}
