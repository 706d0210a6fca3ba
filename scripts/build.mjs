// npm run build: builds the app into out/, if its sources have changed.
import { buildIfChanged } from './lib/build.mjs';
import { main } from './lib/process.mjs';

await main(buildIfChanged);
