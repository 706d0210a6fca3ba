import { wordsOf } from '../words';

/** A word that ends the noun phrase which begins a topic: what follows tells where or with what it is. */
const AFTER_HEAD =
  /^(?:of|in|on|at|with|without|from|by|for|to|into|onto|over|under|near|behind|beside|between|through|across|around|and|or|the|an?|his|her|their|its|that|who|which|where|when|while|is|are|was|were|be|gets?|got|has|have|does|do|comes?|came|goes|go|pass(?:es)?|arrives?|leaves?|enters?|moves?|drives?|walks?|runs?|stands?|sits?|turns?|flies|fly|falls?|jumps?)$/i;
/** In front of a noun these describe it; they do not follow it. */
const BEFORE_HEAD = /^(?:the|an?|some|any|his|her|their|its|this|that|these|those|another|one|two|three)$/i;
const PARTICIPLE = /^\p{L}{2,}ing$/iu;
/** Nouns that end as a participle does. */
const NOUNS_IN_ING =
  /^(?:building|ceiling|painting|drawing|ring|king|wing|string|swing|spring|wedding|clothing|morning|evening|thing|earring|railing|icing|meeting|recording|warning|lightning|pudding|parking|crossing|landing|opening|clearing|awning|writing)$/i;

/** Whether a word tells where a thing is or what it does, and names none. */
export function followsHead(word: string): boolean {
  return AFTER_HEAD.test(word);
}

/**
 * The noun that a topic is about: "crowd" of "a crowd of people", "tunnel" of "the tunnel the train goes through", "dog" of "the brown
 * dog". Null where the topic is none.
 */
export function headNoun(topic: string): string | null {
  const words = wordsOf(topic);
  const first = words.findIndex(({ lower }) => !BEFORE_HEAD.test(lower));
  if (first < 0) return null;
  const ends = ({ lower }: { lower: string }, i: number) =>
    i > first && (AFTER_HEAD.test(lower) || (PARTICIPLE.test(lower) && !NOUNS_IN_ING.test(lower)));
  const end = words.findIndex(ends);
  return words[(end < 0 ? words.length : end) - 1]?.text ?? null;
}
