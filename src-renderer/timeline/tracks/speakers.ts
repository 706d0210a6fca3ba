import type { SpeakerTurn } from '../../../src-shared/speakers';
import type { Micros } from '../../../src-shared/time';
import type { TrackRow } from '../../stores/timeline-layout';
import { speakerWords } from '../../ui/speakers';
import { type Brush, fillTrough } from '../brush';
import type { Spans } from '../search';
import { drawLines } from './lines';

/** A turn with who speaks, as they are shown; and which of them it is, from 0. */
export interface ShownTurn extends SpeakerTurn {
  readonly shown: string;
  readonly place: number;
}

/** Who speaks, each in a colour. */
export function drawSpeakers(brush: Brush, row: TrackRow, turns: Spans<ShownTurn>, time: Micros): void {
  fillTrough(brush, row);
  const { kinds, otherKind } = brush.palette;
  const colour = ({ place }: ShownTurn) => kinds[place % kinds.length] ?? otherKind;
  drawLines(brush, row, turns, time, { colour, words: ({ shown }) => speakerWords(shown) });
}
