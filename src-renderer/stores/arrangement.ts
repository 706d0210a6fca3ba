export type Sort = 'added' | 'title' | 'length';
export type StateFilter = 'all' | 'ready' | 'working' | 'trouble';

/** How the library is shown. */
export interface Arrangement {
  readonly text: string;
  readonly state: StateFilter;
  readonly sort: Sort;
}
export const USUAL: Arrangement = { text: '', state: 'all', sort: 'added' };
