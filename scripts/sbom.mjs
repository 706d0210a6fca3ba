// npm run sbom: writes dist/sbom.cdx.json, what is inside a packed app: npm packages (of the lock, only those that are shipped),
// Electron, ffmpeg, the packs' models. Ends with 1 where something that is shipped is not named, or is not what it is said to be.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron } from './lib/electron.mjs';
import { npm } from './lib/npm-tarball.mjs';
import { main, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { collectNotices } from './licences/file.mjs';
import { billOfMaterials } from './release/sbom.mjs';

const BIN = join(ROOT, 'resources', 'bin');
const PACKS = join(ROOT, 'resources', 'packs');
const OUTPUT = join(ROOT, 'dist', 'sbom.cdx.json');
const BUILD_FILE = 'ffmpeg-build.json';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What npm says of the lock: nothing is asked for. */
async function fromLock() {
  const options = ['--package-lock-only', '--offline', '--sbom-format', 'cyclonedx'];
  return JSON.parse(await npm(['sbom', ...options], { cwd: ROOT }));
}

/** ffmpeg and ffprobe, with what is wrong about what is said of them. */
function programs() {
  const said = json(join(BIN, BUILD_FILE)).programs;
  const problems = said
    .filter(({ file, sha256 }) => hashOf(join(BIN, file)) !== sha256)
    .map(({ file }) => `${file} is not the build that ${BUILD_FILE} names.`);
  const named = new Set([BUILD_FILE, ...said.map(({ file }) => file)]);
  for (const file of readdirSync(BIN))
    if (!named.has(file)) problems.push(`${file} is shipped, and named nowhere.`);
  return { found: said, problems };
}

function packs() {
  const found = readdirSync(PACKS).map((id) => json(join(PACKS, id, 'manifest.json')));
  const problems = found.flatMap(({ id, files }) =>
    files
      .filter(({ path, sha256 }) => hashOf(join(PACKS, id, path)) !== sha256)
      .map(({ path }) => `${path} of the pack "${id}" is not what its manifest says.`),
  );
  return { found, problems };
}

await main(async () => {
  await buildIfChanged();
  const { notices, problems: licences } = collectNotices();
  const tools = programs();
  const models = packs();
  const { bom, problems } = billOfMaterials({
    npm: await fromLock(),
    shipped: notices,
    electron: electron(),
    programs: tools.found,
    packs: models.found,
  });
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(OUTPUT, `${JSON.stringify(bom, null, 1)}\n`);
  const wrong = [...licences, ...tools.problems, ...models.problems, ...problems];
  for (const problem of wrong) say(problem);
  say(`Bill of materials: ${bom.components.length} components, ${wrong.length} problems. ${OUTPUT}`);
  return wrong.length === 0 ? 0 : 1;
});
