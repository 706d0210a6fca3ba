import { openChannel } from './worker/channel';
import { workerHandlers } from './worker/handlers';
import { Resources } from './worker/resources';
import { serve } from './worker/serve';

/*
 * Entry of a worker process, which holds the models: models block their thread, and may take the process down.
 */
const channel = openChannel();
if (!channel) {
  console.error('This file is started by Longtake as a worker; it does nothing by itself.');
  process.exitCode = 1;
} else {
  // Here, and not to the caller: users read sentences, reports need the stack.
  serve(channel, workerHandlers(new Resources()), (method, error) =>
    console.error(`${method} failed:`, error),
  );
}
