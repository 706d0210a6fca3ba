import { FILM, re } from '../shapes';
import { takeTime } from '../time-words';
import { takeLead } from './normalise';

/** What a question asks of those who speak. */
export type SpeakerQuestion =
  /** Who they are, or how many. */
  | { readonly asks: 'who' | 'howMany' }
  /** When or how long one of them speaks. */
  | { readonly asks: 'when'; readonly name: string }
  /** What one of them says, about something or at all. */
  | { readonly asks: 'what'; readonly name: string; readonly topic: string }
  /** Who says something. */
  | { readonly asks: 'whoSays'; readonly topic: string };

const IN_FILM = `(?: (?:here|there|in (?:it|(?:the|this|that)(?: whole)? ${FILM})))*`;
const SPEAKS = '(?:speaks?|speaking|spoke|talks?|talking|talked)';
const WHO = re(
  `^(?:who (?:(?:is|are|all|else) )*${SPEAKS}${IN_FILM}|who (?:is|are) the (?:speakers?|voices?)${IN_FILM}|(?:list|show|name)(?: me)? (?:all )?(?:the )?(?:speakers|voices)${IN_FILM})$`,
);
const HOW_MANY = re(
  `^how many (?:different )?(?:(?:people|persons|men and women) (?:(?:are|do|can be|is) )?(?:${SPEAKS}|heard|we hear|i hear|you hear)|(?:speakers|voices)(?: (?:are|speak|talk|there|heard|do|you|we|i|hear|can|be))*)${IN_FILM}$`,
);
const WHO_SAYS =
  /^who (?:says?|said|mentions?|mentioned|talks? about|talked about|speaks? (?:about|of)|spoke (?:about|of))(?: that| about)? (.+)$/i;
const ABOUT =
  /^(?:(?:say|says|said|tell|tells|told|talk|talks|talked|speak|speaks|spoke|mention|mentions|mentioned|explain|explains|explained|think|thinks)(?: us| me)?(?: anything| something)?)(?: (?:about|of|on|regarding|concerning|that))?(?: |$)/i;
const SPEAKS_ALONE = re(`^(?:${SPEAKS}|say (?:something|anything)|heard|to be heard)${IN_FILM}$`);
/** Somebody by the name that is shown where nobody gave one. */
const NUMBERED = /\bspeaker (?:number )?(\d{1,3})\b/i;

/**
 * Reads what a question asks of those who speak; null where it asks nothing of them.
 * @param names of those who speak, as they are shown
 */
export function readSpeakerQuestion(text: string, names: readonly string[]): SpeakerQuestion | null {
  const { core } = takeLead(text);
  const sentence = takeTime(core)
    .rest.replace(/[\s?.!,;:]+$/, '')
    .replace(/^[\s,;:]+/, '');
  if (WHO.test(sentence)) return { asks: 'who' };
  if (HOW_MANY.test(sentence)) return { asks: 'howMany' };
  const topic = WHO_SAYS.exec(sentence)?.[1];
  if (topic !== undefined) return { asks: 'whoSays', topic };
  const found = nameIn(sentence, names);
  if (!found) return null;
  const { name, before, after } = found;
  if (/^(?:(?:at|for|since) )?(?:when|where|what time|how (?:long|much|often|many times))\b/i.test(before)) {
    if (SPEAKS_ALONE.test(after)) return { asks: 'when', name };
    return ABOUT.test(after) ? { asks: 'what', name, topic: after.replace(ABOUT, '') } : null;
  }
  if (!/^(?:what|does|did|has|is|was)\b/i.test(before) || !ABOUT.test(after)) return null;
  return {
    asks: 'what',
    name,
    topic: after.replace(ABOUT, '').replace(/^(?:at all|in .* (?:film|video))$/i, ''),
  };
}

/** The name that a sentence holds: the longest of those that are known, or a number that may be nobody's. */
function nameIn(
  sentence: string,
  names: readonly string[],
): { name: string; before: string; after: string } | null {
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const at = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'iu').exec(sentence);
    if (at) return parts(sentence, at.index, at[0].length, name);
  }
  const numbered = NUMBERED.exec(sentence);
  if (!numbered) return null;
  return parts(sentence, numbered.index, numbered[0].length, `Speaker ${Number(numbered[1])}`);
}

function parts(sentence: string, from: number, length: number, name: string) {
  return { name, before: sentence.slice(0, from).trim(), after: sentence.slice(from + length).trim() };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
