import type { Word } from '../../../../src-shared/analysis';
import { type Micros, secondsToMicros } from '../../../../src-shared/time';
import type { VoiceTrack } from '../align';
import { spokenStretches, type TimedLine } from './segments';

/** A word of a line, and which of the line's tokens sound in it: punctuation is no sound, unless the word is nothing else. */
export interface TokenWord {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** Words that share a frame, or that the pauses leave too little of, last at least this long, in seconds, if the line does. */
const SHORTEST_WORD = 0.06;
/** A longer pause is not within a word: it then began a little early, or went on a little late. */
const LONGEST_PAUSE_IN_WORD = 0.2;
const UNFINISHED = '\ufffd';

/**
 * Puts a line's tokens together to words, at the spaces. Tokens are pieces of UTF-8: one that ends within a character belongs
 * with what follows.
 */
export function wordsOfTokens(
  tokens: readonly number[],
  textOf: (tokens: readonly number[]) => string,
): TokenWord[] {
  const words: { text: string; tokens: number[]; sounding: number[] }[] = [];
  let inWord = false;
  for (let from = 0, to = 1; to <= tokens.length; to++) {
    const piece = textOf(tokens.slice(from, to));
    if (piece.endsWith(UNFINISHED) && to < tokens.length) continue;
    for (const part of piece.split(/(\s+)/)) {
      if (part === '') continue;
      if (part.trim() === '') {
        inWord = false;
        continue;
      }
      if (!inWord) words.push({ text: '', tokens: [], sounding: [] });
      inWord = true;
      const word = words.at(-1) as (typeof words)[number];
      word.text += part;
      for (let token = from; token < to; token++) {
        word.tokens.push(token);
        if (/[\p{L}\p{N}]/u.test(part)) word.sounding.push(token);
      }
    }
    from = to;
  }
  return words.map(({ text, tokens: all, sounding }) => {
    const heard = sounding.length > 0 ? sounding : all;
    return { text, first: heard[0] as number, last: heard.at(-1) as number };
  });
}

/**
 * Gives words the times of their tokens, without the pauses at their ends. As in OpenAI's whisper/timing.py a word ends where
 * the token behind it begins.
 * @param times seconds since the start of `voice` at which every token of the transcript begins, and one more
 * @param start time of that start
 * @returns words in order that do not overlap and lie within the line
 */
export function placeWords(
  words: readonly TokenWord[],
  line: TimedLine,
  times: readonly number[],
  voice: VoiceTrack,
  start: Micros,
): Word[] {
  const shortest = Math.min(SHORTEST_WORD, (line.to - line.from) / Math.max(1, words.length));
  const timeOf = (token: number, behind: number) => times[(line.places[token] as number) + behind] as number;
  const begins: number[] = [];
  words.forEach((word, i) => {
    const earliest = i === 0 ? line.from : (begins[i - 1] as number) + shortest;
    // Room for the words that follow: none lies outside the line.
    const latest = line.to - shortest * (words.length - i);
    begins.push(Math.min(Math.max(earliest, timeOf(word.first, 0)), latest));
  });
  return words.map(({ text, last }, i) => {
    const begin = begins[i] as number;
    const limit = begins[i + 1] ?? line.to;
    const end = Math.min(limit, Math.max(begin + shortest, timeOf(last, 1)));
    const { from, to } = spokenPart({ from: begin, to: end }, voice, shortest);
    return { text, from: start + secondsToMicros(from), to: start + secondsToMicros(to) };
  });
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The longest part of a word without a pause; all of it where that is too short to be the word. */
function spokenPart(word: Stretch, voice: VoiceTrack, shortest: number): Stretch {
  const parts: { from: number; to: number }[] = [];
  for (const { from, to } of spokenStretches(word, voice)) {
    const last = parts.at(-1);
    if (last && from - last.to <= LONGEST_PAUSE_IN_WORD) last.to = to;
    else parts.push({ from, to });
  }
  const longest = parts.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a), { from: 0, to: 0 });
  return longest.to - longest.from < shortest ? word : longest;
}
