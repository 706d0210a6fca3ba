// First: before anything that it could concern is loaded.
import './onnx-runtime/telemetry';
import { RunJournal } from './inference/run-journal';
import { keepJournal } from './inference/session';
import { type Channel, openChannel } from './worker/channel';
import { workerHandlers } from './worker/handlers';
import { probesOfHost } from './worker/host-probe';
import { Resources } from './worker/resources';
import { type Server, serve } from './worker/serve';

/** Milliseconds for the last messages to leave a process that ends after a failure. */
const FAREWELL = 500;

/*
 * Entry of a worker process, which holds the models: models block their thread, and may take the process down.
 */
const channel = openChannel();
if (channel) {
  startWorker(channel);
} else {
  console.error('This file is started by Longtake as a worker; it does nothing by itself.');
  process.exitCode = 1;
}

function startWorker(line: Channel): void {
  // Those that may run graphs on devices are told where to remember what they find; one that tries a device is not.
  const [, recordsFile, journalFile] = process.argv.slice(2);
  if (journalFile !== undefined) keepJournal(new RunJournal(journalFile));
  const resources = new Resources(probesOfHost(line), (error) => worker.log(error), recordsFile);
  const worker: Server = serve(line, workerHandlers(resources));
  // Some libraries throw from within callbacks, where no call can catch it. After that the process is not to be trusted.
  process.on('uncaughtException', (error) => {
    worker.fail(error);
    setTimeout(() => process.exit(1), FAREWELL);
  });
}
