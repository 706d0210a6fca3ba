import { formatClock } from '../../src-shared/time';
import type { TrayContent, TraySource } from '../stores/tray-store';

/** From here on two frames are as good as the same picture; from there on, alike. Below that they stand apart as candidates. */
const SAME = 0.92;
const ALIKE = 0.75;
/** Frames of other subjects altogether lie below it. */
const LITTLE = 0.4;

/** How alike two frames are, in words and as a share: a cosine of tokens is no probability. */
export function likenessWords(similarity: number): string {
  const share = `${Math.round(Math.max(0, similarity) * 100)} %`;
  if (similarity >= SAME) return `nearly the same, ${share}`;
  if (similarity >= ALIKE) return `alike, ${share}`;
  return similarity >= LITTLE ? `a little alike, ${share}` : `hardly alike, ${share}`;
}

/** What the tray's cards are, in a few words. */
export function sourceWords(source: TraySource, titleOf: (videoId: string) => string | undefined): string {
  switch (source.kind) {
    case 'search':
      return `“${source.text}” ${inScope(source.scope, titleOf)}`;
    case 'similar':
      return `Like ${formatClock(source.time)} of ${titleOf(source.videoId) ?? 'a film'}`;
    case 'answer':
      return source.question === '' ? 'An answer' : source.question;
    case 'collection':
      return source.name;
    case 'kept':
      return `“${source.text}” in collections`;
  }
}

function inScope(
  scope: Extract<TraySource, { kind: 'search' }>['scope'],
  titleOf: (videoId: string) => string | undefined,
): string {
  return scope === 'all' ? 'in all videos' : `in ${titleOf(scope.videoId) ?? 'a film'}`;
}

export const BACK_WORDS: Readonly<Record<TraySource['kind'], string>> = {
  search: 'Back to the search',
  similar: 'Back to the frame',
  answer: 'Back to the answer',
  collection: 'Open the collection',
  kept: 'Open collections',
};

/** What an export of the tray is called. */
export function exportName(source: TraySource): string {
  if (source.kind === 'search') return `Hits for ${source.text}`;
  if (source.kind === 'similar') return 'Frames like one';
  if (source.kind === 'answer') return source.question === '' ? 'Places of an answer' : source.question;
  return source.kind === 'kept' ? `Kept: ${source.text}` : source.name;
}

/** What is said after the last of frames like one: that there are no more, or that what follows is less alike. */
export function endWords({
  source,
  cards,
  more,
}: Pick<TrayContent, 'source' | 'cards' | 'more'>): string | null {
  if (source?.kind !== 'similar') return null;
  const least = Math.min(...cards.map(({ similarity }) => similarity ?? 1));
  return more
    ? `Here it ends: whatever follows is less alike than ${Math.round(Math.max(0, least) * 100)} %.`
    : 'Here it ends: nothing else comes near this frame.';
}
