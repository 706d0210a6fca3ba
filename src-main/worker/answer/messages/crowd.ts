import { CALIBRATION } from '../calibration';
import type { Claim } from '../claims/claims';

/** Whether so many are there at once that their number is not exact. */
export function isCrowd({ counts }: Claim<'atOnce'>): boolean {
  return counts.atOnce >= CALIBRATION.crowd;
}
