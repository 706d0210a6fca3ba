import type { Device } from '../../../src-shared/devices';
import { type CheckNews, type DeviceCheck, languageShape } from '../../base/devices/check';
import type { FramesPart, PackManifest } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import { runCheckGraph } from './check-graph';
import { frameSpeed } from './frame-speed';
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
    yield { parts: [{ name: 'probabilities', values, tolerance: 0.02 }] };
    yield { milliseconds: await frameSpeed(check.graph, device, threads) };
  } else if (check.use === 'graph') {
    yield* tryGraph(check.graph, device, threads);
  } else {
    yield { parts: await languageParts(check.shape, device) };
    yield { milliseconds: await languageSpeed(check.shape, device, threads) };
  }
}

/** The check of a pack's frame encoder. */
export function frameCheck(pack: Pack, frames: FramesPart): DeviceCheck {
  const { kind, input, output, width, height, batch } = frames;
  return {
    use: 'frames',
    graph: { path: pack.file(frames.file), kind, input, output, width, height, batch },
  };
}

/** The check of a pack's language model. */
export function languageCheck(answers: NonNullable<PackManifest['answers']>): DeviceCheck {
  return { use: 'language', shape: languageShape.parse(answers) };
}
