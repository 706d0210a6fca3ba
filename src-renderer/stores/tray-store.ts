import { createStore } from 'zustand/vanilla';
import { type ChatScope, isFilm, type Scope, type SearchHit } from '../../src-shared/answers';
import type { KeptPlace } from '../../src-shared/collections';
import type { UserError } from '../../src-shared/errors';
import type { Output } from '../../src-shared/ipc';
import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { asUserError, call } from '../api';
import { chatStore } from './chat-store';
import { showMoment } from './go-to';
import { libraryStore } from './library-store';
import { selectionStore } from './selection-store';
import {
  arrangeCards,
  cardOfPlace,
  cardsOfCitations,
  cardsOfHits,
  NO_FILTER,
  type TrayCard,
  type TrayFilter,
} from './tray-card';
import { viewStore } from './view-store';

/** Where the cards of the tray come from. */
export type TraySource =
  | { readonly kind: 'search'; readonly scope: Scope; readonly text: string }
  | {
      readonly kind: 'similar';
      readonly scope: Scope;
      readonly videoId: VideoId;
      readonly frameIndex: number;
      /** Of that frame. */
      readonly time: Micros;
    }
  | {
      readonly kind: 'answer';
      readonly scope: ChatScope;
      readonly messageId: string;
      readonly question: string;
    }
  | { readonly kind: 'collection'; readonly collectionId: string; readonly name: string }
  | { readonly kind: 'kept'; readonly text: string };

/** What lies in the tray; `hits` are its cards as a search found them. */
export interface TrayContent {
  readonly source: TraySource | null;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  /** All of them, in the order of their source. */
  readonly cards: readonly TrayCard[];
  readonly hits: readonly SearchHit[];
  /** How a search was read, or why nothing was found. */
  readonly notes: readonly string[];
  /** Whether a search stopped at the most that it tells: there is more, and it is weaker. */
  readonly more: boolean;
}

/** The window's tray of finds: one for all screens and films. Opening a card changes the film, never the tray. */
export interface TrayState extends TrayContent {
  readonly filter: TrayFilter;
  /** The card that was opened or pointed at last. */
  readonly activeKey: string | null;
  /** What lay in it before, the latest last. */
  readonly earlier: readonly TrayContent[];
  readonly search: (scope: Scope, text: string) => Promise<void>;
  /** Looks for frames like one. */
  readonly findLike: (scope: Scope, videoId: VideoId, frameIndex: number, time: Micros) => Promise<void>;
  /** Looks for words in what is kept. */
  readonly searchKept: (text: string) => Promise<void>;
  /** The same search again, after it failed. */
  readonly again: () => Promise<void>;
  /** The places of an answer; nothing where no chat that is open holds it. */
  readonly showAnswer: (messageId: string) => void;
  readonly showCollection: (collectionId: string, name: string, places: readonly KeptPlace[]) => void;
  /** What lay in it before. */
  readonly back: () => void;
  readonly close: () => void;
  readonly change: (filter: Partial<TrayFilter>) => void;
  readonly activate: (key: string) => void;
  /** Shows the card's place in its film. */
  readonly open: (card: TrayCard) => void;
  /** Opens the card after (1) or before (-1) the active one, as they are shown; the first where none is active. */
  readonly step: (direction: 1 | -1) => void;
  /** Lets go of a film that left the library. */
  readonly forget: (videoId: VideoId) => void;
}

const LIMIT = 100;
/** Milliseconds after which a search that was not of all films is made again. */
const AGAIN_AFTER = 2_000;
const MOST_EARLIER = 20;

const EMPTY: TrayContent = {
  source: null,
  status: 'idle',
  error: null,
  cards: [],
  hits: [],
  notes: [],
  more: false,
};

/** The cards as they are shown. */
export function shownCards({ cards, filter }: Pick<TrayState, 'cards' | 'filter'>): TrayCard[] {
  return arrangeCards(cards, filter);
}

function isSameSource(a: TraySource | null, b: TraySource): boolean {
  if (a?.kind === 'answer' && b.kind === 'answer') return a.messageId === b.messageId;
  if (a?.kind === 'collection' && b.kind === 'collection') return a.collectionId === b.collectionId;
  return JSON.stringify(a) === JSON.stringify(b);
}

function contentOf(state: TrayState): TrayContent {
  const { source, status, error, cards, hits, notes, more } = state;
  return { source, status, error, cards, hits, notes, more };
}

/** Lights up on the timelines what lies in the tray. */
function lightUp({ source, hits }: TrayContent): void {
  const isSearch = source?.kind === 'search' || source?.kind === 'similar';
  selectionStore.getState().setHits(isSearch ? hits : []);
}

/** Places whose film is not in the library wait for it: there is nothing to be shown of them. */
function cardsOfPlaces(places: readonly KeptPlace[]): TrayCard[] {
  const films = new Set(libraryStore.getState().videos.map(({ id }) => id));
  return places.filter(({ videoId }) => films.has(videoId)).map(cardOfPlace);
}

type Find = Extract<TraySource, { kind: 'search' | 'similar' | 'kept' }>;

function find(source: Exclude<Find, { kind: 'kept' }>): Promise<Output<'search.text'>> {
  if (source.kind === 'search')
    return call('search.text', { scope: source.scope, text: source.text, limit: LIMIT });
  const { scope, videoId, frameIndex } = source;
  return call('search.similar', { scope, videoId, frameIndex, limit: LIMIT });
}

/** @returns also how many films were not searched yet */
async function contentFor(source: Find): Promise<{ found: Partial<TrayContent>; waiting: number }> {
  if (source.kind === 'kept') {
    const cards = cardsOfPlaces(await call('collections.search', { text: source.text }));
    return { found: { cards }, waiting: 0 };
  }
  const { groups, notes, waiting = 0 } = await find(source);
  const hits = groups.flatMap((group) => group.hits);
  return { found: { cards: cardsOfHits(hits), hits, notes, more: hits.length >= LIMIT }, waiting };
}

export function createTrayStore() {
  // Only the latest source may fill the tray: an earlier search can come back later.
  let latest = 0;
  return createStore<TrayState>()((set, get) => {
    /** Puts something else into the tray, and keeps what lay in it. The same source again keeps filter and active card. */
    function put(content: TrayContent): void {
      const state = get();
      const same = content.source !== null && isSameSource(state.source, content.source);
      const leaves = !same && state.source !== null && state.status === 'ready';
      set({
        ...content,
        ...(same ? {} : { filter: NO_FILTER, activeKey: null }),
        ...(leaves ? { earlier: [...state.earlier, contentOf(state)].slice(-MOST_EARLIER) } : {}),
      });
      if (!same) viewStore.getState().foldTray(false);
      lightUp(content);
    }
    async function look(source: Find): Promise<void> {
      const mine = ++latest;
      put({ ...EMPTY, source, status: 'loading' });
      try {
        // While a large library is made ready, what was found so far is shown, and looked for again.
        for (let before = Number.POSITIVE_INFINITY; mine === latest; ) {
          const { found, waiting } = await contentFor(source);
          if (mine !== latest) return;
          put({ ...EMPTY, source, status: 'ready', ...found });
          // Where it does not get on, asking again would not help.
          if (waiting === 0 || waiting >= before) return;
          before = waiting;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
        }
      } catch (thrown) {
        if (mine === latest) put({ ...EMPTY, source, status: 'failed', error: asUserError(thrown) });
      }
    }
    return {
      ...EMPTY,
      filter: NO_FILTER,
      activeKey: null,
      earlier: [],
      search: (scope, text) => look({ kind: 'search', scope, text }),
      findLike: (scope, videoId, frameIndex, time) =>
        look({ kind: 'similar', scope, videoId, frameIndex, time }),
      searchKept: (text) => look({ kind: 'kept', text }),
      again: async () => {
        const { source } = get();
        if (source?.kind === 'search' || source?.kind === 'similar' || source?.kind === 'kept') {
          await look(source);
        }
      },
      showAnswer: (messageId) => {
        const asked = answerWith(messageId);
        if (!asked) return;
        latest++;
        const { scope, question, message } = asked;
        put({
          ...EMPTY,
          source: { kind: 'answer', scope, messageId, question },
          status: 'ready',
          cards: cardsOfCitations(message.citations, message.confidence),
        });
        selectionStore.getState().setCitations(message.citations);
      },
      showCollection: (collectionId, name, places) => {
        latest++;
        const source = { kind: 'collection', collectionId, name } as const;
        put({ ...EMPTY, source, status: 'ready', cards: cardsOfPlaces(places) });
      },
      back: () => {
        const before = get().earlier.at(-1);
        if (!before) return;
        latest++;
        set({ ...before, earlier: get().earlier.slice(0, -1), filter: NO_FILTER, activeKey: null });
        lightUp(before);
      },
      close: () => {
        latest++;
        set({ ...EMPTY, filter: NO_FILTER, activeKey: null, earlier: [] });
        lightUp(EMPTY);
        selectionStore.getState().setCitations([]);
      },
      change: (filter) => set({ filter: { ...get().filter, ...filter } }),
      activate: (activeKey) => set({ activeKey }),
      open: (card) => {
        set({ activeKey: card.key });
        showMoment(card.videoId, card.at);
      },
      step: (direction) => {
        const shown = shownCards(get());
        const at = shown.findIndex(({ key }) => key === get().activeKey);
        const next = shown[at === -1 ? 0 : at + direction];
        if (next) get().open(next);
      },
      forget: (videoId) => {
        const { source, cards, hits, earlier } = get();
        const isOwn = (one: TraySource | null) => one !== null && isOfFilm(one, videoId);
        set({
          earlier: earlier.filter((before) => !isOwn(before.source)).map((one) => without(one, videoId)),
        });
        if (isOwn(source)) {
          latest++;
          set({ ...EMPTY, filter: NO_FILTER, activeKey: null });
        } else if (cards.some((card) => card.videoId === videoId)) {
          set(without({ ...contentOf(get()), cards, hits }, videoId));
        }
        lightUp(get());
      },
    };
  });
}

/** Whether it was asked of that film alone, or of a frame of it. */
function isOfFilm(source: TraySource, videoId: VideoId): boolean {
  if (source.kind === 'similar' && source.videoId === videoId) return true;
  return 'scope' in source && isFilm(source.scope) && source.scope.videoId === videoId;
}

function without(content: TrayContent, videoId: VideoId): TrayContent {
  return {
    ...content,
    cards: content.cards.filter((card) => card.videoId !== videoId),
    hits: content.hits.filter((hit) => hit.videoId !== videoId),
  };
}

/** The answer with this id in the chats that are open, and what was asked. */
function answerWith(messageId: string) {
  for (const { scope, messages } of Object.values(chatStore.getState().chats)) {
    const at = messages.findIndex(({ id }) => id === messageId);
    const message = messages[at];
    if (!message) continue;
    const before = messages[at - 1];
    return { scope, message, question: before?.role === 'user' ? before.text : '' };
  }
  return null;
}

export const trayStore = createTrayStore();
