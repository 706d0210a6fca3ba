import type { Citation, Confidence } from '../../../../src-shared/answers';
import { formatClock } from '../../../../src-shared/time';
import type { Candidate } from '../verify';

/** A place that an answer may rest on, as a language model is told of it. */
export interface Passage {
  /** From 1: what the model cites it by. */
  readonly number: number;
  /** With what has to be true of it when it is shown. */
  readonly candidate: Candidate<null>;
  readonly sure: Exclude<Confidence, 'none'>;
  /** What is said, written or seen there, in one line without brackets. */
  readonly text: string;
  /** Of its video, where there are several. */
  readonly title: string | null;
}
export type Unnumbered = Omit<Passage, 'number'>;

const KINDS: Readonly<Record<Citation['kind'], string>> = {
  said: 'said',
  written: 'written on screen',
  object: 'seen by a detector',
  seen: 'the picture looks like',
  scene: 'the scene looks like',
  named: 'place',
  weighed: 'place',
};

/** The same words so often, and no more: a name that stands in every picture would take all the room. */
const MOST_ALIKE = 2;
/** Where a thing is, all places count. */
const LINES: readonly Citation['kind'][] = ['said', 'written'];

/** Each place once, and of the same words the first few. */
export function distinct(passages: readonly Unnumbered[]): Unnumbered[] {
  const once = new Map(passages.map((passage) => [keyOf(passage), passage]));
  const alike = new Map<string, number>();
  return [...once.values()].filter(({ candidate: { citation }, text }) => {
    if (!LINES.includes(citation.kind)) return true;
    const key = `${citation.videoId} ${citation.kind} ${text.toLowerCase()}`;
    const seen = (alike.get(key) ?? 0) + 1;
    alike.set(key, seen);
    return seen <= MOST_ALIKE;
  });
}

/** In order of time, numbered. */
export function numbered(passages: readonly Unnumbered[]): Passage[] {
  return [...passages]
    .sort((a, b) => byTime(a.candidate.citation, b.candidate.citation))
    .map((passage, n) => ({ ...passage, number: n + 1 }));
}

function keyOf({ candidate: { citation } }: Unnumbered): string {
  const { videoId, kind, from, to, quote } = citation;
  return JSON.stringify([videoId, kind, from, to, quote]);
}

function byTime(a: Citation, b: Citation): number {
  return a.videoId.localeCompare(b.videoId) || a.from - b.from || a.to - b.to;
}

/** As many of the passages as fit, those first that come first. */
export function within(passages: readonly Unnumbered[], characters: number): Unnumbered[] {
  let left = characters;
  return passages.filter((passage) => {
    left -= lineOf({ ...passage, number: 100 }).length + 1;
    return left >= 0;
  });
}

/** Groups of passages, in their order, of which each fits. */
export function inParts(passages: readonly Passage[], characters: number): Passage[][] {
  const parts: Passage[][] = [];
  let left = 0;
  for (const passage of passages) {
    const length = lineOf(passage).length + 1;
    left -= length;
    const open = parts.at(-1);
    if (open && left >= 0) open.push(passage);
    else {
      parts.push([passage]);
      left = characters - length;
    }
  }
  return parts;
}

/** `[3] 0:42-0:47, said, high: words`: a passage as the model reads it. */
export function lineOf({ number, candidate: { citation }, sure, text, title }: Passage): string {
  const film = title === null ? '' : `, in "${title}"`;
  const time = `${formatClock(citation.from)}-${formatClock(citation.to)}`;
  return `[${number}] ${time}${film}, ${KINDS[citation.kind]}, ${sure}: ${text}`;
}

const LONGEST = 600;

/**
 * Words of a film as they are shown to a model: in one line, and without what could be taken for the number of a passage or
 * for the end of the passages.
 */
export function harmless(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/[<>]/g, "'")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}
