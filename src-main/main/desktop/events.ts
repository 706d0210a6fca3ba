import type { PackSummary } from '../../../src-shared/packs';
import type { VideoId } from '../../../src-shared/primitives';
import type { PlayerSource } from '../../../src-shared/video';
import { Throttle } from '../jobs/throttle';
import type { Services } from '../services';
import { LibraryNews } from './library-news';
import { followWriter } from './library-renewal';
import type { SendEvent } from './send-event';

/** Milliseconds between two looks at the packs' folder while something is being installed. */
const PACKS_INTERVAL = 1000;

/** Forwards what happens in the services to the page. */
export function forwardEvents(
  services: Services,
  send: SendEvent,
): {
  libraryChanged: (...ids: readonly VideoId[]) => void;
  playerChanged: (videoId: VideoId, source: PlayerSource) => void;
  stop: () => void;
} {
  const videos = new LibraryNews(services.library.videos, (news) => send('library.changed', news));
  let adding = { done: 0, total: 0 };
  const added = new Throttle(100, () => send('library.adding', adding));
  let packs: { readonly at: number; readonly done: number; readonly list: Promise<PackSummary[]> } | null =
    null;
  const stops = [
    services.jobs.on('changed', (jobs) => {
      send('jobs.changed', jobs);
      videos.jobs(jobs);
    }),
    services.jobs.on('indexed', (videoId, what) => {
      send('index.changed', { videoId, what });
      videos.changed(videoId);
    }),
    services.intake.onProgress((progress) => {
      adding = progress;
      added.request();
    }),
    services.posters.onMade((id) => videos.changed(id)),
    services.folderWatch.onChanged(() => send('folders.changed', services.folderWatch.list())),
    services.jobs.on('work', (status) => send('work.changed', status)),
    services.jobs.on('watched', (videoId) => videos.changed(videoId)),
    services.packs.on('changed', () => {
      const installs = services.packs.installs();
      const done = installs.filter(({ state }) => state === 'done').length;
      const busy = installs.some(({ state }) => state === 'running');
      // The list reads the disk: while bytes are counted it need not do so for each event.
      if (!packs || packs.done !== done || !busy || Date.now() - packs.at > PACKS_INTERVAL) {
        packs = { at: Date.now(), done, list: services.packs.list() };
      }
      packs.list.then(
        (list) => send('models.changed', { packs: list, installs: services.packs.installs() }),
        () => {
          packs = null;
        },
      );
    }),
    services.collections.onChanged((collections, videoIds) =>
      send('collections.changed', { collections, videoIds }),
    ),
    services.chat.on('event', (scope, messageId, event) => send('chat.event', { scope, messageId, event })),
    services.chat.on('message', (scope, message) => send('chat.message', { scope, message })),
    followWriter(services.library, (...ids) => videos.changed(...ids), send),
  ];
  return {
    libraryChanged: (...ids) => videos.changed(...ids),
    playerChanged: (videoId, source) => send('player.changed', { videoId, source }),
    stop: () => {
      videos.flush();
      added.flush();
      for (const stop of stops) stop();
    },
  };
}
