import { count, labelled, lengthOf, listOf, percent, times } from '../../../../base/answer/wording';
import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { isCrowd } from '../crowd';
import { asked, atOnce, bold, fromSpan, inFilm, isOrAre, shown, span, until } from './phrases';

/** What is seen: things that the detector found, and frames by their labels. */
export const SEEN = {
  present: (claim) => (claim.sure ? present(claim) : perhapsPresent(claim)),
  returns: (claim) =>
    claim.counts.places === 0
      ? `I found ${shown(claim)} in one stretch only, so I did not see it come back:`
      : `After its first place, [[0]], ${shown(claim)} ${isOrAre(claim)} found again ${times(claim.counts.places)}:`,
  place: (claim) => {
    const { length, likelihood, atOnce: most } = claim.counts;
    const long = length === undefined || length === 0 ? '' : `, ${lengthOf(length)}`;
    const best = claim.basis === 'label' ? ' at best' : '';
    const chance = likelihood === undefined ? '' : ` (${percent(likelihood)}${best})`;
    return `[[0]]${until(claim)}${inFilm(claim)}${long}${atOnce(most)}${labelled(claim.words)}${chance}`;
  },
  atOnce: (claim) =>
    `Of ${shown(claim)}, at most ${isCrowd(claim) ? 'about ' : ''}**${claim.counts.atOnce}** found at once${inFilm(claim)}, from ${span(claim)}: [[0]]`,
  kinds: (claim) => `Found by kind${inFilm(claim)}: ${listOf(claim.subject.map(bold))}.`,
  kind: (claim) =>
    `[[0]] ${shown(claim)}, ${lengthOf(claim.counts.total)} in all${atOnce(claim.counts.atOnce)}`,
  gaps: (claim) => {
    const what =
      claim.of === 'speech'
        ? `Nothing is said${inFilm(claim)}`
        : `No ${shown(claim)} was found${inFilm(claim)}`;
    return `${what} for ${lengthOf(claim.counts.total)} in all:`;
  },
  always: (claim) =>
    claim.of === 'speech'
      ? `At no time${inFilm(claim)}: something is said all the way through.`
      : `At no time${inFilm(claim)}: a ${shown(claim)} is found all the way through.`,
  gap: (claim) => {
    const [gap] = claim.intervals;
    return `${span(claim)}, ${lengthOf(gap ? gap.to - gap.from : 0)}`;
  },
  absent: (claim) => {
    const is = claim.isQuote ? 'is' : isOrAre(claim);
    const where = `${asked(claim)} ${is} ${listOf(claim.senses, 'or')}`;
    if (claim.further) return `I found no other place where ${where}.`;
    const far = claim.far ? ', and no frame came near it' : '';
    return `I found no place${fromSpan(claim)} where ${where}${far}.`;
  },
  otherKind: (claim) =>
    `A ${listOf(claim.subject.map(bold))} is found, which need not be what was asked for.`,
  nearestFrame: (claim) =>
    `[[0]]${inFilm(claim)}${labelled(claim.words)}, ${percent(claim.counts.likelihood)} for ${bold(listOf(claim.subject))}`,
  whereSeen: (claim) => {
    if (!claim.sure) return `What looks like ${bold(listOf(claim.subject))}; I am not sure:`;
    const how = claim.basis === 'detector' ? 'found' : 'seen';
    return `Where ${bold(listOf(claim.subject))} ${isOrAre(claim)} ${how}:`;
  },
  lookWhere: (claim) => {
    const named = bold(listOf(claim.subject));
    return `You can look for yourself where ${claim.sure ? `${named} ${isOrAre(claim)} seen` : `it looks like ${named}`}:`;
  },
} satisfies Partial<Catalogue>;

function present(claim: Claim<'present'>): string {
  const { basis, asked: question, exact, counts } = claim;
  const what = `${shown(claim)} ${isOrAre(claim)}`;
  const done = basis === 'detector' ? 'found' : 'seen';
  const total = lengthOf(counts.total);
  switch (question.form) {
    case 'howLong':
      return `${what} ${basis === 'detector' ? 'in the picture' : 'seen'} for ${total} in all${inStretches(counts.places)}:`;
    case 'whichVideo':
      return `${what} ${done} in ${count(counts.films, 'video')}:`;
    default: {
      const yes = question.form === 'exists' && (basis === 'detector' || exact) ? 'Yes, ' : '';
      return question.ordinal
        ? `${what} ${question.ordinal} ${done} here:`
        : `${yes}${what} ${done} ${times(counts.places)}, for ${total} in all:`;
    }
  }
}

/** The same where the detector was not sure, knows only a wider kind, or where frames only make it likely. */
function perhapsPresent(claim: Claim<'present'>): string {
  const { basis, asked: question, exact, counts } = claim;
  const total = lengthOf(counts.total);
  // A wider kind than was asked for is there: only whether it is meant is not known.
  const wider = basis === 'detector' && !exact;
  const like = wider ? shown(claim) : `what looks like ${shown(claim)}`;
  const doubt = wider ? ':' : '; I am not sure:';
  if (basis === 'label') {
    if (question.form === 'exists')
      return `Perhaps: ${like} is there ${times(counts.places)}, but I am not sure:`;
    if (question.form === 'howLong')
      return `${like} is there for ${total} in all${inStretches(counts.places)}${doubt}`;
    if (question.form === 'whichVideo') return `${like} is in ${count(counts.films, 'video')}${doubt}`;
  }
  const perhaps = question.form === 'exists' ? 'Perhaps: ' : '';
  return question.ordinal
    ? `${perhaps}${like} is ${question.ordinal} there here${doubt}`
    : `${perhaps}${like} is there ${times(counts.places)}, for ${total} in all${doubt}`;
}

function inStretches(places: number): string {
  return places === 1 ? '' : `, in ${places} stretches`;
}
