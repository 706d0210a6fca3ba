import { basename, extname, join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * For tests only: builds a program that runs in a process of its own anew, so that it is always the one of these sources, in the
 * checkout, where its packages are found.
 * @param entry from the checkout's root
 * @param name folder of its own below out/: other tests build one at the same time
 * @param alias modules that stand in for others, by the others' names
 * @returns the built entry file
 */
export async function buildProgram(
  entry: string,
  name: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<string> {
  const outDir = resolve('out', name);
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: { ssr: resolve(entry), outDir, target: 'node24', emptyOutDir: true },
  });
  return join(outDir, `${basename(entry, extname(entry))}.js`);
}
