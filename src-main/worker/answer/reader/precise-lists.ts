import { AUX, FILM, re, SAID, SAID_ANYWHERE, type Sense } from '../shapes';
import { readSpan } from '../time-words';
import type { Wanted } from './precise';

/** What a shape says that names what it is about: its form, what is wanted of it, and the thing. */
export interface PreciseList {
  readonly form:
    | 'kinds'
    | 'films'
    | 'howMany'
    | 'whatWritten'
    | 'everyWriting'
    | 'scenes'
    | 'when'
    | 'whichVideo'
    | 'summary'
    | 'cannot'
    | 'open';
  readonly wanted: Wanted | null;
  readonly topic: string;
  readonly sense: Sense;
  readonly limit?: 'identity' | 'attribute';
}

type Read = (match: RegExpExecArray) => PreciseList | null;

const GROUP = '(?<group>things?|objects?|items?|stuff|animals?|pets?|vehicles?|fruits?)';
const IN_VIEW =
  '(?:there|visible|seen|shown|here|on (?:the )?screen|in (?:the|this) (?:picture|frame|shot|view|scene))';
const WRITING =
  '(?:on[- ]?screen )?(?:texts?|writing|ocr|captions?|words?|letters|lettering|titles?|inscriptions?)';

const list = (
  form: PreciseList['form'],
  topic = '',
  wanted: Wanted | null = null,
  sense: Sense = 'either',
): PreciseList => ({
  form,
  topic,
  wanted,
  sense,
});
const kinds: Read = ({ groups }) =>
  list(
    'kinds',
    '',
    { kind: 'group', group: (groups?.group ?? 'thing').toLowerCase().replace(/s$/, '') },
    'seen',
  );
const absence: Read = ({ groups }) =>
  list('when', groups?.thing ?? '', { kind: 'absence' }, groups?.said ? 'said' : 'seen');
const busiest: Read = ({ groups }) => list('howMany', groups?.thing || 'people', null, 'seen');
const writing: Read = ({ 0: said }) =>
  list(/^(?:what|which)/i.test(said) ? 'whatWritten' : 'everyWriting', '', null, 'written');
const price: Read = () => list('when', 'price');
const writingAt: Read = ({ groups }) => {
  const edge = groups?.edge?.toLowerCase() ?? '';
  const at =
    edge === 'upper' ? 'top' : edge === 'lower' ? 'bottom' : (edge as 'top' | 'bottom' | 'left' | 'right');
  return list('whatWritten', '', { kind: 'writingAt', edge: at }, 'written');
};
const whole =
  (form: 'scenes' | 'summary'): Read =>
  () =>
    list(form);

/** A price has a form of its own, wherever it stands: asked for in these ways, it is looked for by that. */
const PRICE = re(
  `\\bhow (?:much(?! (?:time|longer|of))|expensive)\\b.*\\b(?:is|are|was|does|do|did|costs?|for|sell|pay|charge)\\b|\\b(?:what|how much) (?:does|do|did|would) .*\\bcosts?\\b|\\bhow many (?:dollars|euros|pounds|francs)\\b|^what is (?:it|this|that) (?:cost|selling for)$|^what is it cost$`,
);

const SHAPES: readonly (readonly [RegExp, Read])[] = [
  [PRICE, price],
  // "Is it day or night": which of two it is like.
  [
    /^(?:is|was|are|were) (?:it|this|that|he|she|they) (?:an? |in |at |the )?[\w-]+ or (?!not$)(?:an? |in |at |the )?[\w-]+$/i,
    () => ({ ...list('cannot', '', null, 'seen'), limit: 'attribute' }),
  ],
  [
    re(
      `^where (?:was|is|were|are) (?:this|it|that|they|we|the ${FILM})(?: ${FILM})?(?: (?:filmed|shot|recorded|set|taken|made|playing))?$`,
    ),
    () => ({ ...list('cannot', '', null, 'seen'), limit: 'identity' }),
  ],
  [
    re(
      `^what(?: product)? (?:is|are) (?:it|this|that|they)(?: ${FILM})? (?:(?:an? |the )?(?:ads?|advert\\w*|commercial|promo\\w*)(?: for)?|selling|promoting)$|^what (?:do|does|are) (?:they|it|this)(?: ${FILM})? (?:sell(?:ing)?|advertis\\w+|promot\\w+)$|^what is (?:being )?(?:advertised|promoted|sold)$`,
    ),
    () => list('whatWritten', '', { kind: 'product' }, 'written'),
  ],
  [
    re(
      `^(?:list|name|enumerate|tell|show)(?: me)? (?:all|everything|what)(?: that)? (?:you|we|i|it) (?:can )?(?:recogni[sz]e|detect|identify|make out|spot|see)(?: .*)?$`,
    ),
    kinds,
  ],
  [
    re(
      `^what(?: text)? (?:is|stands) (?:at|in) the (?<edge>top|bottom|left|right|upper|lower)(?: (?:left|right|corner|side|hand|edge|of|the|screen|picture|frame))*$`,
    ),
    writingAt,
  ],
  [
    re(
      `^(?:list|name|enumerate|show|give|tell)(?: me)?(?: (?:all|of|the|different|every|which|what))* ${GROUP}(?: .*)?$`,
    ),
    kinds,
  ],
  [
    re(
      `^(?:what|which)(?: (?:kinds?|types?|sorts?|other|different|all|of|the))* ${GROUP} (?:is|are|can|do|does|could|appears?|shows?|turns?|comes?|were|was|lie|lies|stands?)\\b.*$`,
    ),
    kinds,
  ],
  [
    re(
      `^what (?:all )?(?:do|can|did|could) (?:you|we|i|it) (?:recogni[sz]e|detect|identify|make out|spot)(?: .*)?$`,
    ),
    kinds,
  ],
  [
    re(
      `^what(?: all)? (?:is|are) (?:all )?(?:(?:lying|standing|sitting|placed) )?(?:there )?(?:on|in|under) the (?:table|desk|floor|ground|shelf|counter|room|wall|street|road)$`,
    ),
    kinds,
  ],
  [re(`^what(?: all| else)? (?:is|are) (?:lying|standing|sitting) (?:there|around|here)$`), kinds],
  [
    re(
      `^when (?:is|are) (?:nobody|no ?-?one|everybody|everyone|it|nothing|not a word) (?:being )?(?<said>talking|speaking|silent|quiet|saying anything|said|spoken)$`,
    ),
    absence,
  ],
  [
    re(
      `^when (?:are|is|were|was|do|does) (?:there )?(?:no|not any)(?: longer| more)? (?<thing>.+?)(?: ${IN_VIEW})?$`,
    ),
    absence,
  ],
  [
    re(
      `^(?:when|where) (?:do|does|can|could|did) (?:you|we|i|one) not see (?:any |an? |the )?(?<thing>.+?)(?: ${IN_VIEW})?$`,
    ),
    absence,
  ],
  [
    re(
      `^(?:(?:show me|find|list|give me|any|are there|is there) )?(?:(?:the|all|a|an|any) )*(?:(?:shots?|scenes?|parts?|places?|moments?|stretch(?:es)?|frames?|times?|when it is) )?(?:without|with no) (?:any |an? )?(?<thing>.+)$`,
    ),
    absence,
  ],
  [re(`^when (?:is|are|was|were) (?:the |an? )?(?<thing>.+?) not ${IN_VIEW}$`), absence],
  [re(`^when (?:is|are) (?:the |an? )?(?<thing>.+?) (?:gone|missing|absent|away)$`), absence],
  [
    re(
      `^when (?:are|is|do|can|were)(?: (?:you|we|i) see)?(?: there)?(?: the)? most (?<thing>.+?)(?: ${IN_VIEW}| at once)?$`,
    ),
    busiest,
  ],
  [
    re(
      `^(?:which|what) (?:scenes?|moments?|parts?|shots?) (?:has|have|shows?|contains?|is|with)(?: the)? most (?<thing>.+)$`,
    ),
    busiest,
  ],
  [
    re(`^when is (?:it|the (?:room|street|place|picture|square)) (?:the )?(?:most crowded|busiest|fullest)$`),
    busiest,
  ],
  [
    re(
      `^(?:(?:all|any|the|is there|are there|show|read|me|out|get|give|list|every) )*${WRITING}(?: (?:${IN_VIEW}|in (?:it|the ${FILM})|(?:that )?(?:you|we|i) (?:can |could )?(?:read|see|find)))?$`,
    ),
    writing,
  ],
  [re(`^what (?:all )?can (?:be|you|we|i|one) read(?: .*)?$`), writing],
  // What somebody types is there to be read, whether or not he says it.
  [
    re(
      `^(?:what|which)(?: (?:words?|texts?|letters|lines?|things?|message))? (?:does|do|did|is|are|was|were) (?:he|she|they|it|you|we|(?:the )?(?:\\w+))(?: (?:keeps?|starts?|then|first|just|actually|all the time|always))* (?:typ(?:e|es|ed|ing)|wr(?:ites?|iting|itten|ote)|key(?:s|ing)? in|enter(?:s|ed|ing)?)(?: (?:in|on|into|there|here)(?: .*)?)?$`,
    ),
    () => list('whatWritten', '', { kind: 'typed' }, 'written'),
  ],
  [
    re(
      `^(?:what|which) ${WRITING} (?:is|are|appears?|can be|can you|do (?:you|we|i))(?: (?:see|read|seen|shown|visible|there|on (?:the )?screen|in (?:the|this) ${FILM}))*$`,
    ),
    writing,
  ],
  [
    re(`^what (?:is|are) the (?:[\\w-]+ ){0,3}(?:texts?|writing|letters|lettering|inscription|words)$`),
    ({ 0: said }) =>
      list(
        'whatWritten',
        '',
        /\b(?:big|bigg\w+|large\w*|huge|tall\w*)\b/i.test(said) ? { kind: 'largest' } : null,
        'written',
      ),
  ],
  [
    re(
      `^(?:(?:make|give|list|show|create|write|find)(?: me)? )?(?:(?:the|all|some|a list of) )*(?:chapters?(?: list| markers?)?|table of contents|sections|toc)$|^(?:what|which) (?:chapters|sections) .*$|^how is (?:it|this|the ${FILM}) (?:divided|structured|organi[sz]ed)$`,
    ),
    whole('scenes'),
  ],
  [
    re(
      `^(?:what did (?:i|we) miss|in a nutshell|catch me up|fill me in|bring me up to speed|what (?:do|can|did|could) (?:we|you|i|one) see(?: here)?|what am i (?:looking at|watching|seeing)|what are we (?:looking at|watching)|the (?:short|quick) version|what is (?:the )?(?:point|story|plot|topic|subject|message)(?: of (?:it|this|the ${FILM}))?)$`,
    ),
    whole('summary'),
  ],
];

const FILMS = re(
  `^(?:which|what|how many|(?:list|show|find|give)(?: me)?)(?: (?:all|the|of|my|these|those|any))* (?:videos?|films?|movies?|clips?|recordings?)(?<rest>(?: .*)?)$`,
);
const NO =
  '(?:(?:have|has|with|are|is|come|comes|do|does|that|there) )*(?:no|without|lack|lacks|not have|not (?:any)?|not contain)(?: any| an?)*';

/** "Which films have no sound", "how many films are there": what the library knows of its films. */
function readFilms(sentence: string): PreciseList | null {
  const match = FILMS.exec(sentence);
  if (!match) return null;
  const rest = (match.groups?.rest ?? '').trim();
  const films = (filter: Extract<Wanted, { kind: 'films' }>['filter'], span: number | null = null) =>
    list('films', '', { kind: 'films', filter, span });
  const count = /^how many/i.test(sentence);
  if (re(`^${NO} (?:sound|audio|sound ?track)$|\\b(?:silent|mute)$`).test(rest)) return films('silent');
  if (re(`^(?:(?:have|has|with|that|come|comes|do) )*(?:a )?(?:sound|audio|sound ?track)$`).test(rest))
    return films('sound');
  if (re(`^${NO} (?:speech|talking|words|dialogue|voices?)$|^(?:where )?nobody (?:speaks|talks)`).test(rest))
    return films('unspoken');
  if (
    re(
      `^(?:(?:have|has|with|that|contain) )*(?:speech|talking|dialogue|voices?|(?:some|any)body (?:speaks|speaking|talking))$`,
    ).test(rest)
  )
    return films('spoken');
  const extreme = /^(?:is|are|lasts?|runs?)(?: the)? (longest|shortest)$/i.exec(rest);
  if (extreme) return films(/^l/i.test(extreme[1] ?? '') ? 'longest' : 'shortest');
  const than = /^(?:(?:is|are|that|lasts?|runs?) )*(longer|shorter|more|less) than (.+)$/i.exec(rest);
  const span = than ? readSpan(than[2] ?? '') : null;
  if (than && span !== null)
    return films(/^(?:longer|more)$/i.test(than[1] ?? '') ? 'longer' : 'shorter', span);
  if (
    count &&
    re(
      `^(?:(?:are|is|do|have|has|you|i|we|there|here|in|the|my|library|exist|know|indexed|got|of)\\s*)*$`,
    ).test(rest)
  )
    return films('all');
  const about =
    /^(?:about|on|of|with|where|in which|that (?:shows?|mentions?|ha(?:s|ve)|contains?|talks? about)) (.+)$/i.exec(
      rest,
    );
  return about && !/^(?:which|what)/i.test(sentence) ? list('whichVideo', about[1] ?? '') : null;
}

const DOES = re(
  `^who (?:did|does|do|has|have|had|will|would|can|could) (?<what>.+)$|^who (?!is\\b|are\\b|was\\b|were\\b|am\\b|else\\b)(?<act>\\w+ .+)$`,
);
/** "Who is the director": a word that may stand beside the name, unlike "the man". */
const ROLE = re(
  `^who (?:is|was|are|were) (?:(?:the|its|his|her|their) )?(?<role>(?!(?:person|people|(?:wo)?m[ae]n|guys?|boys?|girls?|kids?|child|children|lady|ladies|one|he|she|they|it|this|that|these|those|you|speakers?|speaking|talking|narrators?|presenters?|actors?|actress|singers?|there|here)\\b)\\w+)(?: (?:of|for|at) .+)?$`,
);
const WHO_SAYS = re(`^who (?:(?:${AUX}) )?(?:${SAID})\\b`);
const NAMED = /^[Ww]ho(?: is|'s| was) (?<name>(?:\p{Lu}[\p{L}'.-]+ ?){1,4})$/u;

/** "Who wrote it", "who is Anna": faces are not known, but it may be said or written. */
function readWho(sentence: string): PreciseList | null {
  const named = NAMED.exec(sentence)?.groups?.name;
  if (named) return { ...list('open', named.trim()), limit: 'identity' };
  const match = WHO_SAYS.test(sentence) ? null : DOES.exec(sentence);
  const role = ROLE.exec(sentence)?.groups?.role;
  // That a king is spoken of does not tell who he is; a title under a picture does.
  if (role) return { ...list('open', role, null, 'written'), limit: 'identity' };
  const topic = match?.groups?.what ?? match?.groups?.act;
  return topic ? { ...list('open', topic), limit: 'identity' } : null;
}

/**
 * The shapes that ask for a list, a place in the picture, an absence or for films of the library: each says exactly what it
 * wants, whatever the thing is.
 * @param sentence normalised, without the time that it names
 */
export function readPreciseList(sentence: string): PreciseList | null {
  for (const [shape, read] of SHAPES) {
    const match = shape.exec(sentence);
    const found = match && read(match);
    if (found && (found.sense !== 'seen' || !SAID_ANYWHERE.test(sentence))) return found;
  }
  return readFilms(sentence) ?? readWho(sentence);
}
