// node scripts/layers.mjs: fails when an import breaks the layers, and says which.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { layerViolations } from './lib/layers.mjs';
import { main, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  const files = new Map();
  for (const folder of ['src-main', 'src-shared', 'src-renderer']) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((found) => found.isFile() && /\.tsx?$/.test(found.name))) {
      const file = join(entry.parentPath, entry.name);
      files.set(relative(ROOT, file).split(sep).join('/'), await readFile(file, 'utf8'));
    }
  }
  const violations = layerViolations(files);
  for (const violation of violations) say(violation);
  say(`Layers: ${files.size} files, ${violations.length} imports that may not be.`);
  return violations.length === 0 ? 0 : 1;
});
