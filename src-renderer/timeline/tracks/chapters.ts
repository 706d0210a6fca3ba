import type { Micros } from '../../../src-shared/time';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import type { NumberedChapter } from '../render';
import type { Spans } from '../search';
import { drawLines } from './lines';

/** The chapters that the file names, each with its title. */
export function drawChapters(
  brush: Brush,
  row: TrackRow,
  chapters: Spans<NumberedChapter>,
  time: Micros,
): void {
  fillTrough(brush, row);
  const words = ({ number, title }: NumberedChapter) => title || `Chapter ${number}`;
  drawLines(brush, row, chapters, time, { colour: brush.palette.accent, words });
}
