import type { Confidence, Video } from '../../../../src-shared/domain';
import { quoted, spanOf } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type LineHit, lineStrength } from '../evidence';
import { type Inquiry, inVideo } from '../findings';
import { checkLines, findLines, type Lines, linesAsHits } from '../lines';
import type { Reading } from '../question';
import { NOT_READ } from './places';

const MOST_LINES = 8;
const MOST_ABOUT = 12;

/** "What does the sign say", "what is written at 0:30": the lines that stand out most, in order of time. */
export async function answerWhatWritten(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const readable = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'text'));
  if (readable.length === 0) return new Draft().paragraph(NOT_READ).close(null);
  const draft = new Draft();
  const asked = reading.quote ?? reading.topic;
  if (asked !== '') {
    const about = await findLines(inquiry, 'text', asked, reading.quote);
    const told = await writeAbout(draft, inquiry, quoted(asked), about);
    if (told) return told;
    // "What is the password": no word asks for writing, and somebody may say it.
    const oneOf = reading.quote === null && reading.wanted?.kind === 'oneOf';
    const said = oneOf ? await writeSaid(draft, inquiry, asked) : null;
    if (said) return said;
    draft.paragraph(`I found nothing written with ${quoted(asked)}.`);
    return reading.quote === null
      ? writeCandidates(draft, inquiry, readable, reading.wanted?.kind === 'oneOf' ? 'low' : 'none')
      : draft.close('none');
  }
  if (reading.carrier !== null) {
    const named = await findLines(inquiry, 'text', reading.carrier, null);
    const told = await writeAbout(draft, inquiry, quoted(reading.carrier), named);
    if (told) return told;
  }
  let any = false;
  for (const video of readable) any = (await writeLinesOf(draft, inquiry, video)) || any;
  if (any) return draft.close('medium');
  const there = reading.time || inquiry.scope === 'all' ? 'there' : 'in this video';
  return draft.paragraph(`I found nothing written ${there}.`).close('none');
}

/**
 * What is written with a word: the lines that hold it, and those that share their time with the first of them. Null where
 * none holds it.
 */
async function writeAbout(draft: Draft, inquiry: Inquiry, what: string, about: Lines): Promise<Draft | null> {
  const anchors = about.places.filter((p) => lineStrength(p.value) === 'strong');
  if (anchors.length === 0) return null;
  const beside = anchors.flatMap(({ value: { videoId, segment } }) => {
    const video = inquiry.videos.find(({ id }) => id === videoId);
    const within = () => ({ from: segment.from, to: segment.to });
    return video ? linesAsHits({ ...inquiry, within }, 'text', video) : [];
  });
  const own = new Map([...anchors.map((p) => p.value), ...beside].map((hit) => [keyOf(hit), hit]));
  const kept = await checkLines(inquiry, standingOut([...own.values()], MOST_ABOUT));
  draft.paragraph(`What is written with ${what}, and beside it:`);
  for (const { value, citation } of kept) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
  return draft.close('high');
}

/** What is said with the words that nothing is written with; null where nothing is. */
async function writeSaid(draft: Draft, inquiry: Inquiry, asked: string): Promise<Draft | null> {
  const { places } = await findLines(inquiry, 'speech', asked, null);
  const strong = places.filter(({ value }) => lineStrength(value) === 'strong').slice(0, MOST_LINES);
  if (strong.length === 0) return null;
  draft.paragraph(`Nothing is written with ${quoted(asked)}, but it is said:`);
  for (const { value, citation } of strong) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
  return draft.close('medium');
}

/** "What's the slogan": which line that is, nobody can tell; it may be one of those that stand out. */
async function writeCandidates(
  draft: Draft,
  inquiry: Inquiry,
  videos: readonly Video[],
  confidence: Confidence,
): Promise<Draft> {
  let any = false;
  for (const video of videos) any = (await writeLinesOf(draft, inquiry, video)) || any;
  return any ? draft.close(confidence, 'whether one of these is meant, I cannot tell') : draft.close('none');
}

function keyOf({ videoId, segment }: LineHit): string {
  return `${videoId}/${segment.id}`;
}

async function writeLinesOf(draft: Draft, inquiry: Inquiry, video: Video): Promise<boolean> {
  const all = linesAsHits(inquiry, 'text', video);
  const kept = await checkLines(inquiry, standingOut(all, MOST_LINES));
  if (kept.length === 0) return false;
  const within = inquiry.within(video);
  const where = within && within !== 'nowhere' ? ` from ${spanOf(within)}` : '';
  const which =
    all.length > kept.length
      ? `the ${kept.length} of ${all.length} lines that stand out most`
      : 'all that I could read';
  draft.paragraph(`${which}${where}${inVideo(inquiry, video.id)}:`);
  for (const { value, citation } of kept) draft.item(citation, ` ${quoted(value.segment.text)}`);
  return true;
}

/** The lines that a viewer would notice first: tall, long on screen and clearly read; in order of time. */
export function standingOut(lines: readonly LineHit[], most: number): LineHit[] {
  const weight = ({ segment: { box, confidence, from, to } }: LineHit) =>
    (box?.height ?? 0) * Math.sqrt(to - from) * (confidence ?? 0);
  return [...lines]
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, most)
    .sort((a, b) => a.segment.from - b.segment.from);
}
