import type { Confidence } from '../../../../src-shared/answers';
import { CALIBRATION } from '../calibration';
import { intervalsOf } from '../claims/claims';
import { Draft } from '../draft';
import { filmNamed, type Inquiry, inOrder, intervalAsked } from '../findings';
import { type LineHit, lineStrength } from '../line-hit';
import { checkLines, findLines, linesAsHits, onlyNear } from '../lines';
import type { ParsedQuery } from '../question';
import { keySentences } from '../textrank';
import { isStopWord, wordsOf } from '../words';
import { lineItem } from './line-places';
import { answerByPassages, type LeastScores, leastFor } from './nearest-passages';
import { nothingFound } from './nothing';

const MOST_PASSAGES = 5;
/** A transcript that was asked for whole: longer ones are read in their own panel. */
const MOST_OF_TRANSCRIPT = 40;

/** "What is said about X", "who says X": the passages themselves, best first, told in order of time. */
export async function answerSaid(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const topic = reading.quote ?? reading.topic;
  if (topic === '') return answerAllSaid(inquiry, reading);
  const said = await findLines(inquiry, 'speech', topic, reading.quote);
  const best = inOrder(said.places.filter((p) => lineStrength(p.value) === 'strong').slice(0, MOST_PASSAGES));
  if (best.length === 0) {
    const told = await answerByPassages(inquiry, reading, leastOf(inquiry, reading));
    return told ?? nothingFound(inquiry, reading, { said: onlyNear(said) });
  }
  const draft = new Draft();
  const confidence: Confidence = 'high';
  if (reading.form === 'whoSays') draft.say({ kind: 'voices', wordsFollow: true });
  else
    draft.say({
      ...{
        kind: 'about',
        subject: [topic],
        isQuote: reading.quote !== null,
      },
      ...{ intervals: intervalsOf(best), confidence },
    });
  for (const line of best) draft.say(lineItem(inquiry, line));
  return draft.close(confidence);
}

/** "What are they warning about" may be written as well, and has to come nearer there; "what is said of it" is asked of speech alone. */
function leastOf({ question }: Inquiry, reading: ParsedQuery): LeastScores {
  const { written, other } = CALIBRATION.passages;
  const aloud = wordsOf(question).some(({ lower }) => ALOUD.test(lower));
  return aloud ? leastFor(reading) : { ...leastFor(reading), text: written + 2 * other };
}

const ALOUD =
  /^(?:sa(?:y|ys|id|ying)|talk\w*|mention\w*|speak\w*|spoke\w*|te(?:ll|lls|lling)|told|hear\w*|quote\w*)$/;

/** "What does the old man ask?": what is said as a question. Null where nothing is, or no question was asked for. */
async function answerAsked(inquiry: Inquiry, { form }: ParsedQuery): Promise<Draft | null> {
  if (form !== 'whatSaid' || !ASKS.test(inquiry.question.replace(/[?!. ]+$/, ''))) return null;
  const questions = inquiry.videos
    .flatMap((video) => linesAsHits(inquiry, 'speech', video))
    .filter(({ segment }) => /\?["”’)]*$/.test(segment.text));
  const kept = await checkLines(inquiry, questions.slice(0, MOST_PASSAGES));
  if (kept.length === 0) return null;
  const draft = new Draft().say({ kind: 'closestLines', source: 'speech' });
  for (const line of kept) draft.say(lineItem(inquiry, line));
  return draft.close('medium');
}

/** Of a question without its mark. */
const ASKS = /\b(?:does|do|did|is|are|was|were|has|have)\b.*\bask(?:ed|ing)?$|\bquestions?\b/i;

/** "What does he say" without a topic: everything in a short stretch, else what matters most. */
async function answerAllSaid(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const near = asksMore(inquiry, reading)
    ? await answerByPassages(inquiry, reading, leastFor(reading))
    : null;
  if (near) return near;
  const questions = await answerAsked(inquiry, reading);
  if (questions) return questions;
  const draft = new Draft();
  if (reading.form === 'whoSays') draft.say({ kind: 'voices', wordsFollow: false });
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
    draft.say({
      ...{ kind: 'chosenLines', source: 'speech', first: whole },
      counts: { shown: kept.length, of: spoken.length },
      ...{ intervals: intervalAsked(inquiry, video), film: filmNamed(inquiry, video.id), confidence: 'high' },
    });
    for (const line of kept) draft.say(lineItem(inquiry, line));
  }
  if (any) return draft.close(reading.form === 'whoSays' ? 'low' : 'high');
  const where = reading.time || inquiry.scope === 'all' ? 'there' : 'film';
  return draft
    .say({ kind: 'noLines', source: 'speech', subject: [], where, confidence: 'none' })
    .close('none');
}

/** "What does she say she is looking for": no word of it is a topic, and yet it does not ask for all that is said. */
function asksMore({ question }: Inquiry, { form, wanted, time }: ParsedQuery): boolean {
  const verbs = wordsOf(question).filter(({ lower }) => !isStopWord(lower) && !ONLY_SPEAK.test(lower));
  return form === 'whatSaid' && wanted === null && time === null && verbs.length > 0;
}

/** Words that ask for speech, and those for who speaks. */
const ONLY_SPEAK =
  /^(?:say|says|said|saying|talk\w*|tell|tells|told|speak\w*|spoken|hear|heard|speech|words?|(?:wo)?m[ae]n|boys?|girls?|guys?|people|persons?|speakers?|narrators?|voices?|hosts?|presenters?|video|film|movie|clip|trailer|audio|start|beginning|end|so)$/;

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
  return new Draft().say({ kind: 'howToAsk' }).close(null);
}
