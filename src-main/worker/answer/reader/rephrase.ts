// Short and sloppy wordings brought to those that the shapes know: form words with swapped letters, abbreviations, openings of orders.
import { FILM, re } from '../shapes';

/** Words that carry the form of a question. With two letters swapped none of them is another English word but those below. */
const FORM_WORDS =
  'what when where which there they does did many much about people scene scenes shot shots video film clip moment moments timecode timecodes timestamp timestamps every mention mentions mentioned said says show shows first last second seconds minute minutes long happens talk talks talking with does have list find given give some somebody someone anything anybody anyone again often times part parts place places screen written slide between before after until start beginning'.split(
    ' ',
  );
/** Swapped letters that make another word: left as they stand. */
const WORDS_TOO = new Set(['three', 'dose', 'goign', 'lsits', 'casn', 'hasp', 'trap', 'form']);

const SWAPPED = new Map(
  FORM_WORDS.flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, i): [string, string] => [
      `${word.slice(0, i)}${word[i + 1]}${word[i]}${word.slice(i + 2)}`,
      word,
    ]).filter(([slip]) => slip !== word && !WORDS_TOO.has(slip) && !FORM_WORDS.includes(slip)),
  ),
);

const SHORT: Readonly<Record<string, string>> = {
  ppl: 'people',
  pls: 'please',
  plz: 'please',
  vid: 'video',
  vids: 'videos',
  secs: 'seconds',
  sec: 'seconds',
  mins: 'minutes',
  tc: 'timecode',
  tcs: 'timecodes',
  hw: 'how',
  wat: 'what',
  sombody: 'somebody',
  sceen: 'scene',
  wher: 'where',
  whn: 'when',
  giv: 'give',
  evry: 'every',
};

/** Words of a question's form put right, whatever they ask for. */
export function mendFormWords(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}'’.-])\p{Ll}+(?![\p{L}\p{N}'’-])/gu, (word) =>
      Object.hasOwn(SHORT, word) ? (SHORT[word] ?? word) : (SWAPPED.get(word) ?? word),
    )
    .replace(/^were(?= (?:is|are|was|do|does|did|can)\b)/i, 'where')
    .replace(/\br (?=there\b)/i, 'are ')
    .replace(/^how(?:'s| is|s) (?=(?:many|much|long|often)\b)/i, 'how ')
    .replace(/\b(is|are|was|were|do|does|did|has|have|ca)nt\b/gi, "$1n't");
}

const PLACE = '(?:bits?|parts?|sections?|moments?|scenes?|shots?|places?|spots?|passages?)';
const TIMES = '(?:time ?codes?|time ?stamps?|times)';
const MY_FILMS = '(?:(?:my|our|the|these|all) )*';
const NO_SPEECH = '(?:talking|speech|dialogue|speaking|words|voices?|narration)';

/** Wordings and what they ask, tried one after the other. */
const WORDINGS: readonly (readonly [RegExp, string])[] = [
  // Orders, and what is wanted of a place.
  [/^(?:need|want|pull|grab|fetch|spot) (?=(?:all|every|each|an?|any|some|the) .*)/i, 'show me '],
  [
    re(
      `^(?:show me |give me |list |find )?(?:the |all )*${TIMES} (?:for|of|where|when)(?: (?:when|where|every|each|all|the|an?))* (?:${PLACE} (?:with|of|where|about) )?`,
    ),
    'show me ',
  ],
  [
    re(`^(?:all |the |every |each )*mentions? of (?<what>.+?)(?: with (?:the |their )?(?:${TIMES}))?$`),
    'when is $<what> mentioned',
  ],
  [re(`,? (?:with|and) (?:the |their )?(?:${TIMES})$`), ''],
  [/,? (?:preferably|ideally|if possible|maybe) .*$/i, ''],
  [/^(?:where|how) (?:do|can|could|would) (?:i|we|you|one) find (?=\S)/i, 'find '],
  [
    /^(?:in |at |on )?which (?:slide|page)s? (?:talks? about|mentions?|says|explains?|covers?|shows?|has|have|is|are|contains?) (?=\S)/i,
    'when is ',
  ],
  [
    /^(when|where|at what point|at which point) in (?:the|this) (?:\w+ )?(?:video|film|movie|clip|lecture|talk|lesson|recording|episode|interview) (?=\S)/i,
    '$1 ',
  ],
  // Whether there is something.
  [
    /^(?:(?:have )?(?:you |we |they )?got|has (?:he|she|it) got|(?:is|are) there (?:any )?(?:chance|way)(?: (?:that|there))*(?: (?:is|are))?|any chance (?:there(?: is|'s|s)?|of)) (?=\S)/i,
    'is there ',
  ],
  [/^(?:have you |has anyone |anyone |ever )?(?:seen|spotted) (?=(?:any|an?|the|some)\b)/i, 'is there '],
  // How many, how long.
  [
    /^(?:the )?(?:max(?:imum)? |total |highest |greatest )*(?:number|count) of (?:different )?(.+?)(?: (?:at once|at the same time|in total))?$/i,
    'how many $1',
  ],
  [/^(how many .+?) (?:max|maximum|at most|in all|all in all)$/i, '$1'],
  [/^(?:the )?(?:total |whole |overall )*(?:screen ?time|air ?time) (?:of|for) (?=\S)/i, 'how long is '],
  // The first and the last time.
  [
    /^(?:the )?(?:very )?(first|last) (?:appearance|occurrence|sighting|view|glimpse|sight) of (.+)$/i,
    'when is the $1 time you see $2',
  ],
  [/^(?:the )?(?:very )?(first|last) mention of (.+)$/i, 'when is the $1 time they mention $2'],
  // What is said.
  [
    /^(?:what|which) (?:are|were) (?:the|his|her|their) opening (?:words|lines|remarks)$/i,
    'what is said at the beginning',
  ],
  [
    /^(?:what|which) (?:are|were) (?:the|his|her|their) closing (?:words|remarks)$/i,
    'what is said at the end',
  ],
  [
    /^(?:what|which things) (?:do|can|did|could|will) (?:we|you|i|they|one) (?:know|learn|hear|find out|get told) (?:about|of|on) (?=\S)/i,
    'what is said about ',
  ],
  [
    /^anything (?:(?:that is |being )?(?:said|mentioned|told)|they say) (?:about|on|of) (?=\S)/i,
    'do they say anything about ',
  ],
  [
    /^(?:what|give me what|tell me what) (?:(?:exactly|precisely|else|all|actually) )+(?=(?:do|does|did|is|was|has|have)\b)/i,
    'what ',
  ],
  [/^(?:give me )?what (he|she|they|it) (says?|said) (?:about|on) (?=\S)/i, 'what is said about '],
  // Where something is not.
  [
    re(
      `^(?:(?:show me|find|list|give me) )?(?:(?:the|all|any) )*(?:${PLACE}|times?) (?:with no|without|with out)(?: any)? ${NO_SPEECH}$`,
    ),
    'when is nobody talking',
  ],
  [
    re(
      `^(?:(?:show me|find|list|give me) )?(?:(?:the|all|any) )*(?:${PLACE}|times?) (?:where|when|in which) (?:nobody|no ?-?one) (?:is )?(?:speaks|speaking|talks|talking|says anything)$`,
    ),
    'when is nobody talking',
  ],
  [
    re(
      `^(?:(?:show me|find|list|give me) )?(?:(?:the|all|any) )*(?:${PLACE}|times?) (?:where|when|in which) there (?:is|are) no (?=\\S)`,
    ),
    'when are there no ',
  ],
  [
    /^(when|where) (is|are|was|were)(?: not|n't) ((?:the|an?|any) .+?)(?: (?:there|visible|in (?:the )?(?:picture|frame|shot|view)|on screen|shown))?$/i,
    '$1 $2 $3 not visible',
  ],
  [
    re(
      `^(?:(?:show me|find|list) )?(?:the |all )*(?:${PLACE}) without (?:any ?(?:one|body)|people|a soul)(?: .*)?$`,
    ),
    'when are there no people',
  ],
  [
    /^(?:right |just )?(after|before) (.+?),? (what (?:happens|is said|is shown|comes|do(?:es)? (?:he|she|they|it|you see|we see)(?: (?:say|do))?))$/i,
    '$3 $1 $2',
  ],
  [
    /^(?:the )?(?:text|writing|words|caption) (?=(?:at|in|on) the (?:top|bottom|left|right)\b)/i,
    'what text is ',
  ],
  // What comes once something is over comes after it.
  [
    /^((?:what|which)\b.+?) (?:once|as soon as|when) (?:the )?(?!it\b|that\b|this\b|he\b|she\b|they\b)(\S.*?) (?:is|are|was|were|has|have) (?:been )?(?:gone|over|finished|done|ended|disappeared|vanished|out of (?:sight|view|(?:the )?picture))(?:,? (?:for )?the (first|last) time)?$/i,
    '$1 after the $3 $2',
  ],
  [
    /^(?:what|which) (?:pictures?|images?|views?|scenes?|shots?) (?:(?:comes?|came|turns?|shows?)(?: up| next)?|appears?|appeared|follows?|(?:is|are) (?:seen|shown)|(?:do|can|did) (?:you|we|i) see) (?:right |straight |just |immediately |directly )?(after|before) (?=\S)/i,
    'what is seen $1 ',
  ],
  // Parts of the film.
  [/^(?:what|how) (?:is|was) the (ending|end|beginning|opening|start)(?: like| about)?$/i, 'describe the $1'],
  [/^(?:then|and then|so) what(?: happens)?$/i, 'what happens next'],
  [/^(?:anything|something|what) else$/i, 'any more'],
  [
    /^(?:(?:any )?(?:other|further)|more) (?:places?|times?|scenes?|moments?|of (?:those|these|that|them|it))$/i,
    'any more',
  ],
  [/^(?:an? |the )?(?:list|overview|table) of (?:the |all )*(chapters|scenes|shots|cuts)$/i, 'list the $1'],
  [
    /^(?:what is|what happens|what do you see|describe what is) in the (longest|shortest) (scene|shot)$/i,
    'which is the $1 $2',
  ],
  [
    /^(?:list |show me |show )?(?:everything|all)(?: (?:that|which))?(?: is|'s|thats)? ?(?:thats )?(?:shown|visible|seen|to be seen|there|in it)$/i,
    'list all things',
  ],
  // Who speaks.
  [
    /^(?:list |show |name |give me )?(?:everyone|everybody|all(?: the)? (?:people|persons)|all|anyone|those) (?:who|that) (?:speaks?|talks?|is speaking|are speaking|is talking|are talking)$/i,
    'who speaks',
  ],
  [
    /^who (?:is|are) (?:all )?(?:the ones |the people )?(?:to be |being )?(?:heard|talking here|speaking here)$/i,
    'who speaks',
  ],
  [/^who (?:talks|speaks) (?:the )?(?:most|least|longest|more)$/i, 'who speaks'],
  // Films of the library.
  [
    re(
      `^(?:do|have) (?:we|i|you) (?:have |got )?(?:any(?:thing)?|an?|some) ?(?:${FILM})? (?:with|of|about|where|showing|that shows?) (?=\\S)`,
    ),
    'which video shows ',
  ],
  [re(`^which (?:one )?of ${MY_FILMS}(${FILM}) (?=\\S)`), 'which $1 '],
  [
    re(`^(?:what is |which is |show me |find )?${MY_FILMS}(longest|shortest) (?:${FILM})$`),
    'which video is the $1',
  ],
  [
    re(
      `^(?:any |all )?${MY_FILMS}((?:videos|films|movies|clips|recordings)) (?:that are |which are )?(longer|shorter) than (?=\\S)`,
    ),
    'which $1 are $2 than ',
  ],
  [
    re(
      `^(?:any |all )?${MY_FILMS}((?:videos|films|movies|clips|recordings)) (?=(?:without|with no) (?:sound|audio|speech|talking)$)`,
    ),
    'which $1 are ',
  ],
];

/** A normalised question in a wording that the shapes know. */
export function rephrase(text: string): string {
  return WORDINGS.reduce((s, [wording, known]) => s.replace(wording, known), text);
}
