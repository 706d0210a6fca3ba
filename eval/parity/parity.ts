import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from '../errors';
import type { Measurement } from '../measurement';

/** What the tests of a room hold against records that Python made: how many of them hold. */
function heldByTests(name: string, what: string, tests: readonly string[]): Measurement {
  return {
    name,
    what,
    needs: [],
    async measure(_options, say) {
      const report = join('test-results', 'unit.json');
      const run = spawnSync(process.execPath, [join('scripts', 'unit.mjs'), ...tests], { encoding: 'utf8' });
      if (run.error) throw new CannotRun(`The tests could not be started: ${run.error.message}`);
      const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
      if (run.status !== 0) say(run.stdout);
      const value = numTotalTests === 0 ? null : numPassedTests / numTotalTests;
      return [{ name: 'held', value, unit: 'share', of: numTotalTests }];
    },
  };
}

const INFERENCE = 'src-main/worker/inference';

/** README.md says how the records were made. The tests are run by `npm test` as well. */
export const parity = heldByTests('parity', 'LLaVA-Mini, stage by stage, against what PyTorch computes', [
  `${INFERENCE}/llava-mini/parity`,
]);
export const searchParity = heldByTests(
  'search-parity',
  'pixels, search packs and Whisper, against Pillow, transformers and optimum',
  [
    `${INFERENCE}/pixels.test.ts`,
    `${INFERENCE}/dual-encoder.test.ts`,
    'src-main/worker/recognition/whisper/whisper.test.ts',
  ],
);
