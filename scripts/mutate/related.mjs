// Which unit tests load a file, nearest first.
import { posix } from 'node:path';
import { parseSync } from 'vite';

const TEST = /\.test\.(tsx?|mjs)$/;
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts'];

/**
 * @param {Map<string, string>} files sources by path from the root, with forward slashes
 * @returns {(path: string) => string[]} the test files that load a file, however many imports away, nearest first: of two as far
 * away the one that lies nearer to it
 */
export function testsOf(files) {
  const importers = new Map();
  for (const [path, source] of files) {
    for (const target of loadedBy(path, source, files)) {
      importers.set(target, [...(importers.get(target) ?? []), path]);
    }
  }
  return (path) => {
    const distances = new Map([[path, 0]]);
    for (const file of distances.keys()) {
      for (const importer of importers.get(file) ?? []) {
        if (!distances.has(importer)) distances.set(importer, (distances.get(file) ?? 0) + 1);
      }
    }
    const weight = (test) =>
      (distances.get(test) ?? 0) * 100 - sharedFolders(path, test) + slowness(path, test);
    return [...distances.keys()]
      .filter((file) => TEST.test(file))
      .sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
  };
}

/** The test that is named after a file comes before its neighbours, one of several processes after them. */
function slowness(path, test) {
  const [name] = posix.basename(path).split('.');
  if (posix.basename(test).startsWith(`${name}.test.`)) return -50;
  return test.includes('.integration.') ? 50 : 0;
}

/** Own files that are there when a file runs: what it imports for types alone is not. */
function loadedBy(path, source, files) {
  const { module } = parseSync(path, source);
  const requests = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.isType ? [] : (entry.moduleRequest ?? []))),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => moduleRequest),
  ];
  return requests.flatMap(({ start, end }) => {
    const specifier = source.slice(start, end).replace(/^['"]|['"]$/g, '');
    if (!specifier.startsWith('.')) return [];
    const target = posix.join(posix.dirname(path), specifier);
    return ENDINGS.map((ending) => target + ending).find((file) => files.has(file)) ?? [];
  });
}

function sharedFolders(a, b) {
  const [one, other] = [a.split('/'), b.split('/')];
  const differ = one.findIndex((part, at) => part !== other[at]);
  return differ === -1 ? one.length : differ;
}
