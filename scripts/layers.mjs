// node scripts/layers.mjs: fails when an import breaks the layers, and says which.
import { layerViolations } from './lib/layers.mjs';
import { main, say } from './lib/process.mjs';
import { sourcesIn } from './lib/sources.mjs';

await main(async () => {
  const files = await sourcesIn('src-main', 'src-shared', 'src-renderer');
  const violations = layerViolations(files);
  for (const violation of violations) say(violation);
  say(`Layers: ${files.size} files, ${violations.length} imports that may not be.`);
  return violations.length === 0 ? 0 : 1;
});
