import type { Word } from '../../../../src-shared/analysis';
import { secondsToMicros } from '../../../../src-shared/time';
import type { VoiceTrack } from '../align';
import type { WhisperSettings } from './settings';

/** From one time token to the next, in seconds. */
const TIME_STEP = 0.02;
/** Languages written without spaces between words: their lines stay whole. */
const WITHOUT_SPACES = new Set(['zh', 'yue', 'ja', 'th', 'lo', 'my', 'km', 'bo']);

/** A line as Whisper wrote it, in seconds from the start of the sound that it heard. */
export interface TimedLine {
  readonly tokens: readonly number[];
  /** Where each of them stands in the transcript. */
  readonly places: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * Divides what was heard at its times. Where the last line lacks its end, it goes to the end of the sound; a time beyond
 * that counts as that.
 * @param seconds length of the sound
 */
export function timedLines(
  tokens: readonly number[],
  { firstTime, start }: Pick<WhisperSettings, 'firstTime' | 'start'>,
  seconds: number,
): TimedLine[] {
  const lines: TimedLine[] = [];
  let from = 0;
  let places: number[] = [];
  const close = (to: number) => {
    const words = places.map((place) => tokens[place] as number);
    if (words.length > 0) lines.push({ tokens: words, places, from: Math.min(from, to), to });
    places = [];
  };
  for (const [place, token] of tokens.entries()) {
    if (token >= firstTime) {
      const time = Math.min(seconds, (token - firstTime) * TIME_STEP);
      close(time);
      from = time;
    } else if (token < start) places.push(place);
  }
  close(seconds);
  return lines;
}

/** @param text of a line @param language null counts as one with spaces */
export function wordsIn(text: string, language: string | null): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  return keepsLinesWhole(language) ? [trimmed] : trimmed.split(/\s+/);
}

export function keepsLinesWhole(language: string | null): boolean {
  return language !== null && WITHOUT_SPACES.has(language);
}

/**
 * Gives words their times within a line, by their length in letters, over the frames in which somebody speaks: for decoders
 * that do not say where they looked for a word, and for lines that stay whole. The line's own times are the model's.
 * @param line seconds since the start of `voice`
 * @param start time of that start, in microseconds
 * @returns words in order that do not overlap and lie within the line
 */
export function spreadWords(
  texts: readonly string[],
  line: Pick<TimedLine, 'from' | 'to'>,
  voice: VoiceTrack,
  start: number,
): Word[] {
  const spoken = spokenStretches(line, voice);
  const total = spoken.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  /** Where a share of the line's speech is over; as a beginning, behind a pause that lies there. */
  const place = (share: number, begins: boolean): number => {
    let left = share * total;
    for (const { from, to } of spoken) {
      if (begins ? left < to - from - 1e-9 : left <= to - from + 1e-9) return Math.min(to, from + left);
      left -= to - from;
    }
    return spoken.at(-1)?.to ?? line.to;
  };
  let before = 0;
  return texts.map((text) => {
    const from = place(before / letters, true);
    before += text.length;
    const to = Math.max(from, place(before / letters, false));
    return { text, from: start + secondsToMicros(from), to: start + secondsToMicros(to) };
  });
}

/** The parts of a line in which there is a voice; all of it where the detector heard none. */
export function spokenStretches(
  { from, to }: Pick<TimedLine, 'from' | 'to'>,
  { probabilities, frameSeconds, pause }: VoiceTrack,
): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (let frame = Math.floor(from / frameSeconds); frame * frameSeconds < to; frame++) {
    if ((probabilities[frame] ?? 0) < pause) continue;
    const begin = Math.max(from, frame * frameSeconds);
    const end = Math.min(to, (frame + 1) * frameSeconds);
    const last = stretches.at(-1);
    if (end <= begin) continue;
    if (last && begin - last.to < 1e-9) last.to = end;
    else stretches.push({ from: begin, to: end });
  }
  return stretches.length > 0 ? stretches : [{ from, to }];
}
