import { createStore } from 'zustand/vanilla';
import type { Settings } from '../../src-shared/settings';
import { call, listen } from '../api';
import { modelsStore } from './models-store';
import { tellIfItFails } from './notice-store';

export interface SettingsState {
  /** Null until main has answered. */
  readonly settings: Settings | null;
  readonly load: () => Promise<void>;
  readonly change: (change: Partial<Settings>) => Promise<void>;
}

export function createSettingsStore() {
  return createStore<SettingsState>()((set, get) => ({
    settings: null,
    load: async () => {
      const settings = await tellIfItFails(call('settings.get', undefined));
      if (settings) set({ settings });
    },
    change: async (change) => {
      const before = get().settings;
      // Shown at once, taken back when main refuses: a slider that lags behind the hand feels broken.
      if (before) set({ settings: { ...before, ...change } });
      const settings = await tellIfItFails(call('settings.set', change));
      set({ settings: settings ?? before });
      // What fits, and why, depends on the device.
      if (settings && change.device !== undefined) await modelsStore.getState().loadMachine();
    },
  }));
}

export const settingsStore = createSettingsStore();

export function followSettings(store = settingsStore): () => void {
  return listen('settings.changed', (settings) => store.setState({ settings }));
}

export type ShownTheme = 'light' | 'dark';

/** The theme that the settings ask for, given what the system prefers. */
export function shownTheme(theme: Settings['theme'], systemDark: boolean): ShownTheme {
  if (theme === 'system') return systemDark ? 'dark' : 'light';
  return theme;
}
