import { app, shell } from 'electron';
import type { VideoId } from '../../src-shared/domain';
import type { Output } from '../../src-shared/ipc';
import { readFrameTimes, readWaveform } from '../index/reader';
import { relocate } from '../library/intake';
import type { Services } from '../services';
import type { Handlers } from './call';
import type { Dialogs } from './dialogs';
import { exportHandlers } from './export-handlers';
import type { SendEvent } from './ipc';
import type { Notices } from './notices';
import type { PlayerService } from './player-service';

export interface HandlerParts {
  readonly services: Services;
  readonly player: PlayerService;
  readonly dialogs: Dialogs;
  readonly send: SendEvent;
  /** Tells the page that the list of videos changed, soon. */
  readonly libraryChanged: () => void;
  /** Videos named on the command line. */
  readonly opened: readonly VideoId[];
  readonly notices: Notices;
  /** Aborted when the app closes. */
  readonly closing: AbortSignal;
}

/** Takes files into the library and starts to index what is new. */
export async function addFiles(
  services: Services,
  paths: readonly string[],
): Promise<Output<'library.addPaths'>> {
  const { videos, refused } = await services.intake.add(paths);
  for (const video of videos) {
    // Whoever drops a video again that failed wants it tried again.
    if (video.state === 'new' || video.state === 'failed') services.jobs.start(video.id);
  }
  return { videos: videos.map(({ id }) => services.library.videos.get(id)), refused };
}

function appHandlers({ services, opened, notices, send }: HandlerParts) {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      platform: process.platform,
      electron: process.versions.electron ?? '',
      opened: [...opened],
      notices: notices.take(),
    }),
    'app.showDataFolder': async () => {
      await shell.openPath(services.library.dir);
    },
    'settings.get': () => services.library.settings.get(),
    'settings.set': (change) => {
      const settings = services.library.settings.set(change);
      send('settings.changed', settings);
      return settings;
    },
  } satisfies Partial<Handlers>;
}

function libraryHandlers({ services, player, dialogs, libraryChanged }: HandlerParts) {
  const { library, jobs, chat } = services;
  const add = async (paths: readonly string[]) => {
    const added = await addFiles(services, paths);
    libraryChanged();
    return added;
  };
  return {
    'library.list': () => library.videos.list(),
    'library.addByDialog': async ({ folder }) => {
      const paths = await dialogs.chooseVideos(folder);
      return paths.length === 0 ? { videos: [], refused: [] } : add(paths);
    },
    'library.addPaths': ({ paths }) => add(paths),
    'library.rename': ({ videoId, title }) => {
      const video = library.videos.rename(videoId, title);
      libraryChanged();
      return video;
    },
    'library.remove': async ({ videoId }) => {
      library.videos.get(videoId);
      player.forget(videoId);
      await jobs.forget(videoId);
      chat.clear({ videoId });
      library.videos.remove(videoId);
      libraryChanged();
    },
    'library.relocate': async ({ videoId }) => {
      const path = await dialogs.chooseReplacement(library.videos.get(videoId).title);
      if (path === null) return null;
      const video = await relocate(library, videoId, path);
      // A preview copy that failed for want of the file may succeed now.
      player.forget(videoId);
      libraryChanged();
      return video;
    },
    'library.revealFile': ({ videoId }) => shell.showItemInFolder(library.videos.path(videoId)),
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
  } satisfies Partial<Handlers>;
}

function indexHandlers({ services }: HandlerParts) {
  const { library, corrections } = services;
  const dir = (videoId: VideoId) => library.indexDir(library.videos.get(videoId).id);
  return {
    'index.frameTimes': async ({ videoId }) => Array.from(await readFrameTimes(dir(videoId))),
    'index.scenes': ({ videoId }) => library.scenes.list(videoId),
    'index.transcript': ({ videoId }) => library.segments.list(videoId),
    'index.shots': ({ videoId }) => library.shots.list(library.videos.get(videoId).id),
    'index.objects': ({ videoId }) => library.objects.list(library.videos.get(videoId).id),
    'index.sceneCard': ({ videoId, sceneIndex }) => services.sceneCard(videoId, sceneIndex),
    'index.correct': ({ videoId, source, segmentId, text }) =>
      corrections.correct(videoId, source, segmentId, text),
    'index.waveform': async ({ videoId }) => {
      const { peaksPerSecond, peaks } = await readWaveform(dir(videoId));
      return { peaksPerSecond, peaks: new Uint8Array(peaks) };
    },
  } satisfies Partial<Handlers>;
}

function questionHandlers({ services: { search, chat } }: HandlerParts) {
  return {
    'search.text': ({ scope, text, limit }) => search.searchText(scope, text, limit),
    'search.similar': ({ scope, videoId, frameIndex, limit }) =>
      search.searchSimilar(scope, { videoId, frameIndex }, limit),
    'chat.history': ({ scope }) => chat.history(scope),
    'chat.ask': ({ scope, question, range }) => chat.ask(scope, question, range),
    'chat.stop': ({ messageId }) => chat.stop(messageId),
    'chat.clear': ({ scope }) => chat.clear(scope),
  } satisfies Partial<Handlers>;
}

function modelHandlers({ services, dialogs, send }: HandlerParts) {
  const { packs } = services;
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
    'models.devices': () => services.deviceReport(),
    'models.tryDevicesAgain': () => {
      services.devices.clear();
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
    ...exportHandlers(parts),
    'player.source': ({ videoId }) => player.source(videoId),
    'player.cannotPlay': ({ videoId }) => player.cannotPlay(videoId),
  };
}
