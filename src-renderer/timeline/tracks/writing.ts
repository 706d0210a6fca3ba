import type { Micros } from '../../../src-shared/time';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import type { Writing } from '../pieces';
import type { Spans } from '../search';
import { drawLines } from './lines';

/** What is written in the picture; of several lines the newest first. */
export function drawWriting(brush: Brush, row: TrackRow, writing: Spans<Writing>, time: Micros): void {
  fillTrough(brush, row);
  drawLines(brush, row, writing, time, {
    colour: brush.palette.written,
    words: ({ lines }) => lines.join(' · '),
  });
}
