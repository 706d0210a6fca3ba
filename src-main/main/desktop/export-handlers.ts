import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFilm } from '../../../src-shared/answers';
import type { PlacesFormat, PlacesSource } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock } from '../../../src-shared/time';
import { t } from '../../../src-shared/words/words';
import { readThumbnail } from '../../base/film/reader';
import { asFileName, freePath } from '../export/file-name';
import type { Destination } from '../export/output';
import { exportChat, exportTable, exportTranscript } from '../export/write';
import { clipFileName } from '../export/write-clip';
import { placeClipsEnding } from '../export/write-place-clips';
import { exportPlaces, PLACES_ENDING, placesText, placesTools } from '../export/write-places';
import { exportStill, stillOf } from '../export/write-still';
import type { Services } from '../services';
import type { Handlers } from './call';
import type { ClipExports } from './clip-exports';
import type { Dialogs } from './dialogs';
import { SavedFiles } from './saved-files';

interface Names {
  readonly video: (id: VideoId) => string;
  readonly collection: (id: string) => string;
}

/** What a list of places is called. */
function subjectOf(source: PlacesSource, named: Names): string {
  if (source.kind === 'chosen') return source.name;
  if (source.kind === 'collection') return named.collection(source.collectionId);
  return `${named.video(source.videoId)} ${source.kind}`;
}

/** What a list of places is called as a file. */
export function placesFileName(source: PlacesSource, format: PlacesFormat, named: Names): string {
  const kind =
    format === 'youtube' || format === 'ffmetadata' ? ' chapters' : format === 'resolve' ? ' markers' : '';
  const subject = subjectOf(source, named);
  return `${asFileName(`${subject}${kind}`)}.${PLACES_ENDING[format]}`;
}

export interface ExportParts {
  /** Shows a file in its folder. */
  readonly reveal: (path: string) => void;
  readonly services: Pick<Services, 'library' | 'ffmpegPath'>;
  readonly dialogs: Dialogs;
  readonly clips: ClipExports;
  /** Puts a JPEG on the clipboard. */
  readonly putPicture: (jpeg: Uint8Array) => Promise<void>;
  /** Aborted when the app closes: a clip that is being written stops. */
  readonly closing: AbortSignal;
}

/** The exports, each to where the person says; closing the dialog exports nothing. */
export function exportHandlers({ services, dialogs, clips, putPicture, closing, reveal }: ExportParts) {
  const { library, ffmpegPath } = services;
  const saved = new SavedFiles();
  const names: Names = {
    video: (id) => library.videos.get(id).title,
    collection: (id) => library.collections.get(id).name,
  };
  const title = (videoId: VideoId) => asFileName(library.videos.get(videoId).title);
  const choose = async (suggestion: string, ending: string): Promise<Destination | null> => {
    const path = await dialogs.chooseDestination(suggestion, ending);
    // The dialog has asked about a file that is there by now, and about no other.
    return path === null ? null : { path, replace: existsSync(path) };
  };
  return {
    'export.transcript': async ({ videoId, format, lines }) => {
      const to = await choose(`${title(videoId)}${lines ? ' lines' : ''}.${format}`, format);
      if (to === null) return null;
      return saved.with(to.path, await exportTranscript(library, videoId, format, to, lines));
    },
    'export.still': async ({ videoId, at, to }) => {
      const video = library.videos.get(videoId);
      const tools = { library, ffmpegPath, signal: closing };
      if (to === 'clipboard') {
        const jpeg = await stillOf(video, at, tools);
        await putPicture(jpeg);
        return { fileName: null, bytes: jpeg.byteLength };
      }
      const clock = formatClock(at).replaceAll(':', '.');
      const dest = await choose(`${title(videoId)} ${clock}.jpg`, 'jpg');
      return dest === null ? null : exportStill(video, at, dest, tools);
    },
    'export.transcripts': async ({ videoIds, format }) => {
      for (const id of videoIds) library.videos.get(id);
      const folder = await dialogs.chooseFolder(t('menu.exportFolder'));
      if (folder === null) return null;
      // Where nothing is said there is nothing to write: of all of them that is a failure, of some a word.
      const spoken = videoIds.filter((id) => library.segments.list(id, 'speech').length > 0);
      const written = [];
      for (const id of spoken.length > 0 ? spoken : videoIds) {
        const to = { path: freePath(join(folder, title(id)), `.${format}`), replace: false };
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
      const suggestion = placesFileName(source, format, names);
      const tools = { ...placesTools(library, ffmpegPath), signal: closing };
      // Chapters are of one film, and some want more of them: nobody is asked for a file's name that is refused then.
      if (format === 'youtube' || format === 'ffmetadata') await placesText(source, format, tools, null);
      const to = await choose(suggestion, PLACES_ENDING[format]);
      if (to === null) return null;
      return saved.with(to.path, await exportPlaces(source, format, to, tools));
    },
    'export.clip': async (request) => {
      const { stem, ending } = clipFileName(library, request);
      const to = await choose(`${title(request.videoId)} ${stem}.${ending}`, ending);
      return to === null ? null : saved.with(to.path, await clips.write(request, to));
    },
    'export.placeClips': async ({ source, mode, as }) => {
      const tools = placesTools(library, ffmpegPath);
      const request = { source, mode, as };
      const subject = asFileName(`${subjectOf(source, names)} clips`);
      if (as === 'folder') {
        const chosen = await dialogs.chooseFolder(t('menu.clipsFolder'));
        if (chosen === null) return null;
        // A folder of its own: nothing in it is in the way of anything.
        return clips.writeList(request, { path: freePath(join(chosen, subject)), replace: false }, tools);
      }
      const ending = placeClipsEnding(library, source);
      const to = await choose(`${subject}.${ending}`, ending);
      return to === null ? null : clips.writeList(request, to, tools);
    },
    'export.show': ({ savedId }) => reveal(saved.path(savedId)),
    'export.stopClip': ({ id }) => clips.stop(id),
    'export.chat': async ({ scope, format }) => {
      const subject =
        scope === 'all'
          ? 'Longtake'
          : asFileName(isFilm(scope) ? names.video(scope.videoId) : names.collection(scope.collectionId));
      const to = await choose(`${subject} chat.${format}`, format);
      if (to === null) return null;
      const told = await exportChat(library, scope, format, to, {
        readPicture: (videoId, frame) => readThumbnail(library.indexDir(videoId), frame),
      });
      return saved.with(to.path, told);
    },
  } satisfies Partial<Handlers>;
}
