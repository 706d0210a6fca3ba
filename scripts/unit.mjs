// npm run unit [-- FILE…]: the unit tests, in Electron's Node.
import { main } from './lib/process.mjs';
import { unitTests } from './lib/tests.mjs';

await main(async () => ((await unitTests(process.argv.slice(2))).failed === 0 ? 0 : 1));
