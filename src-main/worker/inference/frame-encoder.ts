import type { DeviceReport } from '../../../src-shared/devices';
import { ModelPackBroken } from '../../base/packs/errors';
import type { ClassifierFrames, FramesPart } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import { DualFrameEncoder } from './dual-encoder';
import { batchOn } from './frame-speed';
import { DeviceRefused, floats, type GraphPlace, openGraph, type Session, Tensor } from './session';
import type { FrameEncoder } from './types';

export interface OpenFrameEncoder {
  readonly encoder: FrameEncoder;
  /** The report given, or one that says why the CPU is used after all. */
  readonly device: DeviceReport;
}

/**
 * Opens the pack's frame encoder on the chosen device. A device that does not take the graph is left for the CPU, and the
 * report says so.
 * @param threads threads for one operator on the CPU
 * @param form of its graph, where another than the pack's own was found to be best on the device
 */
export async function openFrameEncoder(
  pack: Pack,
  device: DeviceReport,
  threads: number,
  form?: GraphPlace['form'],
): Promise<OpenFrameEncoder> {
  const { frames, name } = pack.manifest;
  if (!frames) throw new ModelPackBroken(name, 'does not make frame tokens');
  try {
    const place = form ? { device: device.chosen, form } : { device: device.chosen };
    const session = await openGraph(pack, frames.file, { ...place, threads });
    const batch = batchOn(device.chosen === 'cpu' ? 'cpu' : 'a device', frames);
    return { encoder: encoderOver(session, { ...frames, batch }), device };
  } catch (error) {
    if (!(error instanceof DeviceRefused)) throw error;
    const session = await openGraph(pack, frames.file, { device: 'cpu', threads });
    return { encoder: encoderOver(session, frames), device: withoutChosen(device) };
  }
}

function encoderOver(session: Session, frames: FramesPart): FrameEncoder {
  return frames.kind === 'classifier'
    ? new GraphFrameEncoder(session, frames)
    : new DualFrameEncoder(session, frames);
}

function withoutChosen(report: DeviceReport): DeviceReport {
  const why = `The CPU, because the frame encoder could not be loaded on ${report.chosen}.`;
  return {
    chosen: 'cpu',
    why,
    candidates: report.candidates.map((candidate) =>
      candidate.device === report.chosen
        ? {
            ...candidate,
            usable: false,
            milliseconds: null,
            why: 'The frame encoder could not be loaded on it.',
          }
        : candidate,
    ),
  };
}

class GraphFrameEncoder implements FrameEncoder {
  readonly dim: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly batchSize: number;

  constructor(
    private readonly session: Session,
    private readonly part: ClassifierFrames,
  ) {
    this.dim = part.dim;
    this.inputWidth = part.width;
    this.inputHeight = part.height;
    this.batchSize = part.batch;
  }

  async encode(pixels: Uint8Array, count: number): Promise<Float32Array> {
    const { input, output, width, height, dim } = this.part;
    const frameBytes = width * height * 3;
    if (pixels.length !== count * frameBytes) {
      throw new RangeError(
        `${count} frames take ${count * frameBytes} bytes, but ${pixels.length} were given`,
      );
    }
    const image = new Tensor('uint8', pixels, [count, height, width, 3]);
    const tokens = floats(await this.session.run({ [input]: image }, [output]), output);
    if (tokens.length !== count * dim) {
      throw new RangeError(`the frame encoder gave ${tokens.length} values for ${count} frames`);
    }
    return tokens;
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}
