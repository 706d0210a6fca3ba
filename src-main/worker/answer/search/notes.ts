import type { FrameSearchResult } from '../../../base/film/types';
import { CALIBRATION } from '../calibration';
import type { Evidence } from '../evidence';
import type { HowFound } from '../messages/how-found';
import { holdsWords } from './german-words';
import type { Finds } from './units';

type Words = HowFound['search'];

/** How the query was read, or why nothing was found: one sentence each. */
export function notesFor(
  query: string,
  all: FrameSearchResult,
  finds: Finds,
  {
    words,
    ...looked
  }: {
    /** In how many of the videos with pictures things were looked for, to the end; null where that says nothing. */
    readonly things: { readonly in: number; readonly of: number } | null;
    readonly writing: boolean;
    readonly words: Words;
  },
): string[] {
  const lines = [...finds.said, ...finds.written];
  return [
    // A thing that was found by kind needs no word on names.
    ...(finds.things.length > 0 ? [] : frameNotes(query, all, finds, words)),
    ...(finds.things.length === 0 && looked.things ? [words.noKind(looked.things.in, looked.things.of)] : []),
    ...(lines.length === 0 ? [words.noWords(query, looked.writing)] : []),
    ...(lines.length > 0 && !lines.some(holdsWords) ? [words.nearInMeaning] : []),
  ];
}

function frameNotes(query: string, all: FrameSearchResult, { frames }: Finds, words: Words): string[] {
  const notes: string[] = [];
  if (all.named.length === 0 && all.hits.length > 0) {
    notes.push(words.noName(all.unnamed.length > 0 ? all.unnamed : [query]));
  } else if (all.unnamed.length > 0 && all.named.length > 0) {
    notes.push(words.partlyNamed(all.unnamed, all.named));
  }
  const clear = frames.some((h) => (h.probability ?? 0) >= CALIBRATION.seen.single);
  if (all.named.length > 0 && !clear) notes.push(words.notClear(all.named, shown(frames)));
  return notes;
}

function shown(frames: Finds['frames']): 'none' | 'look' | 'closest' {
  if (frames.length === 0) return 'none';
  return frames.every((hit) => hit.probability === null) ? 'look' : 'closest';
}

/** The films whose index is damaged, a sentence or two for each. */
export function damagedNotes({ damaged, words }: Evidence): string[] {
  const { named, more } = damaged.films();
  return [...named.map(words.damaged), ...(more > 0 ? [words.moreDamaged(more)] : [])];
}

/** What part of the films was searched, where it is not all of them yet. */
export function waitingNotes({ waiting, words }: Evidence, of: number): string[] {
  return waiting > 0 ? [words.search.waiting(of - waiting, of)] : [];
}
