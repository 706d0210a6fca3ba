import { formatClock, MICROS_PER_SECOND, type Micros } from '../../../../../src-shared/time';
import { be, plainText, quoted as quotedIn } from '../../../../base/answer/wording';
import type { Claim, Common, KindNamed } from '../../claims/claims';

/*
 * Pieces that several messages share. Names of things stay as they are asked for, in English: so they have no gender here, and
 * sentences are built to need none.
 */
const NUMBERS = new Intl.NumberFormat('de', { maximumFractionDigits: 3 });
const LISTS = {
  und: new Intl.ListFormat('de', { type: 'conjunction' }),
  oder: new Intl.ListFormat('de', { type: 'disjunction' }),
};

export function numberOf(n: number): string {
  return NUMBERS.format(n);
}

/** `1 Szene`, `2 Szenen`. */
export function count(n: number, one: string, many: string): string {
  return `${numberOf(n)} ${n === 1 ? one : many}`;
}

/** `1 Stunde 2 Minuten`; its cases are all alike but for one: after "von" it stands in the nominative too. */
export function lengthOf(micros: Micros): string {
  const total = Math.round(micros / MICROS_PER_SECOND);
  if (total < 1) return 'weniger als eine Sekunde';
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  return [
    ...(hours > 0 ? [count(hours, 'Stunde', 'Stunden')] : []),
    ...(minutes > 0 ? [count(minutes, 'Minute', 'Minuten')] : []),
    ...(seconds > 0 ? [count(seconds, 'Sekunde', 'Sekunden')] : []),
  ].join(' ');
}

/** `einmal`, `zweimal`, `3-mal`. */
export function times(n: number): string {
  return n === 1 ? 'einmal' : n === 2 ? 'zweimal' : `${numberOf(n)}-mal`;
}

export function listOf(items: readonly string[], join: 'und' | 'oder' = 'und'): string {
  return LISTS[join].format(items);
}

export function quoted(text: string): string {
  return quotedIn(text, ['„', '“']);
}

export function percent(p: number): string {
  return p < 0.005 ? 'unter 1 %' : `${Math.round(p * 100)} %`;
}

export function bold(text: string): string {
  return `**${plainText(text)}**`;
}

/** ` in **Titel**` where the film has to be named. */
export function inFilm({ film }: Pick<Common, 'film'>): string {
  return film === null ? '' : ` in ${bold(film.replaceAll('*', ''))}`;
}

/** What a claim is about: "**dog oder cat**". */
export function shown({ subject }: Pick<Common, 'subject'>): string {
  return bold(listOf(subject, 'oder'));
}

export function isMany({ subject }: Pick<Common, 'subject'>): boolean {
  return be(subject.at(-1) ?? '') === 'are';
}

/** The singular or the plural of a verb, by what a claim is about. */
export function agreeing(claim: Pick<Common, 'subject'>, one: string, many: string): string {
  return isMany(claim) ? many : one;
}

/** Words in quotation marks are shown in these; everything else in bold. */
export function asked({ subject, isQuote }: { subject: readonly string[]; isQuote: boolean }): string {
  if (subject.length === 0) return 'diese Stelle';
  return isQuote ? quoted(subject[0] ?? '') : shown({ subject });
}

/** „a“ oder „b“. */
export function namesOf(words: readonly string[], join: 'oder' | 'und' = 'oder'): string {
  return listOf(
    words.map((word) => `„${plainText(word)}“`),
    join,
  );
}

export function spanOf({ from, to }: { readonly from: Micros; readonly to: Micros }): string {
  return `${formatClock(from)} bis ${formatClock(to)}`;
}

export function span({ intervals: [first] }: Pick<Common, 'intervals'>): string {
  return first ? spanOf(first) : '';
}

/** ` von 0:10 bis 0:20`, where a claim is about a stretch. */
export function fromSpan(claim: Pick<Common, 'intervals'>): string {
  return claim.intervals.length === 0 ? '' : ` von ${span(claim)}`;
}

/** ` bis 0:20` after a place's mark, which holds its beginning. */
export function until({ intervals: [place] }: Pick<Common, 'intervals'>): string {
  if (!place || formatClock(place.to) === formatClock(place.from)) return '';
  return ` bis ${formatClock(place.to)}`;
}

export function atOnce(most: number | undefined): string {
  return most !== undefined && most > 1 ? `, bis zu ${numberOf(most)} zugleich` : '';
}

export function kindNamed({ label, atOnce: most }: KindNamed): string {
  return `${plainText(label)}${most > 1 ? ` (bis zu ${numberOf(most)} zugleich)` : ''}`;
}

/** `, bezeichnet als „tabby“ oder „lynx“`: what the model called a frame, told as its word and not as a fact. */
export function labelled(names: readonly string[]): string {
  return names.length === 0 ? '' : `, bezeichnet als ${namesOf(names)}`;
}

export function line(claim: Claim<'line'>): string {
  return `[[0]]${inFilm(claim)} ${quoted(claim.words.join(' '))}`;
}

/** `2 Minuten lang, in 3 Szenen`. */
export function sizeOf({ counts: { length, parts } }: Claim<'overview' | 'oneSentence'>): string {
  return `${lengthOf(length)} lang${parts > 0 ? `, in ${count(parts, 'Szene', 'Szenen')}` : ''}`;
}
