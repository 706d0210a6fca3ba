import { basename, extname, join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * For tests only: builds a program that runs in a process of its own anew, so that it is always the one of these sources, in the
 * checkout, where its packages are found.
 * @param entry from the checkout's root
 * @param name folder of its own below out/: other tests build one at the same time
 * @param standIns modules that stand in for others, by the others' paths; all from the checkout's root, without the ending.
 * What stands in for a module may import it.
 * @returns the built entry file
 */
export async function buildProgram(
  entry: string,
  name: string,
  standIns: Readonly<Record<string, string>> = {},
): Promise<string> {
  const outDir = resolve('out', name);
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [standingIn(standIns)],
    build: { ssr: resolve(entry), outDir, target: 'node24', emptyOutDir: true },
  });
  return join(outDir, `${basename(entry, extname(entry))}.js`);
}

function standingIn(standIns: Readonly<Record<string, string>>): Plugin {
  const others = new Map(
    Object.entries(standIns).map(([of, by]) => [resolve(`${of}.ts`), resolve(`${by}.ts`)]),
  );
  return {
    name: 'stand-ins',
    enforce: 'pre',
    async resolveId(source, importer) {
      const found = await this.resolve(source, importer, { skipSelf: true });
      const other = found && others.get(resolve(found.id));
      return other === undefined || other === importer ? found : other;
    },
  };
}
