import type { Word } from '../../../src-shared/analysis';
import { type Micros, secondsToMicros } from '../../../src-shared/time';

/**
 * Where in the sound each token was said: the path through the attention rows that never goes back and
 * has the greatest product of weights (dynamic programming, tokens · frames steps).
 * @param attention one row a token, weights over encoder frames
 * @returns one encoder frame a token, never decreasing
 */
export function placeTokens(attention: readonly Float32Array[]): number[] {
  const frames = attention[0]?.length ?? 0;
  if (frames === 0) return attention.map(() => 0);
  const cameFrom: Int32Array[] = [];
  let score = new Float64Array(frames);
  for (const row of attention) {
    const next = new Float64Array(frames);
    const from = new Int32Array(frames);
    let best = 0;
    for (let t = 0; t < frames; t++) {
      if ((score[t] as number) > (score[best] as number)) best = t;
      from[t] = best;
      next[t] = (score[best] as number) + Math.log((row[t] as number) + 1e-4);
    }
    cameFrom.push(from);
    score = next;
  }
  let at = score.indexOf(Math.max(...score));
  const path = new Array<number>(attention.length);
  for (let token = attention.length - 1; token >= 0; token--) {
    path[token] = at;
    at = cameFrom[token]?.[at] as number;
  }
  return path;
}

export interface SpokenWord {
  readonly text: string;
  /** Seconds from the start of the utterance at which its first and last sounding tokens were found. */
  readonly first: number;
  readonly last: number;
}

/** What the voice detector said of an utterance: probabilities of frames of `frameSeconds` each. */
export interface VoiceTrack {
  readonly probabilities: readonly number[];
  readonly frameSeconds: number;
  /** Below this a frame is a pause. */
  readonly pause: number;
}

/** The attention peaks within a word, on average this long after its beginning. Measured on speech with known pauses. */
const PEAK_DELAY = 0.1;
/** A word found within so many seconds after a pause begins where the pause ends. */
const ONSET_REACH = 0.25;
/** A word in what the detector took for silence begins so long before the next one. */
const UNHEARD_WORD = 0.3;
const SHORTEST_WORD = 0.06;
/** Speech of a word's last token lasts at least this long. */
const LAST_SOUND = 0.12;

/**
 * Gives words their beginning and end. A word ends where the next begins, or at the pause before it.
 * @param start time of the utterance's first sample
 * @param seconds its length
 * @returns words in order that do not overlap and lie within the utterance
 */
export function timeWords(
  words: readonly SpokenWord[],
  voice: VoiceTrack,
  start: Micros,
  seconds: number,
): Word[] {
  const shortest = Math.min(SHORTEST_WORD, seconds / Math.max(1, words.length));
  const begins: number[] = [];
  words.forEach((word, i) => {
    const earliest = i === 0 ? 0 : (begins[i - 1] as number) + shortest;
    const latest = words[i + 1]?.first ?? null;
    const begin = onset(voice, word.first, latest) ?? word.first - PEAK_DELAY;
    // Room for the words that follow: however late tokens were found, none lies outside the utterance.
    begins.push(Math.min(Math.max(earliest, begin), seconds - shortest * (words.length - i)));
  });
  return words.map((word, i) => {
    const from = begins[i] as number;
    const limit = begins[i + 1] ?? seconds;
    const sounding = Math.max(from + shortest, word.last + LAST_SOUND);
    const to = Math.min(limit, nextPause(voice, sounding));
    return { text: word.text, from: start + secondsToMicros(from), to: start + secondsToMicros(to) };
  });
}

/**
 * Where speech sets in around `seconds`: ahead, before the next word's place `latest`, when the place lies in a pause;
 * just behind, when a pause has just ended. Null when the place is amid speech.
 */
function onset(voice: VoiceTrack, seconds: number, latest: number | null): number | null {
  const { probabilities, frameSeconds, pause } = voice;
  const at = Math.floor(seconds / frameSeconds);
  const inPause = (frame: number) => (probabilities[frame] ?? 0) < pause;
  if (inPause(at)) {
    const until = latest ?? probabilities.length * frameSeconds;
    for (let frame = at + 1; frame * frameSeconds < until; frame++) {
      if (!inPause(frame)) return frame * frameSeconds;
    }
    // The detector heard nothing up to the next word: the two belong together.
    return latest === null ? null : Math.max(seconds, latest - UNHEARD_WORD);
  }
  const reach = Math.round(ONSET_REACH / frameSeconds);
  for (let frame = at - 1; frame >= Math.max(0, at - reach); frame--) {
    if (inPause(frame)) return (frame + 1) * frameSeconds;
  }
  return null;
}

function nextPause(voice: VoiceTrack, seconds: number): number {
  const { probabilities, frameSeconds, pause } = voice;
  for (let frame = Math.ceil(seconds / frameSeconds); frame < probabilities.length; frame++) {
    if ((probabilities[frame] as number) < pause) return frame * frameSeconds;
  }
  return Math.max(seconds, probabilities.length * frameSeconds);
}
