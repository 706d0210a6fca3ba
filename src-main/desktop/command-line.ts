import { createReadStream } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { app } from 'electron';
import { EXIT } from '../cli/exit-codes';
import { resourcesDirOf, userDataDir } from '../cli/places';
import { run } from '../cli/run';
import { reportPlaces } from '../onnx-runtime/leftovers';
import { forbidNetwork, refuseDebugging } from './security';
import { utilityWorkers } from './utility-worker';

const here = import.meta.dirname;

/**
 * Runs a command in the app's main process: no window, no place in the Dock, no process for graphics, and beside an open
 * window as well. Ends the process with the command's exit code.
 * @param words the command line after the program's own name
 */
export function startCommandLine(words: readonly string[]): void {
  const folder = userDataDir(process.env, process.platform, homedir());
  app.setName('Longtake');
  app.setPath('userData', folder);
  // What Chromium writes even without a page is not to be mixed with what an open window writes.
  app.setPath('sessionData', join(folder, 'command-line'));
  app.setActivationPolicy?.('prohibited');
  app.commandLine.appendSwitch('disable-gpu');
  app.commandLine.appendSwitch('in-process-gpu');
  // There is nothing to encrypt here, so nobody is asked for a key.
  app.commandLine.appendSwitch('password-store', 'basic');
  app.commandLine.appendSwitch('use-mock-keychain');
  forbidNetwork();
  refuseDebugging();
  // Electron would open a dialog.
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') app.exit(EXIT.ok);
    else fail(error);
  });
  // From the first moment: a Ctrl-C while Chromium starts is one, too.
  const signal = interruption();
  // Not awaited by the module: Electron is ready only once that is loaded.
  void app.whenReady().then(() => perform(words, folder, signal));
}

async function perform(words: readonly string[], folder: string, signal: AbortSignal): Promise<void> {
  const code = await run(words, {
    stdin: standardInput(),
    stdout: process.stdout,
    stderr: process.stderr,
    userDataDir: folder,
    resourcesDir: resourcesDirOf(here),
    spawnWorker: utilityWorkers(join(here, 'worker.js'), process.stderr),
    reports: reportPlaces(process.env, process.platform),
    version: app.getVersion(),
    signal,
  });
  await Promise.all([written(process.stdout), written(process.stderr)]);
  app.exit(code);
}

/** Aborted by Ctrl-C and by SIGTERM: Chromium makes of both a wish to quit. A second one ends the process at once. */
function interruption(): AbortSignal {
  const interrupt = new AbortController();
  app.on('before-quit', (event) => {
    event.preventDefault();
    interrupt.abort();
  });
  return interrupt.signal;
}

/** On Windows Electron puts an empty stream in the place of standard input, as for a program with a window. */
function standardInput(): Readable {
  return process.platform === 'win32' ? createReadStream('', { fd: 0, autoClose: false }) : process.stdin;
}

/** Resolves once everything is handed to the system that was written before. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(EXIT.failure);
}
