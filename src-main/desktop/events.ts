import type { PlayerSource, VideoId } from '../../src-shared/domain';
import type { Services } from '../services';
import type { SendEvent } from './ipc';

/** Milliseconds between two lists of videos sent to the page: a library of thousands must not flood it. */
const LIST_INTERVAL = 250;

/** Calls `run` at once, then at most once an interval; the last call is never lost. */
export function throttled(run: () => void, interval: number): { call: () => void; cancel: () => void } {
  let timer: NodeJS.Timeout | null = null;
  let again = false;
  const fire = (): void => {
    again = false;
    run();
    timer = setTimeout(() => {
      timer = null;
      if (again) fire();
    }, interval);
  };
  return {
    call: () => {
      if (timer) again = true;
      else fire();
    },
    cancel: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Forwards what happens in the services to the page. */
export function forwardEvents(
  services: Services,
  send: SendEvent,
): {
  libraryChanged: () => void;
  playerChanged: (videoId: VideoId, source: PlayerSource) => void;
  stop: () => void;
} {
  const videos = throttled(() => send('library.changed', services.library.videos.list()), LIST_INTERVAL);
  /** States by job: only their changes touch the list of videos; progress does not. */
  let states = '';
  const stops = [
    services.jobs.on('changed', (jobs) => {
      send('jobs.changed', jobs);
      const now = jobs.map((job) => `${job.videoId}${job.state}`).join();
      if (now !== states) videos.call();
      states = now;
    }),
    services.jobs.on('indexed', (videoId, what) => {
      send('index.changed', { videoId, what });
      videos.call();
    }),
    services.chat.on('event', (scope, messageId, event) => send('chat.event', { scope, messageId, event })),
    services.chat.on('message', (scope, message) => send('chat.message', { scope, message })),
  ];
  return {
    libraryChanged: videos.call,
    playerChanged: (videoId, source) => send('player.changed', { videoId, source }),
    stop: () => {
      videos.cancel();
      for (const stop of stops) stop();
    },
  };
}
