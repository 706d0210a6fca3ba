import { Draft } from '../draft';
import { findSaid, findSeen, type Inquiry, inVideo, untilText } from '../findings';
import type { Limit, Reading } from '../question';
import { be, lengthOf, listOf, percent, plainText, quoted } from '../wording';

const LIMITS: Record<Limit, string> = {
  count: 'I cannot count people or things in a picture: the model tells what a frame shows, not how many.',
  colour: 'I cannot tell colours: the model names things, not what they look like.',
  writing: 'I cannot read writing in the picture.',
  identity: 'I cannot tell who somebody is: faces and voices are not recognised.',
};

/** A question that Core has no means to answer: says which, then shows where the thing itself is, if it is. */
export async function answerLimit(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const draft = new Draft().paragraph(LIMITS[reading.limit ?? 'count']);
  const topic = reading.quote ?? reading.topic;
  if (topic === '') return draft.close(null);
  const seen = reading.limit === 'writing' ? null : await findSeen(inquiry, topic);
  const said = await findSaid(inquiry, topic, reading.quote);
  if (seen && seen.places.length > 0) {
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
  if (said.places.length > 0) {
    draft.paragraph('It is spoken of here, which may tell more:');
    for (const { value, citation } of said.places.slice(0, 3)) {
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
