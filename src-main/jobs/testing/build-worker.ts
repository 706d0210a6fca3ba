import { join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * For tests only: builds the worker anew, so that it is always the one of these sources, in the checkout, where its packages
 * are found.
 * @param name folder of its own below out/: other tests build one at the same time
 * @returns the worker's entry file
 */
export async function buildWorker(name: string): Promise<string> {
  const outDir = resolve('out', name);
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: resolve('src-main/worker.ts'), outDir, target: 'node24', emptyOutDir: true },
  });
  return join(outDir, 'worker.js');
}
