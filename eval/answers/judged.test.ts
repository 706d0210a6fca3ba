import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../../src-main/base/media/testing';
import { buildWorker } from '../../src-main/main/jobs/testing/build-worker';
import { CHECKPOINT } from '../../src-main/worker/inference/llava-mini/needle/testing';
import { convertFixture } from '../../src-main/worker/inference/llava-mini/parity/fixtures';
import { type FakeModel, startFakeModel } from '../../src-main/worker/own-model/testing/server';
import { readDataset } from '../datasets/datasets';
import { filmsIn } from './library';
import { readJudgement } from './model-judge';
import { type JudgedTask, measureJudged } from './question-sets';

describe('a judgement', () => {
  it.each([
    ['{"pred": "yes", "score": 5}', { right: true, score: 5 }],
    ["{'pred': 'no', 'score': 0}", { right: false, score: 0 }],
    ['Sure! ```json\n{ "pred": "Yes", "score": 4.8 }\n``` I hope that helps.', { right: true, score: 4 }],
    ['{"score": "3", "pred": "no"}', { right: false, score: 3 }],
    ['yes, 5', null],
    ['{"pred": "maybe", "score": 3}', null],
    ['{"pred": "yes", "score": 9}', null],
    ['', null],
  ])('%s', (text, judgement) => {
    expect(readJudgement(text)).toEqual(judgement);
  });
});

const root = temporaryDir();
const videos = join(root, 'videos');
const file = (name: string) => resolve('eval', 'datasets', 'testing', name);
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;
let worker: string;
let server: FakeModel;
/** What the judge is to say once in the place of a judgement. */
const slips: string[] = [];

/** Says yes where the predicted answer holds the correct one. */
function judgement(user: string): string {
  const of = (what: string) => new RegExp(`^${what}: (.*)$`, 'ms').exec(user)?.[1] ?? '';
  const right = of('Predicted answer')
    .toLowerCase()
    .includes(/^.*/.exec(of('Correct answer'))?.[0] ?? '?');
  return right ? "{'pred': 'yes', 'score': 5}" : "{'pred': 'no', 'score': 1}";
}

beforeAll(async () => {
  mkdirSync(videos);
  // One film, under the names that the sets have for theirs.
  for (const name of ['4wsuPCjDBfc_5_15', 'video7010', 'v_1QIUV7WYKXg'])
    copyFileSync('e2e/media/desk.mp4', join(videos, `${name}.mp4`));
  worker = await buildWorker('test-eval-judged');
  server = await startFakeModel({
    reply: ({ user }) => ({ kind: 'stream', pieces: [slips.shift() ?? judgement(user)] }),
  });
}, LIMIT);
afterAll(() => server.close());

function task(dataset: string, annotations: readonly string[], said: string[]): JudgedTask {
  return {
    ...{ dataset, worker, model: null, folder: root, films: filmsIn(videos) },
    questions: readDataset(dataset, annotations.map(file)),
    judge: { address: server.address, model: 'small', key: '' },
    // Nothing is written in that film, and devices are tried elsewhere.
    settings: { device: 'cpu', readText: false, findShots: false },
    say: (line) => said.push(line),
  };
}

describe('a published set, judged by a language model', () => {
  it.each([
    ['msvd-qa', ['msvd_q.json', 'msvd_a.json'], '70.9 | 4.0', 2],
    ['msrvtt-qa', ['msrvtt_qa.json'], '59.5 | 3.6', 2],
    ['activitynet-qa', ['activitynet_q.json', 'activitynet_a.json'], '53.5 | 3.5', 3],
  ])(
    '%s is answered, judged, and told beside the paper',
    async (dataset, annotations, paper, count) => {
      const said: string[] = [];
      const before = server.asked.length;
      const [accuracy, score, without] = await measureJudged(task(dataset, annotations, said));
      expect(accuracy?.of).toBe(count);
      expect(without?.value).toBe(0);
      // Five for each that is right, one for each that is not.
      expect(score?.value).toBeCloseTo(1 + 4 * (accuracy?.value ?? Number.NaN), 6);
      expect(said.join('\n')).toContain(`| LLaVA-Mini, its paper | ${paper} |`);
      expect(server.asked.length - before).toBe(count);
    },
    LIMIT,
  );

  it(
    'is right where the answer holds the reference',
    () => {
      const rows = readFileSync(join(root, 'judged', 'msrvtt-qa-core-small.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row));
      expect(rows.map(({ reference, right }) => [reference, right])).toEqual([
        ['couch', false],
        ['banana', true],
      ]);
      expect(rows[1].predicted).not.toContain('[[');
    },
    LIMIT,
  );

  it(
    'goes on where it was stopped',
    async () => {
      const said: string[] = [];
      const before = server.asked.length;
      await measureJudged(task('msrvtt-qa', ['msrvtt_qa.json'], said));
      expect(server.asked.length).toBe(before);
      expect(said[0]).toMatch(/^2 of 2 are taken from /);
    },
    LIMIT,
  );

  it(
    'may be answered by a LLaVA-Mini; what the judge says beside the point is asked again, and left out in the end',
    async () => {
      const model = join(root, 'tiny');
      await convertFixture(CHECKPOINT, model, 'fp32');
      const said: string[] = [];
      slips.push('Well …', 'I would rather not.', 'No idea.', 'Hm.');
      const asked = task('msrvtt-qa', ['msrvtt_qa.json'], said);
      const settings = { ...asked.settings, findObjects: false };
      const figures = await measureJudged({ ...asked, settings, model });
      expect(figures.map(({ value, of }) => [value, of])).toEqual([
        [0, 1],
        [1, 1],
        [1, 2],
      ]);
      expect(server.asked.slice(-2).every(({ user }) => user.includes('symbol is shown'))).toBe(true);
      expect(said.join('\n')).toContain('no judgement. The judge said: No idea.');
      expect(said.join('\n')).toContain('| Parity (1 questions) | 0.0 | 1.0 | small |');
    },
    LIMIT,
  );
});
