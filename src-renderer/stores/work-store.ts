import { createStore } from 'zustand/vanilla';
import { NO_WORK, type WorkStatus } from '../../src-shared/jobs';
import type { VideoId } from '../../src-shared/primitives';
import { call, listen } from '../api';
import { tellIfItFails } from './notice-store';

/** All work on films, as main last told of it. */
export interface WorkState {
  readonly status: WorkStatus;
  readonly load: () => Promise<void>;
  /** Puts a film that waits before another, or at the end. */
  readonly move: (videoId: VideoId, before: VideoId | null) => Promise<void>;
}

export function createWorkStore() {
  return createStore<WorkState>()((set) => ({
    status: NO_WORK,
    load: async () => {
      const status = await tellIfItFails(call('work.status', undefined));
      if (status) set({ status });
    },
    move: async (videoId, before) => {
      await tellIfItFails(call('jobs.move', { videoId, before }));
    },
  }));
}

export const workStore = createWorkStore();

export function followWork(store = workStore): () => void {
  return listen('work.changed', (status) => store.setState({ status }));
}
