import { createStore } from 'zustand/vanilla';
import type { SegmentSource } from '../../src-shared/analysis';
import type { VideoId } from '../../src-shared/primitives';

export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'video'; readonly videoId: VideoId }
  | { readonly name: 'models' }
  | { readonly name: 'settings' };
export type PanelTab = 'chat' | 'transcript' | 'search';
/** Fields that something elsewhere leads to. */
export type WantedField = 'question' | 'search' | 'downloads';
export type Dialog = 'keys' | 'about' | 'work' | null;
/** Which lines the transcript shows. */
export type LineFilter = 'all' | SegmentSource;

/** Where the user is and how the window is divided. */
export interface ViewState {
  readonly screen: Screen;
  /** The side panel of the video, and of the library (which has no transcript). */
  readonly tab: PanelTab;
  readonly videoPanelOpen: boolean;
  readonly libraryPanelOpen: boolean;
  /** CSS pixels. */
  readonly panelWidth: number;
  readonly timelineHeight: number;
  readonly dialog: Dialog;
  readonly lineFilter: LineFilter;
  /** Number of the scene of the open video whose card lies over the side panel. */
  readonly sceneIndex: number | null;
  /** The field that a key asked for, until it is on screen and has taken the focus. */
  readonly wanted: WantedField | null;
  readonly go: (screen: Screen) => void;
  /** Shows the tab on the screen's panel; opens the panel where it was shut. */
  readonly showTab: (tab: PanelTab) => void;
  readonly setPanelOpen: (open: boolean) => void;
  readonly setPanelWidth: (width: number) => void;
  readonly setTimelineHeight: (height: number) => void;
  /** Shows the tab and lets its field take the focus. */
  readonly askForField: (tab: 'chat' | 'search') => void;
  /** Lets the field take the focus as soon as it is on screen. */
  readonly wantField: (field: WantedField) => void;
  readonly fieldTaken: () => void;
  readonly filterLines: (filter: LineFilter) => void;
  /** Shows the card of a scene of the open video; opens the panel where it was shut. */
  readonly showScene: (index: number) => void;
  readonly closeScene: () => void;
  readonly showDialog: (dialog: Dialog) => void;
}

export const PANEL_WIDTH = { least: 280, most: 640, usual: 380 } as const;
export const TIMELINE_HEIGHT = { least: 120, most: 480, usual: 260 } as const;

function within(value: number, limits: { least: number; most: number }): number {
  return Math.round(Math.min(limits.most, Math.max(limits.least, value)));
}

export function createViewStore() {
  return createStore<ViewState>()((set, get) => ({
    screen: { name: 'library' },
    tab: 'chat',
    videoPanelOpen: true,
    libraryPanelOpen: false,
    panelWidth: PANEL_WIDTH.usual,
    timelineHeight: TIMELINE_HEIGHT.usual,
    dialog: null,
    lineFilter: 'all',
    sceneIndex: null,
    wanted: null,
    go: (screen) => set({ screen, sceneIndex: null }),
    showTab: (tab) => {
      set({ tab, sceneIndex: null });
      get().setPanelOpen(true);
    },
    askForField: (tab) => {
      get().showTab(tab);
      set({ wanted: tab === 'chat' ? 'question' : 'search' });
    },
    wantField: (wanted) => set({ wanted }),
    fieldTaken: () => set({ wanted: null }),
    setPanelOpen: (open) => {
      set(get().screen.name === 'video' ? { videoPanelOpen: open } : { libraryPanelOpen: open });
    },
    setPanelWidth: (width) => set({ panelWidth: within(width, PANEL_WIDTH) }),
    setTimelineHeight: (height) => set({ timelineHeight: within(height, TIMELINE_HEIGHT) }),
    filterLines: (lineFilter) => set({ lineFilter }),
    showScene: (sceneIndex) => {
      set({ sceneIndex });
      get().setPanelOpen(true);
    },
    closeScene: () => set({ sceneIndex: null }),
    showDialog: (dialog) => set({ dialog }),
  }));
}

export const viewStore = createViewStore();
