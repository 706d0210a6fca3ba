import { createStore } from 'zustand/vanilla';
import type { UserError } from '../../src-shared/errors';
import type { Added } from '../../src-shared/ipc';
import type { Job } from '../../src-shared/jobs';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { addDropped, asUserError, call, listen } from '../api';
import { type Arrangement, USUAL } from './arrangement';
import { filmCause, noticeStore, tellIfItFails } from './notice-store';
import { type UndoStep, undoing, undoStore } from './undo-store';

export type Refused = Added['refused'];

/** The library's videos and the jobs that index them, as main last told them. */
export interface LibraryState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  readonly videos: readonly Video[];
  readonly jobs: ReadonlyMap<VideoId, Job>;
  /** Frames a second that a language model last watched at, for estimates; null until one has. */
  readonly watchRate: number | null;
  /** Files of the last addition that could not be taken, until the user has read it. */
  readonly refused: Refused;
  /** True while files are being looked at. */
  readonly adding: boolean;
  /** How many of them were; null before the first. */
  readonly looked: { readonly done: number; readonly total: number } | null;
  /** How the cards are filtered and sorted. */
  readonly arrangement: Arrangement;
  readonly load: () => Promise<void>;
  readonly addByDialog: (folder: boolean) => Promise<void>;
  /** Adds the film that comes with Longtake. @returns it; null where that failed */
  readonly addSample: () => Promise<Video | null>;
  readonly addFiles: (files: readonly File[]) => Promise<void>;
  /** Adds the film that a video's numbered pictures are, at so many a second. */
  readonly addAtRate: (videoId: VideoId, rate: number) => Promise<void>;
  readonly dismissRefused: () => void;
  readonly arrange: (arrangement: Arrangement) => void;
  readonly rename: (videoId: VideoId, title: string) => Promise<void>;
  /** How far a removal, or putting back, of many films is; null while there is none. */
  readonly removing: Removing | null;
  /** Removes films, as one step. */
  readonly remove: (videoIds: readonly VideoId[]) => Promise<void>;
  /** Removes, or puts back, no more than it has by now. */
  readonly stopRemoving: () => void;
  readonly relocate: (videoId: VideoId) => Promise<void>;
  readonly showTranscript: (videoId: VideoId, key: string) => Promise<void>;
  readonly chooseAudio: (videoId: VideoId, audio: number) => Promise<void>;
  readonly importSubtitles: (videoId: VideoId) => Promise<void>;
  readonly reveal: (videoId: VideoId) => Promise<void>;
  readonly control: (videoId: VideoId, what: JobControl) => Promise<void>;
}
export interface Removing {
  readonly what: 'removing' | 'puttingBack';
  readonly done: number;
  readonly total: number;
}
export type JobControl = 'start' | 'pause' | 'resume' | 'cancel' | 'retry';

/** Films that are removed, or put back, at once: so few that it can be stopped, so many that each does not wait for the disk. */
const AT_ONCE = 20;

/** The old object where nothing in it changed: what shows it is then not drawn anew. Both are plain data. */
function same<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

function byVideo(jobs: readonly Job[], before: ReadonlyMap<VideoId, Job>): ReadonlyMap<VideoId, Job> {
  return new Map(jobs.map((job) => [job.videoId, same(before.get(job.videoId), job)]));
}

/** What came into the library, and what of it was there already. */
function addedWords({ videos, leftOut = '' }: Added, before: ReadonlySet<VideoId>): string {
  const [added, known] = [
    videos.filter(({ id }) => !before.has(id)),
    videos.filter(({ id }) => before.has(id)),
  ];
  const told = (which: 'added' | 'known', of: readonly Video[]) =>
    of.length === 0 ? '' : t(`stores.${which}`, { n: of.length, title: of[0]?.title ?? '' });
  return [told('added', added), told('known', known), leftOut].filter(Boolean).join(' ').trim();
}

/** The list with these videos in it, each in its old place or at the end; what is as it was stays the same object. */
function withVideos(videos: readonly Video[], changed: readonly Video[]): readonly Video[] {
  const news = new Map(changed.map((video) => [video.id, video]));
  const kept = videos.map((video) => {
    const now = news.get(video.id);
    news.delete(video.id);
    return now === undefined ? video : same(video, now);
  });
  return [...kept, ...news.values()];
}

export function createLibraryStore() {
  return createStore<LibraryState>()((set, get) => {
    /** How many videos were taken; null where it failed. */
    async function add(adding: Promise<Added>): Promise<number | null> {
      set({ adding: true, looked: null });
      // Before the answer: news of what comes in may be here first.
      const before = new Set(get().videos.map(({ id }) => id));
      const added = await tellIfItFails(adding);
      set({ adding: false });
      if (added === null) return null;
      set({ videos: withVideos(get().videos, added.videos), refused: added.refused });
      if (added.videos.length > 0) noticeStore.getState().info(addedWords(added, before));
      return added.videos.length;
    }
    /** Takes a video that is other than before. */
    async function take(changing: Promise<Video | null>, cause: string | null = null): Promise<void> {
      const changed = await tellIfItFails(changing, cause);
      if (changed) set({ videos: withVideos(get().videos, [changed]) });
    }
    let stopped = false;
    /** Does it with some at a time, until all are done, one part fails, or somebody stops it. @returns those it was done with */
    async function inParts(
      what: Removing['what'],
      ids: readonly VideoId[],
      work: (part: readonly VideoId[]) => Promise<void>,
    ): Promise<readonly VideoId[]> {
      stopped = false;
      let done = 0;
      while (done < ids.length && !stopped) {
        set({ removing: { what, done, total: ids.length } });
        const part = ids.slice(done, done + AT_ONCE);
        if ((await tellIfItFails(work(part).then(() => true))) === null) break;
        done += part.length;
      }
      set({ removing: null });
      return ids.slice(0, done);
    }
    return {
      status: 'loading',
      error: null,
      videos: [],
      jobs: new Map(),
      watchRate: null,
      refused: [],
      adding: false,
      looked: null,
      arrangement: USUAL,
      load: async () => {
        try {
          const jobs = call('jobs.list', undefined);
          // At once: news of a video that comes before the jobs is newer than this list.
          const listed = call('library.list', undefined).then((videos) => set({ videos }));
          await Promise.all([listed, jobs]);
          set({ status: 'ready', error: null, jobs: byVideo(await jobs, get().jobs) });
        } catch (thrown) {
          set({ status: 'failed', error: asUserError(thrown) });
        }
      },
      addByDialog: async (folder) => {
        await add(call('library.addByDialog', { folder }));
      },
      addFiles: async (files) => {
        const found = await add(addDropped(files));
        // A picture dragged out of a browser, an empty folder: neither taken nor refused, and still an answer is due.
        if (found === 0 && get().refused.length === 0) {
          noticeStore.getState().hint(t('stores.added.none'));
        }
      },
      addSample: async () => {
        const added = await tellIfItFails(call('library.addSample', undefined));
        const [video] = added?.videos ?? [];
        if (video) set({ videos: withVideos(get().videos, [video]) });
        return video ?? null;
      },
      addAtRate: async (videoId, rate) => {
        await add(call('library.addAtRate', { videoId, rate }));
      },
      dismissRefused: () => set({ refused: [] }),
      arrange: (arrangement) => set({ arrangement }),
      rename: async (videoId, title) => {
        const before = get().videos.find((video) => video.id === videoId)?.title ?? title;
        const name = async (wanted: string) => {
          const renamed = await call('library.rename', { videoId, title: wanted });
          set({ videos: withVideos(get().videos, [renamed]) });
        };
        const label = t('stores.rename', { title: before });
        await undoStore.getState().perform({ label, do: () => name(title), undo: () => name(before) });
      },
      removing: null,
      remove: async (videoIds) => {
        const title = get().videos.find(({ id }) => id === videoIds[0])?.title ?? '';
        let gone: readonly VideoId[] = [];
        let wanted = videoIds;
        const step: UndoStep = {
          // How many they are is known once it is done: it can be stopped.
          get label() {
            return t('stores.remove', { n: gone.length, title });
          },
          do: async () => {
            gone = await inParts('removing', wanted, async (part) => {
              await call('library.remove', { videoIds: [...part] });
              set({ videos: get().videos.filter(({ id }) => !part.includes(id)) });
            });
            wanted = gone;
            return gone.length > 0;
          },
          undo: async () => {
            const back = await inParts('puttingBack', gone, async (part) => {
              const videos = await call('library.putBack', { videoIds: [...part] });
              set({ videos: withVideos(get().videos, videos) });
            });
            if (back.length === gone.length) return true;
            gone = gone.slice(back.length);
            return false;
          },
          drop: () => void tellIfItFails(call('library.letGo', { videoIds: [...gone] })),
        };
        if (!(await undoStore.getState().perform(step))) return;
        const said = t('stores.removed', { n: gone.length, title });
        noticeStore.getState().info(said, undoing(step));
      },
      stopRemoving: () => {
        stopped = true;
      },
      relocate: async (videoId) => {
        await take(call('library.relocate', { videoId }), filmCause(videoId));
      },
      showTranscript: (videoId, key) => take(call('library.showTranscript', { videoId, key })),
      chooseAudio: (videoId, audio) => take(call('library.chooseAudio', { videoId, audio })),
      importSubtitles: (videoId) => take(call('library.importSubtitles', { videoId })),
      reveal: async (videoId) => {
        await tellIfItFails(call('library.revealFile', { videoId }), filmCause(videoId));
      },
      control: async (videoId, what) => {
        await tellIfItFails(call(`jobs.${what}`, { videoId }), filmCause(videoId));
      },
    };
  });
}

export const libraryStore = createLibraryStore();

/** Keeps the store to what main says. News of jobs carry all of them, news of videos what changed. */
export function followLibrary(store = libraryStore): () => void {
  const stops = [
    listen('library.changed', ({ changed, removed }) => {
      store.setState((state) => ({
        videos: withVideos(state.videos, changed).filter(({ id }) => !removed.includes(id)),
      }));
    }),
    listen('library.adding', (looked) => store.setState({ looked })),
    listen('jobs.changed', (jobs) => {
      const watching = jobs.find(({ stage, framesPerSecond }) => stage === 'watch' && framesPerSecond);
      store.setState((state) => ({
        jobs: byVideo(jobs, state.jobs),
        watchRate: watching?.framesPerSecond ?? state.watchRate,
      }));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
