import type { FrameHit } from '../../../base/film/types';
import type { TextSpace } from '../../inference/types';

/** Probabilities below this are noise of the classifier: frames are then ordered by resemblance alone. */
export const MEANINGFUL = 0.02;
/** Labels shown with a frame, and the least likely one worth showing. */
const SHOWN_LABELS = 5;
const SHOWN_FROM = 0.01;

/** Labels of rows that lie one after the other: see `ViewBlock`. */
export interface LabelColumns {
  readonly labelIds: Uint16Array;
  readonly probabilities: Uint16Array;
}
type Labelled = Pick<TextSpace, 'labels' | 'labelsPerFrame'>;

/** How likely a row shows one of the named labels, 0..1; 0 where that is noise. @param named 1 for each label that is named */
export function mass(columns: LabelColumns, row: number, named: Uint8Array, labelsPerFrame: number): number {
  let sum = 0;
  for (let k = row * labelsPerFrame; k < (row + 1) * labelsPerFrame; k++) {
    if (named[columns.labelIds[k] as number] === 1) sum += columns.probabilities[k] as number;
  }
  const found = Math.min(1, sum / 65_535);
  return found < MEANINGFUL ? 0 : found;
}

/** The labels of a row that are worth showing, likeliest first. */
export function shownLabels(
  columns: LabelColumns,
  row: number,
  { labels, labelsPerFrame }: Labelled,
): FrameHit['labels'] {
  const shown: { name: string; probability: number }[] = [];
  for (let k = 0; k < Math.min(SHOWN_LABELS, labelsPerFrame); k++) {
    const at = row * labelsPerFrame + k;
    const probability = (columns.probabilities[at] as number) / 65_535;
    if (probability < SHOWN_FROM) break;
    shown.push({ name: labels[columns.labelIds[at] as number] ?? '', probability });
  }
  return shown;
}
