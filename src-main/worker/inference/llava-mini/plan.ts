import type { LanguageQuestion, LanguageTurn } from '../../../base/film/language-tokens/types';
import type { AnswersPart } from '../../../base/packs/manifest';
import { NotEnoughMemory } from '../../../base/packs/memory';
import { QuestionTooLong } from './errors';
import { buildPrompt, type Prompt } from './prompt';
import { type FrameSelection, selectFrames } from './selection';
import type { TextTokens } from './tokenizer';

/** What goes into the model for one question. */
export interface AskPlan {
  readonly prompt: Prompt;
  readonly selection: FrameSelection;
  /** Longest answer that has room, in tokens. */
  readonly maxTokens: number;
  /** Oldest turns that were left out. */
  readonly dropped: number;
  /** What limits the frames. */
  readonly limit: 'positions' | 'memory';
}

/** Parts of the length that text is counted in, so that a longer question seldom changes the frames. */
const PARTS = 32;

/**
 * Makes room: frames are thinned, to the length that the model was tuned for where that is less than its positions; the question
 * never. Turns are left out, oldest first, only where the text alone does not
 * fit beside one frame.
 * @param memoryRows rows of a prefix that fit the memory for them
 * @throws QuestionTooLong, NotEnoughMemory
 */
export function planAsk(
  tokens: TextTokens,
  part: AnswersPart,
  question: LanguageQuestion,
  memoryRows: number,
): AskPlan {
  const { prompt, dropped } = fittingPrompt(tokens, part, question.turns, question.question);
  const { compressedTokens, maxPositions } = part;
  const system = prompt.system.length;
  const free = maxPositions - system - prompt.question.length - compressedTokens;
  const maxTokens = Math.max(1, Math.min(question.maxTokens, free));
  const length = Math.min(maxPositions, part.contextTokens);
  const unit = Math.max(1, Math.floor(length / PARTS));
  const text = Math.ceil((prompt.question.length + maxTokens) / unit) * unit;
  const byPositions = Math.max(1, Math.floor((length - system - text) / compressedTokens));
  const byMemory = Math.floor((memoryRows - system) / compressedTokens);
  if (byMemory < 1) throw new NotEnoughMemory('There is no memory left for a single frame beside the model.');
  const most = Math.min(byPositions, byMemory);
  const selection = selectFrames(question.video, question.range, most);
  return { prompt, selection, maxTokens, dropped, limit: byMemory < byPositions ? 'memory' : 'positions' };
}

function fittingPrompt(
  tokens: TextTokens,
  part: AnswersPart,
  turns: readonly LanguageTurn[],
  question: string,
): { prompt: Prompt; dropped: number } {
  for (let dropped = 0; ; dropped++) {
    const prompt = buildPrompt(tokens, part.systemPrompt, turns.slice(dropped), question);
    const rows = prompt.system.length + prompt.question.length + part.compressedTokens;
    // One more position for the answer's first token.
    if (rows < part.maxPositions) return { prompt, dropped };
    if (dropped === turns.length) {
      throw new QuestionTooLong(prompt.question.length, part.maxPositions - rows + prompt.question.length);
    }
  }
}
