import type { Heard } from './moonshine';

/** Longest phrase, in tokens, that is looked for as a loop. */
const LONGEST_PHRASE = 24;
/** Mean log-probability of a token below which the model was guessing: music, noise, another language. */
const GUESSING = -0.9;

/** How often a phrase must follow itself to be a loop: people do say "no, no, no, no". */
function timesForLoop(phrase: number): number {
  if (phrase <= 2) return 8;
  return phrase === 3 ? 5 : 3;
}

/**
 * The loop at the end of the tokens, if there is one.
 * @returns length of the repeated phrase and how many tokens all its copies take; null when nothing repeats
 */
export function loopAtEnd(tokens: readonly number[]): { phrase: number; tokens: number } | null {
  for (let phrase = 1; phrase <= LONGEST_PHRASE; phrase++) {
    const wanted = phrase * timesForLoop(phrase);
    if (tokens.length < wanted) continue;
    let same = 0;
    while (same < tokens.length - phrase && tokens.at(-1 - same) === tokens.at(-1 - same - phrase)) same++;
    if (same + phrase >= wanted) return { phrase, tokens: same + phrase };
  }
  return null;
}

/** What of a heard utterance may be believed. */
export interface Belief {
  /** How many of its tokens to keep: a loop is kept once, a guess not at all. */
  readonly kept: number;
  /** Whether another try with a little less sound around the speech may do better. */
  readonly doubtful: boolean;
}

export function believe(heard: Heard): Belief {
  const loop = loopAtEnd(heard.tokens);
  const kept = loop ? heard.tokens.length - loop.tokens + loop.phrase : heard.tokens.length;
  const guessed = meanLogProbability(heard, kept) < GUESSING;
  // Nothing heard is an answer, not a doubt: music and noise come out so.
  if (heard.tokens.length === 0) return { kept: 0, doubtful: false };
  return { kept: guessed ? 0 : kept, doubtful: guessed || loop !== null || !heard.finished };
}

/** Of two tries at the same utterance, the one to believe: one that ended by itself, else the more probable. */
export function better(first: Heard, second: Heard): Heard {
  const doubts = [first, second].map((heard) => believe(heard).doubtful);
  if (doubts[0] !== doubts[1]) return doubts[0] ? second : first;
  const mean = (heard: Heard) => meanLogProbability(heard, heard.tokens.length);
  return mean(second) > mean(first) ? second : first;
}

/** Tokens that tell whether a phrase is said again: it and the two before it. */
const PHRASE = 3;

/**
 * How sure the model is of what it heard: the geometric mean of the probabilities of its tokens, 0..1. A phrase that comes again counts
 * once: a decoder that has lost the thread repeats itself, and is the surer of it each time.
 */
export function certainty({ tokens, logProbabilities }: Pick<Heard, 'tokens' | 'logProbabilities'>): number {
  const phrases = new Set<string>();
  const fresh = logProbabilities.filter((_, i) => {
    const phrase = tokens.slice(Math.max(0, i + 1 - PHRASE), i + 1).join(' ');
    const again = i + 1 >= PHRASE && phrases.has(phrase);
    phrases.add(phrase);
    return !again;
  });
  if (fresh.length === 0) return 0;
  return Math.exp(fresh.reduce((a, b) => a + b, 0) / fresh.length);
}

function meanLogProbability(heard: Heard, count: number): number {
  if (count === 0) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += heard.logProbabilities[i] as number;
  return sum / count;
}
