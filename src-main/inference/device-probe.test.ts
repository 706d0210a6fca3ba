import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadPack, type Pack, tokenModel } from '../models/pack';
import { chooseDevice } from './device';
import { type DeviceCheck, deviceCheck, frameCheck, type LanguageShape } from './device-check';
import { childProbe } from './device-probe';
import { DeviceRecords } from './device-records';
import { buildProgram } from './testing/build-program';
import { NO_ADAPTER, softwareAdapter } from './testing/software-adapter';

const root = mkdtempSync(join(tmpdir(), 'longtake-probe-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A program in a process of its own that does this in place of trying a device. */
function entry(name: string, code: string): string {
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, code);
  return file;
}
/** Longer than any of these programs takes, unless it hangs. */
const LONG = 60_000;
const probe = (file: string, answer = LONG, speed = LONG) => childProbe(file, 1, { answer, speed });

const shape: LanguageShape = {
  ...{ precision: 'fp32', cacheType: 'float32' },
  ...{ hidden: 256, heads: 8, kvHeads: 2, headDim: 32, vocab: 512 },
} as const;
const language: DeviceCheck = { use: 'language', shape };
const half: DeviceCheck = { use: 'language', shape: { ...shape, precision: 'fp16', cacheType: 'float16' } };
const parts = (values: readonly number[]) => [{ name: 'a', values, tolerance: 0.1 }];

describe('trying a device in a process of its own', () => {
  it('gives what the process tells', async () => {
    const send = (what: unknown) => `process.send(${JSON.stringify(what)});`;
    const told = entry('told', send({ parts: parts([0.25, 0.75]) }) + send({ milliseconds: 3 }));
    const done = { parts: parts([0.25, 0.75]), milliseconds: 3 };
    expect(await probe(told).run('webgpu', language)).toEqual(done);
  });

  it('goes without a time where the process takes too long for one', async () => {
    const told = entry(
      'slow',
      `process.send(${JSON.stringify({ parts: parts([1]) })}); setInterval(() => {}, 9);`,
    );
    const done = { parts: parts([1]), milliseconds: null };
    expect(await probe(told, LONG, 1).run('webgpu', language)).toEqual(done);
  });

  it('names the device, the check and the threads to the process, and its role', async () => {
    const named = entry(
      'named',
      `const [role, device, check, threads] = process.argv.slice(2);
       const told = [role === 'probe', device === 'cuda', JSON.parse(check).shape.vocab === 512, threads === '1'];
       process.send({ parts: [{ name: 'a', values: told.map(Number), tolerance: 0 }] });
       process.send({ milliseconds: 1 });`,
    );
    const { parts: told } = await probe(named).run('cuda', language);
    expect(told[0]?.values).toEqual([1, 1, 1, 1]);
  });

  it('survives a process that crashes, and one that ends without a word', async () => {
    const crash = entry('crash', `console.error('libdriver: fatal'); process.abort();`);
    await expect(probe(crash).run('webgpu', language)).rejects.toMatchObject({ how: 'crashed' });
    const silent = entry('silent', '');
    await expect(probe(silent).run('webgpu', language)).rejects.toMatchObject({ how: 'crashed' });
    const nowhere = join(root, 'nowhere.mjs');
    await expect(probe(nowhere).run('webgpu', language)).rejects.toMatchObject({ how: 'crashed' });
  });

  it('ends a process that never answers', async () => {
    // As a native call that does not return: no event is ever looked at.
    const hung = entry('hung', 'for (;;);');
    await expect(probe(hung, 1).run('webgpu', language)).rejects.toMatchObject({ how: 'hung' });
  });

  it('takes a refusal, and an answer that is none, for a refusal', async () => {
    for (const how of ['refused', 'half']) {
      const refusing = entry(how, `process.send({ refused: '${how}' });`);
      await expect(probe(refusing).run('webgpu', language)).rejects.toMatchObject({ how });
    }
    const babbling = entry('babbling', `process.send('hello');`);
    await expect(probe(babbling).run('webgpu', language)).rejects.toMatchObject({ how: 'refused' });
  });

  it('runs a language model in miniature on the CPU, in every precision, without a process', async () => {
    for (const precision of ['fp32', 'fp16', 'int8', 'int4'] as const) {
      const cacheType = precision === 'fp16' ? 'float16' : 'float32';
      const check = deviceCheck.parse({ use: 'language', shape: { ...shape, precision, cacheType } });
      const done = await probe(join(root, 'never-started.mjs')).run('cpu', check);
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
});

const adapter = softwareAdapter();
/** The adapter compiles on the CPU, for a minute where others work on it too. What it takes for a frame is as the app has it. */
const limits = { answer: 5 * LONG };
if (adapter)
  describe('WebGPU over a software adapter', () => {
    let worker: string;
    let core: Pack;
    beforeAll(async () => {
      for (const [name, value] of Object.entries(adapter ?? {})) vi.stubEnv(name, value);
      worker = await buildProgram('src-main/worker.ts', 'test-probe');
      core = await loadPack(resolve('resources/packs/core'));
    }, LONG);
    afterAll(() => vi.unstubAllEnvs());
    const webgpu = async (check: DeviceCheck, pack: string) => {
      const report = await chooseDevice(
        'auto',
        childProbe(worker, 1, limits),
        { check, pack, graphs: [] },
        new DeviceRecords(null),
      );
      return { ...report, webgpu: report.candidates.find(({ device }) => device === 'webgpu') };
    };

    it('computes frames rightly and far slower: the CPU is chosen', { timeout: 6 * LONG }, async () => {
      const { frames } = core.manifest;
      if (!frames) throw new Error('the built-in pack makes no frame tokens');
      const report = await webgpu(frameCheck(core, frames), tokenModel(core.manifest));
      expect(report.webgpu?.usable).toBe(true);
      expect(report.chosen).toBe('cpu');
    });

    it('is refused for language models: its attention over many rows is wrong', {
      timeout: 4 * LONG,
    }, async () => {
      const report = await webgpu(language, 'tiny@1');
      expect(report.chosen).toBe('cpu');
      expect(report.webgpu).toMatchObject({ usable: false });
      expect(report.webgpu?.why).toContain('other results');
    });

    it('is refused for packs in half precision, which it does not compute in', {
      timeout: 4 * LONG,
    }, async () => {
      const report = await webgpu(half, 'half@1');
      expect(report.chosen).toBe('cpu');
      expect(report.webgpu).toMatchObject({ usable: false });
      expect(report.webgpu?.why).toContain('float16');
    });
  });
if (!adapter) it(NO_ADAPTER, () => expect(adapter).toBeNull());
