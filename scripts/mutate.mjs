// npm run mutate -- FOLDER… [--count N] [--seed N] [--most N] [--seconds N]: changes one token at a time, in memory, and says
// which changes no unit test notices. For each folder N changes (20), the same ones for the same seed (1). Each is tried with the
// tests that load the changed file, nearest first, of which there may be many: the `most` nearest (12) are run. A test that starts
// another process tests the unchanged file there.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, ScriptFailed, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { sourcesIn } from './lib/sources.mjs';
import { testEnvironment } from './lib/tests.mjs';
import { mutated, mutationsOf, pick } from './mutate/mutations.mjs';
import { testsOf } from './mutate/related.mjs';
import { table, trialLines } from './mutate/report.mjs';
import { Trials } from './mutate/trials.mjs';

const SOURCES = ['src-main', 'src-shared', 'src-renderer', 'scripts', 'bench', 'eval', 'e2e'];
/** Tests that passed with unchanged sources: they need not show it again. */
const passing = new Set();

await main(async () => {
  const { folders, count, seed, most, seconds } = asked();
  const files = await sourcesIn(...SOURCES);
  const related = testsOf(files);
  const trials = new Trials({
    config: join(ROOT, 'vitest.config.ts'),
    executable: electron().executable,
    env: nodeEnvironment(testEnvironment()),
    seconds,
  });
  const results = new Map();
  try {
    for (const folder of folders) {
      const tried = [];
      results.set(folder, tried);
      for (const mutation of pick(mutationsIn(folder, files), count, seed)) {
        const one = await tryOne(mutation, files, related(mutation.path).slice(0, most), trials);
        tried.push(one);
        say(trialLines(one));
      }
    }
  } finally {
    await trials.close();
  }
  process.stdout.write(`Seed ${seed}\n\n${table(results)}\n`);
});

function asked() {
  const { values, positionals: folders } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      most: { type: 'string', default: '12' },
      seconds: { type: 'string', default: '300' },
    },
  });
  if (folders.length === 0) throw new ScriptFailed('Say which folders, for instance: src-main/worker/answer');
  const { count, seed, most, seconds } = values;
  const numbers = {
    count: Number(count),
    seed: Number(seed),
    most: Number(most),
    seconds: Number(seconds),
  };
  const bad = Object.keys(numbers).find((name) => !Number.isInteger(numbers[name]) || numbers[name] < 0);
  if (bad !== undefined) throw new ScriptFailed(`--${bad} takes a number.`);
  return { folders: folders.map((folder) => folder.replace(/\/$/, '')), ...numbers };
}

/** Those of a folder, or of one file. */
function mutationsIn(folder, files) {
  const paths = [...files.keys()].filter(
    (path) =>
      (path === folder || path.startsWith(`${folder}/`)) && !/\.test\.|\/testing[/.]|\.spec\./.test(path),
  );
  if (paths.length === 0) throw new ScriptFailed(`There are no sources in ${folder}.`);
  return paths.sort().flatMap((path) => mutationsOf(path, files.get(path)));
}

async function tryOne(mutation, files, tests, trials) {
  const source = files.get(mutation.path);
  const began = performance.now();
  const trial = { file: mutation.path, source: mutated(source, mutation), tests };
  const result = tests.length === 0 ? { verdict: 'untested', by: null } : await verdictOf(trial, trials);
  return { mutation, source, ...result, seconds: Math.round((performance.now() - began) / 1000) };
}

/** Only what is quick enough unchanged can be said to hang when it is changed, and only what passes to be killed. */
async function verdictOf(trial, trials) {
  const result = await trials.run(trial);
  if (result.verdict === 'survived') return result;
  const tests = result.verdict === 'killed' && trial.tests.includes(result.by) ? [result.by] : trial.tests;
  if (result.verdict === 'killed' && tests.every((test) => passing.has(test))) return result;
  const unchanged = await trials.run({ ...trial, source: null, tests });
  if (unchanged.verdict !== 'survived') return { verdict: 'unclear', by: unchanged.by };
  for (const test of tests) passing.add(test);
  return result;
}
