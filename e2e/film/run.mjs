// npm run film [-- OPTION… FILE FILE]: an editor's journey in the app, as a film of about a minute: two films are dropped on the
// window, asked, starred, ordered and exported, and the edit decision list is opened by pycmx (of PyPI, fetched by pip), a parser of
// somebody else. Written to docs/site/journey.mp4, with a poster; printed are the hand's clicks and keys, and the list's events.
// Without files: two of the tests' own.
//   --ask QUESTION    whose answer has places in both films     --out FOLDER    where the film goes
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/lib/build.mjs';
import { main } from '../../scripts/lib/process.mjs';
import { ROOT } from '../../scripts/lib/root.mjs';
import { endToEndTests } from '../../scripts/lib/tests.mjs';
import { fetchWheel } from '../../scripts/lib/wheel.mjs';
import { setUp } from '../../scripts/setup.mjs';

const PYCMX = {
  name: 'pycmx',
  version: '1.5.1',
  sha256: '77d4d97e9c7bcd9d28e3b8744f7c6210977b1d8c70af6d0434da02e5e3adcf6e',
  files: { pycmx: 'pycmx' },
};

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ask: { type: 'string' }, out: { type: 'string' } },
  });
  await setUp({ forTests: true });
  await buildIfChanged();
  const parser = await fetchWheel({ ...PYCMX, dest: join(ROOT, '.cache', `pycmx-${PYCMX.version}`) });
  process.env.LONGTAKE_FILM = JSON.stringify({
    files: positionals.map((file) => resolve(file)),
    question: values.ask ?? 'When is a keyboard seen?',
    out: resolve(values.out ?? join(ROOT, 'docs', 'site')),
    parser,
  });
  return (await endToEndTests(['--config=e2e/film/playwright.config.ts'])).failed;
});
