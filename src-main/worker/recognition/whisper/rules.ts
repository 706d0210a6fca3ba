import type { WhisperSettings } from './settings';

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Which token may come next: the rules of Whisper's authors (https://arxiv.org/abs/2212.04356), as transformers' logits
 * processors apply them. A transcript begins with a time; times come in pairs, one that ends a line and one that begins the
 * next, and never go back; and where all times together are likelier than any word, a time it is.
 * @param logits of one step, changed in place
 * @param written what was written so far, without the tokens that a transcript is asked for with
 */
export function applyRules(
  logits: Float32Array,
  written: readonly number[],
  settings: WhisperSettings,
): Float32Array {
  const { firstTime, end, noTimestamps, suppressed, suppressedFirst, latestStart } = settings;
  const isTime = (token: number | undefined) => token !== undefined && token >= firstTime;
  if (written.length === 0) for (const token of suppressedFirst) logits[token] = NEVER;
  for (const token of suppressed) logits[token] = NEVER;
  logits[noTimestamps] = NEVER;
  const lastIsTime = isTime(written.at(-1));
  const pairIsWhole = written.length < 2 || isTime(written.at(-2));
  if (lastIsTime && pairIsWhole) logits.fill(NEVER, firstTime);
  else if (lastIsTime) logits.fill(NEVER, 0, end);
  const latest = written.findLast(isTime);
  if (latest !== undefined) {
    // The time that begins a line may be the one that ended the last; no line may be of no length.
    logits.fill(NEVER, firstTime, lastIsTime && !pairIsWhole ? latest : latest + 1);
  }
  if (written.length === 0) {
    logits.fill(NEVER, 0, firstTime);
    if (latestStart !== null) logits.fill(NEVER, firstTime + latestStart + 1);
  }
  if (timesAreLikelier(logits, firstTime)) logits.fill(NEVER, 0, firstTime);
  return logits;
}

function timesAreLikelier(logits: Float32Array, firstTime: number): boolean {
  let word = NEVER;
  for (let i = 0; i < firstTime; i++) word = Math.max(word, logits[i] as number);
  let top = NEVER;
  for (let i = firstTime; i < logits.length; i++) top = Math.max(top, logits[i] as number);
  if (top === NEVER) return false;
  let sum = 0;
  for (let i = firstTime; i < logits.length; i++) sum += Math.exp((logits[i] as number) - top);
  return top + Math.log(sum) > word;
}

/** The likeliest token and the natural logarithm of its probability. */
export function likeliest(logits: Float32Array): { id: number; logProbability: number } {
  let id = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] as number) > (logits[id] as number)) id = i;
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - (logits[id] as number));
  return { id, logProbability: -Math.log(sum) };
}
