import { Draft } from '../draft';
import { type Inquiry, inOrder } from '../findings';
import { lineStrength } from '../line-hit';
import { type Lines, onlyNear } from '../lines';
import type { ParsedQuery } from '../question';
import type { Sense } from '../shapes';
import { contentWords } from '../words';
import { answerLimit } from './limits';
import { lineItem } from './line-places';
import { answerByPassages, asksReason, leastFor } from './nearest-passages';
import type { Found } from './nothing';
import { writeNearest } from './nothing';
import { findAll } from './places';
import { labelPlace } from './seen-places';
import { nameOf, thingPlace } from './thing-places';
import { answerMeasure, writeAbout } from './written';

const MOST_PLACES = 3;

/**
 * A question of no known form, searched as it stands in all that is stored. What holds its words is told as the nearest there
 * is; what is only near in meaning is shown, and claims nothing.
 */
export async function answerOpen(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const topic = reading.quote ?? (contentWords(reading.topic).join(' ') || reading.topic);
  const draft = new Draft();
  if (reading.foreign) draft.say({ kind: 'foreign' });
  if (topic === '') return draft.say({ kind: 'howToAsk' }).close(null);
  // Faces and voices are not known: of somebody only what is said or written tells.
  const sense: Sense = reading.limit === null || reading.sense === 'written' ? reading.sense : 'told';
  const found = await findAll(inquiry, { ...reading, topic, sense });
  const named =
    reading.limit !== null && found.written ? await tellNamed(inquiry, topic, found.written) : null;
  if (named) return named;
  const told = [found.said, found.written].map((lines) => writeHolding(draft, inquiry, lines));
  const holds = told.some(Boolean);
  const asked = { ...reading, topic, sense };
  // Of who somebody is only the very words tell.
  const near =
    holds || reading.limit === 'identity'
      ? null
      : await answerByPassages(inquiry, asked, leastFor(asked), draft);
  if (near) return near;
  // Where people are seen does not tell why they come.
  const seen = !asksReason(inquiry.question) && writePictures(draft, inquiry, found, holds);
  if (holds) return draft.close('medium', 'nearestPlaces');
  if (seen) return draft.close('low', 'nearestPlaces');
  const measured = sense === 'said' ? null : await answerMeasure(inquiry, topic);
  if (measured) return measured;
  if (reading.limit !== null) return answerLimit(inquiry, { ...reading, topic });
  const { said, written } = found;
  const senses = [...(said ? (['said'] as const) : []), ...(written ? (['written'] as const) : [])];
  draft.say({ kind: 'unanswered', subject: [topic], senses, confidence: 'none' });
  writeNearest(draft, inquiry, { seen: null, said: said && onlyNear(said) });
  return draft.close('none');
}

/** "Who is Carlo": what stands beside his name. */
function tellNamed(inquiry: Inquiry, name: string, written: Lines): Promise<Draft | null> {
  return writeAbout(new Draft(), inquiry, name, written);
}

/** @returns whether lines hold the words of the question */
function writeHolding(draft: Draft, inquiry: Inquiry, lines: Lines | null): boolean {
  const shown =
    lines?.places.filter((place) => lineStrength(place.value) === 'strong').slice(0, MOST_PLACES) ?? [];
  if (!lines || shown.length === 0) return false;
  draft.say({ kind: 'closestLines', source: lines.source });
  for (const line of inOrder(shown)) draft.say(lineItem(inquiry, line));
  return true;
}

/** Things and labels that the question names. Where words already answer, only what is sure. @returns whether there were any */
function writePictures(draft: Draft, inquiry: Inquiry, { things, seen }: Found, sureOnly: boolean): boolean {
  const first = things?.named[0];
  const found =
    things?.places.filter((p) => p.value.thing === first && p.value.sure).slice(0, MOST_PLACES) ?? [];
  if (first && found.length > 0) {
    draft.say({ kind: 'whereSeen', basis: 'detector', sure: true, subject: [nameOf(first)] });
    for (const place of found) draft.say(thingPlace(inquiry, place));
  }
  const places = (seen?.places ?? [])
    .filter((p) => !sureOnly || p.value.stretch.grade === 'seen')
    .slice(0, MOST_PLACES);
  if (places.length > 0) {
    const sure = places.every((p) => p.value.stretch.grade === 'seen');
    draft.say({ kind: 'whereSeen', basis: 'label', sure, subject: seen?.named ?? [] });
    for (const place of places) draft.say(labelPlace(inquiry, place));
  }
  return found.length > 0 || places.length > 0;
}
