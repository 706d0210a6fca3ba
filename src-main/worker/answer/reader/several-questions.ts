// More than one question in one message.

const AUX = '(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had)';
const ASKS = `(?:what|which|who|whose|when|where|why|how)(?:(?: [\\w'-]+){0,2} ${AUX}\\b|'s\\b|s\\b)|(?:is|are|was|were) there\\b|(?:do|does|did|can|could) (?:he|she|it|they|we|you|i|one)\\b`;
/** What may open a question before its own first word. */
const OPENING = '(?:(?:and|or|also|so|but|well|ok|okay|hi|hello|hey|please|then),? )*';
const QUESTION = new RegExp(`^\\W*${OPENING}(?:${ASKS})`, 'i');
/** After a mark that ends a sentence, or before "and what does": "and" alone joins things that are asked for together. */
const BETWEEN = new RegExp(
  `(?<=[?!.])\\s+(?=\\S)|,? and (?=(?:what|which|who|whose|when|where|why|how)(?: [\\w'-]+)? ${AUX}\\b)`,
  'giu',
);

/**
 * The questions of a text, in their order; the text alone where it is not made of several. Each has to ask by itself: a sentence that
 * only tells belongs to the question beside it.
 */
export function questionsIn(text: string): readonly string[] {
  if (/["“”„«»]/u.test(text)) return [text];
  const parts = text.split(BETWEEN).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => QUESTION.test(part)) ? parts : [text];
}
