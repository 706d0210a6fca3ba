import type { Segment } from '../../../../src-shared/analysis';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import type { TextLine } from '../types';
import { atCuts, type CutOptions } from './at-cuts';
import { mergeCounters } from './counters';
import type { Followed } from './followed';
import {
  areOtherWords,
  comparable,
  distanceBetween,
  hasMoved,
  isSameEdge,
  isSamePlace,
  isSameText,
  isWrittenOn,
} from './likeness';

/** What was read in one picture. It holds until the next picture that was read. */
export interface OcrResult {
  readonly time: Micros;
  readonly until: Micros;
  readonly lines: readonly TextLine[];
}

/** A line that is not read for no longer than this was there all the while. */
const LONGEST_GAP = 2 * MICROS_PER_SECOND;
/** A line that was read once, in a picture that held for no longer than this, counts if the reader is this sure of it. */
const FLASH = 1.5 * MICROS_PER_SECOND;
const FLASH_CONFIDENCE = 0.8;
/** A line that has lost more of its longest text than this has become another. */
const LOST = 0.2;

/** Ways in which a line may go on, the likeliest first. */
const WAYS = ['same', 'written on', 'moved'] as const;
type Way = (typeof WAYS)[number];

interface Pair {
  readonly line: TextLine;
  readonly followed: Followed;
  readonly way: Way;
  readonly distance: number;
}

/**
 * Merges what was read in single pictures into lines with a beginning and an end: a slide of two minutes is one segment a line,
 * a line that is typed is one segment with its final text, and a clock that runs is one segment as well.
 * @param readings in order of time
 * @param film its cuts, at which lines begin and end where one lies between two sampled frames
 * @returns segments of source `text`, in order of their beginning, then as they were read
 */
export function mergeWriting(readings: readonly OcrResult[], film: CutOptions | null = null): Segment[] {
  const all: Followed[] = [];
  let open: Followed[] = [];
  for (const reading of readings) {
    open = open.filter(({ to }) => reading.time - to <= LONGEST_GAP);
    const pairs = pairsOf(reading.lines, open);
    const taken = new Set<TextLine | Followed>();
    for (const pair of pairs) {
      if (taken.has(pair.line) || taken.has(pair.followed)) continue;
      taken.add(pair.line).add(pair.followed);
      goOn(pair, reading.until);
    }
    for (const line of reading.lines) {
      if (taken.has(line)) continue;
      const { text, box, confidence } = line;
      const { time: from, until: to } = reading;
      const begun: Followed = { text, box, confidence, from, to, readings: 1, latest: line };
      all.push(begun);
      open.push(begun);
    }
  }
  const lines = mergeCounters(all).filter(isSure).map(segmentOf);
  return film ? atCuts(lines, film) : lines;
}

function pairsOf(lines: readonly TextLine[], open: readonly Followed[]): Pair[] {
  const pairs: Pair[] = [];
  for (const line of lines) {
    for (const followed of open) {
      const way = wayOn(followed, line);
      if (way) pairs.push({ line, followed, way, distance: distanceBetween(followed.latest.box, line.box) });
    }
  }
  return pairs.sort((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way) || a.distance - b.distance);
}

/** How a line may be what was followed, or null. */
function wayOn({ text, latest }: Followed, line: TextLine): Way | null {
  const before = comparable(latest.text);
  const after = comparable(line.text);
  if (isSamePlace(latest.box, line.box)) {
    if (after.length < (1 - LOST) * comparable(text).length) return null;
    if (isSameText(before, after) && !areOtherWords(latest, line)) return 'same';
    if (isSameEdge(latest.box, line.box) && isWrittenOn(before, after)) return 'written on';
  }
  return hasMoved(latest.box, line.box, before, after) ? 'moved' : null;
}

function goOn({ followed, line, way }: Pair, until: Micros): void {
  const grown =
    way === 'written on' || comparable(line.text).join('').startsWith(comparable(followed.text).join(''));
  const longer = comparable(line.text).length > comparable(followed.text).length;
  if ((grown && longer) || line.confidence > followed.confidence) {
    followed.text = line.text;
    followed.box = line.box;
    followed.confidence = line.confidence;
  }
  followed.to = until;
  followed.readings += 1;
  followed.latest = line;
}

function isSure({ readings, from, to, confidence }: Followed): boolean {
  return readings > 1 || to - from > FLASH || confidence >= FLASH_CONFIDENCE;
}

function segmentOf({ text, box, confidence, from, to }: Followed, id: number): Segment {
  return { id, source: 'text', from, to, text, words: [], box, confidence };
}
