import { availableParallelism } from 'node:os';
import type { DeviceCheck } from '../../src-main/base/devices/check';
import { DeviceRecords } from '../../src-main/base/devices/records';
import { loadPack, tokenModel } from '../../src-main/base/packs/pack';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { tryDevice } from '../../src-main/main/jobs/try-device';
import { chooseDevice, type DeviceProbe } from '../../src-main/worker/inference/device';
import { frameCheck } from '../../src-main/worker/inference/device-check';
import { deviceProbe } from '../../src-main/worker/inference/device-probe';
import type { Device, DeviceReport } from '../../src-shared/devices';
import { CORE } from '../media';
import { number, type Row, type Section } from '../report';
import { WORKER } from '../worker';

/** Batches of which the best is the limit for a device. */
const BATCHES = [1, 8, 32];
/** What a large language model is to reach on a card; nothing of it can be seen without one, nor without a pack of that size. */
const AIMS: readonly (readonly [what: string, aim: string])[] = [
  ['LLaVA-Mini 8 B, frames/s', 'aim: CUDA 150, WebGPU 25'],
  ['10,000 frames: prefix', 'aim: under 3 s, int4 on WebGPU'],
  ['second question over 10,000 frames: first word', 'aim: under 150 ms'],
  ['a token with 10,000 frames resident', 'aim: under 35 ms WebGPU int4, under 20 ms CUDA'],
  ['a still picture and a question of 40 words to the first word', 'aim: under 60 ms CUDA, 120 ms WebGPU'],
  ['device memory with 10,000 frames resident', 'aim: fp16 under 24 GB, int4 under 10 GB'],
  ['a film of 2 h 47 min (10,000 frames) read and asked', 'aim: under 8 min with CUDA'],
];

type FrameCheck = Extract<DeviceCheck, { use: 'frames' }>;

/** Frames a second of the built-in pack on each device of this machine, and what a card is to reach. */
export const gpu: Section = {
  title: 'Devices',
  async run() {
    const pack = await loadPack(CORE);
    const { frames } = pack.manifest;
    if (!frames) throw new Error('the built-in pack makes no frame tokens');
    const threads = availableParallelism();
    const probe = deviceProbe(
      (device, check, of) => tryDevice(childWorkers(WORKER), { device, check, threads: of }),
      threads,
    );
    const check = frameCheck(pack, frames) as FrameCheck;
    const wanted = { check, pack: tokenModel(pack.manifest), graphs: [frames.file] };
    const report = await chooseDevice('auto', probe, wanted, new DeviceRecords(null));
    const rows: Row[] = [];
    for (const candidate of report.candidates)
      if (candidate.supported) rows.push(await rowOf(candidate, report.chosen, check, probe));
    const missing = AIMS.map(([what, against]) => ({ what, value: 'not verified', against }));
    return [...rows, ...missing];
  },
};

async function rowOf(
  { device, usable, milliseconds, why }: DeviceReport['candidates'][number],
  chosen: Device,
  check: FrameCheck,
  probe: DeviceProbe,
): Promise<Row> {
  const what = `Core on ${device}${device === chosen ? ' (chosen)' : ''}, frames/s`;
  if (!usable) return { what, value: 'not measured', against: why };
  const own = milliseconds ?? (await timeOf(device, check, check.graph.batch, probe));
  const times: (number | null)[] = [];
  for (const batch of BATCHES) times.push(await timeOf(device, check, batch, probe));
  const best = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
  const batch = BATCHES[times.indexOf(best)];
  return {
    what,
    value: own === null ? 'too slow to time' : number(1000 / own),
    against: Number.isFinite(best) ? `best batch (${batch}): ${number(1000 / best)}` : '',
  };
}

/** Milliseconds a frame, in batches of this size; null where a device took too long to tell. */
async function timeOf(
  device: Device,
  check: FrameCheck,
  batch: number,
  probe: DeviceProbe,
): Promise<number | null> {
  const { milliseconds } = await probe.run(device, { ...check, graph: { ...check.graph, batch } });
  return milliseconds;
}
