import { createStore } from 'zustand/vanilla';
import type { SegmentSource } from '../../src-shared/analysis';
import type { VideoId } from '../../src-shared/primitives';

export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'video'; readonly videoId: VideoId }
  | { readonly name: 'models' }
  | { readonly name: 'settings' };
export type PanelTab = 'chat' | 'transcript' | 'collections';
/** How the tray's cards stand: in one row, or in rows below each other. */
export type TrayForm = 'strip' | 'grid';
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
  /** Of the tray's strip; null as long as nobody has chosen one: what the window has room for. */
  readonly trayHeight: number | null;
  readonly gridHeight: number;
  /** Whether of the tray only its head is shown. */
  readonly trayFolded: boolean;
  readonly trayForm: TrayForm;
  readonly dialog: Dialog;
  readonly lineFilter: LineFilter;
  /** Number of the scene of the open video whose card lies over the side panel. */
  readonly sceneIndex: number | null;
  /** The field that a key asked for, until it is on screen and has taken the focus. */
  readonly wanted: WantedField | null;
  /** The message of a chat that is to be scrolled to, until it was. */
  readonly wantedMessage: string | null;
  /** The library or the film that models and settings were opened from. */
  readonly beneath: Screen;
  readonly go: (screen: Screen) => void;
  /** Leaves models or settings to where they were opened from; a film and the library are left by nothing but a wish to. */
  readonly leave: () => void;
  /** Shows the tab on the screen's panel; opens the panel where it was shut. */
  readonly showTab: (tab: PanelTab) => void;
  readonly setPanelOpen: (open: boolean) => void;
  readonly setPanelWidth: (width: number) => void;
  readonly setTimelineHeight: (height: number) => void;
  /** Of the form that is shown. */
  readonly setTrayHeight: (height: number) => void;
  readonly foldTray: (folded: boolean) => void;
  readonly setTrayForm: (form: TrayForm) => void;
  /** Lets the field take the focus; that of the chat is shown for it. */
  readonly askForField: (field: 'chat' | 'search') => void;
  /** Lets the field take the focus as soon as it is on screen. */
  readonly wantField: (field: WantedField) => void;
  readonly fieldTaken: () => void;
  readonly wantMessage: (messageId: string | null) => void;
  readonly filterLines: (filter: LineFilter) => void;
  /** Shows the card of a scene of the open video; opens the panel where it was shut. */
  readonly showScene: (index: number) => void;
  readonly closeScene: () => void;
  readonly showDialog: (dialog: Dialog) => void;
}

export const PANEL_WIDTH = { least: 280, most: 640, usual: 380 } as const;
export const TIMELINE_HEIGHT = { least: 120, most: 480, usual: 260 } as const;
/** `slim`: where a usual tray would leave a film's chat a few lines, cards have their words beside the picture. */
export const TRAY_HEIGHT = { least: 120, most: 560, usual: 206, slim: 120 } as const;
/** A grid of a single row would be a strip that cannot be scrolled along. */
export const GRID_HEIGHT = { least: 240, most: 560, usual: 330 } as const;

function within(value: number, limits: { least: number; most: number }): number {
  return Math.round(Math.min(limits.most, Math.max(limits.least, value)));
}

/** Screens that are looked at in between. */
function isOver({ name }: Screen): boolean {
  return name === 'models' || name === 'settings';
}

export function createViewStore() {
  return createStore<ViewState>()((set, get) => ({
    screen: { name: 'library' },
    tab: 'chat',
    videoPanelOpen: true,
    libraryPanelOpen: false,
    panelWidth: PANEL_WIDTH.usual,
    timelineHeight: TIMELINE_HEIGHT.usual,
    trayHeight: null,
    gridHeight: GRID_HEIGHT.usual,
    trayFolded: false,
    trayForm: 'strip',
    dialog: null,
    lineFilter: 'all',
    sceneIndex: null,
    wanted: null,
    wantedMessage: null,
    beneath: { name: 'library' },
    go: (screen) => {
      const { screen: before, beneath } = get();
      set({ screen, sceneIndex: null, beneath: isOver(before) ? beneath : before });
    },
    leave: () => {
      if (isOver(get().screen)) get().go(get().beneath);
    },
    showTab: (tab) => {
      set({ tab, sceneIndex: null });
      get().setPanelOpen(true);
    },
    askForField: (field) => {
      if (field === 'chat') get().showTab('chat');
      set({ wanted: field === 'chat' ? 'question' : 'search' });
    },
    wantField: (wanted) => set({ wanted }),
    fieldTaken: () => set({ wanted: null }),
    wantMessage: (wantedMessage) => set({ wantedMessage }),
    setPanelOpen: (open) => {
      set(get().screen.name === 'video' ? { videoPanelOpen: open } : { libraryPanelOpen: open });
    },
    setPanelWidth: (width) => set({ panelWidth: within(width, PANEL_WIDTH) }),
    setTimelineHeight: (height) => set({ timelineHeight: within(height, TIMELINE_HEIGHT) }),
    setTrayHeight: (height) =>
      set(
        get().trayForm === 'grid'
          ? { gridHeight: within(height, GRID_HEIGHT) }
          : { trayHeight: within(height, TRAY_HEIGHT) },
      ),
    foldTray: (trayFolded) => set({ trayFolded }),
    setTrayForm: (trayForm) => set({ trayForm }),
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
