import { re } from '../shapes';

/** What a question is about, cut out of its words, and what of them was left out. */
export interface Target {
  readonly text: string;
  /** What somebody does with it, which no evidence tells: "riding" of "anybody riding a bike". */
  readonly action: string | null;
}

const SOMEBODY =
  '(?:any ?(?:one|body)|some ?(?:one|body)|people|persons?|he|she|they|it|you|we|i|(?:the |a |an |this |that )?(?:guy|man|men|woman|women|person|boy|girl|lady|kids?|child|children|speaker|narrator|presenter|host|lecturer|teacher|interviewee|voice(?:over)?))';
const SPEAKS =
  '(?:says?|said|saying|talks?|talked|talking|mentions?|mentioned|mentioning|speaks?|spoke|speaking|discuss(?:es|ed|ing)?|explains?|explained|explaining|brings? up|brought up|refers? to|tells?|told)';
/** Words that hold a place of a film and are not what it shows. */
const CONTAINER =
  '(?:parts?|bits?|sections?|moments?|scenes?|shots?|places?|spots?|points?|passages?|quotes?|clips?|timestamps?|transcript|frames?|segments?|instances?|occurrences?|pictures?|images?)';
/** "Frame rate", "bit depth": what is so called holds nothing. */
const MEASURED =
  '(?:frame|bit|point|picture|image)(?= (?:rates?|size|depth|buffers?|count|number|quality|format|sensor|cloud|editor|book|frame|ratio|height|width|speed|per)\\b)';
const HOLDS = '(?: (?:about|of|on|with|for|where|when|in which|that shows?|showing|regarding|containing))*';
/** What is done with a thing that may be seen: dropped, and said to be. */
const ACTIONS =
  'wear(?:s|ing)?|wore|carry|carries|carrying|carried|hold(?:s|ing)?|held|rid(?:e|es|ing)|rode|us(?:e|es|ing)|driv(?:e|es|ing)|drove|push(?:es|ing)?|pull(?:s|ing)?|eat(?:s|ing)?|drink(?:s|ing)?|cut(?:s|ting)?|throw(?:s|ing)?|kick(?:s|ing)?|play(?:s|ing)? with|sit(?:s|ting)? (?:on|in|at)|l(?:ies|ie|ying) (?:on|in)|open(?:s|ing)?|touch(?:es|ing)?|pet(?:s|ting)?|feed(?:s|ing)?|clean(?:s|ing)?|paint(?:s|ing)?|build(?:s|ing)?|tak(?:e|es|ing)|pick(?:s|ing)? up|put(?:s|ting)?|work(?:s|ing)? (?:on|at|with)|look(?:s|ing)? at|point(?:s|ing)? (?:at|to)|run(?:s|ning)? (?:across|over|through)|walk(?:s|ing)? (?:on|across|over|through|past|along)';

const EDGES: readonly RegExp[] = [
  re(
    `^(?:please )?(?:search|look|scan|go through|check)(?: (?:in|through))?(?: the)? (?:transcript|video|film|movie|clip|text|speech)(?: for| about)?\\b`,
  ),
  re(`^(?:search|look|looking)(?: for| up)\\b`),
  re(
    `^(?:i(?:'ve)? )?(?:heard|remember(?:ed)?|saw|read|think|thought)(?: (?:something|somebody|someone))?(?: (?:saying|said|talk(?:ing)?))?(?: (?:something|anything))?(?: (?:about|of|like|on))?\\b`,
  ),
  re(
    `^${SOMEBODY}(?: (?:just|ever|also|really|actually))* ${SPEAKS}(?: (?:something|anything|a word))?(?: (?:about|of|on|regarding))?\\b`,
  ),
  re(`^(?:just|ever|also|really|actually) ${SPEAKS}\\b`),
  re(`^(?:the |a |all |every )*${CONTAINER}${HOLDS}\\b(?! ?$)(?<!\\b${MEASURED})`),
  re(`^(?:something|anything|everything|stuff|things?)(?: (?:about|of|on|with|like))?\\b`),
  re(`^(?:about|of|on|with|for|regarding|concerning|called|named|like|to) `),
  re(`^(?:the|a|an|any|some|this|that|these|those) `),
  re(`[, ]+(?:where|when)(?: (?:was|is|were|are)(?: (?:that|it|this))?)?$`),
  re(
    `^(?:the |a )?(?:[\\w-]+ )?(?:sign|label|screen|box|page|slide|poster|caption|book|text|shirt|board|door) (?:says?|reads?|said)\\b`,
  ),
  re(`(?<=\\S) (?:bits?|parts?|quotes?|moments?|scenes?|sections?|timestamps?)$`),
  re(
    `[, ]+(?:please|thanks|thank you|at once|at most|at the same time|at a time|in total|once|anywhere|somewhere|at all|or not)$`,
  ),
  re(`(?<=\\S) (?:come|comes|show|shows|turn|turns|pop|pops) up$`),
  re(`(?<=\\S) what$`),
];
const ACTING = re(
  `^(?:(?:${SOMEBODY}|there)(?: (?:is|are|was|were|who|that|do|does|be|being))* )?(?:${ACTIONS}) (?:(?:an?|the|some|any|his|her|their|its) )?(?=\\S)`,
);

/**
 * Cuts a topic down to what can be looked for: no words for who looks for it, for the place that holds it, nor for what is
 * done with it.
 * @param isDone whether something may be done with it: of what is said, "open source" is all that is asked
 */
export function cutTarget(topic: string, isDone = true): Target {
  let text = topic.trim();
  for (let previous = ''; previous !== text; ) {
    previous = text;
    for (const edge of EDGES) {
      const cut = text.replace(edge, '').replace(/^[ ,.:;]+|[ ,.:;]+$/g, '');
      if (cut !== '') text = cut;
    }
  }
  const acting = ACTING.exec(text);
  if (!acting || !isDone) return { text, action: null };
  const rest = text.slice(acting[0].length);
  return { text: rest, action: acting[0].trim().replace(/ (?:an?|the|some|any|his|her|their|its)$/i, '') };
}
