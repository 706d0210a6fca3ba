// npm test: everything that can be checked, from a fresh clone on. Ends with what failed, if anything did, and one
// line, "N passed, N failed".
import { join } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, run, ScriptFailed, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { endToEndTests, unitTests } from './lib/tests.mjs';
import { packForTests } from './package.mjs';
import { setUp } from './setup.mjs';

/** Each stage with those that must have gone well before it. */
const STAGES = [
  { name: 'set-up', needs: [], body: () => setUp({ forTests: true }) },
  { name: 'lint', needs: ['set-up'], body: () => tool('@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'layers', needs: ['set-up'], body: () => script('scripts/layers.mjs') },
  { name: 'heads', needs: ['set-up'], body: () => script('scripts/heads.mjs') },
  { name: 'types', needs: ['set-up'], body: () => tool('typescript/bin/tsc', '--noEmit') },
  {
    name: 'types of scripts',
    needs: ['set-up'],
    body: () => tool('typescript/bin/tsc', '-p', 'tsconfig.scripts.json'),
  },
  { name: 'build', needs: ['set-up'], body: buildIfChanged },
  { name: 'unit tests', needs: ['build'], body: () => unitTests() },
  { name: 'package', needs: ['build'], body: packForTests },
  { name: 'end-to-end tests', needs: ['package'], body: () => endToEndTests() },
];

await main(async () => {
  const well = new Set();
  let [passed, failed] = [0, 0];
  const failures = [];
  for (const stage of STAGES) {
    say(`\n=== ${stage.name}`);
    const count = await outcome(stage, well);
    if (count.failed === 0) well.add(stage.name);
    passed += count.passed;
    failed += count.failed;
    failures.push(...count.failures);
  }
  say('');
  for (const { name } of STAGES) say(`${well.has(name) ? 'ok    ' : 'FAILED'} ${name}`);
  for (const failure of failures) say(`- ${failure}`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});

/** Test stages count their tests; any other stage counts only when it fails, as one failure. */
async function outcome({ name, needs, body }, well) {
  try {
    const missing = needs.filter((need) => !well.has(need));
    if (missing.length > 0) throw new ScriptFailed(`Not run: ${missing.join(', ')} failed.`);
    const result = await body();
    if (typeof result === 'object') return result;
    if (typeof result === 'number' && result !== 0)
      throw new ScriptFailed(`${name}: failed (exit code ${result}).`);
    return { passed: 0, failed: 0, failures: [] };
  } catch (error) {
    say(error instanceof ScriptFailed || error.name === 'TarballFailed' ? error.message : error.stack);
    return { passed: 0, failed: 1, failures: [`${name} › ${error.message}`] };
  }
}

function tool(path, ...options) {
  return run(process.execPath, [join(ROOT, 'node_modules', ...path.split('/')), ...options]);
}

function script(path) {
  return run(electron().executable, [join(ROOT, path)], { env: nodeEnvironment() });
}
