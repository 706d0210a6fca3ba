// npm run screenshots [-- OPTION… FILE…]: opens the app on the files, and takes the pictures of docs/images. The
// first file is the one that is opened; without any, the tests' own films are taken.
//   --ask QUESTION    asked in the chat, in the order given     --search TEXT    searched for
//   --pack FOLDER --film FILE --ask-model QUESTION    the language model's picture: a pack or checkpoint, and what it is asked of
//   --only WORDS      only the pictures of tests with these words in their names
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/lib/build.mjs';
import { main } from '../../scripts/lib/process.mjs';
import { endToEndTests } from '../../scripts/lib/tests.mjs';
import { setUp } from '../../scripts/setup.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ask: { type: 'string', multiple: true },
      search: { type: 'string' },
      pack: { type: 'string' },
      film: { type: 'string' },
      'ask-model': { type: 'string' },
      only: { type: 'string' },
    },
  });
  await setUp({ forTests: true });
  await buildIfChanged();
  process.env.LONGTAKE_SCREENSHOTS = JSON.stringify({
    files: positionals.map((file) => resolve(file)),
    questions: values.ask ?? ['What is said about your country?', 'When is a banana seen?'],
    search: values.search ?? 'keyboard',
    language:
      values.pack && values.film && values['ask-model']
        ? { pack: resolve(values.pack), film: resolve(values.film), question: values['ask-model'] }
        : null,
  });
  // Ten questions are given with their film, for that picture alone.
  const only = values.only ? `--grep=${values.only}` : '--grep-invert=ten questions';
  return (await endToEndTests(['--config=e2e/screenshots/playwright.config.ts', only])).failed;
});
