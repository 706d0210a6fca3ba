import { CALIBRATION } from '../calibration';
import { at, intervalsOf, type Stated } from '../claims/claims';
import type { Draft } from '../draft';
import { filmNamed, type Inquiry } from '../findings';
import type { ParsedQuery } from '../question';
import type { ThingPlace, Things } from '../things/find';
import type { NamedThing } from '../things/names';
import type { Checked } from '../verify';
import { presence, writeAction, writePlaces } from './seen-places';

/** Where the detector found it, and what it cannot tell of it. */
export function writeThings(draft: Draft, inquiry: Inquiry, reading: ParsedQuery, things: Things): void {
  writeAction(draft, reading);
  writeLimits(draft, things);
  const found = things.named.filter((thing) => !things.missed.includes(thing));
  const subject = found.map(countedName);
  const sure = things.places.filter((p) => p.value.sure);
  // Beside places that are sure, a moment that the detector doubts tells nothing.
  const unsure = things.places.filter(
    ({ value }) => !value.sure && (sure.length === 0 || value.to - value.from >= CALIBRATION.things.glimpse),
  );
  const exact = found.every((thing) => thing.exact);
  const write = (places: readonly Checked<ThingPlace>[]) =>
    writePlaces(draft, places, (p) => thingPlace(inquiry, p));
  if (reading.again) {
    const [first, ...later] = things.places;
    if (first) sayReturns(draft, subject, first, later);
    write(later.length > 0 ? later : things.places);
    return;
  }
  const basis = 'detector';
  if (sure.length > 0) draft.say(presence(reading, sure, { basis, subject, exact, sure: true }));
  write(sure);
  if (sure.length > 0 && unsure.length > 0) draft.say({ kind: 'unsureToo' });
  else if (unsure.length > 0) draft.say(presence(reading, unsure, { basis, subject, exact, sure: false }));
  write(unsure);
}

/** What is asked for, where the detector knows just that; else the kind that it knows. */
export function nameOf(thing: NamedThing): string {
  return thing.exact ? thing.asked : (thing.labels[0] ?? thing.asked);
}

/** With how many of it are asked for, where that is told. */
function countedName(thing: NamedThing): string {
  return thing.exact && thing.many ? `${thing.many.asked} ${thing.asked}` : nameOf(thing);
}

/** What is not told of, and why. */
export function writeLimits(draft: Draft, { named, others, missed }: Things): void {
  const wider = named.filter((thing) => !thing.exact && !missed.includes(thing));
  for (const thing of wider) draft.say({ kind: 'onlyKind', subject: [thing.asked], wider: nameOf(thing) });
  if (others.length > 0) draft.say({ kind: 'untold', subject: others });
  if (missed.length > 0 && missed.length < named.length)
    draft.say({ kind: 'missed', basis: 'detector', subject: missed.map((thing) => thing.asked) });
}

/** "When does it come back": every place but the first. */
function sayReturns(
  draft: Draft,
  subject: readonly string[],
  first: Checked<ThingPlace>,
  later: readonly Checked<ThingPlace>[],
): void {
  draft.say({
    ...{ kind: 'returns', subject, counts: { places: later.length }, intervals: intervalsOf(later) },
    evidence: later.length > 0 ? [first.citation] : [],
    confidence: [first, ...later].some(({ value }) => value.sure) ? 'medium' : 'low',
  });
}

/** A place of a thing as an item. */
export function thingPlace(inquiry: Inquiry, { value, citation }: Checked<ThingPlace>): Stated {
  return {
    ...{ kind: 'place', basis: 'detector', subject: [value.label], ...at(citation) },
    counts: { length: value.to - value.from, atOnce: value.most, likelihood: value.score },
    confidence: value.sure ? 'medium' : 'low',
    film: filmNamed(inquiry, citation.videoId),
  };
}
