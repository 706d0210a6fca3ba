import type { Micros } from '../../src-shared/time';

/** The stretch of film that fills the timeline. In microseconds, but fractional: it is a camera, not a time. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** How far a view may go: the film's length, and the shortest stretch worth seeing. */
export interface Extent {
  readonly duration: Micros;
  readonly minSpan: number;
}

/** Room at both ends of the canvas, so that the playhead's handle is whole at the film's start. CSS pixels. */
export const INSET = 10;
/** At the closest zoom this many frames fill the timeline. */
const FRAMES_AT_CLOSEST = 10;
const USUAL_FRAME_RATE = 30;

/** The extent of a film. A film of unknown rate is taken to have the usual one. */
export function extentOf(duration: Micros, frameRate: number | null): Extent {
  const closest = (FRAMES_AT_CLOSEST * 1_000_000) / (frameRate ?? USUAL_FRAME_RATE);
  return { duration, minSpan: Math.min(closest, Math.max(duration, 1)) };
}

export function span(view: View): number {
  return view.to - view.from;
}

/** The whole film. */
export function wholeFilm(extent: Extent): View {
  return { from: 0, to: Math.max(extent.duration, 1) };
}

/** The nearest view inside the film and not shorter than the shortest. */
export function clampView(view: View, extent: Extent): View {
  const length = Math.max(extent.duration, 1);
  const wanted = Math.min(Math.max(span(view), extent.minSpan), length);
  const centred = view.from + (span(view) - wanted) / 2;
  const from = Math.min(Math.max(centred, 0), length - wanted);
  return { from, to: from + wanted };
}

/** Zooms so that `anchor` stays where it is on screen; a factor above 1 comes closer. */
export function zoomAt(view: View, extent: Extent, anchor: number, factor: number): View {
  const wanted = Math.min(Math.max(span(view) / factor, extent.minSpan), Math.max(extent.duration, 1));
  const share = (anchor - view.from) / span(view);
  const from = anchor - share * wanted;
  return clampView({ from, to: from + wanted }, extent);
}

export function panBy(view: View, extent: Extent, micros: number): View {
  return clampView({ from: view.from + micros, to: view.to + micros }, extent);
}

export function isVisible(view: View, time: Micros): boolean {
  return time >= view.from && time <= view.to;
}

/** The same zoom, moved so that `time` stands at `share` (0..1) of the width; unchanged when it is in view. */
export function reveal(view: View, extent: Extent, time: Micros, share = 0.5): View {
  if (isVisible(view, time)) return view;
  const from = time - share * span(view);
  return clampView({ from, to: from + span(view) }, extent);
}

/** Times to places on a canvas and back. */
export interface Scale {
  readonly view: View;
  /** Width of the whole canvas in CSS pixels. */
  readonly width: number;
  /** Pixels a microsecond. */
  readonly density: number;
  /** What the canvas shows, insets included. */
  readonly from: number;
  readonly to: number;
  readonly x: (time: number) => number;
  /** Fractional microseconds; may lie outside the film. */
  readonly time: (x: number) => number;
}

export function scaleOf(view: View, width: number): Scale {
  const inner = Math.max(width - 2 * INSET, 1);
  const density = inner / Math.max(span(view), 1e-6);
  const x = (time: number) => INSET + (time - view.from) * density;
  const time = (at: number) => view.from + (at - INSET) / density;
  return { view, width, density, from: time(0), to: time(width), x, time };
}
