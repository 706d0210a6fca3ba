import { createStore } from 'zustand/vanilla';
import type { Scope, SearchGroup } from '../../src-shared/answers';
import type { UserError } from '../../src-shared/errors';
import type { Output } from '../../src-shared/ipc';
import type { VideoId } from '../../src-shared/primitives';
import { asUserError, call } from '../api';
import { scopeKey } from './scope';
import { selectionStore } from './selection-store';

/** What is being looked for: words, or frames like one. */
export type Query =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'similar'; readonly videoId: VideoId; readonly frameIndex: number };

/** One search, the last in its scope. */
export interface SearchState {
  readonly scope: Scope | null;
  readonly query: Query | null;
  readonly status: 'idle' | 'searching' | 'ready' | 'failed';
  readonly error: UserError | null;
  readonly groups: readonly SearchGroup[];
  readonly notes: readonly string[];
  readonly run: (scope: Scope, query: Query) => Promise<void>;
  readonly reset: () => void;
}

const LIMIT = 100;
const IDLE = { scope: null, query: null, status: 'idle', error: null, groups: [], notes: [] } as const;

function find(scope: Scope, query: Query): Promise<Output<'search.text'>> {
  if (query.kind === 'text') return call('search.text', { scope, text: query.text, limit: LIMIT });
  const { videoId, frameIndex } = query;
  return call('search.similar', { scope, videoId, frameIndex, limit: LIMIT });
}

export function createSearchStore() {
  // Only the latest search may answer: an earlier one can come back later.
  let latest = 0;
  return createStore<SearchState>()((set) => ({
    ...IDLE,
    run: async (scope, query) => {
      const mine = ++latest;
      set({ scope, query, status: 'searching', error: null });
      try {
        const { groups, notes } = await find(scope, query);
        if (mine !== latest) return;
        set({ status: 'ready', groups, notes });
        selectionStore.getState().setHits(groups.flatMap((group) => group.hits));
      } catch (thrown) {
        if (mine === latest) set({ status: 'failed', error: asUserError(thrown), groups: [], notes: [] });
      }
    },
    reset: () => {
      latest++;
      set(IDLE);
      selectionStore.getState().setHits([]);
    },
  }));
}

export const searchStore = createSearchStore();

export function sameScope(a: Scope | null, b: Scope): boolean {
  return a !== null && scopeKey(a) === scopeKey(b);
}
