// The command line in a plain Node: for tests that run where no Electron main process can.
// First: before anything that it could concern is loaded.
import '../../onnx-runtime/telemetry';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { childWorkers } from '../../jobs/child-worker';
import { reportPlaces } from '../../onnx-runtime/leftovers';
import { userDataDir } from '../places';
import { run } from '../run';

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  userDataDir: userDataDir(process.env, process.platform, homedir()),
  // Tests start it anywhere; the bundle lies as deep in the checkout as the built app.
  resourcesDir: resolve(import.meta.dirname, '..', '..', 'resources'),
  spawnWorker: childWorkers(join(import.meta.dirname, 'worker.js')),
  reports: reportPlaces(process.env, process.platform),
  version: 'test',
  signal: new AbortController().signal,
});
