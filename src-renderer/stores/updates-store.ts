import { createStore } from 'zustand/vanilla';
import { NO_UPDATE, type UpdateStatus } from '../../src-shared/updates';
import { call, listen } from '../api';
import { tellIfItFails } from './notice-store';

/** Whether there is a newer version, as main last told. */
export interface UpdatesState {
  readonly status: UpdateStatus;
  readonly load: () => Promise<void>;
  readonly check: () => Promise<void>;
}

export function createUpdatesStore() {
  return createStore<UpdatesState>()((set) => ({
    status: NO_UPDATE,
    load: async () => {
      const status = await tellIfItFails(call('updates.status', undefined));
      if (status) set({ status });
    },
    check: async () => {
      const status = await tellIfItFails(call('updates.check', undefined));
      if (status) set({ status });
    },
  }));
}

export const updatesStore = createUpdatesStore();

export function followUpdates(store = updatesStore): () => void {
  return listen('updates.changed', (status) => store.setState({ status }));
}
