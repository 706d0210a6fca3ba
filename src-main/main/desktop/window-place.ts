import { z } from 'zod';

const bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(100).max(20_000),
  height: z.number().int().min(100).max(20_000),
});
export type Bounds = z.infer<typeof bounds>;

/** What is kept of the window from one start to the next. */
export const windowPlace = z.object({
  /** Null: as at the first start. */
  bounds: bounds.nullable(),
  maximized: z.boolean(),
  /** Steps of text size, 0 for the usual; each is a fifth larger than the one before. */
  zoom: z.number().int().min(-5).max(8),
});
export type WindowPlace = z.infer<typeof windowPlace>;
export const FIRST_PLACE: WindowPlace = { bounds: null, maximized: false, zoom: 0 };

/** So much of the window's top must be on a screen, that it can be taken hold of. CSS pixels. */
const GRIP = { width: 120, height: 32 };

function common(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
}

/** The bounds where some screen shows the window's top; null where they lie on one that is gone. */
export function onScreen(wanted: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (wanted === null) return null;
  const isSeen = screens.some(
    (screen) =>
      common(wanted.x, wanted.width, screen.x, screen.width) >= GRIP.width &&
      common(wanted.y, GRIP.height, screen.y, screen.height) >= GRIP.height,
  );
  return isSeen ? wanted : null;
}

/** The next step of text size; 0 is the usual one again. */
export function nextZoom(now: number, step: -1 | 0 | 1): number {
  return step === 0 ? 0 : Math.min(8, Math.max(-5, now + step));
}
