// npm run screenshots [-- OPTION… FILE…]: opens the app on the files, and takes the pictures of docs/images. The
// first file is the one that is opened; without any, the tests' own films are taken.
//   --ask QUESTION    asked in the chat, in the order given     --search TEXT    searched for
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/lib/build.mjs';
import { main } from '../../scripts/lib/process.mjs';
import { endToEndTests } from '../../scripts/lib/tests.mjs';
import { setUp } from '../../scripts/setup.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ask: { type: 'string', multiple: true }, search: { type: 'string' } },
  });
  await setUp({ forTests: true });
  await buildIfChanged();
  process.env.LONGTAKE_SCREENSHOTS = JSON.stringify({
    files: positionals.map((file) => resolve(file)),
    questions: values.ask ?? ['What is said about your country?', 'When is a banana seen?'],
    search: values.search ?? 'keyboard',
  });
  return (await endToEndTests(['--config=e2e/screenshots/playwright.config.ts'])).failed;
});
