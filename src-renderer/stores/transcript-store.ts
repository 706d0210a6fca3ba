import { createStore } from 'zustand/vanilla';
import type { Segment, VideoId } from '../../src-shared/domain';
import type { UserError } from '../../src-shared/errors';
import { asUserError, call, listen } from '../api';

/** The open video's transcript. */
export interface TranscriptState {
  readonly videoId: VideoId | null;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  /** Ascending by time. */
  readonly segments: readonly Segment[];
  readonly load: (videoId: VideoId) => Promise<void>;
}

export function createTranscriptStore() {
  return createStore<TranscriptState>()((set, get) => ({
    videoId: null,
    status: 'loading',
    error: null,
    segments: [],
    load: async (videoId) => {
      if (get().videoId !== videoId) set({ videoId, status: 'loading', error: null, segments: [] });
      try {
        const segments = await call('index.transcript', { videoId });
        // Another video may have been opened meanwhile.
        if (get().videoId === videoId) set({ status: 'ready', error: null, segments });
      } catch (thrown) {
        if (get().videoId === videoId) set({ status: 'failed', error: asUserError(thrown) });
      }
    },
  }));
}

export const transcriptStore = createTranscriptStore();

/** Loads anew when main says that the open video's transcript grew. */
export function followTranscript(store = transcriptStore): () => void {
  return listen('index.changed', ({ videoId, what }) => {
    if (what === 'transcript' && videoId === store.getState().videoId) void store.getState().load(videoId);
  });
}
