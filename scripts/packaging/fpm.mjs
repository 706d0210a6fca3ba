#!/usr/bin/env node
// Stands in for fpm, which electron-builder would download: takes the arguments that it gives fpm for a Debian package, and has
// dpkg-deb, which every Debian and Ubuntu has, build it. Anything that it does not know ends it, so that nothing is lost unnoticed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { isMain } from '../lib/root.mjs';

/** fpm's options with a value, as electron-builder gives them. Those that a Debian package has no field for are taken and dropped. */
const VALUES = new Set([
  ...[
    '-s',
    '-t',
    '-d',
    '--deb-recommends',
    '--deb-compression',
    '--deb-priority',
    '--architecture',
    '--after-install',
  ],
  ...[
    '--after-remove',
    '--description',
    '--version',
    '--package',
    '--name',
    '--maintainer',
    '--vendor',
    '--url',
  ],
  ...['--category', '--license', '--iteration'],
]);
const COMPRESSIONS = { xz: 'xz', zst: 'zstd', gz: 'gzip', none: 'none' };

/**
 * @param {readonly string[]} args fpm's
 * @returns {{ options: Map<string, string[]>, files: { from: string, to: string }[] }} what is packed and where it goes to
 */
export function readArguments(args) {
  const options = new Map();
  const files = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--force') continue;
    if (VALUES.has(arg)) options.set(arg, [...(options.get(arg) ?? []), left.shift() ?? '']);
    else if (arg.startsWith('-') || !arg.includes('=')) throw new Error(`fpm.mjs does not know ${arg}.`);
    else files.push({ from: arg.slice(0, arg.lastIndexOf('=')), to: arg.slice(arg.lastIndexOf('=') + 1) });
  }
  if (options.get('-t')?.[0] !== 'deb') throw new Error('fpm.mjs makes Debian packages and nothing else.');
  return { options, files };
}

/**
 * The control file: https://www.debian.org/doc/debian-policy/ch-controlfields.html
 * @param {Map<string, string[]>} options
 * @param {number} installedSize in KiB
 */
export function controlFile(options, installedSize) {
  const one = (name) => options.get(name)?.[0];
  const [synopsis = '', ...lines] = (one('--description') ?? '').split('\n');
  const rest = lines.map((line) => line.trim()).map((line) => (line === '' ? ' .' : ` ${line}`));
  const iteration = one('--iteration');
  const fields = {
    Package: one('--name'),
    Version: iteration === undefined ? one('--version') : `${one('--version')}-${iteration}`,
    Section: one('--category') ?? 'misc',
    Priority: one('--deb-priority') ?? 'optional',
    Architecture: one('--architecture'),
    Depends: options.get('-d')?.join(', '),
    Recommends: options.get('--deb-recommends')?.join(', '),
    'Installed-Size': String(installedSize),
    Maintainer: one('--maintainer'),
    Homepage: one('--url'),
    Description: [synopsis.trim(), ...rest].join('\n'),
  };
  for (const name of ['Package', 'Version', 'Architecture', 'Maintainer'])
    if (!fields[name]) throw new Error(`electron-builder gave no ${name}.`);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return `${given.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

/** Lays the files out below a folder, every folder to be entered by all. @returns KiB that they take */
async function layOut(files, root) {
  for (const { from, to } of files) {
    await mkdir(dirname(join(root, to)), { recursive: true });
    await cp(from, join(root, to), { recursive: true, verbatimSymlinks: true });
  }
  const folders = (await readdir(root, { recursive: true, withFileTypes: true })).filter((e) =>
    e.isDirectory(),
  );
  for (const { parentPath, name } of folders) await chmod(join(parentPath, name), 0o755);
  const sizes = await Promise.all((await filesBelow(root)).map(async (file) => (await lstat(file)).size));
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 1024), 0);
}

async function checksums(root) {
  const lines = [];
  for (const file of (await filesBelow(root)).sort()) {
    if (!(await lstat(file)).isFile()) continue;
    // Debian's own list for its own tools, no proof of anything: they know MD5 alone.
    const hash = createHash('md5')
      .update(await readFile(file))
      .digest('hex');
    lines.push(`${hash}  ${relative(root, file)}\n`);
  }
  return lines.join('');
}

async function build(args) {
  const { options, files } = readArguments(args);
  const root = await mkdtemp(join(tmpdir(), 'longtake-deb-'));
  try {
    await chmod(root, 0o755);
    const size = await layOut(files, root);
    const md5sums = await checksums(root);
    const control = join(root, 'DEBIAN');
    await mkdir(control);
    await writeFile(join(control, 'control'), controlFile(options, size));
    await writeFile(join(control, 'md5sums'), md5sums);
    for (const [option, name] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ]) {
      const [script] = options.get(option) ?? [];
      if (script === undefined) continue;
      await cp(script, join(control, name));
      await chmod(join(control, name), 0o755);
    }
    const compression = COMPRESSIONS[options.get('--deb-compression')?.[0] ?? 'xz'];
    if (compression === undefined) throw new Error('fpm.mjs does not know this compression.');
    const output = options.get('--package')?.[0] ?? '';
    execFileSync('dpkg-deb', [`-Z${compression}`, '--root-owner-group', '--build', root, output], {
      stdio: 'inherit',
    });
    if ((await stat(output)).size === 0) throw new Error('dpkg-deb made an empty package.');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) await build(process.argv.slice(2));
