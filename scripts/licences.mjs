// npm run licences [-- --check]: lists the licences of the npm packages that are shipped. The build writes them, with their
// texts, to resources/notices.json, where the app reads them. Ends with 1 where a package may not be shipped as it is, and
// with --check also where that file is not what would be written now.
import { readFileSync } from 'node:fs';
import { buildIfChanged } from './lib/build.mjs';
import { main, say } from './lib/process.mjs';
import { collectNotices, NOTICES_FILE, noticesText } from './licences/file.mjs';

await main(async () => {
  await buildIfChanged();
  const { notices, problems } = collectNotices();
  for (const { name, version, licence, text } of notices)
    process.stdout.write(`${licence.padEnd(18)} ${name} ${version}, ${text.length} characters\n`);
  const stale =
    process.argv.includes('--check') && readFileSync(NOTICES_FILE, 'utf8') !== noticesText(notices);
  if (stale) problems.push(`${NOTICES_FILE} is not what would be written now: build anew.`);
  for (const problem of problems) say(problem);
  say(`Licences: ${notices.length} packages, ${problems.length} problems.`);
  return problems.length === 0 ? 0 : 1;
});
