import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { plannedFlops } from '../../src-main/worker/checkpoints/llava-mini/graphs/flops';
import { madeUpWeights } from '../../src-main/worker/checkpoints/llava-mini/graphs/testing';
import { packSizes } from '../../src-main/worker/checkpoints/llava-mini/sizes';
import { listSupportedBackends } from '../../src-main/worker/onnx-runtime/runtime';
import { type Device, device } from '../../src-shared/devices';
import type { Precision } from '../../src-shared/packs';
import { number, type Row } from '../report';
import { MODELS, type ModelSize, madePack } from './made-model';
import { type Figures, figuresOf } from './on-device';

export interface ModelWanted {
  readonly size: ModelSize;
  readonly precisions: readonly Precision[];
  readonly frames: number;
  readonly devices: readonly Device[];
  /** Where the made model lies, and stays; null makes it in a folder that is removed. */
  readonly folder: string | null;
}

/** Milliseconds that a device has for all of its figures. */
const LIMIT: Readonly<Record<ModelSize, number>> = { tiny: 240_000, '8b': 280_000 };
/** Rows of the system prompt and of a question, roughly, for the limits. */
const TEXT_ROWS = 60;

interface Figure {
  readonly name: keyof Figures;
  readonly what: string;
  readonly aim: string;
  readonly digits: number;
  /** What the device could reach by its own limits, measured in the same process; null where none applies. */
  readonly limit: ((of: Limits) => number) | null;
}

/** What a model costs: operations of a frame, of a prefix and of a picture with a question; bytes of weights and of a prefix. */
interface Limits {
  readonly told: Pick<Figures, 'flops' | 'bandwidth'>;
  readonly frame: number;
  readonly prefix: number;
  readonly question: number;
  readonly weights: number;
  readonly cache: number;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'framesPerSecond',
    what: 'frames/s',
    aim: 'CUDA 150, WebGPU 25',
    digits: 1,
    limit: ({ told, frame }) => told.flops / frame,
  },
  {
    name: 'prefix',
    what: 'the prefix, s',
    aim: 'under 3, int4 on WebGPU',
    digits: 2,
    limit: ({ told, prefix }) => prefix / told.flops,
  },
  {
    name: 'secondQuestion',
    what: 'a second question: first word, ms',
    aim: 'under 150',
    digits: 0,
    limit: ({ told, question }) => (question / told.flops) * 1000,
  },
  {
    name: 'token',
    what: 'a token, ms',
    aim: 'under 35 WebGPU int4, under 20 CUDA',
    digits: 1,
    limit: ({ told, weights, cache }) => ((weights + cache) / told.bandwidth) * 1000,
  },
  {
    name: 'still',
    what: 'a still picture and a question of 40 words to the first word, ms',
    aim: 'under 60 CUDA, 120 WebGPU',
    digits: 0,
    limit: ({ told, frame, question }) => ((frame + question) / told.flops) * 1000,
  },
  {
    name: 'memory',
    what: 'device memory, GB',
    aim: 'fp16 under 24, int4 under 10',
    digits: 1,
    limit: ({ weights, cache }) => (weights + cache) / 1e9,
  },
];

/** Rows of a made model on each device of this machine, each against what the device itself could do. */
export async function modelRows(wanted: ModelWanted): Promise<Row[]> {
  const root = wanted.folder ?? (await mkdtemp(join(tmpdir(), 'longtake-model-')));
  try {
    const rows: Row[] = [];
    for (const precision of wanted.precisions) {
      const pack = await madePack(root, wanted.size, MODELS[wanted.size], precision);
      for (const device of wanted.devices)
        rows.push(...(await deviceRows(wanted, precision, device, pack, root)));
    }
    return rows;
  } finally {
    if (wanted.folder === null) await rm(root, { recursive: true, force: true });
  }
}

/** Devices of this build of ONNX Runtime; those without hardware say so in their rows. */
export function supportedDevices(): Device[] {
  const supported = listSupportedBackends().map(({ name }) => name);
  return device.options.filter((name) => supported.includes(name));
}

async function deviceRows(
  { size, frames }: ModelWanted,
  precision: Precision,
  device: Device,
  pack: string,
  root: string,
): Promise<Row[]> {
  const folder = await mkdtemp(join(root, 'run-'));
  const { told, ended } = await figuresOf(
    { device, pack, frames, threads: availableParallelism(), folder },
    LIMIT[size],
  );
  await rm(folder, { recursive: true, force: true });
  const name = `${MODELS[size].name}, ${precision} on ${device}, ${number(frames, 0)} frames`;
  const of = told.flops && told.bandwidth ? await limitsOf(size, precision, frames, told as Figures) : null;
  const rows = FIGURES.map((figure): Row => {
    const value = told[figure.name];
    const shown = value === undefined ? null : figure.name === 'memory' ? value / 1e9 : value;
    const limit = of && figure.limit?.(of);
    return {
      what: `${name}: ${figure.what}`,
      value: shown === null ? 'not verified' : number(shown, figure.digits),
      against: [
        ...(limit ? [`limit ${number(limit, figure.digits)}`] : []),
        ...(size === '8b' ? [`aim: ${figure.aim}`] : []),
      ].join('; '),
    };
  });
  return [
    ...rows,
    ...wholeFilm(name, told, frames),
    ...(ended ? [{ what: name, value: 'ended early', against: ended }] : []),
  ];
}

/** Reading all frames, the prefix and the first word: what a film takes where decoding it is not slower. */
function wholeFilm(name: string, told: Partial<Figures>, frames: number): Row[] {
  const { framesPerSecond, prefix, secondQuestion } = told;
  if (framesPerSecond === undefined || prefix === undefined || secondQuestion === undefined) return [];
  const seconds = frames / framesPerSecond + prefix + secondQuestion / 1000;
  return [
    {
      what: `${name}: all read and asked, by the rows above and without decoding, min`,
      value: number(seconds / 60),
      against: 'aim for 10,000: under 8 with CUDA',
    },
  ];
}

async function limitsOf(
  size: ModelSize,
  precision: Precision,
  frames: number,
  told: Figures,
): Promise<Limits> {
  const { config } = MODELS[size];
  const flops = await plannedFlops(config, madeUpWeights(config, 1));
  const sizes = packSizes(config, precision);
  return {
    told,
    frame: flops.frame(),
    prefix: flops.prefill(frames),
    question: flops.fuse(TEXT_ROWS) + flops.prefill(TEXT_ROWS, frames),
    weights: sizes.weightBytes - sizes.readerBytes,
    cache: frames * sizes.cacheBytesPerToken,
  };
}
