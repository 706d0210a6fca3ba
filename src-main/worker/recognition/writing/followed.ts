import type { Box } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { TextLine } from '../types';

/** A line that is followed from reading to reading. */
export interface Followed {
  text: string;
  box: Box;
  confidence: number;
  readonly from: Micros;
  to: Micros;
  readings: number;
  /** As it was read last. */
  latest: TextLine;
}
