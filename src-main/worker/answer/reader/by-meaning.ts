import type { ParsedQuery } from '../question';
import type { Form, Limit, Sense } from '../shapes';
import { contentWords } from '../words';
import type { Intent, Modality } from './intents';
import type { Classification } from './question-classifier';

/**
 * From this probability on a classified intent counts; below it the question is a search for its words in all that is known.
 * Chosen on the 50 ordinary questions of `eval/sets/queries.jsonl` that are not held out and that the grammar gives up on: of those
 * between 0.3 and 0.4 none would be read wrongly and specifically.
 */
const FLOOR = 0.3;
/** What refuses or does not look at the film at all must be surer: "how do I install it" may be asked of a lecture. */
const FLOOR_OF_REFUSALS = 0.8;
/** A source alone is looked in first where it is that much more likely than all others. */
const FLOOR_OF_SENSE = 0.7;

interface Meant {
  readonly form: Form;
  readonly limit?: Limit;
  readonly sense?: Sense;
  readonly refuses?: boolean;
}

/** What an intent asks for in terms of forms; one that is not here is a search. */
const MEANT: Partial<Record<Intent, Meant>> = {
  locate: { form: 'when' },
  search: { form: 'when' },
  exists: { form: 'exists' },
  count_things: { form: 'howMany' },
  count_times: { form: 'howOften' },
  duration: { form: 'howLong' },
  said: { form: 'whatSaid', sense: 'said' },
  speaker: { form: 'whoSays', sense: 'said' },
  written: { form: 'whatWritten', sense: 'written' },
  describe: { form: 'content' },
  summary: { form: 'summary' },
  identity: { form: 'cannot', limit: 'identity' },
  attribute: { form: 'cannot', limit: 'attribute' },
  activity: { form: 'cannot', limit: 'action' },
  sound: { form: 'cannot', limit: 'sound' },
  structure: { form: 'scenes', refuses: true },
  library: { form: 'whichVideo' },
  chat: { form: 'greeting', refuses: true },
  help: { form: 'help', refuses: true },
};

/**
 * What a question means where the grammar gave up on its form. The grammar's topic, quotation and time stay.
 * @param text the question as it was asked
 */
export function readByMeaning(reading: ParsedQuery, text: string, read: Classification): ParsedQuery {
  if (reading.form !== 'open' || reading.quote !== null || reading.limit !== null || reading.foreign)
    return reading;
  if (!ASKS.test(text) && !LOOKS_FOR.has(read.intent)) return reading;
  const meant = namingOf(text, read) ?? (read.probability >= FLOOR ? MEANT[read.intent] : undefined);
  // A reason has no form of its own, but it is told where most is told.
  if (!meant && read.intent === 'explain' && read.probability >= FLOOR)
    return { ...reading, sense: senseOf(reading, read.modalities) };
  // Why something is done is told by no place of it.
  if (meant && PLACES.has(meant.form) && WHY.test(text))
    return { ...reading, sense: senseOf(reading, read.modalities) };
  if (!meant || (meant.refuses && read.probability < FLOOR_OF_REFUSALS)) return reading;
  const about = meant.form === 'whatWritten' ? withoutDoer(reading.topic) : reading.topic;
  // Of a thing that bears its name its other words tell which line is meant: all that is written with "command" would be too much.
  const topic = BEARS_NAME.test(text) ? contentWords(reading.topic).join(' ') : contentTopic(about);
  const sense = meant.sense ?? senseOf(reading, read.modalities);
  const name = meant.limit === 'identity' ? PROPER_NAME.exec(text.slice(1))?.[0] : undefined;
  // Nobody's face is known, but what stands beside a name may tell.
  if (name) return { ...reading, topic: name, sense: 'written', limit: 'identity' };
  const needsTime = meant.form === 'content' && reading.time === null && topic !== '';
  if (needsTime || (meant.form === 'summary' && reading.time !== null)) return { ...reading, topic, sense };
  return {
    ...reading,
    form: meant.form,
    limit: meant.limit ?? null,
    sense,
    topic: meant.form === 'summary' ? '' : topic,
    wanted: meant.form === 'whatWritten' ? { kind: 'oneOf' } : null,
  };
}

const WHY = /^\W*(?:(?:and|but|so),? )*(?:why|how come)\b/i;
const PLACES: ReadonlySet<Form> = new Set(['when', 'exists', 'howMany', 'howOften', 'howLong']);

/** What makes a question or an order of words that else name a thing alone: "stop sign", "people on a bridge at night". */
const ASKS =
  /[?]|^\W*(?:what|which|who|whom|whose|when|where|why|how|whats|whos|wheres|hows|is|are|was|were|do|does|did|can|could|will|would|has|have|had|any|anything|anyone|anybody|show|find|list|give|tell|count|name|describe|explain|read|say|summari[sz]e|sum|jump|go|skip|take|play|search|look|translate|make|write|i|we|you)\b|\b(?:what|who|whose|why|how|says?|said|mention(?:s|ed)?)\b/i;
const LOOKS_FOR: ReadonlySet<Intent> = new Set(['search', 'locate', 'summary', 'chat', 'structure']);

const NAMED = /\b(?:names?|called)\b/i;
/** What bears its name in writing: a product on its box, a shop over its door. */
const BEARS_NAME =
  /^(?:what|which) (?:company|firm|brand|make|product|shop|store|organi[sz]ation|web ?site|app|school|university|hotel|restaurant|magazine|newspaper|programs?|software|tool|editor|file|command|channel|band|team|street)\b/i;
const OF_SOMEBODY =
  /\b(?:persons?|people|(?:wo)?m[ae]n|boys?|girls?|kids?|child(?:ren)?|bab(?:y|ies)|lad(?:y|ies)|guys?|actors?|actress(?:es)?|speakers?|singers?|players?|teachers?|him|her|he|she|who)\b/i;

/** After the first letter: a capital that no beginning of a sentence asks for. */
const PROPER_NAME = /(?<=\s)\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*/u;

/** What something is called may stand on it, a shop's name on its sign; somebody's name is not written on them. */
function namingOf(text: string, { intent }: Classification): Meant | undefined {
  if (BEARS_NAME.test(text)) return MEANT.written;
  if (!NAMED.test(text)) return undefined;
  if (OF_SOMEBODY.test(text)) return MEANT.identity;
  return intent === 'locate' || intent === 'exists' ? undefined : MEANT.written;
}

/** Which source a question means where it does not say so itself. */
function senseOf({ sense }: ParsedQuery, modalities: Readonly<Record<Modality, number>>): Sense {
  if (sense !== 'either') return sense;
  const source = (['seen', 'said', 'written'] as const).find((m) => modalities[m] >= FLOOR_OF_SENSE);
  return source ?? 'either';
}

const DOER =
  /\b(?:do|does|did|is|are|was|were|has|have|had|will|can)(?: not)? (?:he|she|they|we|you|i|one|some(?:one|body)|the (?:m[ae]n|(?:wo)m[ae]n|speaker|presenter|person|people|guy|teacher|user))\b(?:.*?\b(?:in|on|at|into|onto) (?:the|an?|his|her|their) (?<place>.+))?.*$/i;

/** "What does she write on the board": who does what with it stands in no line; where it stands may. */
function withoutDoer(topic: string): string {
  const match = DOER.exec(topic);
  return match ? `${topic.slice(0, match.index)} ${match.groups?.place ?? ''}`.trim() : topic;
}

const QUESTION_WORDS =
  /^(?:(?:what|which|who|whose|how|why|where|when)(?: (?:is|are|was|were|does|do|did|can|could|will|would|has|have|had|kind of|sort of))?|(?:the )?names? of|the|a|an|his|her|their|its|this|that|show|tell|list|any)\b\s*/i;

/** What a question is about, without the words that only ask. */
function contentTopic(topic: string): string {
  let rest = topic;
  for (let previous = ''; previous !== rest; ) {
    previous = rest;
    rest = rest.replace(QUESTION_WORDS, '').trim();
  }
  return contentWords(rest).length > 0 ? rest : '';
}
