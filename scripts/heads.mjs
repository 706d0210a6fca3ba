// node scripts/heads.mjs: fails when a file of some length says nowhere what it is, and names it. The page's files are left out: a
// component is called what it shows.
import { headless } from './lib/heads.mjs';
import { main, say } from './lib/process.mjs';
import { sourcesIn } from './lib/sources.mjs';

await main(async () => {
  const all = await sourcesIn('src-main', 'src-shared', 'scripts', 'eval', 'bench');
  const files = new Map([...all].filter(([path]) => !/\.test\./.test(path)));
  const found = headless(files);
  for (const path of found)
    say(`${path} says nowhere what it is: a comment at its head, or a doc comment on what it exports first.`);
  say(`Heads: ${files.size} files, ${found.length} that say nowhere what they are.`);
  return found.length === 0 ? 0 : 1;
});
