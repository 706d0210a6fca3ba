// The ladder of a language model's forms on a device that may not have room for it: as the pack holds it, 8 bits a weight, 4 bits;
// then fewer frames, and the CPU at last.
import type { Device } from '../../../src-shared/devices';
import {
  type DeviceMemory,
  deviceMemory,
  type MemoryPlan,
  memoryNeed,
  NotEnoughMemory,
  planMemory,
} from '../../base/packs/memory';
import type { Pack } from '../../base/packs/pack';
import type { BlockForm } from '../inference/block-form';
import { answersOf } from '../inference/llava-mini/frame-reader';
import { smallerForms } from './device-uses';

/** For prefixes, in bytes, where nobody can say how much memory a device has. */
const UNKNOWN_MEMORY = 2 ** 31;

export interface Rung {
  readonly form: 'own' | BlockForm;
  /** For prefixes beside the model, in bytes. */
  readonly memoryBytes: number;
  /** Frames that fit beside the model; null where nobody can say. */
  readonly frames: number | null;
}

/**
 * The forms to be tried on a device, one after the other, from `first` on. Where it tells how much memory it has: those that fit with all
 * frames of the film, then those that fit with fewer, most frames first; none where not even the smallest fits.
 * @param frames that the question is asked over
 */
export async function rungsOn(
  device: Device,
  pack: Pack,
  first: Rung['form'],
  frames: number,
  memoryOf: (device: Device) => Promise<DeviceMemory> = deviceMemory,
): Promise<readonly Rung[]> {
  const all: readonly Rung['form'][] = ['own', ...smallerForms(answersOf(pack))];
  const memory = await memoryOf(device);
  const rungs = all.slice(Math.max(0, all.indexOf(first))).map((form): [Rung['form'], MemoryPlan | null] => {
    const need = memoryNeed(pack.manifest, form);
    return [form, need && planMemory(need, memory)];
  });
  const fitting = rungs.filter(([, plan]) => plan?.fits !== false).map(([form, plan]) => rungOf(form, plan));
  const holds = (rung: Rung) => rung.frames === null || rung.frames >= frames;
  const fewer = fitting.filter((rung) => !holds(rung)).toSorted((a, b) => (b.frames ?? 0) - (a.frames ?? 0));
  return [...fitting.filter(holds), ...fewer];
}

/** The pack's own form on the CPU. @throws NotEnoughMemory where not even the model fits */
export async function rungOnCpu(pack: Pack): Promise<Rung> {
  const need = memoryNeed(pack.manifest);
  const plan = need && planMemory(need, await deviceMemory('cpu'));
  if (plan?.fits === false) throw new NotEnoughMemory(plan.why);
  return rungOf('own', plan);
}

/**
 * Makes sure that somebody could answer with a pack.
 * @param device that was chosen for it
 * @throws NotEnoughMemory where the model fits in no form there, nor on the CPU
 */
export async function needsRoom(device: Device, pack: Pack): Promise<void> {
  const there = device === 'cpu' ? [] : await rungsOn(device, pack, 'own', 1);
  if (there.length === 0) await rungOnCpu(pack);
}

function rungOf(form: Rung['form'], plan: MemoryPlan | null): Rung {
  return { form, memoryBytes: plan?.cacheBytes ?? UNKNOWN_MEMORY, frames: plan?.maxFrames ?? null };
}
