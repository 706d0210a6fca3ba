/*
 * npm run update-check [-- --from dist]: a real AppImage puts a newer one in its own place and starts it, and is started again after its
 * library was moved: mounted with FUSE, where that can be had, and unpacking itself. No part of npm test.
 *
 * It takes the AppImage that `npm run package -- --linux AppImage` made, and makes two of it: one that Playwright may drive (one fuse), and
 * the same with a later version, which a server on this computer offers with the list that electron-builder wrote. Both are packed without
 * compression, for speed. Linux, as an ordinary person; Debian: apt install squashfs-tools fuse3
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dump, load } from 'js-yaml';
import { main, ScriptFailed, say, whereIs } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { endToEndTests } from './lib/tests.mjs';

const LIST = 'latest-linux.yml';

/** What electron-builder made: the package, and what its list of releases says. */
function packed(folder) {
  const name = existsSync(folder) && readdirSync(folder).find((each) => each.endsWith('.AppImage'));
  if (!name || !existsSync(join(folder, LIST)))
    throw new ScriptFailed(
      `There is no AppImage with its ${LIST} in ${folder}. Make it: npm run package -- --linux AppImage`,
    );
  return { image: join(folder, name), list: load(readFileSync(join(folder, LIST), 'utf8')) };
}

/** The whole number of a version, raised: of the same length, so that it can be put into a package that is made. */
const raised = (version) => version.replace(/^\d/, (first) => String(Number(first) + 1));

/** Writes another version into the package.json of a packed app. */
function setVersion(archive, from, to) {
  const asar = createRequire(import.meta.url)('@electron/asar');
  const { header, headerSize } = asar.getRawHeader(archive);
  const { offset, size } = header.files['package.json'];
  const file = openSync(archive, 'r+');
  try {
    const at = 8 + headerSize + Number(offset);
    const bytes = Buffer.alloc(size);
    readSync(file, bytes, 0, size, at);
    const text = bytes.toString('utf8').replace(`"version": "${from}"`, `"version": "${to}"`);
    if (text.length !== size || !text.includes(`"${to}"`))
      throw new ScriptFailed(`The packed package.json does not name ${from}.`);
    writeSync(file, text, at);
  } finally {
    closeSync(file);
  }
}

/** An AppImage of a folder, with the runtime of another one. */
function imageOf(folder, runtime, to) {
  const squashed = `${to}.squashfs`;
  const plain = ['-noI', '-noD', '-noF', '-noX', '-no-progress', '-root-owned', '-noappend'];
  execFileSync('mksquashfs', [folder, squashed, ...plain], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(to, runtime);
  execFileSync('sh', ['-c', 'cat "$1" >> "$2"', 'sh', squashed, to]);
  rmSync(squashed);
  chmodSync(to, 0o755);
  return to;
}

/** @returns the two packages, and the list of the later one */
async function twoVersions(folder, { image, list }) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  const offset = Number(execFileSync(image, ['--appimage-offset'], { encoding: 'utf8' }));
  const runtime = readFileSync(image).subarray(0, offset);
  execFileSync(image, ['--appimage-extract'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const root = join(folder, 'squashfs-root');
  await flipFuses(join(root, 'longtake-desktop'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const named = (version) => join(folder, `Longtake-${version}.AppImage`);
  const now = { version: list.version, file: imageOf(root, runtime, named(list.version)) };
  const version = raised(list.version);
  setVersion(join(root, 'resources', 'app.asar'), list.version, version);
  const next = { version, file: imageOf(root, runtime, named(version)) };
  rmSync(root, { recursive: true });
  const bytes = readFileSync(next.file);
  const [entry] = list.files;
  const url = entry.url.replaceAll(list.version, version);
  const sha512 = createHash('sha512').update(bytes).digest('base64');
  const offered = {
    ...list,
    version,
    path: url,
    sha512,
    files: [{ ...entry, url, sha512, size: bytes.length }],
  };
  return { now, next, list: { name: LIST, package: url, text: dump(offered) } };
}

/** Whether this machine mounts AppImages. */
function mounts() {
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
  } catch {
    return false;
  }
  return (whereIs('fusermount3') ?? whereIs('fusermount')) !== undefined;
}

await main(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string', default: join(ROOT, 'dist') } } });
  if (process.platform !== 'linux' || whereIs('mksquashfs') === undefined)
    throw new ScriptFailed('This needs Linux, and: apt install squashfs-tools');
  if (process.getuid?.() === 0)
    throw new ScriptFailed('Not as root, for whom Chromium has no sandbox: the newer one would not start.');
  const folder = mkdtempSync(join(tmpdir(), 'longtake-update-'));
  try {
    say('Making two AppImages …');
    const made = await twoVersions(folder, packed(resolve(values.from)));
    const ways = ['unpacking itself', ...(mounts() ? ['mounted'] : [])];
    if (!mounts()) say('There is no FUSE here: it is tried without only.');
    process.env.LONGTAKE_UPDATE_CHECK = JSON.stringify({ ...made, ways });
    return (await endToEndTests(['--config=e2e/update/playwright.config.ts'])).failed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
