import type { Citation, Confidence, EvidenceKind, SearchHit } from '../../src-shared/answers';
import type { KeptPlace, NewPlace } from '../../src-shared/collections';
import type { VideoId } from '../../src-shared/primitives';
import { cutText } from '../../src-shared/text';
import type { Micros } from '../../src-shared/time';

export type Reason = SearchHit['matches'][number];

/** A place of a film as the tray shows it, wherever it was found. */
export interface TrayCard {
  /** Its own among the cards of one tray. */
  readonly key: string;
  readonly videoId: VideoId;
  readonly from: Micros;
  readonly to: Micros;
  /** Number of the frame shown for it; null for a film without frames. */
  readonly frameIndex: number | null;
  /** Where opening it goes: its best frame, or its beginning. */
  readonly at: Micros;
  /** Why it was found; empty for a place that was chosen by hand. */
  readonly reasons: readonly Reason[];
  /** 0..1, to be shown as a bar; null where nothing was measured. */
  readonly score: number | null;
  /** Of frames like one: cosine with it. */
  readonly similarity: number | null;
  /** Nothing in it was surely found. */
  readonly weak: boolean;
  /** The place of a collection that it is; null for a find. */
  readonly place: KeptPlace | null;
}

export type TraySort = 'best' | 'time';

/** Which cards are shown, and in which order. */
export interface TrayFilter {
  /** None: all of them. */
  readonly kinds: ReadonlySet<EvidenceKind>;
  readonly videoId: VideoId | null;
  readonly sort: TraySort;
}
export const NO_FILTER: TrayFilter = { kinds: new Set(), videoId: null, sort: 'best' };

/** Keys for cards, of which two may be of the same stretch. */
function withKeys(cards: readonly Omit<TrayCard, 'key'>[]): TrayCard[] {
  const seen = new Map<string, number>();
  return cards.map((card) => {
    const base = `${card.videoId}/${card.from}/${card.to}`;
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    return { ...card, key: before === 0 ? base : `${base}/${before}` };
  });
}

/** Hits, best first. Of frames like one the bar is how alike they are, else how they compare with the best find. */
export function cardsOfHits(hits: readonly SearchHit[]): TrayCard[] {
  const best = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  const ordered = hits.toSorted((a, b) => b.score - a.score);
  return withKeys(
    ordered.map(({ videoId, from, to, frameIndex, frameTime, score, matches, similarity, weak }) => ({
      videoId,
      from,
      to,
      frameIndex,
      at: frameTime ?? from,
      reasons: matches,
      score: similarity === undefined ? score / best : Math.max(0, similarity),
      similarity: similarity ?? null,
      weak: weak ?? false,
      place: null,
    })),
  );
}

/** What an answer rests on. `weighed` frames moved a language model's words, which proves little of what they show. */
export function cardsOfCitations(citations: readonly Citation[], confidence: Confidence | null): TrayCard[] {
  return withKeys(
    citations.map(({ videoId, kind, from, to, frameIndex, quote, fromFile }) => ({
      videoId,
      from,
      to,
      frameIndex,
      at: from,
      reasons: [{ kind, text: quote, probability: null, marks: [], ...(fromFile ? { fromFile } : {}) }],
      score: null,
      similarity: null,
      weak: confidence === 'low' || confidence === 'none' || kind === 'weighed',
      place: null,
    })),
  );
}

export function cardOfPlace(place: KeptPlace): TrayCard {
  const { id, videoId, from, to, frameIndex, kind, title } = place;
  return {
    key: id,
    videoId,
    from,
    to,
    frameIndex,
    at: from,
    reasons: kind === null ? [] : [{ kind, text: title, probability: null, marks: [] }],
    score: null,
    similarity: null,
    weak: false,
    place,
  };
}

/** The cards that the filter lets through: those that were found before candidates, each in the order chosen. */
export function arrangeCards(cards: readonly TrayCard[], filter: TrayFilter): TrayCard[] {
  const { kinds, videoId, sort } = filter;
  const shown = cards.filter(
    (card) =>
      (videoId === null || card.videoId === videoId) &&
      (kinds.size === 0 || card.reasons.some(({ kind }) => kinds.has(kind))),
  );
  const films = [...new Set(cards.map((card) => card.videoId))];
  const inTime = (a: TrayCard, b: TrayCard) =>
    films.indexOf(a.videoId) - films.indexOf(b.videoId) || a.from - b.from;
  // Sorting keeps the order of what is equal: "best" is the order that the cards came in.
  const ordered = sort === 'time' ? shown.toSorted(inTime) : shown;
  return ordered.toSorted((a, b) => Number(a.weak) - Number(b.weak));
}

/** The kinds that the cards were found by, with how many each. */
export function kindsIn(cards: readonly TrayCard[]): ReadonlyMap<EvidenceKind, number> {
  const counts = new Map<EvidenceKind, number>();
  for (const { reasons } of cards) {
    for (const kind of new Set(reasons.map((reason) => reason.kind))) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

/** Films that the cards are of, each once, in the cards' order. */
export function filmsIn(cards: readonly TrayCard[]): VideoId[] {
  return [...new Set(cards.map(({ videoId }) => videoId))];
}

/** Letters that the contract takes. */
const TITLE = 500;

/** Words as a place may be called by them. */
export function placeTitle(words: string): string {
  return cutText(words, TITLE);
}

/** What is kept of a find: its first reason names it. */
export function toBeKept({ videoId, from, to, frameIndex, reasons }: TrayCard): NewPlace {
  const first = reasons[0];
  return {
    videoId,
    from,
    to,
    frameIndex,
    kind: first?.kind ?? null,
    title: placeTitle(first?.text ?? ''),
    note: '',
    colour: null,
    tags: [],
  };
}

/** Whether a place is the very stretch of a card. */
export function isSameStretch(
  a: Pick<TrayCard, 'videoId' | 'from' | 'to'>,
  b: Pick<TrayCard, 'videoId' | 'from' | 'to'>,
): boolean {
  return a.videoId === b.videoId && a.from === b.from && a.to === b.to;
}
