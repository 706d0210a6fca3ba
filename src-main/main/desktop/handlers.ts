// What main does for each call of the page (src-shared/ipc.ts).
import { basename, join } from 'node:path';
import { app, clipboard, shell } from 'electron';
import type { ChatScope, Scope } from '../../../src-shared/answers';
import { toUserError } from '../../../src-shared/errors';
import type { Added, Output } from '../../../src-shared/ipc';
import type { Job } from '../../../src-shared/jobs';
import type { OwnKeys } from '../../../src-shared/keys';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { Video } from '../../../src-shared/video';
import { type Language, languageOf } from '../../../src-shared/words/language';
import { setLanguage, t } from '../../../src-shared/words/words';
import { readFrameTimes, readWaveform } from '../../base/film/reader';
import { FileMissing, type MediaTool } from '../../base/media/errors';
import { describeProgram } from '../../base/media/programs';
import { suggestQuestions } from '../chat/suggestions';
import { type IntakeOptions, relocate } from '../intake/intake';
import { sequenceFrom } from '../intake/made-films';
import type { Services } from '../services';
import type { Updates } from '../updates/updates';
import type { Handlers } from './call';
import type { ClipExports } from './clip-exports';
import { collectionHandlers } from './collection-handlers';
import type { Dialogs } from './dialogs';
import type { DragFiles } from './drag-files';
import { dragHandlers } from './drag-handlers';
import { exportHandlers } from './export-handlers';
import { bytesOf } from './library-care';
import { readLicences } from './licences';
import type { Undoable } from './menu-items';
import { networkGate } from './network-gate';
import type { Notices } from './notices';
import { putPicture } from './picture-clipboard';
import { placeHandlers } from './place-handlers';
import type { PlayerService } from './player-service';
import type { SendEvent } from './send-event';
import { updateHandlers } from './update-handlers';

/** What of the window and its menu follows the page. */
export interface Frame {
  /** Larger (1) or smaller (-1) text and controls; 0: as usual. */
  readonly zoom: (step: -1 | 0 | 1) => void;
  readonly setUndoable: (undoable: Undoable) => void;
  readonly setKeys: (keys: OwnKeys) => void;
  readonly systemLanguage: Language;
  /** Menu bar, title bar and the system's dialogs are light or dark as the page is. */
  readonly setTheme: (theme: Settings['theme']) => void;
  /** The page has all that it asks for at its start. */
  readonly started: () => void;
  /** Hands files to the system's drag and drop. @param icon a JPEG */
  readonly startDrag: (files: readonly string[], icon: Uint8Array | null) => void;
}

export interface HandlerParts {
  readonly services: Services;
  readonly player: PlayerService;
  readonly dialogs: Dialogs;
  readonly send: SendEvent;
  /** Tells the page, soon, that these videos are new, other than before, or gone. */
  readonly libraryChanged: (...ids: readonly VideoId[]) => void;
  /** Videos named on the command line. */
  readonly opened: readonly VideoId[];
  readonly notices: Notices;
  readonly frame: Frame;
  readonly dragFiles: DragFiles;
  /** A report for whoever looks for a fault. */
  readonly diagnostics: () => Promise<string>;
  /** Folder with the licences of what is shipped. */
  readonly resourcesDir: string;
  readonly userDataDir: string;
  /** Closes everything, does what is given, and starts anew. */
  readonly restart: (whenClosed?: () => Promise<void>) => void;
  /** The same without the new start. */
  readonly leave: (whenClosed: () => Promise<void>) => void;
  readonly updates: Updates;
  /** Aborted when the app closes. */
  readonly closing: AbortSignal;
  readonly clips: ClipExports;
}

/** Takes files, and numbered pictures that are one film, into the library and starts to index what is new. */
export async function addFiles(
  services: Services,
  paths: readonly string[],
  pictures: Pick<IntakeOptions, 'rate' | 'sequences'> = {},
): Promise<Added> {
  const { videos, ...rest } = await services.intake.add(paths, undefined, pictures);
  for (const video of videos) {
    // Whoever drops a video again that failed wants it tried again.
    if (video.state === 'new' || video.state === 'failed') services.jobs.start(video.id);
  }
  services.posters.make(videos.map(({ id }) => id));
  return { videos: videos.map(({ id }) => services.library.videos.get(id)), ...rest };
}

async function program(tool: MediaTool, { programs }: Services): Promise<Output<'app.programs'>[number]> {
  return programs.choose(tool).then(
    (report) => ({ tool, says: describeProgram(report), error: null }),
    (error: unknown) => ({ tool, says: '', error: toUserError(error) }),
  );
}

/** Milliseconds that a search waits for films that are not made ready for it yet. */
const SEARCH_PATIENCE = 200;
const PACK_ROLES = ['searchPack', 'answerPack', 'speechPack'] as const;

function appHandlers(parts: HandlerParts) {
  const { services, dialogs, opened, notices, send, diagnostics, resourcesDir, frame, updates } = parts;
  const mayChange = networkGate(dialogs);
  return {
    'app.info': () => {
      frame.started();
      return {
        version: app.getVersion(),
        platform: process.platform,
        electron: process.versions.electron ?? '',
        opened: [...opened],
        notices: notices.take(),
      };
    },
    'app.programs': () => Promise.all([program('ffmpeg', services), program('ffprobe', services)]),
    'app.systemLanguage': () => frame.systemLanguage,
    'app.showDataFolder': async () => {
      await shell.openPath(services.library.dir);
    },
    'app.copyDiagnostics': async () => clipboard.writeText(await diagnostics()),
    'app.licences': () => readLicences(resourcesDir),
    'app.zoom': ({ step }) => frame.zoom(step),
    'app.undoable': (undoable) => frame.setUndoable(undoable),
    'settings.get': () => services.library.settings.get(),
    'settings.set': async (change) => {
      // A pack that is not there could do nothing, and nobody would be told why.
      for (const role of PACK_ROLES) {
        const packId = change[role];
        if (packId !== undefined && packId !== null) services.packs.dir(packId);
      }
      const { settings } = services.library;
      if (!(await mayChange(settings.get(), change))) return settings.get();
      const changed = settings.set(change);
      if (change.keys !== undefined) frame.setKeys(changed.keys);
      setLanguage(languageOf(changed.language, frame.systemLanguage));
      if (change.theme !== undefined) frame.setTheme(changed.theme);
      send('settings.changed', changed);
      services.jobs.reconsider();
      updates.lookIfDue();
      return changed;
    },
  } satisfies Partial<Handlers>;
}

/** Adds what was dropped on the window, or chosen in a dialog. */
export function fileAdder({ services, libraryChanged }: Pick<HandlerParts, 'services' | 'libraryChanged'>) {
  return async (
    paths: readonly string[],
    pictures?: Pick<IntakeOptions, 'rate' | 'sequences'>,
  ): Promise<Added> => {
    const added = await addFiles(services, paths, pictures);
    const ids = added.videos.map(({ id }) => id);
    libraryChanged(...ids);
    services.collections.filmsChanged(ids);
    return added;
  };
}

function libraryHandlers(parts: HandlerParts) {
  const { services, player, dialogs, libraryChanged, send } = parts;
  const { library } = services;
  const add = fileAdder(parts);
  /** Tells the page of a video that has another transcript now. */
  async function changed(done: Promise<Video>): Promise<Video> {
    const video = await done;
    libraryChanged(video.id);
    send('index.changed', { videoId: video.id, what: 'transcript' });
    return video;
  }
  return {
    'library.list': () => library.videos.list(),
    'library.addByDialog': async ({ folder }) => {
      const paths = await dialogs.chooseVideos(folder);
      return paths.length === 0 ? { videos: [], refused: [] } : add(paths);
    },
    'folders.list': () => services.folderWatch.list(),
    'folders.add': async () => {
      const path = await dialogs.chooseFolder(t('menu.watchFolder'));
      if (path !== null) services.folderWatch.add(path);
    },
    'folders.remove': ({ id }) => services.folderWatch.remove(id),
    'library.bytes': () => bytesOf(library),
    'library.clearCopies': () => player.clearCopies(),
    'library.addSample': () => add([join(parts.resourcesDir, 'sample', 'Harbour.webm')]),
    'library.rename': ({ videoId, title }) => {
      const video = library.videos.rename(videoId, title);
      libraryChanged(videoId);
      return video;
    },
    ...removalHandlers(parts),
    'library.relocate': async ({ videoId }) => {
      const path = await dialogs.chooseReplacement(library.videos.get(videoId).title);
      if (path === null) return null;
      const video = await relocate(library, videoId, path);
      // A preview copy that failed for want of the file may succeed now.
      player.forget(videoId);
      libraryChanged(videoId);
      return video;
    },
    'library.showTranscript': ({ videoId, key }) => changed(services.transcripts.show(videoId, key)),
    'library.chooseAudio': async ({ videoId, audio }) => {
      const video = await changed(services.transcripts.chooseAudio(videoId, audio));
      // A copy that was made for the player has the other track's sound.
      await player.soundChanged(videoId);
      return video;
    },
    'library.addAtRate': async ({ videoId, rate }) => {
      const first = library.videos.path(videoId);
      const sequence = library.videos.get(videoId).media.madeOf && (await sequenceFrom(first));
      if (!sequence) throw new FileMissing(basename(first));
      return add([], { rate, sequences: [sequence] });
    },
    'library.importSubtitles': async ({ videoId }) => {
      const path = await dialogs.chooseSubtitles(library.videos.get(videoId).title);
      return path === null ? null : changed(services.transcripts.import(videoId, path));
    },
    'library.revealFile': ({ videoId }) => shell.showItemInFolder(library.videos.path(videoId)),
  } satisfies Partial<Handlers>;
}

/** Removes films so that they can be put back: rows, indexes, chats, and their places in the queue. */
function removalHandlers({ services, player, libraryChanged }: HandlerParts) {
  const { library, jobs, chat } = services;
  /** The jobs of films that were removed, each with the queue as it was: the queue forgets them. */
  const forgotten = new Map<VideoId, { readonly job: Job; readonly was: readonly VideoId[] }>();
  function told(ids: readonly VideoId[]): void {
    libraryChanged(...ids);
    services.collections.filmsChanged(ids);
  }
  return {
    'library.remove': async ({ videoIds }) => {
      for (const id of videoIds) library.videos.get(id);
      const was = jobs.list().map(({ videoId }) => videoId);
      const theirs = videoIds.flatMap((id) => library.jobs.find(id) ?? []);
      for (const id of videoIds) player.forget(id);
      await jobs.forget(...videoIds);
      for (const videoId of videoIds) chat.endAll({ videoId });
      library.videos.takeOut(...videoIds);
      for (const job of theirs) forgotten.set(job.videoId, { job, was });
      told(videoIds);
    },
    'library.putBack': ({ videoIds }) => {
      // One whose file was added anew meanwhile is another, and there already.
      const away = videoIds.filter((id) => !library.videos.has(id));
      library.videos.putBack(...away);
      // What was still to be read is read on, unless it was paused.
      for (const [was, theirs] of Map.groupBy(
        away.flatMap((id) => forgotten.get(id) ?? []),
        (one) => one.was,
      )) {
        jobs.takeBack(
          theirs.map(({ job }) => job),
          was,
        );
      }
      for (const id of videoIds) forgotten.delete(id);
      told(videoIds);
      return videoIds.map((id) => library.videos.get(id));
    },
    'library.letGo': ({ videoIds }) => {
      for (const id of videoIds) library.videos.letGo(id);
    },
  } satisfies Partial<Handlers>;
}

function jobHandlers({ services: { jobs } }: HandlerParts) {
  return {
    'jobs.list': () => jobs.list(),
    'jobs.start': ({ videoId }) => jobs.start(videoId),
    'jobs.pause': ({ videoId }) => jobs.pause(videoId),
    'jobs.resume': ({ videoId }) => jobs.resume(videoId),
    'jobs.cancel': ({ videoId }) => jobs.cancel(videoId),
    'jobs.retry': ({ videoId }) => jobs.retry(videoId),
    'jobs.move': ({ videoId, before }) => jobs.move(videoId, before),
    'work.status': () => jobs.work(),
  } satisfies Partial<Handlers>;
}

function indexHandlers({ services }: HandlerParts) {
  const { library, corrections } = services;
  const dir = (videoId: VideoId) => library.indexDir(library.videos.get(videoId).id);
  const film = (of: Scope) => (of === 'all' ? null : library.videos.get(of.videoId).id);
  return {
    'index.frameTimes': async ({ videoId }) => Array.from(await readFrameTimes(dir(videoId))),
    'index.scenes': ({ videoId }) => library.scenes.list(library.videos.get(videoId).id),
    'index.transcript': ({ videoId }) => library.segments.list(library.videos.get(videoId).id),
    'index.shots': ({ videoId }) => library.shots.list(library.videos.get(videoId).id),
    'index.speakers': ({ videoId }) => library.speakers.of(library.videos.get(videoId).id),
    'index.renameSpeaker': ({ videoId, number, name, everywhere }) =>
      library.speakers.rename(library.videos.get(videoId).id, number, name, everywhere),
    'index.objects': ({ videoId }) => library.objects.list(library.videos.get(videoId).id),
    'index.sceneCard': ({ videoId, sceneIndex }) =>
      services.sceneCard(services.library.videos.get(videoId).id, sceneIndex),
    'index.correct': ({ videoId, source, segmentId, text }) =>
      corrections.correct(videoId, source, segmentId, text),
    'index.editLines': ({ videoId, source, edit }) => services.lineEditor.edit(videoId, source, edit),
    'index.undoLines': ({ edit }) => services.lineEditor.undo(edit),
    'glossary.list': ({ scope: of }) => library.glossary.list(film(of)),
    'glossary.set': ({ scope: of, terms }) => library.glossary.replace(film(of), terms),
    'index.waveform': async ({ videoId }) => {
      const { peaksPerSecond, peaks } = await readWaveform(dir(videoId));
      return { peaksPerSecond, peaks: new Uint8Array(peaks) };
    },
  } satisfies Partial<Handlers>;
}

function questionHandlers({ services: { search, chat, library } }: HandlerParts) {
  const known = <S extends ChatScope>(scope: S): S => {
    const of: ChatScope = scope;
    if (of === 'all') return scope;
    if ('videoId' in of) library.videos.get(of.videoId);
    else library.collections.get(of.collectionId);
    return scope;
  };
  let searching = new AbortController();
  /** The page shows the last search alone: one that another follows, at the next keystroke, is stopped. */
  const latest = (): AbortSignal => {
    searching.abort();
    searching = new AbortController();
    return searching.signal;
  };
  return {
    'search.text': ({ scope, text, limit }) =>
      search.searchText(known(scope), text, limit, latest(), SEARCH_PATIENCE),
    'search.similar': ({ scope, videoId, frameIndex, limit }) =>
      search.searchSimilar(
        known(scope),
        { videoId: library.videos.get(videoId).id, frameIndex },
        limit,
        latest(),
        SEARCH_PATIENCE,
      ),
    'chat.history': ({ scope }) => chat.history(known(scope)),
    'chat.ask': ({ scope, question, range }) => chat.ask(known(scope), question, range),
    'chat.stop': ({ messageId }) => chat.stop(messageId),
    'chat.list': ({ scope }) => chat.list(known(scope)),
    'chat.open': ({ scope, chatId }) => chat.open(known(scope), chatId),
    'chat.rename': ({ scope, chatId, name }) => chat.rename(known(scope), chatId, name),
    'chat.remove': ({ scope, which }) => chat.remove(known(scope), which),
    'chat.putBack': ({ removed }) => {
      chat.putBack(removed);
    },
    'chat.letGo': ({ removed }) => chat.letGo(removed),
    'chat.suggestions': ({ scope }) => suggestQuestions(library, known(scope)),
  } satisfies Partial<Handlers>;
}

function modelHandlers({ services, dialogs, send, closing }: HandlerParts) {
  const { packs } = services;
  /** The page shows what the last look found. */
  let looking = new AbortController();
  return {
    'models.list': () => packs.list(),
    'models.catalogue': () => packs.catalogue(),
    'models.installs': () => packs.installs(),
    'models.install': ({ entryId, precision }) => packs.install(entryId, precision),
    'models.import': async ({ from, precision }) => {
      const path = await dialogs.choosePack(from);
      return path === null ? null : packs.importFrom(path, precision);
    },
    'models.pauseInstall': ({ installId }) => packs.pause(installId),
    'models.resumeInstall': ({ installId }) => packs.resume(installId),
    'models.cancelInstall': ({ installId }) => packs.cancel(installId),
    'models.remove': async ({ packId }) => {
      await packs.remove(packId);
      // A role that it had has gone back to what is built in.
      send('settings.changed', services.library.settings.get());
    },
    'models.lookForOwn': (place) => {
      looking.abort();
      looking = new AbortController();
      return services.lookForOwn(place, AbortSignal.any([looking.signal, closing]));
    },
    'models.devices': () => services.deviceReport(),
    'models.tryDevicesAgain': () => {
      services.forgetDevices();
      return services.deviceReport();
    },
  } satisfies Partial<Handlers>;
}

/** Every method of the contract, over the services. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { player } = parts;
  return {
    ...appHandlers(parts),
    ...libraryHandlers(parts),
    ...jobHandlers(parts),
    ...indexHandlers(parts),
    ...questionHandlers(parts),
    ...modelHandlers(parts),
    ...collectionHandlers(parts),
    ...placeHandlers(parts),
    ...updateHandlers(parts),
    ...exportHandlers({ ...parts, putPicture, reveal: (path) => shell.showItemInFolder(path) }),
    ...dragHandlers({ services: parts.services, files: parts.dragFiles, startDrag: parts.frame.startDrag }),
    'player.source': ({ videoId }) => player.source(videoId),
    'player.cannotPlay': ({ videoId }) => player.cannotPlay(videoId),
  };
}
