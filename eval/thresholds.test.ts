import { beforeAll, describe, expect, it } from 'vitest';
import { buildWorker } from '../src-main/main/jobs/testing/build-worker';
import { storedQuestions } from './answers/question-sets';
import type { Figure, Measurement } from './measurement';
import { HELD_BY_TESTS, MEASUREMENTS } from './measurements';
import { readOptions } from './options';
import { figureTable, readThresholds, stand, type Thresholds } from './thresholds';

const share = (name: string, value: number | null): Figure => ({ name, value, unit: 'share', of: 10 });
const standings = (figures: readonly Figure[], own: Thresholds[string], given: readonly string[] = []) =>
  stand('m', figures, { m: own }, new Set(given)).map(({ name, standing }) => [name, standing]);

describe('a threshold', () => {
  it('holds a figure from one side', () => {
    const own = { right: { least: 0.5 }, errors: { most: 0.1 } };
    expect(standings([share('right', 0.5), share('errors', 0.1)], own)).toEqual([
      ['right', 'held'],
      ['errors', 'held'],
    ]);
    expect(standings([share('right', 0.499), share('errors', 0.101)], own)).toEqual([
      ['right', 'fallen'],
      ['errors', 'fallen'],
    ]);
  });

  it('is missed where its figure did not come, or had nothing to measure', () => {
    expect(standings([share('right', null)], { right: { least: 0 }, gone: { least: 0 } })).toEqual([
      ['right', 'missing'],
      ['gone', 'missing'],
    ]);
  });

  it('may need what a run was not given', () => {
    const own = { all: { least: 0.5, needs: 'media' as const } };
    expect(standings([], own)).toEqual([]);
    expect(standings([], own, ['media'])).toEqual([['all', 'missing']]);
  });

  it('is not asked of every figure', () => {
    expect(standings([share('other', 0)], {})).toEqual([['other', 'unheld']]);
  });

  it('stands beside its figure in one table', () => {
    const table = figureTable(
      stand('wer', [share('errors', 0.25), share('more', 1)], { wer: { errors: { most: 0.05 } } }, new Set()),
    );
    expect(table).toContain('| wer | errors | 25.0 % | 10 | ≤ 5.0 % | **fallen** |');
    expect(table).toContain('| wer | more | 100.0 % | 10 | – | – |');
  });

  it('is of a measurement that there is', () => {
    const names = new Set(MEASUREMENTS.map(({ name }) => name));
    expect(Object.keys(readThresholds()).filter((name) => !names.has(name))).toEqual([]);
  });
});

/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 600_000;

/** Every figure that is not held by a threshold, and what was told beside: nothing when all is well. */
async function notHeld(measurement: Measurement): Promise<string[]> {
  const said: string[] = [];
  const figures = await measurement.measure(readOptions([]), (line) => said.push(line));
  const bad = stand(measurement.name, figures, readThresholds(), new Set()).filter(
    ({ standing }) => standing !== 'held',
  );
  return bad.length === 0 ? [] : [figureTable(bad), ...said];
}

describe('what is measured of the repository’s own clips', () => {
  it.each(HELD_BY_TESTS.map((measurement) => [measurement.name, measurement] as const))(
    '%s has not fallen',
    async (_, measurement) => {
      expect(await notHeld(measurement)).toEqual([]);
    },
    LIMIT,
  );
});

describe('answers to both question sets', () => {
  let worker: string;
  beforeAll(async () => {
    worker = await buildWorker('test-eval');
  }, LIMIT);

  it(
    'have not fallen',
    async () => {
      expect(await notHeld(storedQuestions(worker))).toEqual([]);
    },
    LIMIT,
  );
});
