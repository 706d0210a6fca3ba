import type { KeptPlace, PlaceColour } from '../../../src-shared/collections';
import type { Row } from '../../stores/timeline-layout';
import { type Brush, fillBox, fillTrough } from '../brush';
import { visitVisible } from '../crowds';
import type { Palette } from '../palette';
import type { Spans } from '../search';
import { MARK_PIXELS } from './hits';

/** A marker's flag: how far it reaches from its pole. CSS pixels. */
const FLAG = 7;

/** The colour that somebody gave a place; the accent where none was. */
export function markColour(palette: Palette, colour: PlaceColour | null): string {
  return colour === null ? palette.accent : (palette.places[colour] ?? palette.accent);
}

/** What is kept of the film: a stretch as a box, a marker as a flag at its moment. */
export function drawMarks(brush: Brush, row: Row, marks: Spans<KeptPlace>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  visitVisible(marks, scale, 1 / scale.density, (mark, stretch, crowd) => {
    const left = scale.x(stretch.from);
    ctx.fillStyle = markColour(palette, mark.colour);
    if (mark.to > mark.from || crowd > 1) {
      const width = Math.max(scale.x(stretch.to) - left, MARK_PIXELS);
      fillBox(ctx, left, row.top + 2, width, row.height - 4);
      return;
    }
    const [top, bottom] = [row.top + 1, row.top + row.height - 1];
    // A hair around it: a marker may stand in a stretch of its own colour.
    ctx.fillStyle = palette.surface;
    ctx.fillRect(left - 2.5, row.top, FLAG + 4, row.height);
    ctx.fillStyle = markColour(palette, mark.colour);
    ctx.fillRect(left - 0.75, top, 1.5, bottom - top);
    ctx.beginPath();
    ctx.moveTo(left, top);
    ctx.lineTo(left + FLAG, top + (bottom - top) * 0.3);
    ctx.lineTo(left, top + (bottom - top) * 0.6);
    ctx.closePath();
    ctx.fill();
  });
}
