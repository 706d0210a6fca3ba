import type { Device } from '../../../src-shared/devices';
import { type CheckNews, type DeviceCheck, languageShape, type MadeForm } from '../../base/devices/check';
import type { FramesPart, PackManifest } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import type { BlockForm } from './block-form';
import { runCheckGraph } from './check-graph';
import { batchOn, tryFrames } from './frame-speed';
import { tryGraph } from './graph-check';
import { languageParts, languageSpeed } from './llava-mini/language-check';

/**
 * Tries a device: first what tells whether it computes rightly, then how long it takes.
 * @throws DeviceRefused, and what its kernels throw
 */
export async function* checkDevice(
  check: DeviceCheck,
  device: Device,
  threads: number,
): AsyncGenerator<CheckNews> {
  if (check.use === 'frames') {
    const values = [...(await runCheckGraph(device))];
    const parts = [{ name: 'probabilities', values, tolerance: 0.02 }];
    for await (const told of tryFrames(check.graph, device, threads)) {
      yield 'parts' in told ? { parts: [...parts, ...told.parts] } : told;
    }
  } else if (check.use === 'graph') {
    yield* tryGraph(check.graph, device, threads);
  } else {
    yield { parts: await languageParts(check.shape, device) };
    yield { milliseconds: await languageSpeed(check.shape, device, threads) };
  }
}

/** The check of a pack's frame encoder, with the batch that it is given there. @param made none is the pack's own file */
export function frameCheck(
  pack: Pack,
  frames: FramesPart,
  where: 'cpu' | 'a device' = 'cpu',
  made?: MadeForm,
): DeviceCheck {
  const { kind, input, output, width, height } = frames;
  const batch = batchOn(where, frames);
  const graph = { path: pack.file(frames.file), kind, input, output, width, height, batch };
  return { use: 'frames', graph: made ? { ...graph, made } : graph };
}

/** The check of a pack's language model. @param inForm in fewer bits than the pack has it */
export function languageCheck(
  answers: NonNullable<PackManifest['answers']>,
  inForm?: BlockForm,
): DeviceCheck {
  const shape = languageShape.parse(answers);
  return { use: 'language', shape: inForm ? { ...shape, precision: inForm } : shape };
}
