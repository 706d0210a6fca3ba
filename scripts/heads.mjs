// node scripts/heads.mjs: fails when a file of some length says nowhere what it is, and names it. The page's files are left out: a
// component is called what it shows.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { headless } from './lib/heads.mjs';
import { main, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  const files = new Map();
  for (const folder of ['src-main', 'src-shared', 'scripts', 'eval', 'bench']) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter(
      ({ name }) => /\.(tsx?|mjs)$/.test(name) && !/\.test\.|\.d\.m?ts$/.test(name),
    )) {
      const file = join(entry.parentPath, entry.name);
      files.set(relative(ROOT, file).split(sep).join('/'), await readFile(file, 'utf8'));
    }
  }
  const found = headless(files);
  for (const path of found)
    say(`${path} says nowhere what it is: a comment at its head, or a doc comment on what it exports first.`);
  say(`Heads: ${files.size} files, ${found.length} that say nowhere what they are.`);
  return found.length === 0 ? 0 : 1;
});
