import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../testing/build-program';
import { NO_ADAPTER, softwareAdapter } from '../../testing/software-adapter';
import {
  convertFixture,
  FIXTURES,
  madeUpFrames,
  type Name,
  readRecord,
  type TestedPrecision,
  watched,
} from './fixtures';
import type { Compared } from './on-device';
import { Stages } from './stages';

/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 900_000;
/** Of the largest value of a stage: both sides compute in full precision, in another order. Measured: at most 2e-6. */
const BOUND = 2e-5;

const adapter = softwareAdapter();
let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longtake-devices-'));
  program = await buildProgram('src-main/worker/inference/llava-mini/parity/on-device.ts', 'test-on-device');
}, LIMIT);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the process tells; rejects with how it ended where it told nothing. */
function compared(name: Name, precision: TestedPrecision, form: string): Promise<Compared> {
  const { promise, resolve, reject } = Promise.withResolvers<Compared>();
  const dir = join(folder, `${name}-${precision}-${form}`);
  const child = fork(program, ['parity', 'webgpu', name, precision, dir, form], {
    env: { ...process.env, ...adapter, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    serialization: 'advanced',
    // The loader lists every driver that it misses.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said += data;
  });
  child.on('message', (message) => resolve(message as Compared));
  child.on('close', (code, signal) => reject(new Error(`the process ended with ${signal ?? code}: ${said}`)));
  return promise;
}

const CASES: readonly [Name, TestedPrecision, 'own' | 'int8'][] = [
  ['plain', 'fp32', 'own'],
  ['plain', 'fp32', 'int8'],
  ['plain', 'int4', 'own'],
  ['fine', 'fp32', 'own'],
];
const ON_ADAPTER = adapter ? CASES : [];

describe.each(ON_ADAPTER)('“%s” in %s (%s) on WebGPU, over a software adapter', (name, precision, form) => {
  test('gives what the CPU gives, and writes the same tokens', { timeout: LIMIT }, async () => {
    const told = await compared(name, precision, form);
    expect(told.device).toBe('webgpu');
    for (const stage of ['vision', 'frame', 'question', 'logits', 'attention'] as const) {
      expect(told[stage], stage).toBeLessThan(BOUND);
    }
    expect(told.runs.map((run) => run.name)).toEqual(['one', 'three', 'three-other', 'three-turns']);
    const { runs } = readRecord(name);
    for (const { name: of, ids, onCpu } of told.runs) {
      const reference =
        precision === 'fp32' && form === 'own' ? runs.find((run) => run.name === of)?.answer : onCpu;
      expect(ids, of).toEqual(reference);
    }
    // Off, by this adapter's attention over many rows, and yet numbers: nothing empty went in.
    expect(Number.isFinite(told.frameAtOnce)).toBe(true);
    const [made, kept, read] = told.answers;
    expect([kept?.text, read?.text]).toEqual([made?.text, made?.text]);
    expect(kept?.source).toBe('Frames read for an earlier question');
    expect(read?.source).toContain('from disk');
    // Nor does a picture come back on its way from graph to graph.
    expect(told.frames).toEqual({ stay: true, same: true });
    // For a token its row goes in, with the masks, and what the model says and attends to comes out; nothing else.
    const { least, ...crossed } = told.crossing;
    expect(crossed).toEqual(least);
    // Nothing of a prefix is taken to the device for a question.
    expect(told.resident[1]).toBeGreaterThan(0);
    expect(told.resident[0]).toBe(told.resident[1]);
  });
});
if (!adapter) test(NO_ADAPTER, () => expect(adapter).toBeNull());

describe.each(['plain', 'apart'] as const)(
  '“%s”, given as to a device, which takes nothing empty',
  (name) => {
    test.each(['fp32', 'fp16', 'int4'] as const)(
      'gives on the CPU what the CPU gives in %s',
      { timeout: LIMIT },
      async (precision) => {
        const dir = join(folder, `filled-${name}-${precision}`);
        const pack = await convertFixture(join(FIXTURES, name, 'checkpoint'), dir, precision);
        const [plain, filled] = [await Stages.open(pack), await Stages.open(pack, 'cpu', true)];
        const { side, runs } = readRecord(name);
        const read = await plain.read(madeUpFrames(side, 3), 3);
        const again = await filled.read(madeUpFrames(side, 3), 3);
        // The operator that grows a past takes no notice of a row beyond those that count: bit for bit.
        expect(again).toEqual(read);
        const video = watched(read, 3, dir);
        for (const run of runs.filter(({ frames, name: of }) => frames === 3 && of !== 'still')) {
          const [expected, got] = [await plain.greedy(run, video), await filled.greedy(run, video)];
          expect(got.ids, run.name).toEqual(expected.ids);
        }
        for (const stages of [plain, filled]) await stages.close();
      },
    );
  },
);
