import { existsSync } from 'node:fs';
import { electron } from '../electron.mjs';
import { outputOf, run, ScriptFailed, say, whereIs } from '../process.mjs';

/** What Electron loads, by Debian's names; the newer name of a pair comes first. */
const DEBIAN_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libnss3'],
  ['libgbm1'],
  ['libdrm2'],
  ['libxcomposite1'],
  ['libxdamage1'],
  ['libxfixes3'],
  ['libxkbcommon0'],
  ['libxrandr2'],
  ['libxshmfence1'],
];

/** Programs that tests use, with their Debian packages. */
const XVFB = ['Xvfb', 'xvfb'];
/** Network namespaces, in which what the program sends is counted, and what counts where none may be made. */
const COUNTERS = [
  ['ip', 'iproute2'],
  ['unshare', 'util-linux'],
];
const TRACER = ['strace', 'strace'];

/**
 * Sees to the libraries that Electron needs on Linux. As root on Debian or Ubuntu they are installed, else the user
 * is told what to install.
 * @param {{ forTests: boolean, withXvfb: boolean }} options also what tests need, and a virtual display where there is no
 *   screen
 */
export async function installSystemLibraries({ forTests, withXvfb }) {
  if (process.platform !== 'linux') return;
  const programs = [...(withXvfb ? [XVFB] : []), ...(forTests ? countingPrograms() : [])];
  const absent = programs.filter(([name]) => whereIs(name) === undefined);
  const missing = [...missingLibraries(), ...absent.map(([name]) => name)];
  if (missing.length === 0) return;

  const tools = absent.map(([, name]) => name);
  const packages = [...DEBIAN_PACKAGES.map(([name]) => name), ...tools];
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new ScriptFailed(
      `This machine lacks what Electron or the tests need: ${missing.join(', ')}.\nOn Debian or Ubuntu install it with\n` +
        `  sudo apt-get install ${packages.join(' ')}\n` +
        '(on releases before 2024 without the "t64"), elsewhere by the packages of the same libraries.',
    );
  }
  await aptInstall(missing, tools);
}

function countingPrograms() {
  const namespaces = canMakeNetwork([]) || canMakeNetwork(['--user', '--map-root-user']);
  return namespaces ? COUNTERS : [TRACER];
}

function canMakeNetwork(how) {
  return outputOf('unshare', [...how, '--net', '--mount', 'true']) !== undefined;
}

async function aptInstall(missing, tools) {
  say(`Installing system libraries (${missing.join(', ')} missing) …`);
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  await run('apt-get', ['update', '-qq'], quiet);
  const chosen = DEBIAN_PACKAGES.map((names) => names.find(isInCatalogue) ?? names.at(-1));
  const packages = [...chosen, ...tools];
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
  const still = missingLibraries();
  if (code !== 0 || still.length > 0) {
    throw new ScriptFailed(
      `The system libraries could not be installed. Install by hand: ${packages.join(' ')}`,
    );
  }
}

function missingLibraries() {
  const listing = outputOf('ldd', [electron().executable]) ?? '';
  return [...listing.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
}

function isInCatalogue(name) {
  return (outputOf('apt-cache', ['policy', name]) ?? '').match(/Candidate: (?!\(none\))/) !== null;
}
