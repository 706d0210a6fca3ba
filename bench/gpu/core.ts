import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceCheck } from '../../src-main/base/devices/check';
import { ProbeEnded } from '../../src-main/base/devices/probe';
import { DeviceRecords } from '../../src-main/base/devices/records';
import type { FramesPart } from '../../src-main/base/packs/manifest';
import { loadPack, tokenModel } from '../../src-main/base/packs/pack';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { tryDevice } from '../../src-main/main/jobs/try-device';
import { chooseDevice, type DeviceProbe } from '../../src-main/worker/inference/device';
import { deviceProbe } from '../../src-main/worker/inference/device-probe';
import { batchOn } from '../../src-main/worker/inference/frame-speed';
import type { Device, DeviceReport } from '../../src-shared/devices';
import { CORE } from '../media';
import { number, type Row } from '../report';

/** Batches of which the best is the limit for a device. */
const BATCHES = [1, 8, 32];
/** On an H100. */
const AIMS: Partial<Record<Device, string>> = { cuda: '2,500', webgpu: 'more than the CPU' };
type FrameCheck = Extract<DeviceCheck, { use: 'frames' }>;

/** The graph that reads frames, as its pack tells it. */
export interface CoreGraph {
  readonly path: string;
  readonly frames: FramesPart;
  /** The pack with its version. */
  readonly model: string;
}

/** That of the built-in pack. */
export async function builtInCore(): Promise<CoreGraph> {
  const pack = await loadPack(CORE);
  const { frames } = pack.manifest;
  if (!frames) throw new Error('the built-in pack makes no frame tokens');
  return { path: pack.file(frames.file), frames, model: tokenModel(pack.manifest) };
}

/**
 * Frames a second of the built-in encoder on each device of this machine, and which of them is chosen.
 * @param worker the worker's program, in which devices are tried
 */
export async function coreRows(core: CoreGraph, worker: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'longtake-forms-'));
  return rowsIn(folder, core, worker).finally(() => rm(folder, { recursive: true, force: true }));
}

async function rowsIn(folder: string, { path, frames, model }: CoreGraph, worker: string): Promise<Row[]> {
  const threads = availableParallelism();
  const probe = deviceProbe(
    (device, check, of) => tryDevice(childWorkers(worker), { device, check, threads: of }),
    threads,
  );
  const { kind, input, output, width, height, batch } = frames;
  const check: FrameCheck = {
    use: 'frames',
    graph: { path, kind, input, output, width, height, batch },
  };
  const wanted = { check, pack: model, graphs: [frames.file], forms: formsOf(check, frames, folder) };
  const report = await chooseDevice('auto', probe, wanted, new DeviceRecords(null));
  const rows: Row[] = [];
  for (const candidate of report.candidates)
    if (candidate.supported) {
      const form = wanted.forms.find((one) => one.form === candidate.form);
      rows.push(await rowOf(candidate, report.chosen, form?.check ?? check, probe));
    }
  return rows;
}

/** As the app has them: in halves, in float32, as the pack holds it. */
function formsOf(check: FrameCheck, frames: FramesPart, folder: string) {
  const graph = { ...check.graph, batch: batchOn('a device', frames) };
  const made = (form: 'fp16' | 'fp32') => ({ form, folder, name: 'core', sha256: 'bench' });
  return [
    ...(['fp16', 'fp32'] as const).map((form) => ({
      form,
      check: { ...check, graph: { ...graph, made: made(form) } },
    })),
    { form: 'own' as const, check: { ...check, graph } },
  ];
}

async function rowOf(
  { device, usable, milliseconds, why, form = 'own' }: DeviceReport['candidates'][number],
  chosen: Device,
  check: FrameCheck,
  probe: DeviceProbe,
): Promise<Row> {
  const as = form === 'own' ? '' : ` in ${form}`;
  const what = `Core on ${device}${as}${device === chosen ? ' (chosen)' : ''}, frames/s`;
  if (!usable) return { what, value: 'not measured', against: why };
  const own = milliseconds ?? (await timeOf(device, check, check.graph.batch, probe));
  const times: (number | null)[] = [];
  for (const batch of BATCHES) times.push(await timeOf(device, check, batch, probe));
  const best = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
  const batch = BATCHES[times.indexOf(best)];
  return {
    what,
    value: own === null ? 'too slow to time' : number(1000 / own),
    against: [
      ...(Number.isFinite(best) ? [`best batch (${batch}): ${number(1000 / best)}`] : []),
      ...(AIMS[device] ? [`aim: ${AIMS[device]}`] : []),
    ].join('; '),
  };
}

/** Milliseconds a frame, in batches of this size; null where a device took too long to tell. */
async function timeOf(
  device: Device,
  check: FrameCheck,
  batch: number,
  probe: DeviceProbe,
): Promise<number | null> {
  try {
    const { milliseconds } = await probe.run(device, { ...check, graph: { ...check.graph, batch } });
    return milliseconds;
  } catch (error) {
    if (error instanceof ProbeEnded) return null;
    throw error;
  }
}
