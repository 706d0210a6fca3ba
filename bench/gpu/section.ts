import { parseArgs } from 'node:util';
import { type Device, device as deviceName } from '../../src-shared/devices';
import { type Precision, precision as precisionName } from '../../src-shared/packs';
import type { Row } from '../report';
import { type CoreGraph, coreRows } from './core';
import { MODELS, type ModelSize } from './made-model';
import { modelRows, supportedDevices } from './model';

/** What is measured of devices. */
export interface GpuWanted {
  readonly size: ModelSize;
  readonly precisions: readonly Precision[];
  readonly frames: number;
  readonly devices: readonly Device[];
  readonly folder: string | null;
}

/** Options of `npm run bench -- gpu` and of the bundle: what they leave out is what a machine without a card does in minutes. */
export const GPU_OPTIONS = {
  model: { type: 'string' },
  precision: { type: 'string', multiple: true },
  device: { type: 'string', multiple: true },
  frames: { type: 'string' },
  folder: { type: 'string' },
} as const;

/** Frames of the film that is asked about, in which sizes it is measured unless it is said. */
const FRAMES: Readonly<Record<ModelSize, number>> = { tiny: 300, '8b': 10_000 };
const PRECISIONS: Readonly<Record<ModelSize, readonly Precision[]>> = {
  tiny: ['int4'],
  '8b': ['int4', 'fp16'],
};

/** @throws Error in words where an option is none */
export function gpuWanted(args: readonly string[]): GpuWanted {
  const { values } = parseArgs({ args: [...args], options: GPU_OPTIONS });
  const size = values.model ?? 'tiny';
  if (!(size in MODELS)) throw new Error(`--model is ${Object.keys(MODELS).join(' or ')}, not ${size}`);
  const model = size as ModelSize;
  const frames = Number(values.frames ?? FRAMES[model]);
  if (!Number.isInteger(frames) || frames < 1) throw new Error('--frames is a whole number of 1 or more');
  return {
    size: model,
    frames,
    precisions: (values.precision ?? PRECISIONS[model]).map((name) => precisionName.parse(name)),
    devices: values.device?.map((name) => deviceName.parse(name)) ?? supportedDevices(),
    folder: values.folder ?? null,
  };
}

/** Core and LLaVA-Mini on the devices of this machine. */
export async function gpuRows(wanted: GpuWanted, core: CoreGraph, worker: string): Promise<Row[]> {
  return [...(await coreRows(core, worker)), ...(await modelRows(wanted))];
}
