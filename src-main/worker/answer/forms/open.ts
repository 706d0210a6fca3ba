import type { SegmentSource } from '../../../../src-shared/domain';
import { be, count, labelled, listOf, percent, plainText, quoted } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { lineStrength } from '../evidence';
import { type Inquiry, inVideo } from '../findings';
import type { Lines } from '../lines';
import type { Reading } from '../question';
import type { Sense } from '../shapes';
import { contentWords } from '../words';
import { answerLimit } from './limits';
import { type Found, findAll, writeNearest } from './places';
import { HOW_TO_ASK, inOrder } from './speech';
import { claimOf } from './thing-places';
import { writeAbout } from './written';

const MOST_PLACES = 3;
const DONE = { speech: 'said', text: 'written' } as const satisfies Record<SegmentSource, string>;

/**
 * A question of no known form, searched as it stands in all that is stored. What holds its words is told as the nearest there
 * is; what is only near in meaning is shown, and claims nothing.
 */
export async function answerOpen(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const topic = reading.quote ?? (contentWords(reading.topic).join(' ') || reading.topic);
  const draft = new Draft();
  if (reading.foreign)
    draft.paragraph('Questions are read in English: the words of yours were looked for as they stand.');
  if (topic === '') return draft.paragraph(HOW_TO_ASK).close(null);
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
  if (told.some((t) => t === 'strong'))
    return draft.close('medium', 'these are the nearest places, not a worked-out answer');
  if (seen || told.some((t) => t !== null))
    return draft.close('low', 'these are the nearest places, not a worked-out answer');
  if (reading.limit !== null) return answerLimit(inquiry, { ...reading, topic });
  draft.paragraph(`I found nothing that answers this${placesOf(found)}.`);
  const near = found.said && { ...found.said, nearest: weakest(found.said) };
  writeNearest(draft, inquiry, { seen: null, said: near });
  return draft.close('none');
}

/** "Who is Carlo": what stands beside his name. */
function tellNamed(inquiry: Inquiry, name: string, written: Lines): Promise<Draft | null> {
  return writeAbout(new Draft(), inquiry, quoted(name), written);
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
  draft.paragraph(`What is ${DONE[lines.source]} that comes closest:`);
  for (const { value, citation } of inOrder(shown.slice(0, MOST_PLACES))) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
  return grade;
}

/** Things and labels that the question names. Where words already answer, only what is sure. @returns whether there were any */
function writePictures(draft: Draft, inquiry: Inquiry, { things, seen }: Found, sureOnly: boolean): boolean {
  const first = things?.named[0];
  const found =
    things?.places.filter((p) => p.value.thing === first && p.value.sure).slice(0, MOST_PLACES) ?? [];
  if (first && found.length > 0) {
    const name = claimOf(first);
    draft.paragraph(`Where **${plainText(name)}** ${be(name)} found:`);
    for (const { value, citation } of found)
      draft.item(citation, `${inVideo(inquiry, citation.videoId)}, ${count(value.most, 'thing')} at once`);
  }
  const places = (seen?.places ?? [])
    .filter((p) => !sureOnly || p.value.stretch.grade === 'seen')
    .slice(0, MOST_PLACES);
  if (places.length > 0) {
    const sure = places.every((p) => p.value.stretch.grade === 'seen');
    const names = `**${plainText(listOf(seen?.named ?? []))}**`;
    draft.paragraph(sure ? `Where ${names} ${be(names)} seen:` : `What looks like ${names}; I am not sure:`);
    for (const { value, citation } of places) {
      const chance = ` (${percent(value.stretch.peak)} at best)`;
      draft.item(citation, `${inVideo(inquiry, citation.videoId)}${labelled(value.labels)}${chance}`);
    }
  }
  return found.length > 0 || places.length > 0;
}

function weakest(lines: Lines): Lines['nearest'] {
  return lines.places.length > 0 ? lines.places.slice(0, 1) : lines.nearest;
}

/** ` in what is said or written`: only where there was something to look through. */
function placesOf({ said, written }: Found): string {
  const places = [said ? 'said' : '', written ? 'written' : ''].filter(Boolean);
  return places.length === 0 ? '' : ` in what is ${listOf(places, 'or')}`;
}
