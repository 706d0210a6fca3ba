import type { Scene, Shot } from '../../../src-shared/domain';
import type { Micros } from '../../../src-shared/time';

export function refineScenes(
  scenes: readonly Scene[],
  _shots: readonly Shot[],
  _times: readonly Micros[],
): Scene[] {
  return [...scenes];
}
