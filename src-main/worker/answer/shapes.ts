// Intent patterns: the forms in which a question may be put, as regular expressions tried in order.
import type { FollowUp, Form, Limit, Sense } from './reader/query';

export type { FollowUp, Form, Limit, Sense };

const BE = 'is|are|was|were|be|been|being';
export const AUX = `${BE}|do|does|did|can|could|has|have|had|will|would|should|shall|might|may`;
export const PERSON =
  'i|you|he|she|it|we|they|one|people|anyone|somebody|someone|anybody|the speakers?|the man|the woman|the narrator|the presenter|the video|the film';
export const SEEN =
  'see|sees|saw|seen|seeing|show|shows|showed|shown|showing|appear|appears|appeared|appearing|visible|look|looks|looking|watch|displayed|display|depicted|pictured|on[- ]screen|on the screen|in (?:the )?(?:frame|picture|shot|view)';
export const SAID =
  'say|says|said|saying|talk|talks|talked|talking|mention|mentions|mentioned|mentioning|discuss|discusses|discussed|discussing|speak|speaks|spoke|spoken|speaking|tell|tells|told|telling|explain|explains|explained|explaining|hear|hears|heard|state|states|stated|refer|refers|referred|claim|claims|claimed|argue|argues|argued|utter|utters|uttered|ask|asks|asked|asking|reply|replies|replied|shout|shouts|shouted|whisper|whispers|whispered|announce|announces|announced|spoken of|brought up|bring up|brings up|talk of';
const WRITTEN = `written|spelled|spelt|writing|handwriting|caption(?:s|ed)?|captioned|title cards?|on[- ]screen text|lower thirds?|the (?:word|words|text|letters|title|headline|inscription|number)s?\\b.*\\b(?:shown|visible|appears?|displayed|on (?:the )?screen)`;
export const FILM =
  '(?:video|film|movie|clip|recording|footage|episode|file|trailer|tutorial|lecture|lesson|advert|advertisement|ad|commercial|documentary|newsreel|screencast|webinar)s?';

export const re = (source: string): RegExp => new RegExp(source, 'i');
/** Not what is told to do ("explain what happens") and not the nouns that look like it ("the state of the room"). */
const A_VERB = '(?<!^)(?<!\\b(?:the|an?|what|which|this|that) )';
export const SAID_ANYWHERE = re(`${A_VERB}\\b(?:${SAID})\\b|\\bmention of\\b`);
export const WRITTEN_ANYWHERE = re(`\\b(?:${WRITTEN})\\b`);
export const SEEN_ANYWHERE = re(`\\b(?:${SEEN})\\b`);

export interface IntentPattern {
  readonly form: Form;
  readonly pattern: RegExp;
  readonly limit?: Limit;
  readonly side?: 'before' | 'after';
  readonly followUp?: FollowUp;
  /** Fixes the sense where the form itself says it. */
  readonly sense?: Sense;
}

/**
 * The grammar: each shape is a form's opening, tried in order, the narrower first. What follows it is the topic.
 * No shape names a thing that could be asked about.
 */
export const INTENT_PATTERNS: readonly IntentPattern[] = [
  {
    form: 'greeting',
    pattern: re(
      `^(?:hi|hello|hey|good (?:morning|day|afternoon|evening)|thanks|thank you|thx|ok|okay|cool|great|nice|bye|goodbye|help)(?: (?:there|again|you|so much|very much|a lot|all))*$`,
    ),
  },
  {
    form: 'shots',
    pattern: re(
      `^(?:how many|(?:where|when) are(?: all)?(?: the)?|what number of|what are the|which|(?:list|show|give)(?: me)?(?: all)?(?: (?:of )?the)?) (?:different )?(?:shots|cuts|camera shots|edits)(?: (?:are|is) there| does (?:it|this|the ${FILM}) have| (?:in|of) (?:it|(?:the|this|that) ${FILM}))*$`,
    ),
  },
  {
    form: 'scenes',
    pattern: re(
      `^(?:how many|what number of|what are the|which|(?:list|show|give)(?: me)?(?: all)?(?: (?:of )?the)?) (?:different )?scenes(?: (?:are|is) there| does (?:it|this|the ${FILM}) have| (?:in|of) (?:it|(?:the|this|that) ${FILM}))*$`,
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
      `^what (?:happens|happened|is happening|goes on|comes|came|occurs|follows|(?:do|can|did) (?:you|we|they|i) see|(?:is|are|was) (?:seen|shown|said|written|visible)|do(?:es)? (?:${PERSON}) (?:say|do))(?: next)?(?: right| straight| just| immediately| directly| shortly)? after(?! all)\\b`,
    ),
    side: 'after',
  },
  {
    form: 'around',
    pattern: re(
      `^what (?:happens|happened|is happening|goes on|comes|came|occurs|(?:do|can|did) (?:you|we|they|i) see|(?:is|are|was) (?:seen|shown|said|written|visible)|do(?:es)? (?:${PERSON}) (?:say|do))(?: right| straight| just| immediately| directly| shortly)? before\\b`,
    ),
    side: 'before',
  },
  {
    form: 'howOften',
    pattern: re(
      `^(?:how (?:often|frequently|many times)|(?:on )?how many occasions|the number of times|how many (?:different )?(?:scenes|shots|moments|places) (?:show|have|hold|contain|feature|with|include))\\b`,
    ),
  },
  {
    form: 'howMany',
    pattern: re(`^(?:how many|what (?:number|count) of|what is the number of|count (?:the|all|how many))\\b`),
  },
  { form: 'cannot', limit: 'colour', pattern: re(`^(?:what|which) colou?rs?\\b|^what is the colou?r of\\b`) },
  {
    form: 'whatWritten',
    pattern: re(
      `^what (?:does|do|did) (?:the|it) (?:[\\w-]+ ){0,3}?(?:sign|title|caption|text|screen|banner|label|poster|subtitle|headline|heading|note|notice|warning|letter|page|slide|whiteboard|blackboard|plaque|sticker|flyer|flag|shirt|box|package|card|overlay|logo|lower third|comment|message|error|menu|board|clock|counter|badge|plate|slogan|button|advert)s?\\b(?! (?:sign|label|message|box|text|page|card|board)s?\\b)|^what (?:is|was|are) (?:written|spelled|captioned)\\b|^what (?:text|writing|words?|titles?|captions?) (?:is|are|can be|do (?:you|we) (?:see|read)|appears?)(?: (?:on|in|shown|visible|written|seen|read))*(?: (?:the )?(?:screen|picture|frame|image))?\\b|^(?:what|which) (?:is|are|was) the (?:[\\w-]+ )?(?:title|caption|headline|inscription|sign|lower third)s?\\b|^(?:read|transcribe) (?:the )?(?:text|writing|sign|title|caption|slide)s?\\b`,
    ),
    sense: 'written',
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
      `^what (?:else )?(?:${AUX}) (?:(?:${PERSON}|[\\w' -]+?) )?${A_VERB}(?:${SAID})(?: to (?:him|her|them))?(?: (?:about|of|on|regarding|concerning|to|for))?\\b`,
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
      `^(?:(?:at|in|during|from) )?(?:when|where|what time|(?:what|which) (?:point|moment|part|scene|place(?! (?:is|are|was|were) (?:named|written)\\b)|second|minute|frame|shot|timestamp|section)s?(?: in time)?)\\b`,
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
