import type { Confidence } from '../../../../src-shared/domain';
import { plainText, quoted, spanOf } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type LineHit, lineStrength } from '../evidence';
import { type Inquiry, inVideo } from '../findings';
import { checkLines, findLines, linesAsHits } from '../lines';
import type { Reading } from '../question';
import { keySentences } from '../textrank';
import type { Checked } from '../verify';
import { nothingFound } from './places';

const MOST_PASSAGES = 5;
/** A transcript that was asked for whole: longer ones are read in their own panel. */
const MOST_OF_TRANSCRIPT = 40;
export const HOW_TO_ASK =
  'I read questions by their form, in English: “When do you see …?”, “What is said about …?”, “Is there …?”, “What happens at 0:30?”, “What is this video about?”';

/** "What is said about X", "who says X": the passages themselves, best first, told in order of time. */
export async function answerSaid(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const topic = reading.quote ?? reading.topic;
  if (topic === '') return answerAllSaid(inquiry, reading);
  const what = reading.quote ? quoted(reading.quote) : `**${plainText(topic)}**`;
  const said = await findLines(inquiry, 'speech', topic, reading.quote);
  if (said.places.length === 0) return nothingFound(inquiry, reading, { what, said });
  const best = chooseBest(said.places);
  const draft = new Draft();
  if (reading.form === 'whoSays') {
    draft.paragraph('I cannot tell voices apart, so not who speaks; the words are here:');
  } else if (judgeSpoken(best) === 'low') {
    draft.paragraph(`Perhaps about ${what}, by meaning and not by its words:`);
  } else draft.paragraph(`What is said about ${what}:`);
  writePassages(draft, inquiry, best);
  return draft.close(judgeSpoken(best));
}

/** The strong passages where there are any: a weak one beside them would only dilute the answer. */
function chooseBest(places: readonly Checked<LineHit>[]): Checked<LineHit>[] {
  const strong = places.filter((p) => lineStrength(p.value) === 'strong');
  return inOrder((strong.length > 0 ? strong : places).slice(0, MOST_PASSAGES));
}

export function inOrder(places: readonly Checked<LineHit>[]): Checked<LineHit>[] {
  return [...places].sort(
    (a, b) => a.citation.videoId.localeCompare(b.citation.videoId) || a.citation.from - b.citation.from,
  );
}

export function writePassages(draft: Draft, inquiry: Inquiry, places: readonly Checked<LineHit>[]): void {
  for (const { value, citation } of places) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
}

function judgeSpoken(places: readonly Checked<LineHit>[]): Confidence {
  const strengths = places.map((p) => lineStrength(p.value));
  return strengths.includes('strong') ? 'high' : strengths.includes('fair') ? 'medium' : 'low';
}

/** "What does he say" without a topic: everything in a short stretch, else what matters most. */
async function answerAllSaid(inquiry: Inquiry, reading: Reading): Promise<Draft> {
  const draft = new Draft();
  if (reading.form === 'whoSays') draft.paragraph('I cannot tell voices apart, so not who speaks.');
  let any = false;
  const whole = reading.wanted?.kind === 'everyLine';
  for (const video of inquiry.videos) {
    const spoken = linesAsHits(inquiry, 'speech', video);
    if (spoken.length === 0) continue;
    const kept = await checkLines(
      inquiry,
      whole ? spoken.slice(0, MOST_OF_TRANSCRIPT) : keyPassages(spoken, MOST_PASSAGES),
    );
    if (kept.length === 0) continue;
    any = true;
    const within = inquiry.within(video);
    const where = within && within !== 'nowhere' ? ` from ${spanOf(within)}` : '';
    const some =
      spoken.length > kept.length
        ? whole
          ? `the first ${kept.length} of ${spoken.length} passages`
          : `the ${kept.length} of ${spoken.length} passages that say most`
        : 'all that is said';
    draft.paragraph(`${some}${where}${inVideo(inquiry, video.id)}:`);
    writePassages(draft, inquiry, kept);
  }
  if (any) return draft.close(reading.form === 'whoSays' ? 'low' : 'high');
  const nothing = reading.time || inquiry.scope === 'all' ? 'there' : 'in this video';
  return draft.paragraph(`I found nothing said ${nothing}.`).close('none');
}

/** The passages that say most, in order of time. */
export function keyPassages(spoken: readonly LineHit[], most: number): LineHit[] {
  if (spoken.length <= most) return [...spoken];
  const chosen = keySentences(
    spoken.map((s) => s.segment.text),
    most,
  );
  return chosen.flatMap((i) => spoken[i] ?? []);
}

/** A greeting, thanks, or a question about asking. */
export function answerHelp(): Draft {
  return new Draft().paragraph(HOW_TO_ASK).close(null);
}
