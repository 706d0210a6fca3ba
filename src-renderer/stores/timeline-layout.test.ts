// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { layoutOf, rowAt, TRACK_IDS } from './timeline-layout';

describe('the rows of the timeline', () => {
  it.each([120, 150, 180, 220, 300, 420])('fit into %i pixels without overlapping', (height) => {
    const { overview, ruler, tracks } = layoutOf(height, new Set());
    const rows = [...(overview ? [overview] : []), ruler, ...tracks];
    rows.slice(1).forEach((row, i) => {
      const above = rows[i] as (typeof rows)[number];
      expect(row.top).toBeGreaterThanOrEqual(above.top + above.height);
    });
    const last = rows.at(-1) as (typeof rows)[number];
    expect(last.top + last.height).toBeLessThanOrEqual(height);
    expect(tracks.map((row) => row.id)).toEqual(
      TRACK_IDS.filter((id) => tracks.some((row) => row.id === id)),
    );
  });
  it('are all there in the usual height, and those with something lit up in every height', () => {
    expect(layoutOf(260, new Set()).tracks.map((row) => row.id)).toEqual(TRACK_IDS);
    const left = layoutOf(120, new Set()).tracks.map((row) => row.id);
    for (const id of ['filmstrip', 'scenes', 'hits', 'citations']) expect(left).toContain(id);
  });
  it('take no room where there is nothing in them', () => {
    const absent = new Set(['shots', 'objects', 'text'] as const);
    const { tracks } = layoutOf(320, new Set(), absent);
    expect(tracks.map((row) => row.id)).toEqual(TRACK_IDS.filter((id) => !(absent as Set<string>).has(id)));
    expect(tracks[0]?.height).toBeGreaterThan(layoutOf(320, new Set()).tracks[0]?.height ?? 0);
  });
  it('gives the pictures more room in a taller timeline', () => {
    const film = (height: number) => layoutOf(height, new Set()).tracks[0]?.height ?? 0;
    expect(film(400)).toBeGreaterThan(film(230));
  });
  it('folds what the user folded, and gives its room to the others', () => {
    const open = layoutOf(320, new Set());
    const folded = layoutOf(320, new Set(['waveform'] as const));
    expect(folded.tracks.find((row) => row.id === 'waveform')?.folded).toBe(true);
    expect(folded.tracks[0]?.height).toBeGreaterThan(open.tracks[0]?.height ?? 0);
  });
  it('folds the least needed by itself where there is no room, the pictures last', () => {
    const { tracks } = layoutOf(170, new Set());
    expect(tracks.find((row) => row.id === 'transcript')?.folded).toBe(true);
    expect(tracks.find((row) => row.id === 'filmstrip')?.folded).toBe(false);
  });
  it('knows what lies at a height', () => {
    const layout = layoutOf(320, new Set());
    expect(rowAt(layout, 5)).toBe('overview');
    expect(rowAt(layout, layout.ruler.top + 3)).toBe('ruler');
    for (const row of layout.tracks) expect(rowAt(layout, row.top + row.height / 2)).toBe(row.id);
    expect(rowAt(layout, 1000)).toBeNull();
  });
});
