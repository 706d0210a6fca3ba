import type { SegmentSource } from '../../../../../src-shared/analysis';
import { formatClock } from '../../../../../src-shared/time';
import { count, lengthOf, listOf, quoted, times } from '../../../../base/answer/wording';
import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { asked, bold, fromSpan, inFilm, isOrAre, line, span } from './phrases';

/** What lines of a source are called, where they lie, and what is done with words there. */
const SOURCES = {
  speech: {
    one: 'passage',
    place: 'in the transcript',
    quoted: 'said',
    meant: 'mentioned',
    done: 'said',
    of: 'spoken',
  },
  text: {
    one: 'line',
    place: 'in what is written',
    quoted: 'written',
    meant: 'written',
    done: 'written',
    of: 'written',
  },
} as const satisfies Record<SegmentSource, unknown>;

const FORMS: Record<Claim<'written'>['form'], { readonly one: string; readonly many: string }> = {
  email: { one: 'e-mail address', many: 'e-mail addresses' },
  web: { one: 'web address', many: 'web addresses' },
  phone: { one: 'phone number', many: 'phone numbers' },
  price: { one: 'price', many: 'prices' },
  date: { one: 'date', many: 'dates' },
};

/** What is said and written. */
export const LINES = {
  lines: (claim) => (claim.byMeaning ? nearInMeaning(claim) : linesWith(claim)),
  line,
  written: ({ form, source, asked: { form: question }, counts }) => {
    const { one, many } = FORMS[form];
    const { done, one: unit } = SOURCES[source];
    const single = counts.different === 1;
    const what = single ? `one ${one} is` : `${counts.different} different ${many} are`;
    return `${question === 'exists' ? 'Yes: ' : ''}${what} ${done}, in ${count(counts.lines, unit)}:`;
  },
  about: (claim) => `What is said about ${asked(claim)}:`,
  beside: ({ subject }) => `What is written with ${quoted(subject[0] ?? '')}, and beside it:`,
  saidInstead: ({ subject }) => `Nothing is written with ${quoted(subject[0] ?? '')}, but it is said:`,
  noLines: ({ subject: [word], source, where }) => {
    const { done } = SOURCES[source];
    if (word !== undefined) return `I found nothing ${done} with ${quoted(word)}.`;
    return `I found nothing ${done} ${where === 'there' ? 'there' : 'in this video'}.`;
  },
  chosenLines: (claim) => `${someLines(claim)}${fromSpan(claim)}${inFilm(claim)}:`,
  speakers: (claim) =>
    `${claim.counts.of === 1 ? 'One person speaks' : `${claim.counts.of} people speak`}${inFilm(claim)}, as far as voices tell:`,
  speaker: ({ subject: [name = ''], counts, intervals: [first] }) =>
    `${bold(name)}: ${lengthOf(counts.total)} in ${count(counts.places, 'turn')}${first ? `, first at ${formatClock(first.from)}` : ''}`,
  speaks: (claim) =>
    `${bold(claim.subject[0] ?? '')} speaks${inFilm(claim)} ${times(claim.counts.places)}, for ${lengthOf(claim.counts.total)} in all:`,
  saidBy: ({ subject: [name = '', topic], none }) => {
    const about = topic === undefined ? '' : ` about ${bold(topic)}`;
    return none ? `I found nothing that ${bold(name)} says${about}.` : `What ${bold(name)} says${about}:`;
  },
  noSpeakers: ({ why, subject: [name] }) => {
    if (why === 'unread')
      return 'It was not listened for who speaks here. “Tell voices apart” in the settings does it for videos that are indexed from then on, and “Index again” for this one.';
    if (why === 'silent') return 'I heard nobody speak here.';
    return name === undefined
      ? 'I found nobody who says that.'
      : `I know of nobody here called ${bold(name)} who speaks. “Who speaks?” tells whom I know.`;
  },
  closestLines: ({ source }) => `What is ${SOURCES[source].done} that comes closest:`,
  mentioned: ({ source }) => `It is ${SOURCES[source].of} of here, which may tell more:`,
  unanswered: ({ senses }) =>
    `I found nothing that answers this${senses.length === 0 ? '' : ` in what is ${listOf(senses, 'or')}`}.`,
  notUnderstood: (claim) => {
    const { counts, intervals } = claim;
    if (counts.films > 0) return `In ${count(counts.films, 'video')} someone speaks ${LANGUAGE}`;
    const places = intervals.map((interval, n) => `[[${n}]] ${span({ intervals: [interval] })}`).join(', ');
    const full = places === '' ? '' : `${places}.`;
    if (counts.places > intervals.length)
      return `In ${counts.places} stretches, ${lengthOf(counts.total)} in all, someone speaks ${LANGUAGE} The first: ${full}`;
    return `Someone speaks ${LANGUAGE} Where: ${full}`;
  },
} satisfies Partial<Catalogue>;

const LANGUAGE =
  'in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models.';

/** By meaning alone it is a likeness, whatever form the question had. */
function nearInMeaning(claim: Claim<'lines'>): string {
  const { one, place } = SOURCES[claim.source];
  const { lines } = claim.counts;
  const head = claim.asked.form === 'exists' ? 'Perhaps: ' : '';
  return `${head}the words for ${asked(claim)} are not ${place}, but ${count(lines, one)} ${lines === 1 ? 'comes' : 'come'} near in meaning:`;
}

function linesWith(claim: Claim<'lines'>): string {
  const { counts, isQuote } = claim;
  const words = SOURCES[claim.source];
  const { form, ordinal } = claim.asked;
  const what = asked(claim);
  const done = isQuote ? words.quoted : words.meant;
  const verb = `${isQuote ? 'is' : isOrAre(claim)} ${ordinal ? `${ordinal} ` : ''}${done}`;
  const passages = count(counts.lines, words.one);
  if (form === 'exists') return `Yes, ${what} ${verb} in ${passages}:`;
  if (form === 'howLong')
    return `The ${words.one}s in which ${what} ${verb} last ${lengthOf(counts.total)} in all:`;
  if (form === 'howOften') return `${what} ${verb} ${times(counts.uses)}, in ${passages}:`;
  return ordinal ? `${what} ${verb} here:` : `${what} ${verb} in ${passages}:`;
}

function someLines({ source, first, counts: { shown, of } }: Claim<'chosenLines'>): string {
  if (source === 'text')
    return of <= shown
      ? 'all that I could read'
      : shown === 1
        ? `the line of ${of} that stands out most`
        : `the ${shown} of ${of} lines that stand out most`;
  if (of <= shown) return 'all that is said';
  return first ? `the first ${shown} of ${of} passages` : `the ${shown} of ${of} passages that say most`;
}
