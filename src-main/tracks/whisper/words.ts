import type { Word } from '../../../src-shared/domain';
import { type Micros, secondsToMicros } from '../../../src-shared/time';
import type { VoiceTrack } from '../align';
import { spokenStretches, type TimedLine } from './segments';

/** A word of a line, and which of the line's tokens sound in it: punctuation is no sound, unless the word is nothing else. */
export interface TokenWord {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** Words that share a frame would have no length; where there is room they last at least this long, in seconds. */
const SHORTEST_WORD = 0.06;
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
  const inLine = (seconds: number) => Math.min(line.to, Math.max(line.from, seconds));
  const begin = (word: TokenWord) => inLine(times[line.places[word.first] as number] as number);
  let earliest = line.from;
  return words.map((word, i) => {
    const next = words[i + 1];
    const latest = next ? begin(next) : line.to;
    const found = Math.max(earliest, begin(word));
    const end = inLine(times[(line.places[word.last] as number) + 1] as number);
    const until = Math.max(found, end, Math.min(found + SHORTEST_WORD, latest));
    const spoken = spokenStretches({ from: found, to: until }, voice);
    const from = spoken[0]?.from ?? found;
    const to = spoken.at(-1)?.to ?? until;
    earliest = to;
    return { text: word.text, from: start + secondsToMicros(from), to: start + secondsToMicros(to) };
  });
}
