import { z } from 'zod';
import { micros, type VideoId, videoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { type Arrangement, SORTS } from './arrangement';
import { libraryStore } from './library-store';
import { type PlayerState, playerStore } from './player-store';
import { TRACK_IDS } from './timeline-layout';
import { timelineStore } from './timeline-store';
import { type PanelTab, type TrayForm, viewStore } from './view-store';

/*
 * What the window keeps from one start to the next, beside the settings: how it is divided, how it plays, where in which film it
 * was. It lies in the page's own storage; what is there and cannot be read counts as not there.
 */

const looks = z.object({
  panelWidth: z.number(),
  timelineHeight: z.number(),
  videoPanelOpen: z.boolean(),
  libraryPanelOpen: z.boolean(),
  tab: z.enum(['chat', 'transcript', 'collections'] satisfies PanelTab[]),
  trayHeight: z.number().nullable(),
  gridHeight: z.number(),
  trayFolded: z.boolean(),
  trayForm: z.enum(['strip', 'grid'] satisfies TrayForm[]),
  sort: z.enum(SORTS),
  reversed: z.boolean(),
  view: z.enum(['grid', 'list'] satisfies Arrangement['view'][]),
  group: z.enum(['none', 'folder'] satisfies Arrangement['group'][]),
  volume: z.number().min(0).max(1),
  muted: z.boolean(),
  captions: z.boolean(),
  rate: z.number().min(0.25).max(3),
  folded: z.array(z.enum(TRACK_IDS)),
  snap: z.boolean(),
});
type Looks = z.infer<typeof looks>;
/** By film, the one left last at the end. */
const places = z.array(z.tuple([videoId, micros]));

const LOOKS = 'looks';
const PLACES = 'places';
/** Films whose places are kept. */
const MOST = 500;
/** Milliseconds between two notes of where a film that plays is. */
const EVERY = 1000;
/** So near its end a film has been seen: it begins anew. */
const AT_END: Micros = 3_000_000;

export function recall<T>(key: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  // A storage that is full or shut keeps nothing; the film plays all the same.
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}

function looksNow(): Looks {
  const { panelWidth, timelineHeight, videoPanelOpen, libraryPanelOpen, tab } = viewStore.getState();
  const { trayHeight, gridHeight, trayFolded, trayForm } = viewStore.getState();
  const { volume, muted, captions, rate } = playerStore.getState();
  const { folded, snap } = timelineStore.getState();
  const { sort, reversed, view, group } = libraryStore.getState().arrangement;
  return {
    ...{ panelWidth, timelineHeight, videoPanelOpen, libraryPanelOpen, tab },
    ...{ sort, reversed, view, group },
    ...{ trayHeight, gridHeight, trayFolded, trayForm },
    ...{ volume, muted, captions, rate, folded: [...folded], snap },
  };
}

function restoreLooks(): void {
  const known = recall(LOOKS, looks.partial());
  if (!known) return;
  const { panelWidth, timelineHeight, folded, snap, videoPanelOpen, libraryPanelOpen, ...others } = known;
  const { tab, sort, reversed, view, group, ...rest } = others;
  const { trayHeight, gridHeight, trayFolded, trayForm, ...player } = rest;
  const { setPanelWidth, setTimelineHeight, foldTray, setTrayForm } = viewStore.getState();
  if (panelWidth !== undefined) setPanelWidth(panelWidth);
  if (timelineHeight !== undefined) setTimelineHeight(timelineHeight);
  if (videoPanelOpen !== undefined) viewStore.setState({ videoPanelOpen });
  if (trayHeight !== undefined) viewStore.setState({ trayHeight });
  if (gridHeight !== undefined) viewStore.setState({ gridHeight });
  if (trayFolded !== undefined) foldTray(trayFolded);
  if (trayForm !== undefined) setTrayForm(trayForm);
  if (libraryPanelOpen !== undefined) viewStore.setState({ libraryPanelOpen });
  if (tab !== undefined) viewStore.setState({ tab });
  const { arrangement, arrange } = libraryStore.getState();
  arrange({ ...arrangement, ...defined({ sort, reversed, view, group }) });
  if (folded !== undefined) timelineStore.setState({ folded: new Set(folded) });
  if (snap !== undefined) timelineStore.setState({ snap });
  playerStore.setState(defined(player));
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Where a film was left; null at its start, at its end, and where it was never opened. */
export function placeIn(id: VideoId): Micros | null {
  return recall(PLACES, places)?.find(([film]) => film === id)?.[1] ?? null;
}

function notePlace({
  videoId: film,
  time,
  duration,
}: Pick<PlayerState, 'videoId' | 'time' | 'duration'>): void {
  // As long as the film's length is not known, nobody has been anywhere in it.
  if (film === null || duration === 0) return;
  const others = (recall(PLACES, places) ?? []).filter(([id]) => id !== film);
  const worth = time > 0 && time < duration - AT_END;
  keep(PLACES, worth ? [...others, [film, time]].slice(-MOST) : others);
}

/** Notes where a film is: at once when it stops or is left, and every second while it goes on. */
function followPlaces(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const note = (state = playerStore.getState()): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    notePlace(state);
  };
  const stop = playerStore.subscribe((now, before) => {
    if (now.videoId !== before.videoId) {
      if (timer !== null) note(before);
    } else if (now.time !== before.time) timer ??= setTimeout(() => note(), EVERY);
  });
  const left = (): void => {
    if (timer !== null) note();
  };
  const stopView = viewStore.subscribe(({ screen }, before) => {
    if (screen !== before.screen) left();
  });
  window.addEventListener('pagehide', left);
  return () => {
    stop();
    stopView();
    window.removeEventListener('pagehide', left);
    if (timer !== null) clearTimeout(timer);
  };
}

/** Brings back what was kept, and keeps what it becomes, until the returned function is called. */
export function followMemory(): () => void {
  restoreLooks();
  let last = JSON.stringify(looksNow());
  const note = (): void => {
    const now = JSON.stringify(looksNow());
    if (now === last) return;
    last = now;
    keep(LOOKS, looksNow());
  };
  // What is kept of the player changes seldom, its time with every frame.
  const stops = [
    viewStore.subscribe(note),
    libraryStore.subscribe((now, before) => {
      if (now.arrangement !== before.arrangement) note();
    }),
    timelineStore.subscribe((now, before) => {
      if (now.folded !== before.folded || now.snap !== before.snap) note();
    }),
    playerStore.subscribe((now, before) => {
      const same = (['volume', 'muted', 'captions', 'rate'] as const).every(
        (key) => now[key] === before[key],
      );
      if (!same) note();
    }),
    followPlaces(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
