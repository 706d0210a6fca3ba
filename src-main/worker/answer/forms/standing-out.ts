import type { LineHit } from '../line-hit';

/** The lines that a viewer would notice first: tall, long on screen and clearly read; in order of time. */
export function standingOut(lines: readonly LineHit[], most: number): LineHit[] {
  const weight = ({ segment: { box, confidence, from, to } }: LineHit) =>
    (box?.height ?? 0) * Math.sqrt(to - from) * (confidence ?? 0);
  return [...lines]
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, most)
    .sort((a, b) => a.segment.from - b.segment.from);
}
