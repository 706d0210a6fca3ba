import { be, listOf, percent, plainText, quoted } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { lineStrength } from '../evidence';
import { findSeen, type Inquiry, inVideo, untilText } from '../findings';
import { findLines } from '../lines';
import type { Reading } from '../question';
import type { Limit } from '../shapes';
import { contentWords } from '../words';

const LIMITS: Record<Limit, string> = {
  colour: 'I cannot tell colours: the model names things, not what they look like.',
  identity:
    'I cannot tell who somebody is, nor where it was filmed: faces, voices and places are not recognised.',
  attribute:
    'I cannot tell how something looks, nor the weather or the time of day: the model names things, not what they are like.',
  action: 'I cannot tell what somebody does: the model names things, not actions.',
  sound: 'I cannot tell music or noises: of the sound, only speech is heard.',
};

const UNABLE = {
  translate: 'I cannot translate: I show what was said and written as it is.',
  act: 'I only answer questions. What can be done with a film is in its menus: Export writes transcripts, clips and lists.',
} as const;

/** What is asked for is not done here, however it is put. */
export function answerUnable(what: keyof typeof UNABLE): Draft {
  return new Draft().paragraph(UNABLE[what]).close(null);
}

/** A question that Core has no means to answer: says which, then shows where the thing itself is, if it is. */
export async function answerLimit(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const draft = new Draft();
  if (reading.limit) draft.paragraph(LIMITS[reading.limit]);
  const words = reading.limit === null ? undefined : LEAST_WORDS[reading.limit];
  return writeElsewhere(draft, inquiry, reading.quote ?? reading.topic, reading.quote, words);
}

/** How many of a question's words a line must hold, all of them, to answer what cannot be seen: "what is she searching for". */
const LEAST_WORDS: Partial<Record<Limit, number>> = { action: 1, attribute: 2, identity: 2 };

/** Where the thing itself is seen, spoken or written of, for who would look for themselves. */
export async function writeElsewhere(
  draft: Draft,
  inquiry: Inquiry,
  topic: string,
  quote: string | null,
  leastWords = Number.POSITIVE_INFINITY,
): Promise<Draft> {
  if (topic === '') return draft.close(null);
  let answers = false;
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
    const enough = contentWords(topic).length >= leastWords;
    answers ||= enough && lines.places.some((p) => lineStrength(p.value) === 'strong');
    draft.paragraph(`It is ${done} of here, which may tell more:`);
    for (const { value, citation } of lines.places.slice(0, 3)) {
      draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
    }
  }
  return draft.close(answers ? 'low' : null);
}
