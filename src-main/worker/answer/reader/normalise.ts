import { re } from '../shapes';
import { mendFormWords, rephrase } from './rephrase';

/**
 * What may follow an opening without a comma: a question or an order. Else it names a thing: "hello world output", "thank you slide".
 */
const ASKS_NEXT =
  '(?=(?:please|can|could|would|will|do|does|did|is|are|was|were|has|have|had|what|which|who|whose|when|where|why|how|whats|wheres|show|find|give|tell|list|count|name|describe|explain|summari[sz]e|jump|go|take|play|search|look|read|i|there|any|anything|if|whether|and|so|well|then|the)\\b)';
const PREAMBLE = re(
  `^(?:(?:hi|hello|hey|ok|okay|well|so|now|also|thanks|thank you)(?:, *| +${ASKS_NEXT})|(?:then(?! what$)|please|excuse me|um+|briefly|quickly|shortly|in short|anyway|actually|basically)[, ]+|(?:can|could|would|will) you (?:please |kindly )?(?:tell|show|find|give|describe|summari[sz]e|explain|list|count)(?<verb>)|(?:please )?(?:tell|inform|remind) me(?: about)?[, ]*|(?:do|can) you (?:know|tell|say) (?=who|what|when|where|how|which|if|whether)|i (?:want|would like|need|'d like) to (?:know|see|find|hear)(?: about)?[, ]*|i wonder[, ]+|(?:if|whether) (?=there|he|she|they|it|the|you|we))`,
);

/** Ways to ask for a place or a yes that the shapes need not know each. */
const LEAD_INS: readonly (readonly [RegExp, string])[] = [
  [/^(?:(?:can|could|would|will) you (?:please )?)?(?:check|see|find out|look) (?=(?:if|whether) )/i, ''],
  [/^(?:if|whether) (?!there\b)(.+?) (is|are|was|were) (?=\S)/i, '$2 $1 '],
  [
    /^(?:i (?:am|was|have been) (?:trying|looking|hoping) to|i'm (?:trying|looking) to|help me(?: to)?|i (?:want|need|wish|would like|'d like) to) (?:find out|figure out|work out|know)(?: about)? /i,
    '',
  ],
  [/^(?:let me|let us|let's|lemme|help me(?: to)?) (?:see|find|look at|watch|have a look at) /i, 'show me '],
  [
    /^(?:i (?:need|want|am after|am looking for|'d like|would like)|i'm (?:after|looking for)|looking for|bring up|pull up|point me (?:to|at)|(?:take|bring) me (?:back )?to) (?!to\b)/i,
    'show me ',
  ],
  [
    /^(?:do|does|did|can|could|will) (?:we|you|i|they|one) (?:ever |actually |also )*(?:get|come|happen) to see (?=\S)/i,
    'is there ',
  ],
  [
    /^(?:do|does|did) (?:we|you|i) (?:ever |actually |also )*(?:get|spot|catch)(?: a (?:look|glimpse|view) (?:at|of))? /i,
    'is there ',
  ],
  [/^whereabouts\b/i, 'where'],
];

/** A question without what only opens it, politely or not, and with its words as the shapes have them. */
export function normalise(text: string): string {
  let s = mendFormWords(text.replaceAll('’', "'").replace(/[?!]+/g, ' '))
    .replace(/\b(what|where|when|who|how|there|that|it|he|she)'s\b/gi, '$1 is')
    .replace(/\b(do|does|did|is|are|was|were|has|have|had|could|would)n't\b/gi, '$1 not')
    .replace(/\b(?:can't|cannot)\b/gi, 'can not')
    .replace(/\bu\b/gi, 'you')
    // Typed without its apostrophe; "its" and "hes" would be something else.
    .replace(/^((?:and |so |but )?(?:what|where|when|who|how))s\b/i, '$1 is')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.,;:]+$/, '');
  s = s.replace(/\b(?:teh|hte|th)\b(?= \p{L})/giu, 'the');
  for (let previous = ''; previous !== s; ) {
    previous = s;
    for (const [lead, opening] of LEAD_INS) s = s.replace(lead, opening);
    s = s
      .replace(
        PREAMBLE,
        (match) => /(tell|show|find|give|describe|summari[sz]e|explain|list|count)$/i.exec(match)?.[0] ?? '',
      )
      .trim();
    s = s
      .replace(/^(?:tell|explain)(?: to)? me\s+(?:about\s+)?/i, '')
      .replace(
        /^how many (?:minutes|seconds|hours) (?=(?:do|does|did|is|are|was|were) (?!there|it |this|that|the (?:video|film|movie|clip)))/i,
        'how long ',
      )
      .replace(
        /^how much (?:time )?of (?:the|this) (?:video|film|movie|clip) (?:shows?|has|is (?:about|of|with)|contains?|do(?:es)?) /i,
        'how long is ',
      )
      .replace(/^what (?:was|is) (?:that|this|it) (?:thing |bit |part )?about (?=\S)/i, 'what is said about ')
      .replace(/^(?:explain|describe)\s+(?=(?:what|who|how|why|where|when)\b)/i, '')
      .replace(/,?\s*please$/i, '');
  }
  return rephrase(s).replace(/^there (is|are|was|were)\b/i, '$1 there');
}

/** Opening words that lean on what was asked before. */
export function takeLead(text: string): { lead: boolean; core: string } {
  const match = /^(?:and|but|what about|how about|or|also)\b[, ]*(?:what about |how about )?/i.exec(text);
  return match ? { lead: true, core: text.slice(match[0].length) } : { lead: false, core: text };
}

/** Words in quotation marks, and the question with what stands in for them; without them where nothing does. */
export function takeQuote(text: string, standIn = ''): { rest: string; quote: string | null } {
  const match = /["“„«]([^"“”„»]{2,})["”“»]|(?<!\w)'([^']{2,})'(?!\w)/u.exec(text);
  const quote = (match?.[1] ?? match?.[2] ?? '').trim();
  if (!match || quote === '') return { rest: text, quote: null };
  return { rest: text.replace(match[0], ` ${standIn} `), quote };
}
