// Pieces that several German messages share.
import { formatClock, MICROS_PER_SECOND, type Micros } from '../../../../../src-shared/time';
import type { Naming } from '../../../../../src-shared/words/de/names/names';
import { plainText, quoted as quotedIn } from '../../../../base/answer/wording';
import type { Claim, Common, KindNamed } from '../../claims/claims';
import { countedInGerman, namedInGerman, wordsInGerman } from './names';

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

/** Somebody who speaks: one without a name is stored by the English word. */
export function speakerNamed(name: string): string {
  return bold(name.replace(/^Speaker (?=\d+$)/, 'Sprecher '));
}

/** A title that a claim is about. */
export function titled({ subject }: Pick<Common, 'subject'>): string {
  return bold(subject[0] ?? '');
}

/** A thing's name without an article: `**Hund**`; words that are not known, in quotation marks as they were asked for. */
export function nameIn(english: string, naming: Naming = 'thing'): string {
  const named = namedInGerman(english, naming);
  return named ? bold(named.bare) : `„${plainText(wordsInGerman(english, naming))}“`;
}

/** What a claim is about, without articles: `**Hund** oder **Katze**`. */
export function shown({ subject }: Pick<Common, 'subject'>): string {
  return listOf(
    subject.map((name) => nameIn(name)),
    'oder',
  );
}

/** What a claim is about, in the nominative: `ein **Hund** oder **rote Busse**`. */
export function things({ subject }: Pick<Common, 'subject'>, join: 'oder' | 'und' = 'oder'): string {
  return listOf(
    subject.map((words) => {
      const several = severalIn(words);
      return several ? listOf(several.names.map(thing), several.join) : thing(words);
    }),
    join,
  );
}

function thing(english: string): string {
  const article = namedInGerman(english)?.article ?? '';
  return `${article}${article === '' ? '' : ' '}${nameIn(english)}`;
}

/** Names of "elephant or cat", where each is known; null where that is one name, or something else. */
function severalIn(english: string): { names: readonly string[]; join: 'oder' | 'und' } | null {
  const names = english.split(/,? (?:or|and) |, /);
  const isKnown = names.length > 1 && names.every((name) => namedInGerman(name) !== null);
  return isKnown ? { names, join: / and /.test(english) ? 'und' : 'oder' } : null;
}

/** The same where there is none: `kein **Hund**`; null where that cannot be said in one word. */
export function noThings({ subject }: Pick<Common, 'subject'>): string | null {
  const [named, more] = subject.map((name) => namedInGerman(name));
  return named && more === undefined ? `${named.none.article} ${bold(named.none.bare)}` : null;
}

/** Many of it, as what is counted is named: `**Wolken**`. */
export function manyOf(english: string): string {
  const known = countedInGerman(english);
  return known ? bold(known.many) : nameIn(english);
}

/** So many of what a claim is about: `**3 Hunde**`, `**etwa 12 Personen**`; null where it is not counted. */
export function counted({ subject }: Pick<Common, 'subject'>, n: number, about: boolean): string | null {
  const [only = '', more] = subject;
  const known = more === undefined ? countedInGerman(only) : null;
  if (known === null) return null;
  const words = n === 1 ? `${known.one.article} ${known.one.bare}` : `${numberOf(n)} ${known.many}`;
  return bold(`${about ? 'etwa ' : ''}${words}`);
}

export function isMany({ subject }: Pick<Common, 'subject'>): boolean {
  const last = subject.at(-1) ?? '';
  const several = severalIn(last);
  if (several?.join === 'und') return true;
  return namedInGerman(several?.names.at(-1) ?? last)?.many ?? false;
}

/** A whole sentence after a colon begins with a capital. */
export function asSentence(text: string): string {
  return text.replace(/\p{Ll}/u, (letter, at: number) =>
    /^\W*$/u.test(text.slice(0, at)) ? letter.toUpperCase() : letter,
  );
}

/** The singular or the plural of a verb, by what a claim is about. */
export function agreeing(claim: Pick<Common, 'subject'>, one: string, many: string): string {
  return isMany(claim) ? many : one;
}

/** What was asked for, as words in quotation marks, which are of one gender: its own where they were quoted, else in German. */
export function asked({
  subject: [words],
  isQuote,
}: {
  subject: readonly string[];
  isQuote: boolean;
}): string {
  if (words === undefined) return 'das';
  return quoted(isQuote ? words : wordsInGerman(words));
}

/** „a“ oder „b“, in German as far as they are known. */
export function namesOf(
  words: readonly string[],
  join: 'oder' | 'und' = 'oder',
  naming: Naming = 'thing',
): string {
  return listOf(
    words.map((word) => `„${plainText(wordsInGerman(word, naming))}“`),
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
  return `${plainText(wordsInGerman(label))}${most > 1 ? ` (bis zu ${numberOf(most)} zugleich)` : ''}`;
}

/** `, bezeichnet als „Tigerkatze“ oder „Luchs“`: what the model called a frame, told as its word and not as a fact. */
export function labelled(names: readonly string[]): string {
  return names.length === 0 ? '' : `, bezeichnet als ${namesOf(names, 'oder', 'label')}`;
}

export function line(claim: Claim<'line'>): string {
  return `[[0]]${inFilm(claim)} ${quoted(claim.words.join(' '))}`;
}

/** `2 Minuten lang, in 3 Szenen`. */
export function sizeOf({ counts: { length, parts } }: Claim<'overview' | 'oneSentence'>): string {
  return `${lengthOf(length)} lang${parts > 0 ? `, in ${count(parts, 'Szene', 'Szenen')}` : ''}`;
}
