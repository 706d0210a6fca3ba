import type { Asked, Truth } from '../answers/types';

/**
 * One question with a short answer of one or two words. Published figures compare a classifier's one answer; Core answers in
 * sentences, so its answer is right when it holds the words: milder, and not to be set beside published figures.
 */
export function openQuestion(
  fields: Pick<Asked, 'id' | 'film' | 'type'> & { question: string; answer: string },
): Asked {
  const { id, film, type, question, answer } = fields;
  const sentence = `${question.charAt(0).toUpperCase()}${question.slice(1).replace(/\s*\?*$/, '')}?`;
  return { id, film, half: null, type, question: sentence, answer: truthOf(answer.trim().toLowerCase()) };
}

function truthOf(answer: string): Truth {
  if (answer === 'yes') return { kind: 'yes', intervals: [] };
  if (answer === 'no') return { kind: 'notThere' };
  return /^\d+$/.test(answer)
    ? { kind: 'count', count: Number(answer) }
    : { kind: 'words', accept: [answer] };
}
