/** Which way along the film: back or forth. */
export type Direction = 1 | -1;

const FASTEST = 8;

/**
 * The speed after one more press of J (`-1`) or L (`1`): 1, 2, 4, 8 times; a press the other way starts over
 * at single speed in that direction, as editors do.
 * @param speed signed speed now; 0 at rest.
 */
export function nextShuttleSpeed(speed: number, direction: Direction): number {
  if (Math.sign(speed) !== direction) return direction;
  const next = 2 ** (Math.floor(Math.log2(Math.abs(speed))) + 1);
  return direction * Math.min(FASTEST, Math.max(1, next));
}
