// Bundles one TypeScript file with what it imports of this project (packages stay outside), then imports the bundle.
// The bundle lies in out/run/, as deep as the built app in out/main/, so paths relative to a module hold there too.
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ROOT } from './root.mjs';

const [, , file] = process.argv;
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

const bundle = join(outDir, `${name}.js`);
process.argv.splice(1, 2, bundle);
await import(pathToFileURL(bundle).href);
