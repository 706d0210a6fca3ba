export type Sort = 'added' | 'opened' | 'title' | 'length';
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
  readonly view: 'grid' | 'list';
  readonly group: 'none' | 'folder';
}
export const USUAL: Arrangement = {
  ...{ text: '', state: 'all', length: 'any', added: 'any', speech: 'any', language: '' },
  ...{ sort: 'added', view: 'grid', group: 'none' },
};

/** Everything shown, in the same view and order. */
export function unfiltered({ sort, view, group }: Arrangement): Arrangement {
  return { ...USUAL, sort, view, group };
}
