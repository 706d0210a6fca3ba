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
import { undoStore } from './undo-store';

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
  readonly dismissRefused: () => void;
  readonly arrange: (arrangement: Arrangement) => void;
  readonly rename: (videoId: VideoId, title: string) => Promise<void>;
  readonly remove: (videoId: VideoId) => Promise<void>;
  readonly relocate: (videoId: VideoId) => Promise<void>;
  readonly showTranscript: (videoId: VideoId, key: string) => Promise<void>;
  readonly chooseAudio: (videoId: VideoId, audio: number) => Promise<void>;
  readonly importSubtitles: (videoId: VideoId) => Promise<void>;
  readonly reveal: (videoId: VideoId) => Promise<void>;
  readonly control: (videoId: VideoId, what: JobControl) => Promise<void>;
}
export type JobControl = 'start' | 'pause' | 'resume' | 'cancel' | 'retry';

/** The old object where nothing in it changed: what shows it is then not drawn anew. Both are plain data. */
function same<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

function byVideo(jobs: readonly Job[], before: ReadonlyMap<VideoId, Job>): ReadonlyMap<VideoId, Job> {
  return new Map(jobs.map((job) => [job.videoId, same(before.get(job.videoId), job)]));
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
      const added = await tellIfItFails(adding);
      set({ adding: false });
      if (added === null) return null;
      set({ videos: withVideos(get().videos, added.videos), refused: added.refused });
      const [only] = added.videos;
      if (only) {
        const leftOut = added.leftOut ?? '';
        const said =
          added.videos.length === 1
            ? t('stores.added.one', { title: only.title, leftOut })
            : t('stores.added.some', { n: added.videos.length, leftOut });
        noticeStore.getState().info(said.trim());
      }
      return added.videos.length;
    }
    /** Takes a video that is other than before. */
    async function take(changing: Promise<Video | null>, cause: string | null = null): Promise<void> {
      const changed = await tellIfItFails(changing, cause);
      if (changed) set({ videos: withVideos(get().videos, [changed]) });
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
          noticeStore.getState().info(t('stores.added.none'));
        }
      },
      addSample: async () => {
        const added = await tellIfItFails(call('library.addSample', undefined));
        const [video] = added?.videos ?? [];
        if (video) set({ videos: withVideos(get().videos, [video]) });
        return video ?? null;
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
      remove: async (videoId) => {
        const title = get().videos.find((video) => video.id === videoId)?.title ?? '';
        await undoStore.getState().perform({
          label: t('stores.remove', { title }),
          do: async () => {
            await call('library.remove', { videoId });
            set({ videos: get().videos.filter((video) => video.id !== videoId) });
          },
          undo: async () => {
            const back = await call('library.putBack', { videoId });
            set({ videos: withVideos(get().videos, [back]) });
          },
          drop: () => void tellIfItFails(call('library.letGo', { videoId })),
        });
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
