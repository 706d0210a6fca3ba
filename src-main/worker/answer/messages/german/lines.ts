import type { SegmentSource } from '../../../../../src-shared/analysis';
import { formatClock } from '../../../../../src-shared/time';
import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import {
  asked,
  asSentence,
  count,
  fromSpan,
  inFilm,
  lengthOf,
  line,
  numberOf,
  span,
  speakerNamed,
  times,
} from './phrases';

/** What lines of a source are called, where they lie, and what is done with words there. */
const SOURCES = {
  speech: {
    one: 'Passage',
    many: 'Passagen',
    place: 'im Transkript',
    noun: 'Gesagtes',
    verb: ['wird', 'werden'],
    quoted: 'gesagt',
    meant: 'erwähnt',
    done: 'gesagt',
    last: 'dauern insgesamt',
    lasting: '',
    of: 'Hier wird davon gesprochen',
  },
  text: {
    one: 'Zeile',
    many: 'Zeilen',
    place: 'im Geschriebenen',
    noun: 'Geschriebenes',
    verb: ['steht', 'stehen'],
    quoted: 'geschrieben',
    meant: 'geschrieben',
    done: 'geschrieben',
    last: 'sind insgesamt',
    lasting: ' lang zu lesen',
    of: 'Hier steht davon geschrieben',
  },
} as const satisfies Record<SegmentSource, unknown>;

const FORMS: Record<Claim<'written'>['form'], { readonly one: string; readonly many: string }> = {
  email: { one: 'eine E-Mail-Adresse', many: 'E-Mail-Adressen' },
  web: { one: 'eine Webadresse', many: 'Webadressen' },
  phone: { one: 'eine Telefonnummer', many: 'Telefonnummern' },
  price: { one: 'ein Preis', many: 'Preise' },
  date: { one: 'ein Datum', many: 'Daten' },
};

const SENSES = { said: 'im Gesagten', written: 'im Geschriebenen' } as const;
const ORDINALS = { first: 'zuerst', last: 'zuletzt' } as const;

/** What is said and written. */
export const LINES = {
  lines: (claim) => (claim.byMeaning ? nearInMeaning(claim) : linesWith(claim)),
  line,
  written: ({ form, source, asked: { form: question }, counts }) => {
    const { verb, done, one, many } = SOURCES[source];
    const single = counts.different === 1;
    const what = single ? FORMS[form].one : `${numberOf(counts.different)} verschiedene ${FORMS[form].many}`;
    const yes = question === 'exists' ? 'Ja: ' : '';
    return `${yes}${asSentence(what)} ${verb[single ? 0 : 1]} ${done}, in ${count(counts.lines, one, many)}:`;
  },
  about: (claim) => `Was über ${asked(claim)} gesagt wird:`,
  beside: ({ subject }) => `Was mit ${asked({ subject, isQuote: false })} geschrieben steht, und daneben:`,
  saidInstead: ({ subject }) =>
    `Geschrieben steht nichts mit ${asked({ subject, isQuote: false })}, aber es wird gesagt:`,
  noLines: ({ subject: [word], source, where }) => {
    const { noun } = SOURCES[source];
    if (word !== undefined)
      return `Ich habe nichts ${noun} mit ${asked({ subject: [word], isQuote: false })} gefunden.`;
    return `Ich habe ${where === 'there' ? 'dort' : 'in diesem Film'} nichts ${noun} gefunden.`;
  },
  chosenLines: (claim) => {
    const where = `${fromSpan(claim)}${inFilm(claim)}`;
    const some = someLines(claim);
    return `${some}${some.includes(',') && where !== '' ? ',' : ''}${where}:`;
  },
  speakers: (claim) =>
    `${claim.counts.of === 1 ? 'Eine Person spricht' : `${numberOf(claim.counts.of)} Personen sprechen`}${inFilm(claim)}, soweit es die Stimmen verraten:`,
  speaker: ({ subject: [name = ''], counts, intervals: [first] }) =>
    `${speakerNamed(name)}: ${lengthOf(counts.total)} in ${count(counts.places, 'Redebeitrag', 'Redebeiträgen')}${first ? `, zuerst bei ${formatClock(first.from)}` : ''}`,
  speaks: (claim) =>
    `${speakerNamed(claim.subject[0] ?? '')} spricht${inFilm(claim)} ${times(claim.counts.places)}, insgesamt ${lengthOf(claim.counts.total)} lang:`,
  saidBy: ({ subject: [name = '', topic], none }) => {
    const about = topic === undefined ? '' : ` über ${asked({ subject: [topic], isQuote: false })}`;
    return none
      ? `Ich habe nichts gefunden, was ${speakerNamed(name)}${about} sagt.`
      : `Was ${speakerNamed(name)}${about} sagt:`;
  },
  noSpeakers: ({ why, subject: [name] }) => {
    if (why === 'unread')
      return 'Hier wurde nicht darauf gehört, wer spricht. „Stimmen unterscheiden“ unter „Einstellungen“ tut das für Filme, die von da an indexiert werden, und „Neu indexieren“ für diesen.';
    if (why === 'silent') return 'Ich habe hier niemanden sprechen hören.';
    return name === undefined
      ? 'Ich habe niemanden gefunden, der das sagt.'
      : `Ich kenne hier niemanden namens ${speakerNamed(name)}, der spricht. „Wer spricht?“ sagt, wen ich kenne.`;
  },
  closestLines: ({ source }) =>
    `Was dem am nächsten kommt und ${SOURCES[source].done} ${SOURCES[source].verb[0]}:`,
  mentioned: ({ source }) => `${SOURCES[source].of}; das sagt vielleicht mehr:`,
  unanswered: ({ senses }) => {
    const where = senses.map((sense) => SENSES[sense]);
    const [one = '', more] = where;
    if (more !== undefined)
      return `Ich habe weder ${where.join(' noch ')} etwas gefunden, was das beantwortet.`;
    return `Ich habe${one === '' ? '' : ` ${one}`} nichts gefunden, was das beantwortet.`;
  },
  notUnderstood: (claim) => {
    const { counts, intervals } = claim;
    if (counts.films > 0) return `In ${count(counts.films, 'Film', 'Filmen')} spricht jemand ${LANGUAGE}`;
    const places = intervals.map((interval, n) => `[[${n}]] ${span({ intervals: [interval] })}`).join(', ');
    const full = places === '' ? '' : `${places}.`;
    if (counts.places > intervals.length)
      return `In ${count(counts.places, 'Abschnitt', 'Abschnitten')}, insgesamt ${lengthOf(counts.total)}, spricht jemand ${LANGUAGE} Die ersten: ${full}`;
    return `Jemand spricht ${LANGUAGE} Wo: ${full}`;
  },
} satisfies Partial<Catalogue>;

const LANGUAGE =
  'in einer Sprache, die das Modell für Gesprochenes nicht versteht, oder nicht deutlich genug. Ein mehrsprachiges Modell kann unter „Modelle“ geladen werden.';

/** By meaning alone it is a likeness, whatever form the question had. */
function nearInMeaning(claim: Claim<'lines'>): string {
  const { one, many, place } = SOURCES[claim.source];
  const { lines } = claim.counts;
  const head = claim.asked.form === 'exists' ? 'Vielleicht: ' : '';
  return `${head}Die Wörter für ${asked(claim)} stehen nicht ${place}, aber ${count(lines, one, many)} ${lines === 1 ? 'kommt' : 'kommen'} der Bedeutung nach nahe:`;
}

function linesWith(claim: Claim<'lines'>): string {
  const { counts, isQuote } = claim;
  const words = SOURCES[claim.source];
  const { form, ordinal } = claim.asked;
  const what = asked(claim);
  // Words in quotation marks are one.
  const [verb] = words.verb;
  const done = `${ordinal ? `${ORDINALS[ordinal]} ` : ''}${isQuote ? words.quoted : words.meant}`;
  const passages = count(counts.lines, words.one, words.many);
  if (form === 'exists') return `Ja, ${what} ${verb} in ${passages} ${done}:`;
  if (form === 'howLong')
    return `Die ${words.many}, in denen ${what} ${done} ${verb}, ${words.last} ${lengthOf(counts.total)}${words.lasting}:`;
  if (form === 'howOften') return `${what} ${verb} ${times(counts.uses)} ${done}, in ${passages}:`;
  return ordinal ? `${what} ${verb} hier ${done}:` : `${what} ${verb} in ${passages} ${done}:`;
}

function someLines({ source, first, counts: { shown, of } }: Claim<'chosenLines'>): string {
  const some = numberOf(shown);
  if (source === 'text')
    return of <= shown
      ? 'alles, was ich lesen konnte'
      : `die ${shown === 1 ? '' : `${some} `}${shown === 1 ? 'auffälligste' : 'auffälligsten'} von ${numberOf(of)} Zeilen`;
  if (of <= shown) return 'alles, was gesagt wird';
  return first
    ? `die ersten ${some} von ${numberOf(of)} Passagen`
    : `die ${some} von ${numberOf(of)} Passagen, die am meisten sagen`;
}
