import type { Scope } from '../../../../src-shared/answers';
import { NoPlacesToAsk } from '../../../base/answer/errors';
import type { Question } from '../../../base/answer/types';
import { type CollectionStretch, stretchesOf } from '../../../base/library/collection-stretches';
import type { EvidenceDeps, EvidenceLibrary, LeftOutPlaces } from '../evidence-deps';
import { aboutStretches, onStretches } from './on-stretches';

/**
 * A question about a collection, asked of the stretches that its places cover as of a library of its own.
 * @throws NotFound for an unknown collection; NoPlacesToAsk where nothing of it can be looked at
 */
export async function askOfCollection(
  deps: EvidenceDeps,
  question: Question<{ collectionId: string }>,
): Promise<{ asked: Question<Scope>; on: EvidenceDeps }> {
  const { library } = deps;
  const { stretches, missing } = stretchesOf(library, question.scope.collectionId);
  const read = stretches.filter((stretch) => isRead(library, stretch));
  const unread = stretches.filter((stretch) => !read.includes(stretch));
  const titles = [...new Set(unread.map(({ videoId }) => library.videos.get(videoId).title))];
  const leftOut: LeftOutPlaces[] = [
    { why: 'missing' as const, ...missing },
    { why: 'unread' as const, places: unread.length, titles },
  ].filter(({ places }) => places > 0);
  if (read.length === 0) throw new NoPlacesToAsk(leftOut.at(-1)?.why ?? 'empty');
  const on = await onStretches(deps, read, leftOut);
  const history = question.history.map((message) => aboutStretches(message, on.stretches));
  const text = ofFilms(question.text);
  return { asked: { ...question, text, scope: 'all', range: null, history }, on: on.deps };
}

/** "Which of these have people" asks of places what is asked of films elsewhere. */
function ofFilms(text: string): string {
  return text.replace(WHICH_OF_THESE, 'which videos');
}
const WHICH_OF_THESE =
  /\bwhich (?:(?:ones? )?of (?:these|those|them|the (?:places|clips|finds|stretches|moments))|(?:places|clips|finds|stretches|moments|ones))\b/i;

function isRead({ videos, segments }: EvidenceLibrary, { videoId }: CollectionStretch): boolean {
  return videos.get(videoId).frameCount > 0 || segments.has(videoId);
}
