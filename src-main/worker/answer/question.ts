// Query parsing: a sentence becomes form, targets, modality, time and wanted output.
import { germanInEnglish } from './reader/german/german';
import { normalise, takeLead, takeQuote } from './reader/normalise';
import { foreignTopic } from './reader/other-languages';
import { takeOutput } from './reader/output';
import { type Precise, readPrecisely } from './reader/precise';
import { type PreciseList, readPreciseList } from './reader/precise-lists';
import type { Query, Wanted } from './reader/query';
import { rephrase } from './reader/rephrase';
import { cutTarget } from './reader/target';
import {
  AUX,
  FILM,
  type Form,
  INTENT_PATTERNS,
  type IntentPattern,
  PERSON,
  re,
  SAID,
  SAID_ANYWHERE,
  SEEN,
  SEEN_ANYWHERE,
  type Sense,
  WRITTEN_ANYWHERE,
} from './shapes';
import { type TimeReference, takeTime } from './time-words';
import { wordsOf } from './words';

/** A question as the grammar reads it. */
export type ParsedQuery = Query;

/** Reads a question as it stands; `resolveFollowUp` adds what it takes from the chat. */
export function readQuestion(text: string): ParsedQuery {
  const { rest: unquoted, quote } = takeQuote(text);
  const german = germanInEnglish(takeQuote(text, QUOTED).rest);
  if (german !== null) {
    const without = (part: string) => part.replace(QUOTED, '').trim();
    return { ...readEnglish(without(german.english), quote), own: without(german.own) };
  }
  const foreign = quote === null ? foreignTopic(text) : null;
  if (foreign !== null) return foreignReading(foreign);
  return readEnglish(unquoted, quote);
}

/** Stands where words in quotation marks were: German forms have a place for what they ask about. */
const QUOTED = 'Qqq';

/** A question in English where it can be read in another language, else as it stands. */
export function inEnglish(text: string): string {
  return germanInEnglish(text)?.english ?? text;
}

function readEnglish(text: string, quote: string | null): ParsedQuery {
  const { rest: plain, output } = takeOutput(normalise(text));
  return {
    ...readPlain(output === null ? plain : rephrase(plain), quote),
    ...(output === null ? {} : { output }),
  };
}

/** A question without the form that its answer is to have. */
function readPlain(text: string, quote: string | null): ParsedQuery {
  const { lead, core } = takeLead(text);
  const timed = takeTime(core);
  const sentence = timed.rest.replace(/^[,.;: ]+|[,.;: ]+$/g, '');
  const precise = quote === null && !lead ? readPrecisely(sentence) : null;
  if (precise) return preciseReading(precise, precise.time ?? timed.time);
  const listed = quote === null && !lead ? readPreciseList(sentence) : null;
  if (listed) return listReading(listed, timed.time);
  const side = timed.time ? sideOfTime(sentence, timed.time) : null;
  const shape = INTENT_PATTERNS.find((s) => s.pattern.test(sentence));
  const ellipsis = lead && !shape;
  const after = shape ? sentence.replace(shape.pattern, ' ').trim() : sentence;
  const { topic: own, ordinal, again } = takeTopic(after);
  const sense = senseOf(sentence, shape);
  const asked = shape && sense !== 'said' ? withPeople(own, shape.form, after) : own;
  const cut = cutTarget(asked, sense !== 'said');
  const { action } = cut;
  // What is left of "what is at 0:20" asks for nothing but the time.
  const topic = timed.time && /^(?:what|who|play|watch|stuff|all)$/i.test(cut.text) ? '' : cut.text;
  const read = chooseForm(shape, { quote, topic, time: timed.time, lead: ellipsis });
  const form =
    read === 'whatSaid' && sense === 'told' ? (topic === '' && quote === null ? 'content' : 'when') : read;
  const at = form === 'whatWritten' ? edgeIn(topic) : null;
  return {
    form: side ? 'around' : form,
    sense,
    topic: (form === 'summary' && !timed.time) || at ? '' : topic,
    quote,
    time: timed.time,
    side: side ?? shape?.side ?? null,
    ordinal,
    again,
    limit: shape?.limit ?? null,
    carrier: form === 'whatWritten' && shape ? carrierIn(sentence, shape) : null,
    followUp:
      shape?.followUp ??
      (leansBack(form, lead, after, topic !== '' || quote !== null, timed.time) ? 'topic' : null),
    wanted:
      at ??
      (WRITTEN_ON.test(sentence) || TITLE_OF.test(sentence) ? { kind: 'oneOf' } : null) ??
      (NOBODY.test(sentence) && (form === 'when' || form === 'exists') ? { kind: 'absence' } : null),
    action,
    own: null,
    foreign: false,
    output: null,
  };
}

function foreignReading(topic: string): ParsedQuery {
  const { time } = takeTime(topic);
  return {
    ...NOTHING_ELSE,
    form: 'open',
    sense: 'either',
    topic,
    time,
    wanted: null,
    limit: null,
    foreign: true,
  };
}

/** A film, a sign or "it" says in writing what a person says aloud. */
const IT_SAYS = re(
  `\\b(?:(?:does|did|do|where|when|that) (?:it|this|that|the (?:${FILM}|[\\w-]+ )?(?:screen|text|sign|label|box|page|slide|book|caption|poster|video|film|clip|ad|advert)) (?:\\w+ )?|where |when )(?:say|says|said|mention|mentions|tell|tells)\\b`,
);

const IN_PICTURE = /\b(?:on[- ]screen|(?:in|on) (?:the )?(?:screen|picture|image|frame|slides?))\b/i;

function senseOf(sentence: string, shape: IntentPattern | undefined): Sense {
  const sense = shape?.sense ?? readSense(sentence, shape?.form ?? 'open');
  return sense === 'said' && (IT_SAYS.test(sentence) || IN_PICTURE.test(sentence)) ? 'told' : sense;
}

/** What fills the picture where it is shown: its writing is what can be read then, though no line says what it stands on. */
const WRITTEN_ON =
  /^what (?:is|was|are|were|does it|do they)? ?(?:\w+ )?(?:written|printed|typed|say|read) (?:on|in|at) (?:the|an?|his|her|their|its|that|this) (?:\w+ )?(?:editor|terminal|window|console|screen|monitor|display|slides?|page|document|browser|app|card|credits)$/i;

/** "The title of the book": the book is not written there. */
const TITLE_OF =
  /^(?:what|which) (?:is|are|was|were) the (?:[\w-]+ )?(?:titles?|names?|headlines?|captions?|inscription|labels?) (?:of|on) /i;

/** Where in the picture, if that is all that a question says of some writing. */
function edgeIn(topic: string): Wanted | null {
  const match =
    /^(?:(?:very|upper|lower|the|left|right|hand|side) )*(top|bottom|left|right|upper|lower)(?: (?:left|right|corner|side|hand|edge|of the screen))*$/i.exec(
      topic,
    );
  const word = match?.[1]?.toLowerCase();
  if (!word) return null;
  const edge =
    word === 'upper' ? 'top' : word === 'lower' ? 'bottom' : (word as 'top' | 'bottom' | 'left' | 'right');
  return { kind: 'writingAt', edge };
}

const NOTHING_ELSE = {
  quote: null,
  side: null,
  ordinal: null,
  again: false,
  carrier: null,
  followUp: null,
  action: null,
  own: null,
  foreign: false,
  output: null,
} as const;

function listReading(
  { form, wanted, topic, sense, limit }: PreciseList,
  time: TimeReference | null,
): ParsedQuery {
  const cut = cutTarget(topic);
  return {
    ...NOTHING_ELSE,
    // "What do you see at 0:10" asks for that stretch.
    form: form === 'summary' && time ? 'content' : form,
    wanted,
    topic: form === 'open' ? topic : cut.text,
    action: form === 'open' ? null : cut.action,
    sense,
    time,
    limit: limit ?? null,
  };
}

/** "When is nobody there", "is there no one in the room". */
const NOBODY = /\b(?:nobody|no ?-?one|no people|no persons?|not (?:any(?:one|body)|a soul))\b/i;

function preciseReading({ form, wanted, output = null }: Precise, time: TimeReference | null): ParsedQuery {
  const sense: Sense = form === 'transcript' ? 'said' : form === 'everyWriting' ? 'written' : 'either';
  return {
    ...NOTHING_ELSE,
    form: form === 'summary' && time && output === null ? 'content' : form,
    sense,
    wanted,
    output,
    time,
    topic: '',
    limit: null,
  };
}

/** Forms that name nothing, and so ask for the scene or shot that they name instead: "show me the last scene". */
const SHOWS: ReadonlySet<Form> = new Set(['when', 'open', 'scenes', 'shots', 'exists', 'summary']);

function chooseForm(
  shape: IntentPattern | undefined,
  parts: { quote: string | null; topic: string; time: TimeReference | null; lead: boolean },
): Form {
  const nothing = parts.topic === '' && parts.quote === null;
  if (nothing && parts.time?.kind === 'part' && (!shape || SHOWS.has(shape.form))) return 'content';
  // "Jump to 1:20", "what is at 0:20"
  if (nothing && parts.time && shape?.form === 'when' && !shape.followUp) return 'content';
  if (!shape) return parts.time && parts.topic === '' && !parts.lead ? 'content' : 'open';
  // "Summarise the first minute" is a question for the content of a stretch.
  if (shape.form === 'summary' && parts.time) return 'content';
  if (shape.form === 'content' && !parts.time && parts.topic === '') return 'summary';
  return shape.form;
}

/** "What happens after 1:00" names a side of a moment; "what is said after 1:00" a stretch to look through. */
function sideOfTime(sentence: string, time: TimeReference): 'before' | 'after' | null {
  if (!/^what (?:happens|happened|comes|came)(?: next| right| just)?$/i.test(sentence)) return null;
  return time.kind === 'from' ? 'after' : time.kind === 'until' ? 'before' : null;
}

function readSense(sentence: string, form: Form): Sense {
  if (SAID_ANYWHERE.test(sentence)) return 'said';
  if (WRITTEN_ANYWHERE.test(sentence)) return 'written';
  if (SEEN_ANYWHERE.test(sentence)) return 'seen';
  return form === 'cannot' || form === 'howMany' ? 'seen' : 'either';
}

const EDGE = re(
  `^(?:${AUX}|${PERSON}|${SEEN}|${SAID}|there|(?:anything|something|everything) (?:about|on|of)|(?:the |a )?(?:bits?|quotes?|timestamps?|transcript)(?= (?:about|of|for|on|where))|a|an|the|any|some|this|that|these|those|of|about|on|in|to|for|with|at|by|from|when|where|which|whether|if|ever|actually|also|me|us|him|her|them|his|their|all|every|first|last|final|finally|initially|again|else|next|scenes?|shots?|moments?|times?|places?|start|starts|begin|begins|word|words|phrase|sentence|exactly|and|or|not|n't|please|happens?|occurs?|spent|spend|spends|devoted|dedicated)(?=$|[ ,])[ ,]*`,
);
const TAIL = re(
  `(?:^|[ ,]+)(?:(?:is|are|was|were|be|been|being|do|does|did|has|have|had) ?|${SEEN}|${SAID}|(?:in|during|throughout|of|from|through) (?:the|this|that|any)(?: whole| entire)? ${FILM}|on (?:an?|the|any|one|some|each|every) (?:slides?|screen|page|blackboard|whiteboard|title cards?)|in (?:here|it|this|that|total|all)|anywhere|here|there|again|once more|(?:comes?|came|coming) back|returns?|returned|reappears?|written|spelled|captioned|else|ever|about|of|on|in|at|to|for|from|with|or|and|all|for the first time|for the last time|at all|first|last|happens?|occurs?|comes? up|begins?|starts?|there is|you|we|they|he|she|it|them|that|this|exactly|a|anything|something|everything|nothing)$`,
);

/** Forms whose subject may be people, who elsewhere only do what is asked about: "what do people say". */
const ABOUT_PEOPLE: ReadonlySet<Form> = new Set([
  'when',
  'howOften',
  'howLong',
  'howMany',
  'exists',
  'whichVideo',
]);

/** A topic with the people that were taken for those who do what is asked about. */
function withPeople(topic: string, form: Form, text: string): string {
  if (/^(?:people|persons?)\b/i.test(text) && ABOUT_PEOPLE.has(form))
    return `${peopleIn(text)} ${topic}`.trim();
  return topic === '' && ABOUT_PEOPLE.has(form) ? peopleIn(text) : topic;
}

function peopleIn(text: string): string {
  const people =
    /\b(?:people|persons?|some(?:one|body)|any(?:one|body)|(?:wo)?m[ae]n|speakers?|presenter)\b/i;
  return people.exec(text)?.[0] ?? '';
}

const AGAIN =
  /\b(?:(?:come|comes|came|coming|go|goes|be|is) back|returns?|returned|reappears?|again|once more)\b/i;

/** Cuts the words of the form off both ends, so that the thing asked about remains. */
function takeTopic(text: string): { topic: string; ordinal: 'first' | 'last' | null; again: boolean } {
  const ordinal = /\b(?:first|initially|for the first time)\b/i.test(text)
    ? 'first'
    : /\b(?:last|finally|for the last time)\b/i.test(text)
      ? 'last'
      : null;
  const again = AGAIN.test(text);
  let topic = text.trim();
  for (let previous = ''; previous !== topic; ) {
    previous = topic;
    topic = topic.replace(EDGE, '').replace(TAIL, '').trim();
  }
  return { topic: wordsOf(topic).length > 0 ? topic : '', ordinal, again };
}

/** What says what it is, at its head or beside it, and not a surface that anything may stand on. */
const MESSAGE = /\b(?:warning|notice|note|comment|error|message|menu|slogan|summary)s?$/i;

function carrierIn(sentence: string, { pattern }: IntentPattern): string | null {
  return MESSAGE.exec(pattern.exec(sentence)?.[0].trim() ?? '')?.[0] ?? null;
}

const NEEDS_TOPIC: ReadonlySet<Form> = new Set([
  'when',
  'howOften',
  'howLong',
  'whoSays',
  'exists',
  'whichVideo',
  'open',
]);

/** Whether a question says too little by itself: an opening "and", a bare pronoun, or no topic where one is needed. */
function leansBack(
  form: Form,
  lead: boolean,
  after: string,
  hasTopic: boolean,
  time: TimeReference | null,
): boolean {
  if (lead || /^(?:it|that|this|they|them|those|these|he|she|him|her)$/i.test(after.trim())) return true;
  return !hasTopic && NEEDS_TOPIC.has(form) && !(form === 'open' && time);
}
