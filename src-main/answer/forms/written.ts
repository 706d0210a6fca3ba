import type { Video } from '../../../src-shared/domain';
import { Draft } from '../draft';
import type { LineHit } from '../evidence';
import { type Inquiry, inVideo } from '../findings';
import { checkLines, findLines, linesAsHits } from '../lines';
import type { Reading } from '../question';
import { quoted, spanOf } from '../wording';
import { NOT_READ } from './places';

const MOST_LINES = 8;

/** "What does the sign say", "what is written at 0:30": the lines that stand out most, in order of time. */
export async function answerWhatWritten(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const readable = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'text'));
  if (readable.length === 0) return new Draft().paragraph(NOT_READ).close(null);
  const draft = new Draft();
  const asked = reading.quote ?? reading.topic;
  const about = asked === '' ? null : await findLines(inquiry, 'text', asked, reading.quote);
  if (about && about.places.length > 0) {
    draft.paragraph(`What is written with ${quoted(asked)}:`);
    for (const { value, citation } of about.places.slice(0, MOST_LINES)) {
      draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
    }
    return draft.close('high');
  }
  let any = false;
  for (const video of readable) any = (await writeLinesOf(draft, inquiry, video)) || any;
  if (any) return draft.close('medium');
  const there = reading.time || inquiry.scope === 'all' ? 'there' : 'in this video';
  return draft.paragraph(`I found nothing written ${there}.`).close('none');
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
