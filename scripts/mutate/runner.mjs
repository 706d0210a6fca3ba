// A process that runs unit tests against sources as told by its parent: { file, source, tests } in, { verdict, by } out. What is
// changed is changed in memory, by a plugin of vite's: no file is ever touched, however this ends.
import { dirname, resolve } from 'node:path';
import { loadConfigFromFile } from 'vite';
import { BaseSequencer, createVitest } from 'vitest/node';

/** The tests of a trial in the order in which they were told: nearest first, as the first failure ends it. */
let order = [];
/** What a file says instead, by its absolute path. */
const instead = new Map();

const mutant = {
  name: 'longtake:mutant',
  enforce: 'pre',
  load: (id) => instead.get(id.split('?')[0]),
};

class NearestFirst extends BaseSequencer {
  async sort(specifications) {
    const at = ({ moduleId }) => order.indexOf(moduleId);
    return [...specifications].sort((a, b) => at(a) - at(b));
  }
}

const configFile = resolve(process.argv[2]);
const root = dirname(configFile);
const vitest = await open();
/** @param {object} message */
const tell = (message) => process.send?.(message);
process.on('message', async (/** @type {Parameters<typeof answer>[0]} */ trial) => tell(await answer(trial)));
process.on('disconnect', () => process.exit(1));
tell({ ready: true });

async function open() {
  const loaded = await loadConfigFromFile({ command: 'serve', mode: 'test' }, configFile);
  if (loaded === null) throw new Error(`${configFile} is no configuration.`);
  /** @type {any} vitest's part is not in vite's type */
  const config = loaded.config;
  const { projects, ...test } = config.test;
  const each = (projects ?? [{ ...config, test }]).map((project) => ({
    ...project,
    plugins: [...(project.plugins ?? []), mutant],
  }));
  return createVitest('test', {
    ...test,
    root,
    config: false,
    watch: false,
    bail: 1,
    fsModuleCache: false,
    reporters: [{}],
    projects: each,
    sequence: { sequencer: NearestFirst },
  });
}

/**
 * @param {{ file: string, source: string | null, tests: string[] }} trial
 * @returns {Promise<{ verdict: string, by: string | null }>} killed, survived, or broken
 */
async function answer({ file, source, tests }) {
  const path = resolve(root, file);
  order = tests.map((test) => resolve(root, test));
  if (source !== null) instead.set(path, source);
  vitest.invalidateFile(path);
  forget();
  try {
    const specifications = await vitest.globTestSpecifications(order);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    return verdictOf(testModules, unhandledErrors);
  } finally {
    instead.delete(path);
    vitest.invalidateFile(path);
  }
}

/** What earlier trials came to: vitest reports it again, and stops at once where a test failed before. */
function forget() {
  const { state } = vitest;
  for (const kept of [state.filesMap, state.pathsSet, state.idMap, state.errorsSet]) kept.clear();
}

function verdictOf(modules, errors) {
  const failed = modules.find((module) => !module.ok());
  if (failed) return { verdict: 'killed', by: failed.relativeModuleId };
  if (errors.length > 0) return { verdict: 'killed', by: String(errors[0].message ?? errors[0]) };
  return { verdict: modules.length === 0 ? 'untested' : 'survived', by: null };
}
