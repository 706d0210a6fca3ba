// The licences of the npm packages that are shipped: what packages say themselves, and where they say nothing, what their
// authors say elsewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.mjs';

/** Licences under which a package may be shipped; another one is to be read before it is added here. */
const ALLOWED = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  '0BSD',
  '(MIT OR CC0-1.0)',
  // Of argparse, which comes with js-yaml: free, and to be passed on with its text.
  'Python-2.0',
];
/** Packages that come without the text of their licence, and where it stands here: for one version, to be looked up anew. */
const ELSEWHERE = {
  // Its licence and the notices of what is compiled into it, as in the Python package of the same version.
  'onnxruntime-node': {
    version: '1.30.0',
    files: ['onnxruntime-1.30.0.txt', 'onnxruntime-1.30.0-third-party.txt'],
  },
  'lazy-val': { version: '1.0.5', files: ['lazy-val-1.0.5.txt'] },
  'onnxruntime-common': { version: '1.30.0', files: ['onnxruntime-1.30.0.txt'] },
};
const TEXTS = /^(licen[cs]e|copying|notice|third.?party.?notices)/i;

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Notice
 */

/**
 * Folders of the packages that lie beside the bundles, by the lock: the dependencies of dependencies, too. The project's own
 * optional ones are for set-up alone and not packed (electron-builder.yml).
 * @param {Record<string, { dependencies?: object, optionalDependencies?: object }>} packages the lock's `packages`
 */
export function dependencyFolders(packages) {
  const found = new Set();
  const visit = (from) => {
    const { dependencies = {}, optionalDependencies = {} } = packages[from];
    const names = Object.keys(from === '' ? dependencies : { ...dependencies, ...optionalDependencies });
    for (const name of names) {
      const folder = resolvePackage(packages, from, name);
      if (folder === undefined || found.has(folder)) continue;
      found.add(folder);
      visit(folder);
    }
  };
  visit('');
  return [...found];
}

/** As Node finds a package: in the nearest node_modules on the way up. */
function resolvePackage(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[folder] !== undefined) return folder;
    if (at === '') return undefined;
  }
}

/**
 * @param {Iterable<string>} folders of packages, from `root`
 * @returns {{ notices: Notice[], problems: string[] }} sorted by name; a line for each package that may not be shipped so
 */
export function readNotices(folders, root = ROOT) {
  const notices = [];
  const problems = [];
  // Of the optional ones some are for other systems, and not here.
  for (const folder of [...new Set(folders)].filter((path) => existsSync(join(root, path, 'package.json')))) {
    const notice = readNotice(join(root, folder));
    const known = notices.some(({ name, version }) => name === notice.name && version === notice.version);
    if (!known) notices.push(notice);
    const named = `${notice.name} ${notice.version}`;
    if (!ALLOWED.includes(notice.licence))
      problems.push(
        `${named}: its licence, ${notice.licence || 'which it does not name'}, is not among those known.`,
      );
    if (notice.text === '') problems.push(`${named}: it comes without the text of its licence.`);
  }
  notices.sort((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));
  return { notices, problems };
}

/** @returns {Notice} */
function readNotice(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Old packages have a list of objects.
  const licence = license ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
  const files = readdirSync(folder).filter((file) => TEXTS.test(file));
  const elsewhere = ELSEWHERE[name]?.version === version ? ELSEWHERE[name].files : [];
  const paths =
    files.length > 0
      ? files.sort().map((file) => join(folder, file))
      : elsewhere.map((file) => join(import.meta.dirname, file));
  const text = paths.map((path) => readFileSync(path, 'utf8').trim()).join('\n\n');
  return { name, version, licence, text };
}
