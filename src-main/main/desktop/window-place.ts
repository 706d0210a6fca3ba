export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is kept of the window from one start to the next. */
export interface WindowPlace {
  /** Null: as at the first start. */
  readonly bounds: Bounds | null;
  readonly maximized: boolean;
  /** Steps of text size, 0 for the usual; each is a fifth larger than the one before. */
  readonly zoom: number;
}
export const FIRST_PLACE: WindowPlace = { bounds: null, maximized: false, zoom: 0 };

const ZOOM = { least: -5, most: 8 };
const SIDE = { least: 100, most: 20_000 };

/**
 * What was kept, or the first place where it is not whole. By hand, not by a schema: the window opens before the library of
 * schemas is loaded.
 */
export function readPlace(kept: unknown): WindowPlace {
  const { bounds, maximized, zoom } = fieldsOf(kept);
  const known = bounds === null ? null : readBounds(bounds);
  const isWhole = known !== undefined && typeof maximized === 'boolean' && isWithin(zoom, ZOOM);
  return isWhole ? { bounds: known, maximized, zoom } : FIRST_PLACE;
}

function readBounds(kept: unknown): Bounds | undefined {
  const { x, y, width, height } = fieldsOf(kept);
  const isPlace = Number.isSafeInteger(x) && Number.isSafeInteger(y);
  if (!isPlace || !isWithin(width, SIDE) || !isWithin(height, SIDE)) return undefined;
  return { x: Number(x), y: Number(y), width, height };
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

function isWithin(value: unknown, { least, most }: { least: number; most: number }): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

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
  return step === 0 ? 0 : Math.min(ZOOM.most, Math.max(ZOOM.least, now + step));
}
