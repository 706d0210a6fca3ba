import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { type Cue, MOST_CUES } from './clean';

/** As many as are read before they are put in order; what has more is made to fill memory. */
const MOST_READ = 4 * MOST_CUES;

const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,6}))?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-{1,3}>\s*${TIME}`);

/**
 * Reads SubRip, WebVTT or Advanced SubStation Alpha, told apart by what they hold, and forgivingly: what is broken is passed
 * over, and what follows is read. Lines are as they stand in the file: see `tidyCues`.
 * @returns null where there is nothing of the kind
 */
export function parseSubtitles(text: string): Cue[] | null {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  if (lines.some((line) => /^\s*\[Events\]\s*$/i.test(line))) return parseAss(lines);
  const cues = /^WEBVTT(?:\s|$)/.test(lines[0] ?? '') ? parseVtt(lines) : parseSrt(lines);
  return cues.length > 0 || /^WEBVTT/.test(lines[0] ?? '') ? cues : null;
}

/** A cue lasts until the next one's times: empty lines within are words that somebody typed so. */
function parseSrt(lines: readonly string[]): Cue[] {
  const cues: Cue[] = [];
  let open: { from: Micros; to: Micros; text: string[] } | null = null;
  const close = (): void => {
    if (open) cues.push({ ...open, text: open.text.join('\n') });
    open = null;
  };
  for (const line of lines) {
    const times = timingOf(line);
    if (times) {
      // The number above the times is the cue's own.
      const number = open?.text.findLastIndex((each) => each.trim() !== '') ?? -1;
      if (open && /^\s*\d+\s*$/.test(open.text[number] ?? '') && isAfterGap(open.text, number)) {
        open.text.length = number;
      }
      close();
      if (cues.length >= MOST_READ) break;
      open = { ...times, text: [] };
    } else open?.text.push(line);
  }
  close();
  return cues;
}

/** A number on the last line of what is said is the next cue's where an empty line stands before it, or nothing does. */
function isAfterGap(text: readonly string[], at: number): boolean {
  return at === 0 ? text.length === 1 : (text[at - 1] ?? '').trim() === '';
}

/** Blocks between empty lines; those without times are notes and styles. */
function parseVtt(lines: readonly string[]): Cue[] {
  const cues: Cue[] = [];
  let times: Pick<Cue, 'from' | 'to'> | null = null;
  let text: string[] = [];
  let skipped = false;
  const close = (): void => {
    if (times) cues.push(...voices({ ...times, text: text.join('\n') }));
    [times, text, skipped] = [null, [], false];
  };
  for (const line of lines) {
    if (cues.length >= MOST_READ) break;
    if (line.trim() === '') close();
    else if (times === null && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) skipped = true;
    else if (!skipped) {
      const found = timingOf(line);
      if (found) {
        close();
        times = found;
      } else if (times) text.push(line);
    }
  }
  close();
  return cues;
}

/** Words in the voices that a cue names (`<v Anna>`), each as a cue of its own at the same moment. */
function voices(cue: Cue): Cue[] {
  const pieces = cue.text.split(/<v(?:\.[^\s<>]{0,200})?\s+([^<>]{1,500})>|<\/v>/);
  const cues: Cue[] = [];
  for (let at = 0; at < pieces.length; at += 2) {
    const text = pieces[at] ?? '';
    const speaker = at === 0 ? undefined : pieces[at - 1];
    if (text.trim() !== '') cues.push({ ...cue, text, ...(speaker === undefined ? {} : { speaker }) });
  }
  return cues;
}

function timingOf(line: string): Pick<Cue, 'from' | 'to'> | null {
  // No line of times is long; a pattern over a megabyte would be.
  const match = TIMING.exec(line.slice(0, 200));
  if (!match) return null;
  return { from: timeOf(match.slice(1, 5)), to: timeOf(match.slice(5, 9)) };
}

function timeOf([hours = '0', minutes = '0', seconds = '0', fraction = '0']: (string | undefined)[]): Micros {
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * MICROS_PER_SECOND + Math.round(Number(`0.${fraction}`) * MICROS_PER_SECOND);
}

/** `Dialogue` lines of the events, fields as their `Format` line names them; the last one holds commas of its own. */
function parseAss(lines: readonly string[]): Cue[] {
  const cues: Cue[] = [];
  let fields = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];
  let inEvents = false;
  for (const line of lines) {
    if (cues.length >= MOST_READ) break;
    if (/^\s*\[/.test(line)) inEvents = /^\s*\[Events\]/i.test(line);
    if (!inEvents) continue;
    const [, kind = '', rest = ''] = /^\s*(Format|Dialogue):\s*(.*)$/i.exec(line) ?? [];
    if (/^format$/i.test(kind)) fields = rest.split(',').map((field) => field.trim().toLowerCase());
    else if (kind !== '') {
      const values = splitFields(rest, fields.length);
      const value = (name: string): string => values[fields.indexOf(name)] ?? '';
      const [from, to] = [assTime(value('start')), assTime(value('end'))];
      const speaker = value('name') || value('actor');
      if (from !== null && to !== null)
        cues.push({ from, to, text: withoutDrawings(value('text')), speaker });
    }
  }
  return cues;
}

function splitFields(text: string, count: number): string[] {
  const parts = text.split(',');
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(',')];
}

function assTime(text: string): Micros | null {
  const match = new RegExp(`^${TIME}$`).exec(text.trim().slice(0, 40));
  return match && timeOf(match.slice(1, 5));
}

/** Text without override blocks, and without what stands where they switch drawing on: `{\p1}m 0 0 l 100 0{\p0}`. */
function withoutDrawings(text: string): string {
  let drawing = false;
  let kept = '';
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    if (!/^\{.*\}$/s.test(piece)) {
      if (!drawing) kept += piece;
      continue;
    }
    const mode = [...piece.matchAll(/\\p(\d+)/g)].at(-1)?.[1];
    if (mode !== undefined) drawing = Number(mode) > 0;
  }
  return kept;
}
