// Which npm packages a bundle holds: those are shipped as well, but lie in no node_modules of the packed app.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from '../lib/root.mjs';

const FOLDER = join(ROOT, 'out', '.bundled');

/**
 * A plugin that notes the packages of whose code something is left in the bundle, by their folders.
 * @param {string} name the bundle's
 * @returns {import('vite').Plugin}
 */
export function noteBundledPackages(name) {
  return {
    name: 'longtake:bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) =>
        chunk.type === 'chunk' ? Object.entries(chunk.modules) : [],
      );
      const kept = modules.filter(([, { renderedLength }]) => renderedLength > 0);
      const folders = new Set(kept.flatMap(([id]) => packageFolder(id) ?? []));
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(join(FOLDER, `${name}.json`), JSON.stringify([...folders].sort(), null, 2));
    },
  };
}

/** The folder, from the project's, of the package that a module belongs to; undefined for the project's own. */
export function packageFolder(id) {
  const path = relative(ROOT, id.replace(/^\0/, '').replace(/\?.*$/, '')).split(sep).join('/');
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** The folders that the last build noted, of all bundles. */
export function bundledPackages() {
  return readdirSync(FOLDER).flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
}
