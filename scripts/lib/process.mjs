// Child processes as the scripts need them: run to the end, hand signals on, keep the exit code.
import { spawn, spawnSync } from 'node:child_process';
import { ROOT } from './root.mjs';

/** What went wrong and what the user can do, in words for them: printed without a stack. */
export class ScriptFailed extends Error {
  name = 'ScriptFailed';
}

/** One line for the user. Standard error, because standard output belongs to the command being run. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command in the project folder with this terminal's input and output, and resolves with its exit code
 * (128 + the signal's number is what shells give; here any signal gives 1). Signals sent to us reach the child,
 * which decides how to end.
 */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  // Ctrl-C reaches the whole process group by itself; we only have to outlive it.
  const outlive = () => {};
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', outlive).on('SIGTERM', forward);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  }).finally(() => process.off('SIGINT', outlive).off('SIGTERM', forward));
}

/** What a short command printed on standard output, or undefined when it cannot run or fails. */
export function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout : undefined;
}

/** Where the shell would find a program, or undefined. */
export function whereIs(program) {
  const found = process.platform === 'win32' ? outputOf('where', [program]) : outputOf('which', [program]);
  return found?.split(/\r?\n/, 1)[0] || undefined;
}

/** Runs a script's main function; its number is the exit code. Failures meant for people come without a stack. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    const forPeople = error instanceof ScriptFailed || ['TarballFailed', 'WheelFailed'].includes(error?.name);
    say(forPeople ? `\n${error.message}` : error.stack);
    process.exitCode = 1;
  }
}
