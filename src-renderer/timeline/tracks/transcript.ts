import type { Segment } from '../../../src-shared/analysis';
import type { Micros } from '../../../src-shared/time';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import type { Spans } from '../search';
import { drawLines } from './lines';

/** What is said, each line at its time. */
export function drawTranscript(brush: Brush, row: TrackRow, segments: Spans<Segment>, time: Micros): void {
  fillTrough(brush, row);
  drawLines(brush, row, segments, time, { colour: brush.palette.said, words: ({ text }) => text });
}
