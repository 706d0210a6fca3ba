import type { PlayerSource, VideoId } from '../../src-shared/domain';
import { Throttle } from '../jobs/throttle';
import type { Services } from '../services';
import type { SendEvent } from './ipc';

/** Milliseconds between two lists of videos sent to the page: a library of thousands must not flood it. */
const LIST_INTERVAL = 250;

/** Forwards what happens in the services to the page. */
export function forwardEvents(
  services: Services,
  send: SendEvent,
): {
  libraryChanged: () => void;
  playerChanged: (videoId: VideoId, source: PlayerSource) => void;
  stop: () => void;
} {
  const videos = new Throttle(LIST_INTERVAL, () => send('library.changed', services.library.videos.list()));
  /** States by job: only their changes touch the list of videos; progress does not. */
  let states = '';
  const stops = [
    services.jobs.on('changed', (jobs) => {
      send('jobs.changed', jobs);
      const now = jobs.map((job) => `${job.videoId}${job.state}`).join();
      if (now !== states) videos.request();
      states = now;
    }),
    services.jobs.on('indexed', (videoId, what) => {
      send('index.changed', { videoId, what });
      videos.request();
    }),
    services.jobs.on('watched', () => videos.request()),
    services.chat.on('event', (scope, messageId, event) => send('chat.event', { scope, messageId, event })),
    services.chat.on('message', (scope, message) => send('chat.message', { scope, message })),
  ];
  return {
    libraryChanged: () => videos.request(),
    playerChanged: (videoId, source) => send('player.changed', { videoId, source }),
    stop: () => {
      videos.flush();
      for (const stop of stops) stop();
    },
  };
}
