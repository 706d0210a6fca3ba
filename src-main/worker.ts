import { answerProbe } from './inference/device-probe';
import { RunJournal } from './inference/run-journal';
import { keepJournal } from './inference/session';
import { type Channel, openChannel } from './worker/channel';
import { workerHandlers } from './worker/handlers';
import { Resources } from './worker/resources';
import { serve } from './worker/serve';

/** Milliseconds for the last messages to leave a process that ends after a failure. */
const FAREWELL = 500;

/*
 * Entry of a worker process, which holds the models: models block their thread, and may take the process down. It starts
 * itself again, for a moment, to try a device.
 */
const channel = openChannel();
if (answerProbe(process.argv.slice(2))) {
  // A process for one question, which ends itself.
} else if (channel) {
  startWorker(channel);
} else {
  console.error('This file is started by Longtake as a worker; it does nothing by itself.');
  process.exitCode = 1;
}

function startWorker(line: Channel): void {
  const [, recordsFile, journalFile] = process.argv.slice(2);
  if (journalFile !== undefined) keepJournal(new RunJournal(journalFile));
  const resources = new Resources(import.meta.filename, recordsFile);
  // Here, and not to the caller: users read sentences, reports need the stack.
  const worker = serve(line, workerHandlers(resources), (method, error) =>
    console.error(`${method} failed:`, error),
  );
  // Some libraries throw from within callbacks, where no call can catch it. After that the process is not to be trusted.
  process.on('uncaughtException', (error) => {
    console.error('The worker failed:', error);
    worker.fail(error);
    setTimeout(() => process.exit(1), FAREWELL);
  });
}
