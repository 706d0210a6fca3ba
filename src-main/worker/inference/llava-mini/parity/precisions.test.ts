import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosine } from '../../../../base/cosine';
import {
  convertFixture,
  FIXTURES,
  madeUpFrames,
  type Name,
  readRecord,
  relativeError,
  watched,
} from './fixtures';
import { Stages } from './stages';

/**
 * What rounding costs on models of random weights that are 64 wide: the worst case, as nothing averages out over so few
 * numbers and random logits lie close together. Cosine of frame tokens and of logits, largest error of a logit over the
 * largest logit, and the share of questions whose first greedy token is the same. Measured as the worst over both models:
 * fp16 0.999997, 0.999997, 0.003, 1; int8 0.9987, 0.9973, 0.076, 0.8; int4 0.964, 0.902, 0.50, 0.4.
 */
const BOUNDS = {
  fp16: { tokens: 0.9999, logits: 0.9999, error: 0.01, first: 1 },
  int8: { tokens: 0.997, logits: 0.99, error: 0.15, first: 0.6 },
  int4: { tokens: 0.94, logits: 0.85, error: 0.65, first: 0.2 },
} as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longtake-precisions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CASES = (['plain', 'fine'] as const).flatMap((name) =>
  (['fp16', 'int8', 'int4'] as const).map((precision) => ({ name, precision })),
);

describe.each(CASES)('$name in $precision stays near full precision', ({ name, precision }) => {
  let stages: Stages;
  beforeAll(async () => {
    const dir = join(folder, `${name}-${precision}`);
    stages = await Stages.open(
      await convertFixture(join(FIXTURES, name satisfies Name, 'checkpoint'), dir, precision),
    );
  }, 60_000);
  afterAll(() => stages.close());

  test('frame tokens, logits and first words', async () => {
    const record = readRecord(name);
    const bounds = BOUNDS[precision];
    const runs = record.runs.filter((run) => run.name !== 'still');
    const measured = { tokens: 1, logits: 1, error: 0, first: 0 };
    for (const count of new Set(runs.map((run) => run.frames))) {
      const read = await stages.read(madeUpFrames(record.side, count), count);
      const video = watched(read, count, folder);
      const stage = count === 40 ? 'many.tokens' : `${count === 1 ? 'one' : 'three'}.tokens`;
      measured.tokens = Math.min(measured.tokens, cosine(read.tokens, record.tensor(stage)));
      for (const run of runs.filter((one) => one.frames === count)) {
        const { logits, ids } = await stages.greedy(run, video);
        const expected = record.tensor(`${run.name}.logits`);
        measured.logits = Math.min(measured.logits, cosine(logits, expected));
        measured.error = Math.max(measured.error, relativeError(logits, expected));
        measured.first += ids[0] === run.answer[0] ? 1 / runs.length : 0;
      }
    }
    expect(measured.tokens).toBeGreaterThan(bounds.tokens);
    expect(measured.logits).toBeGreaterThan(bounds.logits);
    expect(measured.error).toBeLessThan(bounds.error);
    expect(measured.first).toBeGreaterThanOrEqual(bounds.first - 1e-9);
  });
});
