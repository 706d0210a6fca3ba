import { parseArgs } from 'node:util';
import { startHub } from './server';

/*
 * node scripts/run.mjs src-main/worker/install/hub/testing/serve.ts FOLDER [--port N] [--bytes-per-second N]
 * Serves the repositories in a folder until it is ended, and prints its address: a mirror for tests of the whole app.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, 'bytes-per-second': { type: 'string' } },
});
const [repositories] = positionals;
if (!repositories) throw new Error('Which folder?');
const pace = values['bytes-per-second'];
const hub = await startHub({
  repositories,
  ...(values.port ? { port: Number(values.port) } : {}),
  ...(pace ? { bytesPerSecond: Number(pace) } : {}),
});
console.log(hub.url);
