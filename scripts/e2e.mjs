// npm run e2e [-- OPTION…]: builds, packs and runs the end-to-end tests. The options are Playwright's;
// with --project=built the app is not packed.
import { buildIfChanged } from './lib/build.mjs';
import { main } from './lib/process.mjs';
import { endToEndTests } from './lib/tests.mjs';
import { packForTests } from './package.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  const options = process.argv.slice(2);
  await setUp({ forTests: true });
  await buildIfChanged();
  if (!options.includes('--project=built')) await packForTests();
  return (await endToEndTests(options)).failed === 0 ? 0 : 1;
});
