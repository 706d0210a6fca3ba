import type { WorkHold } from '../../../src-shared/jobs';
import type { Settings } from '../../../src-shared/settings';

export interface Surroundings {
  readonly onBattery: boolean;
  /** Hour of the day, local time, 0 to 23. */
  readonly hour: number;
}

/** Whether an hour lies between two, from the first up to the second, over midnight where that is the earlier. Two that are alike are all day. */
export function isWithin(
  hour: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  if (from === to) return true;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Why films are not to be worked on now; null where they are. What a person said counts first. */
export function holdOf(
  settings: Pick<Settings, 'workPaused' | 'onlyOnMains' | 'workHours'>,
  { onBattery, hour }: Surroundings,
): WorkHold | null {
  if (settings.workPaused) return 'paused';
  if (settings.onlyOnMains && onBattery) return 'battery';
  return settings.workHours !== null && !isWithin(hour, settings.workHours) ? 'hours' : null;
}
