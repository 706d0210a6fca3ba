/** What films are sorted by. */
export const SORTS = ['added', 'opened', 'title', 'length', 'state', 'folder', 'size'] as const;
export type Sort = (typeof SORTS)[number];
export type StateFilter = 'all' | 'ready' | 'working' | 'trouble';
export type LengthFilter = 'any' | 'short' | 'medium' | 'long';
export type AddedFilter = 'any' | 'day' | 'week' | 'month';
export type SpeechFilter = 'any' | 'with' | 'without';

/** How the library is shown. */
export interface Arrangement {
  readonly text: string;
  readonly state: StateFilter;
  readonly length: LengthFilter;
  readonly added: AddedFilter;
  readonly speech: SpeechFilter;
  /** Two letters, of what is said or of the sound; empty for any. */
  readonly language: string;
  readonly sort: Sort;
  /** The other way round than is usual for it: the oldest first, say. */
  readonly reversed: boolean;
  readonly view: 'grid' | 'list';
  readonly group: 'none' | 'folder';
}
export const USUAL: Arrangement = {
  ...{ text: '', state: 'all', length: 'any', added: 'any', speech: 'any', language: '' },
  ...{ sort: 'added', reversed: false, view: 'grid', group: 'none' },
};

/** Everything shown, in the same view and order. */
export function unfiltered({ sort, reversed, view, group }: Arrangement): Arrangement {
  return { ...USUAL, sort, reversed, view, group };
}

/** What is usually in rising order; anything else has the newest, the longest or the largest first. */
const RISING: ReadonlySet<Sort> = new Set<Sort>(['title', 'state', 'folder']);

export function isRising({ sort, reversed }: Pick<Arrangement, 'sort' | 'reversed'>): boolean {
  return RISING.has(sort) !== reversed;
}

/** Sorted by this; the other way round where it was that already. */
export function sortedBy(before: Arrangement, sort: Sort): Arrangement {
  return { ...before, sort, reversed: before.sort === sort && !before.reversed };
}
