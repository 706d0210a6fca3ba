import { createStore } from 'zustand/vanilla';
import type { DeviceReport, PackSummary, Settings } from '../../src-shared/domain';
import type { UserError } from '../../src-shared/errors';
import { asUserError, call, listen } from '../api';
import { tellIfItFails } from './notice-store';

/** Settings, and what they choose among: the packs and devices of this machine. */
export interface SettingsState {
  /** Null until main has answered. */
  readonly settings: Settings | null;
  readonly packs: readonly PackSummary[] | null;
  readonly devices: DeviceReport | null;
  readonly error: UserError | null;
  readonly load: () => Promise<void>;
  /** Asks for packs and devices: on the first look at a screen that shows them, as probing takes a moment. */
  readonly loadMachine: () => Promise<void>;
  readonly change: (change: Partial<Settings>) => Promise<void>;
}

export function createSettingsStore() {
  return createStore<SettingsState>()((set, get) => ({
    settings: null,
    packs: null,
    devices: null,
    error: null,
    load: async () => {
      const settings = await tellIfItFails(call('settings.get', undefined));
      if (settings) set({ settings });
    },
    loadMachine: async () => {
      try {
        set({ error: null });
        await Promise.all([
          call('models.list', undefined).then((packs) => set({ packs })),
          call('models.devices', undefined).then((devices) => set({ devices })),
        ]);
      } catch (thrown) {
        set({ error: asUserError(thrown) });
      }
    },
    change: async (change) => {
      const before = get().settings;
      // Shown at once, taken back when main refuses: a slider that lags behind the hand feels broken.
      if (before) set({ settings: { ...before, ...change } });
      const settings = await tellIfItFails(call('settings.set', change));
      set({ settings: settings ?? before });
      if (settings && change.device !== undefined) await get().loadMachine();
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
