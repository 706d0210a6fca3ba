import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { isCrowd } from '../crowd';
import {
  agreeing,
  asked,
  atOnce,
  bold,
  count,
  fromSpan,
  inFilm,
  isMany,
  labelled,
  lengthOf,
  listOf,
  numberOf,
  percent,
  shown,
  span,
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
    return places === 0
      ? `Ich habe ${shown(claim)} nur in einem Abschnitt gefunden und nicht wiederkommen sehen:`
      : `Nach der ersten Stelle, [[0]], ${agreeing(claim, 'wurde', 'wurden')} ${shown(claim)} noch ${times(places)} gefunden:`;
  },
  place: (claim) => {
    const { length, likelihood, atOnce: most } = claim.counts;
    const long = length === undefined || length === 0 ? '' : `, ${lengthOf(length)}`;
    const best = claim.basis === 'label' ? 'im besten Fall ' : '';
    const chance = likelihood === undefined ? '' : ` (${best}${percent(likelihood)})`;
    return `[[0]]${until(claim)}${inFilm(claim)}${long}${atOnce(most)}${labelled(claim.words)}${chance}`;
  },
  atOnce: (claim) =>
    `Von ${shown(claim)} höchstens ${isCrowd(claim) ? 'etwa ' : ''}**${numberOf(claim.counts.atOnce)}** zugleich gefunden${inFilm(claim)}, von ${span(claim)}: [[0]]`,
  kinds: (claim) => `Nach Art gefunden${inFilm(claim)}: ${listOf(claim.subject.map(bold))}.`,
  kind: (claim) =>
    `[[0]] ${shown(claim)}, insgesamt ${lengthOf(claim.counts.total)}${atOnce(claim.counts.atOnce)}`,
  gaps: (claim) => {
    const long = `Insgesamt ${lengthOf(claim.counts.total)} lang`;
    return claim.of === 'speech'
      ? `${long} wird${inFilm(claim)} nichts gesagt:`
      : `${long} ${agreeing(claim, 'wurde', 'wurden')}${inFilm(claim)} ${shown(claim)} nicht gefunden:`;
  },
  always: (claim) =>
    claim.of === 'speech'
      ? `Zu keiner Zeit${inFilm(claim)}: Es wird durchgehend gesprochen.`
      : `Zu keiner Zeit${inFilm(claim)}: ${shown(claim)} ${agreeing(claim, 'wurde', 'wurden')} durchgehend gefunden.`,
  gap: (claim) => {
    const [gap] = claim.intervals;
    return `${span(claim)}, ${lengthOf(gap ? gap.to - gap.from : 0)}`;
  },
  absent: (claim) => {
    const many = !claim.isQuote && isMany(claim);
    const done = listOf(
      claim.senses.map((sense) => SENSES[sense][many ? 1 : 0]),
      'oder',
    );
    const where = `an der ${asked(claim)} ${done}`;
    if (claim.further) return `Ich habe keine weitere Stelle gefunden, ${where}.`;
    const far = claim.far ? ', und kein Bild kam dem nahe' : '';
    return `Ich habe${fromSpan(claim)} keine Stelle gefunden, ${where}${far}.`;
  },
  otherKind: (claim) =>
    `Gefunden wurde ${listOf(claim.subject.map(bold))}; das muss nicht sein, wonach gefragt war.`,
  nearestFrame: (claim) =>
    `[[0]]${inFilm(claim)}${labelled(claim.words)}, ${percent(claim.counts.likelihood)} für ${bold(listOf(claim.subject))}`,
  whereSeen: (claim) => {
    const named = bold(listOf(claim.subject));
    if (!claim.sure) return `Was nach ${named} aussieht; sicher bin ich nicht:`;
    return claim.basis === 'detector'
      ? `Wo ${named} gefunden ${agreeing(claim, 'wurde', 'wurden')}:`
      : `Wo ${named} zu sehen ${agreeing(claim, 'ist', 'sind')}:`;
  },
  lookWhere: (claim) => {
    const named = bold(listOf(claim.subject));
    return `Hier lässt sich nachsehen, wo ${claim.sure ? `${named} zu sehen ${agreeing(claim, 'ist', 'sind')}` : `es nach ${named} aussieht`}:`;
  },
} satisfies Partial<Catalogue>;

const ORDINALS = { first: 'zuerst', last: 'zuletzt' } as const;

function present(claim: Claim<'present'>): string {
  const { basis, asked: question, exact, counts } = claim;
  const found = basis === 'detector';
  const what = `${shown(claim)} ${found ? agreeing(claim, 'wurde', 'wurden') : agreeing(claim, 'ist', 'sind')}`;
  const done = found ? 'gefunden' : 'zu sehen';
  const total = lengthOf(counts.total);
  switch (question.form) {
    case 'howLong':
      return `${shown(claim)} ${agreeing(claim, 'ist', 'sind')} insgesamt ${total} lang ${found ? 'im Bild' : 'zu sehen'}${inStretches(counts.places)}:`;
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
  const like = wider
    ? `${shown(claim)} ${agreeing(claim, 'ist', 'sind')}`
    : `was nach ${shown(claim)} aussieht, ist`;
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
