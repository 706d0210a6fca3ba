import type { Asked, Truth } from '../answers/types';

/**
 * One question with a short answer of one or two words. Where no language model judges, an answer in sentences is right when it holds
 * the words: milder than a classifier's one answer, and not to be set beside published figures.
 */
export function openQuestion(
  fields: Pick<Asked, 'id' | 'film' | 'type'> & { question: string; answer: string },
): Asked {
  const { id, film, type, question, answer } = fields;
  const sentence = `${question.charAt(0).toUpperCase()}${question.slice(1).replace(/\s*\?*$/, '')}?`;
  const reference = answer.trim();
  return {
    ...{ id, film, half: null, type, question: sentence, reference },
    answer: truthOf(reference.toLowerCase()),
  };
}

function truthOf(answer: string): Truth {
  if (answer === 'yes') return { kind: 'yes', intervals: [] };
  if (answer === 'no') return { kind: 'notThere' };
  return /^\d+$/.test(answer)
    ? { kind: 'count', count: Number(answer) }
    : { kind: 'words', accept: [answer] };
}
