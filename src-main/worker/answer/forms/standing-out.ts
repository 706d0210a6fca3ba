import type { LineHit } from '../line-hit';

/**
 * The lines that a viewer would notice first: tall, long on screen and clearly read; in order of time, and of one moment from the top down.
 * @param share how much less than the first of them any may stand out: 0 for all
 */
export function standingOut(lines: readonly LineHit[], most: number, share = 0): LineHit[] {
  const weight = ({ segment: { box, confidence, from, to } }: LineHit) =>
    (box?.height ?? 0) * Math.sqrt(to - from) * (confidence ?? 0);
  // A lone sign is a bullet or a part of a drawing, unless nothing else can be read.
  const worded = lines.filter(({ segment }) => isWorded(segment.text));
  const told = worded.length > 0 ? worded : lines;
  const least = share * Math.max(0, ...told.map(weight));
  return told
    .filter((line) => weight(line) >= least)
    .sort((a, b) => weight(b) - weight(a))
    .filter((line, n, all) => !all.slice(0, n).some((other) => isTwice(line, other)))
    .slice(0, most)
    .sort(({ segment: a }, { segment: b }) => a.from - b.from || (a.box?.top ?? 0) - (b.box?.top ?? 0));
}

/** Whether a line holds more than lone signs. */
export function isWorded(text: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text);
}

/** Whether two lines say the same at the same time: one of them tells it. */
function isTwice({ videoId, segment: a }: LineHit, other: LineHit): boolean {
  const b = other.segment;
  const same = videoId === other.videoId && a.text.toLowerCase() === b.text.toLowerCase();
  return same && a.from < b.to && b.from < a.to;
}
