// npm run outdated-parts: asks the npm registry, through npm, whether Electron, ffmpeg and ONNX Runtime are behind, as package.json has
// them and as they lie here. Ends with 1 where one must be renewed before a release: an Electron that its makers no longer keep.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './lib/electron.mjs';
import { npm } from './lib/npm-tarball.mjs';
import { main, ScriptFailed, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { FROM_NPM } from './lib/setup/ffmpeg.mjs';
import { reasonOf, standing } from './release/outdated.mjs';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const wanted = json(join(ROOT, 'package.json'));

/** What is looked up, by the package that says what the newest is. */
function parts() {
  const here = findElectron();
  const build = join(ROOT, 'resources', 'bin', 'ffmpeg-build.json');
  const programs = existsSync(build) ? json(build).programs : [];
  const carried = FROM_NPM.ffmpeg['linux-x64'];
  const shipped = programs.find(({ name }) => name === 'ffmpeg')?.version;
  return [
    { from: 'electron', name: 'Electron (package.json)', version: wanted.devDependencies.electron },
    ...(here === undefined ? [] : [{ from: 'electron', name: 'Electron (here)', version: here.version }]),
    { from: 'onnxruntime-node', name: 'ONNX Runtime', version: wanted.dependencies['onnxruntime-node'] },
    { from: 'ffmpeg-static', name: 'ffmpeg-static', version: wanted.optionalDependencies['ffmpeg-static'] },
    {
      from: carried.name,
      name: `${carried.name}${shipped === undefined ? '' : ` (${shipped.split(' ').slice(0, 3).join(' ')})`}`,
      version: carried.version,
    },
  ];
}

/** What the registry has, asked twice at most: npm's own patience with one that is away is over a minute. @throws ScriptFailed */
async function newestOf(name) {
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error'];
  try {
    const version = (await npm(['view', name, 'version', ...patience])).trim();
    if (version !== '') return version;
    throw new Error('It knows no version.');
  } catch (error) {
    throw new ScriptFailed(
      `npm does not say what the newest ${name} is: ${reasonOf(error.message)}\nIs there a network, and the right registry (npm config get registry)?`,
    );
  }
}

await main(async () => {
  let unkept = 0;
  for (const { from, ...part } of parts()) {
    const newest = await newestOf(from);
    const { line, unkept: old } = standing(part, newest);
    process.stdout.write(`${line}\n`);
    if (old) unkept += 1;
  }
  say('ffmpeg itself: hold the version above against https://ffmpeg.org/security.html.');
  return unkept === 0 ? 0 : 1;
});
