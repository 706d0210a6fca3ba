import { cutText } from '../../../../src-shared/text';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';

/** A line of subtitles. */
export interface Cue {
  readonly from: Micros;
  readonly to: Micros;
  readonly text: string;
  /** Who says it, where the file names somebody; empty where it names several, in front of their words. */
  readonly speaker?: string;
  /** Of one that was read from a picture: how sure the reader was of it, 0..1. */
  readonly sure?: number;
}

/** More is no film's: lines for ten hours, one a second. */
export const MOST_CUES = 36_000;
/** As long as a line may be that a person writes. */
const LONGEST_TEXT = 2000;
/** As long as a name is kept. */
const LONGEST_NAME = 80;
/** For a line whose end lies before its beginning. */
const USUAL_LENGTH: Micros = 3 * MICROS_PER_SECOND;
/** A sign that is drawn anew in each frame comes as a line a frame: so near they are one. */
const SAME_LINE: Micros = 150_000;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lrm: '', rlm: '' },
};

/**
 * The words of a line without what only says how they look: tags of SubRip and WebVTT, override codes, character references,
 * control characters. One line.
 */
export function cleanText(text: string): string {
  const bare = text
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<\/?[a-z][^<>]{0,500}>|<\d[\d:.]{0,20}>/gi, '')
    .replace(/\{(?:\\|[a-z]:)[^{}]{0,500}\}/gi, '')
    .replace(/\\[Nn]/g, ' ')
    .replace(/\\h/g, ' ')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,5});/gi, (whole, name: string) => entity(name) ?? whole);
  const line = bare
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu, '')
    .trim();
  return cutText(line, LONGEST_TEXT);
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/**
 * Lines in order of time, each with words and longer than nothing, none over the next one, none behind the film's end: what
 * overlaps ends where the next begins, what begins at one moment is one line, and what is said twice in a row is said once.
 * @param duration the film's; null where it is not known
 */
export function tidyCues(cues: readonly Cue[], duration: Micros | null): Cue[] {
  const end = duration ?? Number.MAX_SAFE_INTEGER;
  const lines = cues
    .map(({ speaker, ...cue }) => ({ ...cue, text: cleanText(cue.text), ...named(speaker) }))
    .filter(({ from, to, text }) => text !== '' && valid(from) && valid(to) && from < end)
    .map((cue) => ({ ...cue, to: Math.min(end, cue.to > cue.from ? cue.to : cue.from + USUAL_LENGTH) }))
    .sort((a, b) => a.from - b.from);
  const tidy: Cue[] = [];
  for (const line of lines) {
    const last = tidy.at(-1);
    if (
      last &&
      last.text === line.text &&
      last.speaker === line.speaker &&
      line.from <= last.to + SAME_LINE
    ) {
      tidy[tidy.length - 1] = { ...last, ...lessSure(last, line), to: Math.max(last.to, line.to) };
    } else if (last && last.from === line.from) {
      const to = Math.max(last.to, line.to);
      tidy[tidy.length - 1] = { from: last.from, to, ...together(last, line), ...lessSure(last, line) };
    } else {
      if (last && last.to > line.from) tidy[tidy.length - 1] = { ...last, to: line.from };
      tidy.push(line);
    }
  }
  return tidy.slice(0, MOST_CUES);
}

function named(speaker: string | undefined): Pick<Cue, 'speaker'> {
  const name = cutText(cleanText(speaker ?? ''), LONGEST_NAME);
  return name === '' ? {} : { speaker: name };
}

/** The words of two lines at one moment: where not both are of one speaker, who says them stands among them. */
function together(a: Cue, b: Cue): Pick<Cue, 'text' | 'speaker'> {
  const speaker = a.speaker === undefined ? {} : { speaker: a.speaker };
  if (a.speaker === b.speaker) {
    const text = a.text.includes(b.text) ? a.text : `${a.text} ${b.text}`;
    return { text: cutText(text, LONGEST_TEXT), ...speaker };
  }
  return { text: cutText(`${withName(a)} ${withName(b)}`, LONGEST_TEXT), speaker: '' };
}

function withName({ speaker, text }: Cue): string {
  return speaker ? `${speaker}: ${text}` : text;
}

function lessSure(a: Cue, b: Cue): Pick<Cue, 'sure'> {
  const known = [a.sure, b.sure].filter((sure) => sure !== undefined);
  return known.length === 0 ? {} : { sure: Math.min(...known) };
}

function valid(time: Micros): boolean {
  return Number.isSafeInteger(time) && time >= 0;
}
