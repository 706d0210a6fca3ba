// First: before anything that it could concern is loaded.
import '../base/telemetry';
import { RunJournal } from '../base/devices/run-journal';
import { type Channel, openChannel } from './calls/channel';
import { workerHandlers } from './calls/handlers';
import { probesOfHost } from './calls/host-probe';
import { Resources } from './calls/resources';
import { type Server, serve } from './calls/serve';
import { keepJournal } from './inference/session';

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
  const [, recordsFile, journalFile] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  if (journalFile !== undefined) keepJournal(new RunJournal(journalFile));
  const resources = new Resources(probesOfHost(line), (error) => worker.log(error), recordsFile);
  const worker: Server = serve(line, workerHandlers(resources));
  // Some libraries throw from within callbacks, where no call can catch it. After that the process is not to be trusted.
  process.on('uncaughtException', (error) => {
    worker.fail(error);
    setTimeout(() => process.exit(1), FAREWELL);
  });
}
