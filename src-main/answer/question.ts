import { type TimeReference, takeTime } from './time-words';
import { wordsOf } from './words';

/** What kind of answer a question asks for, read from its form alone. */
export type Form =
  | 'when'
  | 'howOften'
  | 'howLong'
  | 'videoLength'
  | 'whatSaid'
  | 'whoSays'
  | 'content'
  | 'around'
  | 'exists'
  | 'whichVideo'
  | 'summary'
  | 'cannot'
  | 'greeting'
  | 'scenes'
  | 'open';
/** Through which sense the question asks. */
export type Sense = 'seen' | 'said' | 'either';
/** What Core has no means to tell. */
export type Limit = 'count' | 'colour' | 'writing' | 'identity';

export interface Reading {
  readonly form: Form;
  readonly sense: Sense;
  /** What it is about, without the words of the form: "when do you see a puppy" -> "puppy". May be empty. */
  readonly topic: string;
  /** Words in quotation marks, to be found as they stand. */
  readonly quote: string | null;
  readonly time: TimeReference | null;
  /** For `around`: which side of the topic or the time. */
  readonly side: 'before' | 'after' | null;
  readonly ordinal: 'first' | 'last' | null;
  readonly limit: Limit | null;
  /** How it leans on what was asked before: `more` asks for further places of the same. */
  readonly followUp: 'topic' | 'more' | 'then' | 'earlier' | null;
}

const BE = 'is|are|was|were|be|been|being';
const AUX = `${BE}|do|does|did|can|could|has|have|had|will|would|should|shall|might|may`;
const PERSON =
  'i|you|he|she|it|we|they|one|people|anyone|somebody|someone|anybody|the speakers?|the man|the woman|the narrator|the presenter|the video|the film';
const SEEN =
  'see|sees|saw|seen|seeing|show|shows|showed|shown|showing|appear|appears|appeared|appearing|visible|look|looks|looking|watch|displayed|display|depicted|pictured|on[- ]screen|on the screen|in (?:the )?(?:frame|picture|shot|view)';
const SAID =
  'say|says|said|saying|talk|talks|talked|talking|mention|mentions|mentioned|mentioning|discuss|discusses|discussed|discussing|speak|speaks|spoke|spoken|speaking|tell|tells|told|telling|explain|explains|explained|explaining|hear|hears|heard|call|calls|called|state|states|stated|refer|refers|referred|claim|claims|claimed|argue|argues|argued|utter|utters|uttered|spoken of|brought up|bring up|brings up|talk of';
const FILM = '(?:video|film|movie|clip|recording|footage|episode|file)s?';

const re = (source: string): RegExp => new RegExp(source, 'i');
const SAID_ANYWHERE = re(`\\b(?:${SAID}|mention of)\\b`);
const SEEN_ANYWHERE = re(`\\b(?:${SEEN})\\b`);

interface Shape {
  readonly form: Form;
  readonly pattern: RegExp;
  readonly limit?: Limit;
  readonly side?: 'before' | 'after';
  readonly followUp?: Reading['followUp'];
  /** Fixes the sense where the form itself says it. */
  readonly sense?: Sense;
}

/**
 * The grammar: each shape is a form's opening, tried in order, the narrower first. What follows it is the topic.
 * No shape names a thing that could be asked about.
 */
const SHAPES: readonly Shape[] = [
  {
    form: 'greeting',
    pattern: re(
      `^(?:hi|hello|hey|good (?:morning|day|afternoon|evening)|thanks|thank you|thx|ok|okay|cool|great|nice|bye|goodbye|help)(?: (?:there|again|you|so much|very much|a lot|all))*$`,
    ),
  },
  {
    form: 'scenes',
    pattern: re(
      `^(?:how many|what number of|what are the|which|(?:list|show|give)(?: me)?(?: all)?(?: (?:of )?the)?) (?:different )?(?:scenes|shots|cuts)(?: (?:are|is) there| does (?:it|this|the ${FILM}) have| (?:in|of) (?:it|(?:the|this|that) ${FILM}))*$`,
    ),
  },
  {
    form: 'videoLength',
    pattern: re(
      `^(?:how long|what) (?:is|was|are) (?:the (?:length|duration|running time|runtime) of )?(?:(?:all )?(?:the|this|that|these))(?: whole| entire)? ${FILM}(?:'s (?:length|duration))?(?: last)?$`,
    ),
  },
  {
    form: 'videoLength',
    pattern: re(
      `^(?:how long does|how long do) (?:the|this|that)(?: whole| entire)? ${FILM} (?:last|run|take)$`,
    ),
  },
  {
    form: 'when',
    pattern: re(
      `^(?:when|where)(?: else)?(?: again)?$|^(?:anywhere|any other (?:times?|places?|scenes?)|any more|more)(?: else)?$|^(?:when|where) else\\b`,
    ),
    followUp: 'more',
  },
  {
    form: 'around',
    pattern: re(
      `^(?:and |so )?(?:what (?:happens|happened|comes|came|is (?:seen|shown|said)) )?(?:right |just |immediately |directly )?(?:after (?:that|this|it)|next|then|afterwards)$`,
    ),
    side: 'after',
    followUp: 'then',
  },
  {
    form: 'around',
    pattern: re(
      `^(?:and |so )?(?:what (?:happens|happened|comes|came|is (?:seen|shown|said)) )?(?:right |just |immediately |directly )?(?:before (?:that|this|it)|earlier|previously)$`,
    ),
    side: 'before',
    followUp: 'earlier',
  },
  {
    form: 'around',
    pattern: re(
      `^what (?:happens|happened|is happening|goes on|comes|came|occurs|follows|(?:do|can|did) (?:you|we|they|i) see|(?:is|are|was) (?:seen|shown|said|visible)|do(?:es)? (?:${PERSON}) (?:say|do))(?: next)?(?: right| just| immediately| directly| shortly)? after(?! all)\\b`,
    ),
    side: 'after',
  },
  {
    form: 'around',
    pattern: re(
      `^what (?:happens|happened|is happening|goes on|comes|came|occurs|(?:do|can|did) (?:you|we|they|i) see|(?:is|are|was) (?:seen|shown|said|visible)|do(?:es)? (?:${PERSON}) (?:say|do))(?: right| just| immediately| directly| shortly)? before\\b`,
    ),
    side: 'before',
  },
  {
    form: 'howOften',
    pattern: re(`^(?:how (?:often|frequently|many times)|(?:on )?how many occasions|the number of times)\\b`),
  },
  {
    form: 'cannot',
    limit: 'count',
    pattern: re(`^(?:how many|what (?:number|count) of|what is the number of|count (?:the|all|how many))\\b`),
  },
  { form: 'cannot', limit: 'colour', pattern: re(`^(?:what|which) colou?rs?\\b|^what is the colou?r of\\b`) },
  {
    form: 'cannot',
    limit: 'writing',
    pattern: re(
      `^what (?:does|do|did) the (?:[\\w-]+ ){0,3}?(?:sign|title|caption|text|screen|banner|label|poster|subtitle|headline|note|letter|page)s?\\b.*\\b(?:say|read)s?$|^what is written\\b|^what (?:text|writing|words?) (?:is|are) (?:on|shown|visible|written)\\b`,
    ),
  },
  {
    form: 'howLong',
    pattern: re(`^(?:for )?how (?:long|much time)\\b|^what is the (?:total )?(?:duration|length) of\\b`),
  },
  {
    form: 'summary',
    pattern: re(
      `^(?:(?:give|write|make)(?: me)? )?(?:an? |the )?(?:short |brief |quick )*(?:summar\\w+|overview|outline|recap|gist|synopsis|tl;?dr)\\b`,
    ),
  },
  {
    form: 'summary',
    pattern: re(
      `^what (?:is|are|was) (?:(?:the|this|that|these)(?: whole| entire)? ${FILM}|this|it|that|all this) (?:all )?about$`,
    ),
  },
  {
    form: 'summary',
    pattern: re(
      `^what (?:is|are) (?:in|inside|shown in|seen in|the content of) (?:the|this|that)(?: whole| entire)? ${FILM}$|^what (?:is|are|was|were) the (?:main|key|most important) (?:points?|topics?|scenes?|things?|themes?)\\b|^what (?:happens|happened|is going on|goes on)(?: in (?:the|this) ${FILM})?$|^(?:describe|summari[sz]e) (?:the|this|that)(?: whole| entire)? ${FILM}$|^what is (?:this|it)$`,
    ),
  },
  {
    form: 'whichVideo',
    pattern: re(`^(?:in )?(?:which|what) (?:video|film|movie|clip|recording|episode)s?\\b`),
  },
  {
    form: 'whatSaid',
    pattern: re(
      `^what (?:else )?(?:${AUX}) (?:(?:${PERSON}|[\\w' -]+?) )?(?:${SAID})(?: to (?:him|her|them))?(?: (?:about|of|on|regarding|concerning|to|for))?\\b`,
    ),
    sense: 'said',
  },
  {
    form: 'whatSaid',
    pattern: re(`^(?:what|which) (?:\\w+ )?(?:topics?|subjects?|words?) (?:${AUX})\\b`),
    sense: 'said',
  },
  {
    form: 'whoSays',
    pattern: re(`^who (?:(?:${AUX}) )?(?:${SAID})(?: (?:about|of|on|the words?|that))?\\b`),
    sense: 'said',
  },
  { form: 'cannot', limit: 'identity', pattern: re(`^who(?:m|se|'s)?\\b`) },
  {
    form: 'when',
    pattern: re(
      `^(?:(?:at|in|during|from) )?(?:when|where|what time|(?:what|which) (?:point|moment|part|scene|place|second|minute|frame|shot|timestamp|section)s?(?: in time)?)\\b`,
    ),
  },
  {
    form: 'when',
    pattern: re(
      `^(?:show|find|list|locate|get|give|jump to|go to|take|skip to|bring)(?: me)?(?: to)?(?: (?:when|where|all|every|each|the|any))*(?: (?:scene|moment|place|part|time|shot|frame|point)s?)?(?: (?:of|with|when|where|in which|that show|showing|containing))?\\b`,
    ),
  },
  {
    form: 'content',
    pattern: re(
      `^(?:describe|summari[sz]e)(?: (?:the|this|that) (?:scene|part|section|stretch|moment|shot|frame))?\\b`,
    ),
  },
  {
    form: 'content',
    pattern: re(
      `^what (?:else )?(?:happens|happened|is happening|was happening|is going on|goes on|occurs|takes place|is there|is (?:seen|shown|visible|displayed|in (?:the|this) (?:scene|shot|frame|picture|part))|are (?:seen|shown|visible)|can (?:be seen|(?:you|we|one|i) see)|(?:do|did) (?:you|we|they|i) see|is (?:it|this|that|here|on(?: the)? screen))\\b`,
    ),
  },
  {
    form: 'exists',
    pattern: re(
      `^(?:is|are|was|were) there(?: ever)?(?: (?:any|some|a|an))*(?: (?:mention|talk|discussion|scene|shot|sign|part)s? (?:of|about|with|where))?\\b`,
    ),
  },
  { form: 'exists', pattern: re(`^(?:do|does|did|can|could|has|have|is|are|was|were|will)\\b`) },
  { form: 'exists', pattern: re(`^any\\b`) },
];

const PREAMBLE = re(
  `^(?:(?:hi|hello|hey|ok|okay|well|so|now|then|also|please|thanks|thank you|excuse me|um+)[, ]+|(?:can|could|would|will) you (?:please |kindly )?(?:tell|show|find|give|describe|summari[sz]e|explain|list|count)(?<verb>)|(?:please )?(?:tell|inform) me(?: about)?[, ]*|(?:do|can) you (?:know|tell|say) (?=who|what|when|where|how|which|if|whether)|i (?:want|would like|need|'d like) to (?:know|see|find|hear)(?: about)?[, ]*|i wonder[, ]+|(?:if|whether) (?=there|he|she|they|it|the|you|we))`,
);

/** Reads a question as it stands; `resolveFollowUp` adds what it takes from the chat. */
export function readQuestion(text: string): Reading {
  const { rest: unquoted, quote } = takeQuote(text);
  const { lead, core } = takeLead(normalise(unquoted));
  const timed = takeTime(core);
  const sentence = timed.rest.replace(/^[,.;: ]+|[,.;: ]+$/g, '');
  const side = timed.time ? sideOfTime(sentence, timed.time) : null;
  const shape = SHAPES.find((s) => s.pattern.test(sentence));
  const ellipsis = lead && !shape;
  const after = shape ? sentence.replace(shape.pattern, ' ').trim() : sentence;
  const { topic, ordinal } = takeTopic(after);
  const form = chooseForm(shape, { quote, topic, time: timed.time, lead: ellipsis });
  return {
    form: side ? 'around' : form,
    sense: shape?.sense ?? readSense(sentence, form, quote),
    topic: form === 'summary' && !timed.time ? '' : topic,
    quote,
    time: timed.time,
    side: side ?? shape?.side ?? null,
    ordinal,
    limit: shape?.limit ?? null,
    followUp:
      shape?.followUp ??
      (leansBack(form, lead, after, topic !== '' || quote !== null, timed.time) ? 'topic' : null),
  };
}

function chooseForm(
  shape: Shape | undefined,
  parts: { quote: string | null; topic: string; time: TimeReference | null; lead: boolean },
): Form {
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

function normalise(text: string): string {
  let s = text
    .replaceAll('’', "'")
    .replace(/[?!]+/g, ' ')
    .replace(/\b(what|where|when|who|how|there|that|it|he|she)'s\b/gi, '$1 is')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.,;:]+$/, '');
  for (let previous = ''; previous !== s; ) {
    previous = s;
    s = s
      .replace(
        PREAMBLE,
        (match) => /(tell|show|find|give|describe|summari[sz]e|explain|list|count)$/i.exec(match)?.[0] ?? '',
      )
      .trim();
    s = s.replace(/^(?:tell|explain)(?: to)? me\s+(?:about\s+)?/i, '').replace(/,?\s*please$/i, '');
  }
  return s.replace(/^there (is|are|was|were)\b/i, '$1 there');
}

/** Opening words that lean on what was asked before. */
function takeLead(text: string): { lead: boolean; core: string } {
  const match = /^(?:and|but|what about|how about|or|also)\b[, ]*(?:what about |how about )?/i.exec(text);
  return match ? { lead: true, core: text.slice(match[0].length) } : { lead: false, core: text };
}

function takeQuote(text: string): { rest: string; quote: string | null } {
  const match = /["“„«]([^"“”„»]{2,})["”»]|(?<!\w)'([^']{2,})'(?!\w)/u.exec(text);
  const quote = (match?.[1] ?? match?.[2] ?? '').trim();
  if (!match || quote === '') return { rest: text, quote: null };
  return { rest: text.replace(match[0], ' '), quote };
}

function readSense(sentence: string, form: Form, quote: string | null): Sense {
  if (SAID_ANYWHERE.test(sentence)) return 'said';
  if (SEEN_ANYWHERE.test(sentence)) return 'seen';
  if (quote) return 'said';
  return form === 'cannot' ? 'seen' : 'either';
}

const EDGE = re(
  `^(?:${AUX}|${PERSON}|${SEEN}|${SAID}|there|a|an|the|any|some|this|that|these|those|of|about|on|in|to|for|with|at|by|from|when|where|which|whether|if|ever|actually|also|me|us|him|her|them|his|their|all|every|first|last|final|finally|initially|again|else|next|scenes?|shots?|moments?|times?|places?|start|starts|begin|begins|word|words|phrase|sentence|exactly|and|or|not|n't|please|happens?|occurs?|spent|spend|spends|devoted|dedicated)(?=$|[ ,])[ ,]*`,
);
const TAIL = re(
  `(?:^|[ ,]+)(?:(?:is|are|was|were|be|been|being|do|does|did|has|have|had) ?|${SEEN}|${SAID}|(?:in|during|throughout|of|from|through) (?:the|this|that|any)(?: whole| entire)? ${FILM}|in (?:here|it|this|that|total|all)|anywhere|here|there|again|else|ever|about|of|on|in|at|to|for|from|with|or|and|all|for the first time|for the last time|at all|first|last|happens?|occurs?|comes? up|begins?|starts?|there is|you|we|they|he|she|it|them|that|this|exactly|a|anything|something|everything|nothing)$`,
);

/** Cuts the words of the form off both ends, so that the thing asked about remains. */
function takeTopic(text: string): { topic: string; ordinal: 'first' | 'last' | null } {
  const ordinal = /\b(?:first|initially|for the first time)\b/i.test(text)
    ? 'first'
    : /\b(?:last|finally|for the last time)\b/i.test(text)
      ? 'last'
      : null;
  let topic = text.trim();
  for (let previous = ''; previous !== topic; ) {
    previous = topic;
    topic = topic.replace(EDGE, '').replace(TAIL, '').trim();
  }
  return { topic: wordsOf(topic).length > 0 ? topic : '', ordinal };
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
