// Mutations tried one after another in a process that can be ended: a change may make a loop that never ends.
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ROOT } from '../lib/root.mjs';

const RUNNER = join(ROOT, 'scripts', 'mutate', 'runner.mjs');

/** A process that runs tests, begun when it is needed and again after a trial ran out of time. */
export class Trials {
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;

  /**
   * @param {{ config: string, executable: string, env: NodeJS.ProcessEnv, seconds: number }} options vitest's configuration, in
   * whose folder tests run, the Node that runs the tests, and how long one trial may take
   */
  constructor(options) {
    this.options = options;
  }

  /**
   * Runs tests with a file's source replaced in memory; with `null`, as it is.
   * @param {{ file: string, source: string | null, tests: string[] }} trial paths from the root
   * @returns {Promise<{ verdict: 'killed' | 'survived' | 'timed out' | 'untested', by: string | null }>}
   */
  async run(trial) {
    this.#child ??= await this.#start();
    const child = this.#child;
    let timer;
    const late = new Promise((done) => {
      timer = setTimeout(done, this.options.seconds * 1000, { verdict: 'timed out', by: null });
    });
    try {
      const answer = heard(child);
      child.send(trial);
      const { verdict, by } = await Promise.race([answer, late]);
      if (verdict === 'timed out') {
        answer.catch(() => {});
        await this.close();
      }
      return { verdict, by };
    } catch (error) {
      // What ends the runner itself would end a test run, too.
      await this.close();
      return { verdict: 'killed', by: error.message };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process with every process of its own. */
  async close() {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    end(child);
    await gone;
  }

  async #start() {
    const { config, executable, env } = this.options;
    const child = fork(RUNNER, [config], {
      ...{ execPath: executable, env, cwd: dirname(config) },
      // A group of its own, so that the processes in which tests run end with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await heard(child);
    return child;
  }
}

/** The next message of a process. Rejects when it ends before. */
function heard(child) {
  return new Promise((done, fail) => {
    const told = (message) => settle(() => done(message));
    const ended = () => settle(() => fail(new Error('the process that runs tests ended')));
    const settle = (how) => {
      child.off('message', told).off('exit', ended).off('error', ended);
      how();
    };
    child.on('message', told).on('exit', ended).on('error', ended);
  });
}

function end(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
