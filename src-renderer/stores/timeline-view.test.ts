// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { clampView, extentOf, INSET, panBy, reveal, scaleOf, span, wholeFilm, zoomAt } from './timeline-view';

const HOUR = 3_600_000_000;
const FILM = extentOf(HOUR, 25);

describe('the view on a film', () => {
  it('reaches from the whole film to single frames', () => {
    expect(wholeFilm(FILM)).toEqual({ from: 0, to: HOUR });
    const closest = zoomAt(wholeFilm(FILM), FILM, HOUR / 2, 1e9);
    expect(span(closest)).toBeCloseTo(10 * 40_000);
  });
  it('keeps the anchor where it is on screen while zooming', () => {
    const view = { from: 1_000_000_000, to: 2_000_000_000 };
    const anchor = 1_300_000_000;
    const before = scaleOf(view, 900).x(anchor);
    const after = scaleOf(zoomAt(view, FILM, anchor, 3.7), 900).x(anchor);
    expect(after).toBeCloseTo(before, 6);
  });
  it('comes back to where it was when zoomed in and out again', () => {
    const view = { from: 1_000_000_000, to: 2_000_000_000 };
    const back = zoomAt(zoomAt(view, FILM, 1.5e9, 4), FILM, 1.5e9, 1 / 4);
    expect(back.from).toBeCloseTo(view.from, 3);
    expect(back.to).toBeCloseTo(view.to, 3);
  });
  it('never leaves the film', () => {
    const view = { from: 0, to: 1_000_000 };
    expect(panBy(view, FILM, -5_000_000)).toEqual(view);
    expect(panBy(view, FILM, 2 * HOUR)).toEqual({ from: HOUR - 1_000_000, to: HOUR });
    expect(zoomAt(view, FILM, 500_000, 1e-9)).toEqual({ from: 0, to: HOUR });
  });
  it('shows all of a film shorter than the closest zoom', () => {
    const short = extentOf(100_000, 25);
    expect(zoomAt(wholeFilm(short), short, 0, 8)).toEqual({ from: 0, to: 100_000 });
  });
  it('has a view even of a film of no length', () => {
    const nothing = extentOf(0, null);
    const view = clampView(wholeFilm(nothing), nothing);
    expect(span(view)).toBeGreaterThan(0);
    expect(Number.isFinite(scaleOf(view, 500).x(0))).toBe(true);
  });
  it('moves only for what is out of view', () => {
    const view = { from: 10_000_000, to: 20_000_000 };
    expect(reveal(view, FILM, 15_000_000)).toBe(view);
    expect(reveal(view, FILM, 40_000_000)).toEqual({ from: 35_000_000, to: 45_000_000 });
    expect(reveal(view, FILM, 40_000_000, 0)).toEqual({ from: 40_000_000, to: 50_000_000 });
  });
});

describe('the scale', () => {
  const scale = scaleOf({ from: 1_000_000, to: 3_000_000 }, 400 + 2 * INSET);
  it('puts the view between the insets', () => {
    expect(scale.x(1_000_000)).toBe(INSET);
    expect(scale.x(3_000_000)).toBe(400 + INSET);
    expect(scale.x(2_000_000)).toBe(200 + INSET);
  });
  it('goes back from places to times', () => {
    for (const time of [1_000_000, 1_234_567, 2_999_999])
      expect(scale.time(scale.x(time))).toBeCloseTo(time, 3);
  });
  it('counts the insets as visible', () => {
    expect(scale.from).toBeLessThan(1_000_000);
    expect(scale.to).toBeGreaterThan(3_000_000);
  });
});
