import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceCheck, LanguageShape } from '../../base/devices/check';
import { DeviceRecords } from '../../base/devices/records';
import { temporaryDir } from '../../base/media/testing';
import { loadPack, type Pack, tokenModel } from '../../base/packs/pack';
import type { SpawnWorker } from '../../base/rpc/protocol';
import { graphsOf } from '../../worker/calls/device-uses';
import { chooseDevice, type Wanted } from '../../worker/inference/device';
import { deviceProbe } from '../../worker/inference/device-probe';
import { NO_ADAPTER, softwareAdapter } from '../../worker/inference/testing/software-adapter';
import { childWorkers } from './child-worker';
import { buildWorker } from './testing/build-worker';
import { tryDevice } from './try-device';

const shape: LanguageShape = {
  ...{ precision: 'fp32', cacheType: 'float32' },
  ...{ hidden: 256, heads: 8, kvHeads: 2, headDim: 32, vocab: 512 },
} as const;
const language: DeviceCheck = { use: 'language', shape };
const half: DeviceCheck = { use: 'language', shape: { ...shape, precision: 'fp16', cacheType: 'float16' } };

const MINUTE = 60_000;
const adapter = softwareAdapter();
/** The adapter compiles on the CPU, for a minute where others work on it too. What it takes for a frame is as the app has it. */
const limits = { answer: 10 * MINUTE };
if (adapter)
  describe('WebGPU over a software adapter', () => {
    let spawn: SpawnWorker;
    let core: Pack;
    beforeAll(async () => {
      for (const [name, value] of Object.entries(adapter ?? {})) vi.stubEnv(name, value);
      spawn = childWorkers(await buildWorker('test-probe'));
      core = await loadPack(resolve('resources/packs/core'));
    }, MINUTE);
    afterAll(() => vi.unstubAllEnvs());
    const webgpu = async (wanted: Omit<Wanted, 'pack'>, pack: string) => {
      const probe = deviceProbe(
        (device, of, threads) => tryDevice(spawn, { device, check: of, threads }, limits),
        1,
      );
      const report = await chooseDevice('auto', probe, { ...wanted, pack }, new DeviceRecords(null));
      return { ...report, webgpu: report.candidates.find(({ device }) => device === 'webgpu') };
    };

    it('reads frames rightly by the form in float32, as it has no halves, and far slower: the CPU is chosen', {
      timeout: 15 * MINUTE,
    }, async () => {
      const report = await webgpu(
        graphsOf(core, 'frames', join(temporaryDir(), 'forms')),
        tokenModel(core.manifest),
      );
      expect(report.webgpu).toMatchObject({ usable: true, form: 'fp32' });
      expect(report.chosen).toBe('cpu');
    });

    it('is refused for language models: its attention over many rows is wrong', {
      timeout: 12 * MINUTE,
    }, async () => {
      const report = await webgpu({ check: language, graphs: [] }, 'tiny@1');
      expect(report.chosen).toBe('cpu');
      expect(report.webgpu).toMatchObject({ usable: false });
      expect(report.webgpu?.why).toContain('other results');
    });

    it('is refused for packs in half precision, which it does not compute in', {
      timeout: 12 * MINUTE,
    }, async () => {
      const report = await webgpu({ check: half, graphs: [] }, 'half@1');
      expect(report.chosen).toBe('cpu');
      expect(report.webgpu).toMatchObject({ usable: false });
      expect(report.webgpu?.why).toContain('float16');
    });
  });
if (!adapter) it(NO_ADAPTER, () => expect(adapter).toBeNull());
