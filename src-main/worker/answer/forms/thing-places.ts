import { be, count, lengthOf, listOf, percent, plainText, times } from '../../../base/answer/wording';
import type { Draft } from '../draft';
import { type Inquiry, inVideo, untilText } from '../findings';
import type { Reading } from '../question';
import type { ThingPlace, Things } from '../things/find';
import type { NamedThing } from '../things/names';
import type { Checked } from '../verify';
import { inStretches, MOST_ITEMS, totalAcross, videosOf } from './seen-places';

/** Where the detector found it, and what it cannot tell of it. */
export function writeThings(draft: Draft, inquiry: Inquiry, reading: Reading, things: Things): void {
  writeAction(draft, reading);
  writeLimits(draft, things);
  const found = things.named.filter((thing) => !things.missed.includes(thing));
  const shown = `**${plainText(listOf(found.map(claimOf), 'or'))}**`;
  const verb = be(found.at(-1)?.asked ?? '');
  const sure = things.places.filter((p) => p.value.sure);
  const unsure = things.places.filter((p) => !p.value.sure);
  const exact = found.every((thing) => thing.exact);
  if (reading.again) {
    writeReturns(draft, inquiry, shown, things.places);
    return;
  }
  if (sure.length > 0) draft.paragraph(headOf(reading, shown, verb, sure));
  writePlaces(draft, inquiry, sure);
  if (sure.length > 0 && unsure.length > 0) draft.paragraph('Perhaps here too; I am not sure:');
  else if (unsure.length > 0) draft.paragraph(likelyHead(reading, shown, unsure, exact));
  writePlaces(draft, inquiry, unsure);
}

/** What is done with a thing is not told. */
export function writeAction(draft: Draft, { action }: Reading): void {
  if (action !== null)
    draft.paragraph(
      `I cannot tell what somebody does (“${plainText(action)}”), only where the thing itself is:`,
    );
}

/** What is asked for, where the detector knows just that; else the kind that it knows. */
export function claimOf(thing: NamedThing): string {
  return thing.exact ? thing.asked : (thing.labels[0] ?? thing.asked);
}

/** What is not told of, and why. */
export function writeLimits(draft: Draft, { named, others, missed }: Things): void {
  const quoted = (words: readonly string[]) =>
    listOf(
      words.map((word) => `“${plainText(word)}”`),
      'or',
    );
  const wider = named.filter((thing) => !thing.exact && !missed.includes(thing));
  for (const thing of wider) {
    draft.paragraph(
      `Things are told apart by kind alone: of “${plainText(thing.asked)}” I can only say where a **${claimOf(thing)}** is.`,
    );
  }
  if (others.length > 0)
    draft.paragraph(`Whether ${quoted(others)} is so, I cannot tell: things are told apart by kind alone.`);
  if (missed.length > 0 && missed.length < named.length)
    draft.paragraph(
      `I found no ${quoted(missed.map((thing) => thing.asked))}, so this tells of the rest only.`,
    );
}

function headOf(
  reading: Reading,
  shown: string,
  verb: string,
  places: readonly Checked<ThingPlace>[],
): string {
  const total = lengthOf(totalAcross(places));
  switch (reading.form) {
    case 'howLong':
      return `${shown} ${verb} in the picture for ${total} in all${inStretches(places)}:`;
    case 'whichVideo':
      return `${shown} ${verb} found in ${count(videosOf(places), 'video')}:`;
    default: {
      const yes = reading.form === 'exists' ? 'Yes, ' : '';
      return reading.ordinal
        ? `${shown} ${verb} ${reading.ordinal} found here:`
        : `${yes}${shown} ${verb} found ${times(places.length)}, for ${total} in all:`;
    }
  }
}

/** The same where the detector was not sure, or knows only a wider kind. */
function likelyHead(
  reading: Reading,
  shown: string,
  places: readonly Checked<ThingPlace>[],
  exact: boolean,
): string {
  const total = lengthOf(totalAcross(places));
  const perhaps = reading.form === 'exists' ? 'Perhaps: ' : '';
  const like = exact ? `what looks like ${shown}` : shown;
  const doubt = exact ? '; I am not sure:' : ':';
  return reading.ordinal
    ? `${perhaps}${like} is ${reading.ordinal} there here${doubt}`
    : `${perhaps}${like} is there ${times(places.length)}, for ${total} in all${doubt}`;
}

/** "When does it come back": every place but the first. */
function writeReturns(
  draft: Draft,
  inquiry: Inquiry,
  shown: string,
  places: readonly Checked<ThingPlace>[],
): void {
  const [first, ...later] = places;
  if (!first) return;
  if (later.length === 0) {
    draft.paragraph(`I found ${shown} in one stretch only, so I did not see it come back:`);
    writePlaces(draft, inquiry, [first]);
    return;
  }
  draft.paragraph(
    `After its first place, `,
    first.citation,
    `, ${shown} is found again ${times(later.length)}:`,
  );
  writePlaces(draft, inquiry, later);
}

function writePlaces(draft: Draft, inquiry: Inquiry, places: readonly Checked<ThingPlace>[]): void {
  for (const { value, citation } of places.slice(0, MOST_ITEMS)) {
    const length = `, ${lengthOf(value.to - value.from)}`;
    const many = value.most > 1 ? `, up to ${value.most} at once` : '';
    draft.item(
      citation,
      `${untilText(citation)}${inVideo(inquiry, citation.videoId)}${length}${many} (${percent(value.score)})`,
    );
  }
  if (places.length > MOST_ITEMS) draft.paragraph(`And ${count(places.length - MOST_ITEMS, 'more place')}.`);
}
