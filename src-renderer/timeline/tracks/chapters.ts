import type { Chapter } from '../../../src-shared/media-facts';
import type { Micros } from '../../../src-shared/time';
import { t } from '../../../src-shared/words/words';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import type { Spans } from '../search';
import { drawLines } from './lines';

/** A chapter with the number that people call it by, from 1. */
export interface NumberedChapter extends Chapter {
  readonly number: number;
}

/** The chapters that the file names, each with its title. */
export function drawChapters(
  brush: Brush,
  row: TrackRow,
  chapters: Spans<NumberedChapter>,
  time: Micros,
): void {
  fillTrough(brush, row);
  const words = ({ number, title }: NumberedChapter) => title || t('timeline.chapter', { number });
  drawLines(brush, row, chapters, time, { colour: brush.palette.accent, words });
}
