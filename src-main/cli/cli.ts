// First: before anything that it could concern is loaded.
import '../onnx-runtime/telemetry';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { childWorkers } from '../jobs/child-worker';
import { reportPlaces } from '../onnx-runtime/leftovers';
import { EXIT } from './exit-codes';
import { resourcesDirOf, userDataDir } from './places';
import { run } from './run';

const here = import.meta.dirname;

function version(): string {
  const file: unknown = JSON.parse(readFileSync(join(here, '..', '..', 'package.json'), 'utf8'));
  const named = typeof file === 'object' && file !== null && 'version' in file ? file.version : null;
  return typeof named === 'string' ? named : 'unknown';
}

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for anything.
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
});
process.on('SIGTERM', () => interrupt.abort());
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  userDataDir: userDataDir(process.env, process.platform, homedir()),
  resourcesDir: resourcesDirOf(here),
  spawnWorker: childWorkers(join(here, 'worker.js')),
  reports: reportPlaces(process.env, process.platform),
  version: version(),
  signal: interrupt.signal,
});
