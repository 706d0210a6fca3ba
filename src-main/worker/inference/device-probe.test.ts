import { describe, expect, it } from 'vitest';
import { type DeviceCheck, deviceCheck, type LanguageShape } from '../../base/devices/check';
import { listSupportedBackends } from '../onnx-runtime/runtime';
import { deviceProbe, tryHere } from './device-probe';

const shape: LanguageShape = {
  ...{ precision: 'fp32', cacheType: 'float32' },
  ...{ hidden: 256, heads: 8, kvHeads: 2, headDim: 32, vocab: 512 },
} as const;
const language: DeviceCheck = { use: 'language', shape };

describe('a probe of devices', () => {
  it('runs a language model in miniature on the CPU, in every precision, without a process', async () => {
    const alone = deviceProbe(() => Promise.reject(new Error('no process was to be started')), 1);
    for (const precision of ['fp32', 'fp16', 'int8', 'int4'] as const) {
      const cacheType = precision === 'fp16' ? 'float16' : 'float32';
      const check = deviceCheck.parse({ use: 'language', shape: { ...shape, precision, cacheType } });
      const done = await alone.run('cpu', check);
      expect(done.parts.map(({ name }) => name)).toEqual([
        ...['vision', 'frame', 'question', 'short logits', 'short attention', 'short token'],
        ...['long logits', 'long attention', 'long token', 'largest'],
      ]);
      for (const { name, values } of done.parts) {
        expect(values.every(Number.isFinite), name).toBe(true);
        // What is all alike could be wrong in many ways and not be seen.
        if (name !== 'largest') expect(new Set(values).size, name).toBeGreaterThan(20);
      }
      expect(done.milliseconds).toBeGreaterThan(0);
    }
  });

  it('says how a device ended that gave no numbers, and passes on what one gave', async () => {
    const crashing = deviceProbe(async () => ({ how: 'crashed', why: 'SIGSEGV' }), 1);
    await expect(crashing.run('dml', language)).rejects.toMatchObject({
      how: 'crashed',
      cause: { message: 'SIGSEGV' },
    });
    const done = { parts: [{ name: 'a', values: [0.25], tolerance: 0.1 }], milliseconds: null };
    const answering = deviceProbe(async () => ({ how: 'answered', ...done }), 1);
    expect(await answering.run('dml', language)).toEqual(done);
  });
});

describe('trying a device in this process', () => {
  it('tells the numbers, then how long they take', async () => {
    const told: unknown[] = [];
    const last = await tryHere('cpu', language, 1, (parts) => told.push(parts.length));
    expect(told).toEqual([10]);
    expect(last).toEqual({ milliseconds: expect.any(Number) });
  });

  it('tells why a device is not there, in the runtime’s own words', async () => {
    const built = listSupportedBackends().map(({ name }) => name);
    const missing = (['dml', 'coreml'] as const).find((device) => !built.includes(device)) ?? 'cuda';
    for (const precision of ['fp32', 'fp16'] as const) {
      const cacheType = precision === 'fp16' ? 'float16' : 'float32';
      const check = deviceCheck.parse({ use: 'language', shape: { ...shape, precision, cacheType } });
      const last = await tryHere(missing, check, 1, () => expect.fail('there is no such device'));
      expect(last).toEqual({ refused: 'absent', why: expect.stringContaining('not part of this build') });
    }
  });

  it('tells a device that is there and does not take the graph from one that is not there', async () => {
    const graph = { path: 'nowhere.onnx', type: 'uint8', dims: [1], outputs: null };
    const check = deviceCheck.parse({ use: 'graph', for: 'objects', graph });
    const last = await tryHere('cpu', check, 1, () => expect.fail('there is no such graph'));
    expect(last).toEqual({ refused: 'refused', why: expect.stringContaining('nowhere.onnx') });
  });
});
