import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosine } from '../../../../base/cosine';
import type { Pack } from '../../../../base/packs/pack';
import { readModel } from '../../../formats/onnx/model';
import { type BlockForm, blockFormFile, type Making } from '../../block-form';
import { formOf } from '../../graph-form';
import { answersOf } from '../frame-reader';
import { convertFixture, FIXTURES, madeUpFrames, readRecord, relativeError, watched } from './fixtures';
import { Stages } from './stages';

/*
 * The language model of a pack in fewer bits, as devices without room get it: held against a pack that was converted in these bits,
 * and against the pack's own model. Over models of random weights, the worst case.
 */
const making: Making = { signal: new AbortController().signal, onProgress: () => {} };
const root = mkdtempSync(join(tmpdir(), 'longtake-blocks-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(root, `forms-${folders++}`);

const packs = new Map<string, Pack>();
beforeAll(async () => {
  for (const precision of ['fp32', 'fp16', 'int8', 'int4'] as const) {
    const dir = join(root, precision);
    packs.set(precision, await convertFixture(join(FIXTURES, 'plain', 'checkpoint'), dir, precision));
  }
}, 60_000);

function packIn(precision: string): Pack {
  return packs.get(precision) as Pack;
}

function make(pack: Pack, form: BlockForm, folder = newFolder(), told = making): Promise<string> {
  const file = answersOf(pack).graphs.answerOnDevice as string;
  return blockFormFile(pack.file(file), formOf(pack, file, form, folder), told);
}

/** Logits after each question of three frames, over the tokens and the questions of one pack: only the answer graph differs. */
async function logitsOf(pack: Pack, answer: string | null): Promise<Float32Array[]> {
  const [plain, other] = [await Stages.open(packIn('fp32')), await Stages.open(pack, 'cpu', true, answer)];
  const { side, runs } = readRecord('plain');
  const video = watched(await plain.read(madeUpFrames(side, 3), 3), 3, root);
  const all: Float32Array[] = [];
  for (const run of runs.filter(({ frames, name }) => frames === 3 && name !== 'still'))
    all.push((await other.greedy(run, video, await plain.question(run, video))).logits);
  for (const stages of [plain, other]) await stages.close();
  return all;
}

describe('a language model in fewer bits a weight than its pack', { timeout: 120_000 }, () => {
  test.each(['int8', 'int4'] as const)('is bit for bit what converting in them gives: %s', async (form) => {
    const made = await logitsOf(packIn('fp32'), await make(packIn('fp32'), form));
    expect(made.length).toBeGreaterThan(1);
    expect(made).toEqual(await logitsOf(packIn(form), null));
  });

  // Cosine of logits, and the largest error of one over the largest; measured: 0.9998 and 0.026, 0.983 and 0.21, 0.983 and 0.23.
  test.each([
    { own: 'fp16', form: 'int8', least: 0.999, error: 0.05 },
    { own: 'fp16', form: 'int4', least: 0.95, error: 0.4 },
    { own: 'int8', form: 'int4', least: 0.95, error: 0.4 },
  ] as const)('of $own stays near it in $form', async ({ own, form, least, error }) => {
    const path = await make(packIn(own), form);
    const [expected, found] = [await logitsOf(packIn(own), null), await logitsOf(packIn(own), path)];
    for (const [i, logits] of found.entries()) {
      const of = expected[i] as Float32Array;
      expect(cosine(logits, of)).toBeGreaterThan(least);
      expect(relativeError(logits, of)).toBeLessThan(error);
      expect(logits).not.toEqual(of);
    }
  });

  test('leaves the pack as it is, needs none of its files, and is smaller', async () => {
    const pack = packIn('fp16');
    const hashes = () =>
      readdirSync(pack.dir).map((name) =>
        createHash('sha256')
          .update(readFileSync(join(pack.dir, name)))
          .digest('hex'),
      );
    const before = hashes();
    const folder = newFolder();
    let last = 0;
    const path = await make(pack, 'int4', folder, {
      ...making,
      onProgress: (done) => {
        last = done;
      },
    });
    expect(last).toBe(1);
    expect(hashes()).toEqual(before);
    const { stored, nodes } = readModel(readFileSync(path), true);
    const data = new Set([...stored.values()].map(({ file }) => file));
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'verified.json')
        .sort(),
    ).toEqual([...data, path.slice(folder.length + 1)].sort());
    const bits = (name: string) => stored.get(name)?.type;
    expect(bits('lm_head.int8')).toBe('uint8');
    expect(bits('model.layers.0.mlp.down.int4')).toBe('uint8');
    expect(nodes.some(({ operator }) => operator === 'Gemm')).toBe(false);
    const file = pack.file(answersOf(pack).graphs.answerOnDevice as string);
    const bytesOf = (of: typeof stored, which: RegExp) =>
      [...of].reduce((sum, [name, { length }]) => sum + (which.test(name) ? length : 0), 0);
    const [matrices, blocks] = [/(_proj|qkv|\.o|gate|up|down|lm_head)\.weight$/, /\.(int[48]|scales[48])$/];
    const before16 = bytesOf(readModel(readFileSync(file), true).stored, matrices);
    expect(before16).toBeGreaterThan(0);
    // The output layer keeps 8 bits, and is a large part of a small model.
    expect(bytesOf(stored, blocks)).toBeLessThan(0.45 * before16);
  });

  test('is made once; made anew where it was damaged; and a smaller one takes its place', async () => {
    const [pack, folder] = [packIn('fp16'), newFolder()];
    const path = await make(pack, 'int8', folder);
    const never = {
      ...making,
      onProgress: () => {
        throw new Error('it was made again');
      },
    };
    expect(await make(pack, 'int8', folder, never)).toBe(path);
    const data = join(folder, readdirSync(folder).find((name) => name.endsWith('.data')) as string);
    const whole = readFileSync(data);
    const damaged = Buffer.from(whole);
    damaged[1000] = (damaged[1000] as number) ^ 255;
    writeFileSync(data, damaged);
    utimesSync(data, 1, 1);
    expect(await make(pack, 'int8', folder)).toBe(path);
    expect(readFileSync(data)).toEqual(whole);
    await make(pack, 'int4', folder);
    expect(readdirSync(folder).filter((name) => name.includes('-int8-'))).toEqual([]);
  });

  test('leaves nothing where it is called off, or where no matrix would take less', async () => {
    const folder = newFolder();
    const off = new AbortController();
    const told = { signal: off.signal, onProgress: () => off.abort() };
    await expect(make(packIn('fp16'), 'int8', folder, told)).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(make(packIn('int4'), 'int4', folder)).rejects.toThrow('none of its matrices');
    expect(readdirSync(folder)).toEqual([]);
  });
});
