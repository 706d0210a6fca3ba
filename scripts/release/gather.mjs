// node scripts/release/gather.mjs FROM TO: lays a release's files out of the folders that the systems made (FROM/linux-x64 …): all
// packages in TO/files with SHA256SUMS, bills of materials named by their system, and NOTES.md, what is new.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { main, ScriptFailed, say } from '../lib/process.mjs';
import { isMain } from '../lib/root.mjs';
import { thisRelease } from './tag-check.mjs';

/** Systems without whose files there is no release, and the list by which each hears of it. */
export const LISTS = {
  'linux-x64': 'latest-linux.yml',
  'linux-arm64': 'latest-linux-arm64.yml',
  'windows-x64': 'latest.yml',
  'windows-arm64': 'latest.yml',
  'macos-arm64': 'latest-mac.yml',
};
export const SYSTEMS = Object.keys(LISTS);

/**
 * @returns {string[]} names of the files of the release
 * @throws ScriptFailed where a system's are missing, two files have one name, or a list is not of what is there
 */
export function gather(from, to, changes) {
  const files = join(to, 'files');
  mkdirSync(files, { recursive: true });
  const sums = new Map();
  for (const system of SYSTEMS) {
    const folder = join(from, system);
    const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
    if (!names.some((name) => /\.(AppImage|deb|dmg|exe)$/.test(name)))
      throw new ScriptFailed(`There is no package for ${system} in ${from}.`);
    for (const name of names) {
      const target = name === 'sbom.cdx.json' ? `sbom-${system}.cdx.json` : name;
      const there = sums.has(target);
      // Windows has one list for all its processors.
      if (there && name === 'latest.yml') {
        const [one, other] = [join(files, target), join(folder, name)].map((file) =>
          readFileSync(file, 'utf8'),
        );
        writeFileSync(join(files, target), joinLists(one, other));
      } else if (there) throw new ScriptFailed(`Two systems made a ${target}.`);
      else copyFileSync(join(folder, name), join(files, target));
      const content = readFileSync(join(files, target));
      sums.set(target, createHash('sha256').update(content).digest('hex'));
    }
  }
  for (const list of new Set(Object.values(LISTS))) checkList(files, list);
  const names = [...sums.keys()].sort();
  writeFileSync(join(files, 'SHA256SUMS'), names.map((name) => `${sums.get(name)}  ${name}\n`).join(''));
  writeFileSync(join(to, 'NOTES.md'), changes);
  return names;
}

/** @throws ScriptFailed where a list of releases is missing, or names a package that is not there as it says */
function checkList(folder, list) {
  if (!existsSync(join(folder, list))) throw new ScriptFailed(`There is no ${list}.`);
  for (const { url, size, sha512 } of listIn(readFileSync(join(folder, list), 'utf8')).files) {
    const content = existsSync(join(folder, url)) ? readFileSync(join(folder, url)) : null;
    const hash = content && createHash('sha512').update(content).digest('base64');
    if (content?.length !== size || hash !== sha512)
      throw new ScriptFailed(`${list} names ${url}, which is not there, or is another.`);
  }
}

/** @returns {{ version: string, files: { url: string, size: number, sha512: string }[] }} */
function listIn(text) {
  return /** @type {any} */ (load(text));
}

/** One list of releases with the packages of two. @throws ScriptFailed where they are of different versions */
function joinLists(one, other) {
  const [list, more] = [listIn(one), listIn(other)];
  if (list.version !== more.version)
    throw new ScriptFailed(`The lists are of ${list.version} and ${more.version}.`);
  return dump({ ...list, files: [...list.files, ...more.files] });
}

if (isMain(import.meta.url))
  await main(() => {
    const [from, to] = process.argv.slice(2);
    if (from === undefined || to === undefined) throw new ScriptFailed('From which folder, and to which?');
    say(`${gather(from, to, thisRelease().changes).length} files.`);
  });
