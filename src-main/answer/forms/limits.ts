import { Draft } from '../draft';
import { findSeen, type Inquiry, inVideo, untilText } from '../findings';
import { findLines } from '../lines';
import type { Reading } from '../question';
import type { Limit } from '../shapes';
import { be, lengthOf, listOf, percent, plainText, quoted } from '../wording';

const LIMITS: Record<Limit, string> = {
  colour: 'I cannot tell colours: the model names things, not what they look like.',
  identity: 'I cannot tell who somebody is: faces and voices are not recognised.',
};

/** A question that Core has no means to answer: says which, then shows where the thing itself is, if it is. */
export async function answerLimit(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const draft = new Draft();
  if (reading.limit) draft.paragraph(LIMITS[reading.limit]);
  return writeElsewhere(draft, inquiry, reading.quote ?? reading.topic, reading.quote);
}

/** Where the thing itself is seen, spoken or written of, for who would look for themselves. */
export async function writeElsewhere(
  draft: Draft,
  inquiry: Inquiry,
  topic: string,
  quote: string | null,
): Promise<Draft> {
  if (topic === '') return draft.close(null);
  const seen = await findSeen(inquiry, topic);
  if (seen.places.length > 0) {
    const named = `**${plainText(listOf(seen.named))}**`;
    const sure = seen.places.some((p) => p.value.stretch.grade === 'seen');
    const where = sure ? `${named} ${be(seen.named.at(-1) ?? '')} seen` : `it looks like ${named}`;
    draft.paragraph(`You can look for yourself where ${where}:`);
    for (const { value, citation } of seen.places.slice(0, 5)) {
      draft.item(
        citation,
        `${untilText(citation)}${inVideo(inquiry, citation.videoId)} (${percent(value.stretch.peak)} at best)`,
      );
    }
  }
  for (const [source, done] of [
    ['speech', 'spoken'],
    ['text', 'written'],
  ] as const) {
    const lines = await findLines(inquiry, source, topic, quote);
    if (lines.places.length === 0) continue;
    draft.paragraph(`It is ${done} of here, which may tell more:`);
    for (const { value, citation } of lines.places.slice(0, 3)) {
      draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
    }
  }
  return draft.close(null);
}

export function answerLength(inquiry: Inquiry): Draft {
  const draft = new Draft();
  for (const video of inquiry.videos)
    draft.paragraph(`The video **${plainText(video.title)}** is ${lengthOf(video.duration)} long.`);
  return draft.close('high');
}
