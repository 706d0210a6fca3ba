import { isAskedFor } from '../../src-shared/film-filter';
import { languageOf } from '../../src-shared/languages';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import type { Video, VideoState } from '../../src-shared/video';
import { type ShownState, shownState } from '../jobs/words';
import type { AddedFilter, Arrangement, LengthFilter, Sort, StateFilter } from '../stores/arrangement';

const STATES: Readonly<Record<Exclude<StateFilter, 'all'>, readonly VideoState[]>> = {
  ready: ['ready'],
  working: ['new', 'queued', 'indexing', 'paused'],
  trouble: ['failed', 'missing'],
};

/** Minutes, from the first up to the second. */
const LENGTHS: Readonly<Record<Exclude<LengthFilter, 'any'>, readonly [number, number]>> = {
  short: [0, 5],
  medium: [5, 60],
  long: [60, Number.POSITIVE_INFINITY],
};

const DAY = 86_400_000;
const AGES: Readonly<Record<Exclude<AddedFilter, 'any'>, number>> = {
  day: DAY,
  week: 7 * DAY,
  month: 31 * DAY,
};

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What needs somebody comes first, what is done last. */
const STATE_ORDER: readonly ShownState[] = [
  ...(['failed', 'missing', 'partly', 'indexing', 'searchable', 'queued', 'paused', 'new', 'ready'] as const),
];

type Order = (a: Video, b: Video) => number;
const byTitle: Order = (a, b) => titles.compare(a.title, b.title);
const byAdded: Order = (a, b) => b.addedAt - a.addedAt;

/** Films in the usual direction of each sort; where that leaves two beside each other, their titles decide. */
function orderOf(sort: Sort, { recent, stateOf }: Surroundings): Order {
  switch (sort) {
    case 'added':
      return byAdded;
    case 'title':
      return byTitle;
    case 'length':
      return (a, b) => b.duration - a.duration;
    case 'size':
      return (a, b) => b.sizeBytes - a.sizeBytes;
    case 'folder':
      return (a, b) => titles.compare(a.folder.name, b.folder.name);
    case 'state': {
      const rank = (video: Video): number => STATE_ORDER.indexOf(stateOf(video));
      return (a, b) => rank(a) - rank(b);
    }
    case 'opened': {
      // Those that were open, the latest first; then the others as they were added.
      const places = new Map(recent.map((id, place) => [id, place]));
      const placeOf = ({ id }: Video): number => places.get(id) ?? recent.length;
      return (a, b) => placeOf(a) - placeOf(b) || byAdded(a, b);
    }
  }
}

/** Whether anything is said in a film, as far as it was listened to. */
export function hasSpeech({ transcripts }: Video): boolean {
  return transcripts.list.some(({ lines }) => lines > 0);
}

/** The languages that a film's transcripts and sound tracks tell of themselves. */
export function languagesOf({ transcripts, media }: Video): string[] {
  const told = [...transcripts.list, ...media.audio].map(({ language }) => language);
  const known = told.filter((language) => language !== null && language !== 'und');
  return [...new Set(known.map((language) => languageOf(language as string)))];
}

/** What stands beside the films themselves: when each was open, the time now, in milliseconds, and what each is shown as. */
export interface Surroundings {
  readonly recent: readonly string[];
  readonly now: number;
  readonly stateOf: (video: Video) => ShownState;
}

/** The videos that the filter lets through, sorted. What its text may ask for: see `isAskedFor`. */
export function arrange(
  videos: readonly Video[],
  arrangement: Arrangement,
  around: Partial<Surroundings> = {},
): Video[] {
  const known = { recent: [], now: Date.now(), stateOf: (video: Video) => shownState(video, undefined) };
  const surroundings: Surroundings = { ...known, ...around };
  const order = orderOf(arrangement.sort, surroundings);
  const direction = arrangement.reversed ? -1 : 1;
  return videos
    .filter((video) => passes(video, arrangement, surroundings.now) && isAskedFor(video, arrangement.text))
    .sort((a, b) => direction * order(a, b) || byTitle(a, b));
}

function passes(video: Video, { state, length, added, speech, language }: Arrangement, now: number): boolean {
  if (state !== 'all' && !STATES[state].includes(video.state)) return false;
  if (added !== 'any' && now - video.addedAt > AGES[added]) return false;
  if (speech !== 'any' && hasSpeech(video) !== (speech === 'with')) return false;
  if (language !== '' && !languagesOf(video).includes(language)) return false;
  if (length === 'any') return true;
  const minutes = video.duration / MICROS_PER_SECOND / 60;
  return minutes >= LENGTHS[length][0] && minutes < LENGTHS[length][1];
}

/** A row of what is shown: the name of a group, or films beside each other. */
export type GridRow =
  | { readonly kind: 'title'; readonly key: string; readonly name: string; readonly count: number }
  | {
      readonly kind: 'films';
      readonly key: string;
      readonly videos: readonly Video[];
      /** Which of all that are shown its first one is, from 0. */
      readonly first: number;
    };

/** Films in rows of so many; with the groups' names between them where they are grouped by folder. */
export function rowsOf(shown: readonly Video[], columns: number, group: Arrangement['group']): GridRow[] {
  if (group === 'none') return inRows(shown, columns, 0);
  const byFolder = [...Map.groupBy(shown, ({ folder }) => folder.id)];
  let first = 0;
  return byFolder
    .toSorted(([, [a]], [, [b]]) => titles.compare(a?.folder.name ?? '', b?.folder.name ?? ''))
    .flatMap(([id, videos]) => {
      const rows = inRows(videos, columns, first);
      first += videos.length;
      const name = videos[0]?.folder.name ?? '';
      return [{ kind: 'title' as const, key: `folder ${id}`, name, count: videos.length }, ...rows];
    });
}

function inRows(videos: readonly Video[], columns: number, before: number): GridRow[] {
  return Array.from({ length: Math.ceil(videos.length / columns) }, (_, n) => {
    const own = videos.slice(n * columns, (n + 1) * columns);
    return { kind: 'films' as const, key: own[0]?.id ?? '', videos: own, first: before + n * columns };
  });
}

/**
 * The place that an arrow key leads to among films in rows; null where the key means nothing. Up and down keep the column, as far as
 * the next row has it, and stop at the edge.
 */
export function gridStep(key: string, at: number, rows: readonly GridRow[]): number | null {
  const films = rows.filter((row) => row.kind === 'films');
  const last = films.at(-1);
  const length = last ? last.first + last.videos.length : 0;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'ArrowRight') return Math.min(length - 1, at + 1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const here = films.findIndex(({ first, videos }) => at >= first && at < first + videos.length);
  const [own, next] = [films[here], films[here + (key === 'ArrowUp' ? -1 : 1)]];
  if (!own || !next) return at;
  const column = at - own.first;
  // A row that is not full ends where it does, unless it is the very last, below which there is nothing either way.
  return column < next.videos.length
    ? next.first + column
    : next === last && !isGrouped(rows)
      ? at
      : next.first + next.videos.length - 1;
}

function isGrouped(rows: readonly GridRow[]): boolean {
  return rows[0]?.kind === 'title';
}
