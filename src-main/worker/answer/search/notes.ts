import { listOf } from '../../../base/answer/wording';
import type { FrameSearchResult } from '../../../base/film/types';
import { CALIBRATION } from '../calibration';
import type { LineHit } from '../line-hit';
import type { Finds } from './units';

/** How the query was read, or why nothing was found: one sentence each. */
export function notesFor(
  query: string,
  all: FrameSearchResult,
  finds: Finds,
  looked: { readonly things: boolean; readonly writing: boolean },
): string[] {
  const lines = [...finds.said, ...finds.written];
  const where = looked.writing ? 'said or written' : 'said';
  return [
    // A thing that was found by kind needs no word on names.
    ...(finds.things.length > 0 ? [] : frameNotes(query, all, finds)),
    ...(finds.things.length === 0 && looked.things ? ['Nothing of that kind was found and followed.'] : []),
    ...(lines.length === 0 ? [`Nothing ${where} matches “${query}”.`] : []),
    ...(lines.length > 0 && !lines.some(holdsWords)
      ? ['The words themselves are not in the transcript: the passages shown are near in meaning.']
      : []),
  ];
}

function holdsWords({ words }: LineHit): boolean {
  return words === 'all' || words === 'phrase';
}

function frameNotes(query: string, all: FrameSearchResult, { frames }: Finds): string[] {
  const notes: string[] = [];
  const names = listOf(
    all.unnamed.map((u) => `“${u}”`),
    'or',
  );
  if (all.named.length === 0 && all.hits.length > 0) {
    notes.push(
      `The model has no name for ${names || `“${query}”`}: the frames shown only resemble the words.`,
    );
  } else if (all.unnamed.length > 0 && all.named.length > 0) {
    notes.push(`The model has no name for ${names}: frames were found by “${all.named.join('”, “')}” alone.`);
  }
  const named = listOf(all.named.map((n) => `“${n}”`));
  const clear = frames.some((h) => (h.probability ?? 0) >= CALIBRATION.seen.single);
  if (all.named.length > 0 && !clear) notes.push(nearNote(named, frames));
  return notes;
}

function nearNote(named: string, frames: Finds['frames']): string {
  if (frames.length === 0) return `No frame comes near ${named}.`;
  return frames.every((hit) => hit.probability === null)
    ? `No frame comes near ${named}: the ones shown look most like the words, which proves nothing.`
    : `No frame clearly shows ${named}: the ones shown come closest.`;
}

export function leftOutNote(videos: number): string {
  const which = videos === 1 ? 'One video was' : `${videos} videos were`;
  return `${which} indexed with another model pack, and only searched by what is said: index again to search the pictures.`;
}
