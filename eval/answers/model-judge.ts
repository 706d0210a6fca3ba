import { completeChat } from '../../src-main/worker/own-model/chat-completion';
import type { OwnModel } from '../../src-shared/own-model';

/** What a judge is shown. */
export interface Judgeable {
  readonly question: string;
  /** The set's own answer. */
  readonly reference: string;
  readonly predicted: string;
}
export interface Judgement {
  readonly right: boolean;
  /** Whole, 0..5. */
  readonly score: number;
}

/**
 * The task as Video-ChatGPT (Maaz et al. 2023, arXiv 2306.05424) set it, and papers since: whether two answers match in what they
 * mean, as yes or no with a whole score up to 5. In words of our own.
 */
const TASK = [
  'You judge answers to questions about videos.',
  'You are given a question, the correct answer, and the answer that a program predicted.',
  'Decide whether the predicted answer means the same as the correct one.',
  'Synonyms and other ways of putting it count as a match; a longer answer matches where it holds the correct one and does not deny it.',
  'Answer with one JSON object and nothing else: {"pred": "yes" or "no", "score": a whole number from 0 (no match) to 5 (full match)}.',
].join('\n');

function asked({ question, reference, predicted }: Judgeable): string {
  return `Question: ${question}\nCorrect answer: ${reference}\nPredicted answer: ${predicted}\n\nYour judgement as JSON:`;
}

/** Tokens: an object of two short entries, and what models put around it. */
const LONGEST = 200;
const TRIES = 3;

/**
 * Has a language model on this computer judge one answer; null where it gave no judgement in three tries, with what it said last.
 * @throws NotThisComputer, OwnModelFailed, the signal's reason
 */
export async function judgeByModel(
  own: OwnModel,
  answer: Judgeable,
  signal: AbortSignal,
): Promise<{ judgement: Judgement | null; said: string }> {
  let said = '';
  for (let left = TRIES; left > 0; left--) {
    const turns = [
      { role: 'system', content: TASK },
      { role: 'user', content: asked(answer) },
    ] as const;
    said = (await Array.fromAsync(completeChat(own, turns, { maxTokens: LONGEST, signal }))).join('');
    const judgement = readJudgement(said);
    if (judgement !== null) return { judgement, said };
  }
  return { judgement: null, said };
}

/**
 * Reads a judgement out of a model's words: an object in JSON or as Python writes it, whatever stands around it. A score that is not
 * whole is cut to the whole number below, as the papers' scripts do.
 */
export function readJudgement(text: string): Judgement | null {
  const verdict = /['"]?pred['"]?\s*[:=]\s*['"]?(yes|no)\b/i.exec(text)?.[1];
  const score = /['"]?score['"]?\s*[:=]\s*['"]?(\d+(?:\.\d+)?)/i.exec(text)?.[1];
  if (verdict === undefined || score === undefined) return null;
  const value = Math.floor(Number(score));
  return value > 5 ? null : { right: verdict.toLowerCase() === 'yes', score: value };
}
