// One TypeScript file of this project as one JavaScript file.
import { basename, extname, join, resolve } from 'node:path';
import { build } from 'vite';
import { ROOT } from './root.mjs';

/**
 * Bundles one TypeScript file with what it imports of this project (packages stay outside). The bundle lies in out/run/, as deep as
 * the built app in out/main/, so paths relative to a module hold there too.
 * @returns the bundle's path
 */
export async function bundle(file) {
  const name = basename(file, extname(file));
  const outDir = join(ROOT, 'out', 'run');

  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { [name]: resolve(file) },
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
  return join(outDir, `${name}.js`);
}
