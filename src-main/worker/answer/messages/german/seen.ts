import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { isCrowd } from '../crowd';
import {
  agreeing,
  asked,
  asSentence,
  atOnce,
  count,
  counted,
  fromSpan,
  inFilm,
  isMany,
  labelled,
  lengthOf,
  listOf,
  nameIn,
  noThings,
  numberOf,
  percent,
  shown,
  span,
  things,
  times,
  until,
} from './phrases';

type Senses = Claim<'absent'>['senses'];
const SENSES: Record<Senses[number], readonly [one: string, many: string]> = {
  seen: ['zu sehen ist', 'zu sehen sind'],
  said: ['gesagt wird', 'gesagt werden'],
  mentioned: ['erwähnt wird', 'erwähnt werden'],
  written: ['geschrieben steht', 'geschrieben stehen'],
};

/** What is seen: things that the detector found, and frames by their labels. */
export const SEEN = {
  present: (claim) => (claim.sure ? present(claim) : perhapsPresent(claim)),
  returns: (claim) => {
    const { places } = claim.counts;
    const done = agreeing(claim, 'wurde', 'wurden');
    return places === 0
      ? `${things(claim)} ${done} nur in einem Abschnitt gefunden, danach nicht wieder:`
      : `Nach der ersten Stelle, [[0]], ${done} ${things(claim)} noch ${times(places)} gefunden:`;
  },
  place: (claim) => {
    const { length, likelihood, atOnce: most } = claim.counts;
    const long = length === undefined || length === 0 ? '' : `, ${lengthOf(length)}`;
    const best = claim.basis === 'label' ? 'im besten Fall ' : '';
    const chance = likelihood === undefined ? '' : ` (${best}${percent(likelihood)})`;
    return `[[0]]${until(claim)}${inFilm(claim)}${long}${atOnce(most)}${labelled(claim.words)}${chance}`;
  },
  atOnce: (claim) => {
    const { atOnce: most } = claim.counts;
    const so = counted(claim, most, isCrowd(claim));
    const found = so ?? `${isCrowd(claim) ? 'etwa ' : ''}**${numberOf(most)}**`;
    const of =
      so === null
        ? `Von ${shown(claim)} wurden höchstens ${found}`
        : `Höchstens ${found} ${most === 1 ? 'wurde' : 'wurden'}`;
    return `${of} zugleich gefunden${inFilm(claim)}, von ${span(claim)}: [[0]]`;
  },
  kinds: (claim) =>
    `Nach Art gefunden${inFilm(claim)}: ${listOf(claim.subject.map((kind) => nameIn(kind)))}.`,
  kind: (claim) =>
    `[[0]] ${shown(claim)}, insgesamt ${lengthOf(claim.counts.total)}${atOnce(claim.counts.atOnce)}`,
  gaps: (claim) => {
    const long = `Insgesamt ${lengthOf(claim.counts.total)} lang`;
    if (claim.of === 'speech') return `${long} wird${inFilm(claim)} nichts gesagt:`;
    const none = noThings(claim) ?? `${things(claim)} nicht`;
    return `${long} ${agreeing(claim, 'wurde', 'wurden')}${inFilm(claim)} ${none} gefunden:`;
  },
  always: (claim) =>
    claim.of === 'speech'
      ? `Zu keiner Zeit${inFilm(claim)}: Es wird durchgehend gesprochen.`
      : `Zu keiner Zeit${inFilm(claim)}: Durchgehend ${agreeing(claim, 'wurde', 'wurden')} ${things(claim)} gefunden.`,
  gap: (claim) => {
    const [gap] = claim.intervals;
    return `${span(claim)}, ${lengthOf(gap ? gap.to - gap.from : 0)}`;
  },
  absent: (claim) => {
    const { subject, isQuote, senses, further } = claim;
    const found = `Ich habe${further ? '' : fromSpan(claim)} keine ${further ? 'weitere ' : ''}Stelle`;
    const far = claim.far && !further ? ', und kein Bild kam dem nahe' : '';
    if (subject.length === 0) return `${found} gefunden${far}.`;
    // Words that are said or written are named as words, which are one.
    const seen = senses.includes('seen') && !isQuote;
    const many = seen && isMany(claim);
    const done = listOf(
      senses.map((sense) =>
        seen && sense === 'written' ? 'davon geschrieben steht' : SENSES[sense][many ? 1 : 0],
      ),
      'oder',
    );
    return `${found} gefunden, an der ${seen ? things(claim) : asked(claim)} ${done}${far}.`;
  },
  otherKind: (claim) => {
    const many = claim.subject.length > 1 || isMany(claim);
    return `Gefunden ${many ? 'wurden' : 'wurde'} ${things(claim, 'und')}; das muss nicht sein, wonach gefragt war.`;
  },
  nearestFrame: (claim) => {
    const names = listOf(claim.subject.map((name) => nameIn(name)));
    return `[[0]]${inFilm(claim)}${labelled(claim.words)}, ${percent(claim.counts.likelihood)} für ${names}`;
  },
  whereSeen: (claim) => {
    if (!claim.sure) return `Was wie ${things(claim)} aussieht; sicher bin ich nicht:`;
    return claim.basis === 'detector'
      ? `Wo ${things(claim)} gefunden ${agreeing(claim, 'wurde', 'wurden')}:`
      : `Wo ${things(claim)} zu sehen ${agreeing(claim, 'ist', 'sind')}:`;
  },
  lookWhere: (claim) =>
    `Hier lässt sich nachsehen, ${
      claim.sure
        ? `wo ${things(claim)} zu sehen ${agreeing(claim, 'ist', 'sind')}`
        : `was wie ${things(claim)} aussieht`
    }:`,
} satisfies Partial<Catalogue>;

const ORDINALS = { first: 'zuerst', last: 'zuletzt' } as const;

function present(claim: Claim<'present'>): string {
  const { basis, asked: question, exact, counts } = claim;
  const found = basis === 'detector';
  const is = agreeing(claim, 'ist', 'sind');
  const what = `${things(claim)} ${found ? agreeing(claim, 'wurde', 'wurden') : is}`;
  const done = found ? 'gefunden' : 'zu sehen';
  const total = lengthOf(counts.total);
  switch (question.form) {
    case 'howLong':
      return `${things(claim)} ${is} insgesamt ${total} lang ${found ? 'im Bild' : 'zu sehen'}${inStretches(counts.places)}:`;
    case 'whichVideo':
      return `${what} in ${count(counts.films, 'Film', 'Filmen')} ${done}:`;
    default: {
      const yes = question.form === 'exists' && (found || exact) ? 'Ja, ' : '';
      return question.ordinal
        ? `${what} hier ${ORDINALS[question.ordinal]} ${done}:`
        : `${yes}${what} ${times(counts.places)} ${done}, insgesamt ${total} lang:`;
    }
  }
}

/** The same where the detector was not sure, knows only a wider kind, or where frames only make it likely. */
function perhapsPresent(claim: Claim<'present'>): string {
  const { basis, asked: question, exact, counts } = claim;
  const total = lengthOf(counts.total);
  // A wider kind than was asked for is there: only whether it is meant is not known.
  const wider = basis === 'detector' && !exact;
  const like = asSentence(
    wider ? `${things(claim)} ${agreeing(claim, 'ist', 'sind')}` : `was wie ${things(claim)} aussieht, ist`,
  );
  const doubt = wider ? ':' : '; sicher bin ich nicht:';
  if (basis === 'label') {
    if (question.form === 'exists')
      return `Vielleicht: ${like} ${times(counts.places)} da, aber sicher bin ich nicht:`;
    if (question.form === 'howLong')
      return `${like} insgesamt ${total} lang da${inStretches(counts.places)}${doubt}`;
    if (question.form === 'whichVideo')
      return `${like} in ${count(counts.films, 'Film', 'Filmen')} da${doubt}`;
  }
  const perhaps = question.form === 'exists' ? 'Vielleicht: ' : '';
  return question.ordinal
    ? `${perhaps}${like} hier ${ORDINALS[question.ordinal]} da${doubt}`
    : `${perhaps}${like} ${times(counts.places)} da, insgesamt ${total} lang${doubt}`;
}

function inStretches(places: number): string {
  return places === 1 ? '' : `, in ${count(places, 'Abschnitt', 'Abschnitten')}`;
}
