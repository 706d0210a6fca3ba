import { Draft } from '../draft';
import { type Inquiry, inOrder } from '../findings';
import { lineStrength } from '../line-hit';
import type { Lines } from '../lines';
import type { ParsedQuery } from '../question';
import type { Sense } from '../shapes';
import { contentWords } from '../words';
import { answerLimit } from './limits';
import { lineItem } from './line-places';
import type { Found } from './nothing';
import { writeNearest } from './nothing';
import { findAll } from './places';
import { labelPlace } from './seen-places';
import { nameOf, thingPlace } from './thing-places';
import { writeAbout } from './written';

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
  // Of who somebody is only the very words tell.
  const least = reading.limit === 'identity' ? 'strong' : 'fair';
  const told = [found.said, found.written].map((lines) => writeHolding(draft, inquiry, lines, least));
  const seen = writePictures(
    draft,
    inquiry,
    found,
    told.some((t) => t !== null),
  );
  if (told.some((t) => t === 'strong')) return draft.close('medium', 'nearestPlaces');
  if (seen || told.some((t) => t !== null)) return draft.close('low', 'nearestPlaces');
  if (reading.limit !== null) return answerLimit(inquiry, { ...reading, topic });
  const { said, written } = found;
  const senses = [...(said ? (['said'] as const) : []), ...(written ? (['written'] as const) : [])];
  draft.say({ kind: 'unanswered', subject: [topic], senses, confidence: 'none' });
  const near = said && { ...said, nearest: weakest(said) };
  writeNearest(draft, inquiry, { seen: null, said: near });
  return draft.close('none');
}

/** "Who is Carlo": what stands beside his name. */
function tellNamed(inquiry: Inquiry, name: string, written: Lines): Promise<Draft | null> {
  return writeAbout(new Draft(), inquiry, name, written);
}

/** @returns how far the surest of these lines carries; null where none holds enough of the question */
function writeHolding(
  draft: Draft,
  inquiry: Inquiry,
  lines: Lines | null,
  least: 'strong' | 'fair',
): 'strong' | 'fair' | null {
  const graded = lines?.places.map((place) => ({ place, grade: lineStrength(place.value) })) ?? [];
  const grade = (['strong', 'fair'] as const).find((g) => graded.some((one) => one.grade === g));
  if (!lines || !grade || (least === 'strong' && grade !== 'strong')) return null;
  const shown = graded.filter((one) => one.grade === grade).map(({ place }) => place);
  draft.say({ kind: 'closestLines', source: lines.source });
  for (const line of inOrder(shown.slice(0, MOST_PLACES))) draft.say(lineItem(inquiry, line));
  return grade;
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

function weakest(lines: Lines): Lines['nearest'] {
  return lines.places.length > 0 ? lines.places.slice(0, 1) : lines.nearest;
}
