import { formatClock } from '../../../../../src-shared/time';
import { be, lengthOf, listOf, plainText, quoted, spanOf } from '../../../../base/answer/wording';
import type { Claim, Common, KindNamed } from '../../claims/claims';

/** Pieces that several messages share. */
export function bold(text: string): string {
  return `**${plainText(text)}**`;
}

/** ` in **Title**` where the film has to be named. */
export function inFilm({ film }: Pick<Common, 'film'>): string {
  return film === null ? '' : ` in ${bold(film.replaceAll('*', ''))}`;
}

/** What a claim is about: "**dog or cat**". */
export function shown({ subject }: Pick<Common, 'subject'>): string {
  return bold(listOf(subject, 'or'));
}

export function isOrAre({ subject }: Pick<Common, 'subject'>): 'is' | 'are' {
  return be(subject.at(-1) ?? '');
}

/** Words in quotation marks are shown in these; everything else in bold. */
export function asked({ subject, isQuote }: { subject: readonly string[]; isQuote: boolean }): string {
  if (subject.length === 0) return 'that place';
  return isQuote ? quoted(subject[0] ?? '') : shown({ subject });
}

/** “a” or “b”. */
export function namesOf(words: readonly string[], join: 'or' | 'and' = 'or'): string {
  return listOf(
    words.map((word) => `“${plainText(word)}”`),
    join,
  );
}

export function span({ intervals: [first] }: Pick<Common, 'intervals'>): string {
  return first ? spanOf(first) : '';
}

/** ` from 0:10 to 0:20`, where a claim is about a stretch. */
export function fromSpan(claim: Pick<Common, 'intervals'>): string {
  return claim.intervals.length === 0 ? '' : ` from ${span(claim)}`;
}

/** ` to 0:20` after a place's mark, which holds its beginning. */
export function until({ intervals: [place] }: Pick<Common, 'intervals'>): string {
  if (!place || formatClock(place.to) === formatClock(place.from)) return '';
  return ` to ${formatClock(place.to)}`;
}

export function atOnce(most: number | undefined): string {
  return most !== undefined && most > 1 ? `, up to ${most} at once` : '';
}

export function kindNamed({ label, atOnce: most }: KindNamed): string {
  return `${plainText(label)}${most > 1 ? ` (up to ${most} at once)` : ''}`;
}

export function line(claim: Claim<'line'>): string {
  return `[[0]]${inFilm(claim)} ${quoted(claim.words.join(' '))}`;
}

/** `2 minutes long, in 3 scenes`. */
export function sizeOf({ counts: { length, parts } }: Claim<'overview' | 'oneSentence'>): string {
  return `${lengthOf(length)} long${parts > 0 ? `, in ${parts} scene${parts === 1 ? '' : 's'}` : ''}`;
}
