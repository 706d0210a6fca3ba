import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { freeBytes } from '../../base/media/disk';
import { Cancelled } from '../../base/media/errors';
import { ModelPackBroken, PackDiskFull } from '../../base/packs/errors';
import { makeFolderFor } from '../../base/packs/folders';
import { asDiskError } from '../../base/packs/hub-errors';
import type { StepOptions } from '../../base/packs/install-types';
import { type PackManifest, packManifest } from '../../base/packs/manifest';
import { writeWhole } from '../../base/packs/whole-file';

/**
 * Takes over a finished pack: only the files that its manifest lists, each checked on the way, the manifest last. Goes on where
 * an earlier run stopped.
 * @param options `own`: the folder is ours, so that files are moved and not copied; `checkId` throws, before anything is moved, for an
 * id that no pack may have
 * @returns the pack's id
 * @throws ModelPackBroken for a file that is missing or altered; DiskFull; Cancelled
 */
export async function adoptPack(
  from: string,
  to: string,
  options: StepOptions & { readonly own: boolean; readonly checkId: (id: string) => void },
): Promise<string> {
  const { manifest, text } = await readManifest(from);
  options.checkId(manifest.id);
  const bytesTotal = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (!options.own) {
    const free = await freeBytes(join(to, '..'));
    if (bytesTotal > free) throw new PackDiskFull({ needed: bytesTotal, free });
  }
  let bytesDone = 0;
  const advance = (bytes: number) => {
    if (options.signal.aborted) throw new Cancelled();
    bytesDone += bytes;
    options.onProgress({ step: 'convert', bytesDone, bytesTotal });
  };
  advance(0);
  for (const file of manifest.files) {
    const target = join(to, file.path);
    const there = await stat(target).catch(() => null);
    if (there?.size === file.bytes && (await hashOf(target, advance)) === file.sha256) continue;
    await take(join(from, file.path), target, file, manifest.name, options.own, advance);
  }
  await makeFolderFor(join(to, 'manifest.json'));
  await writeWhole(join(to, 'manifest.json'), text);
  return manifest.id;
}

async function take(
  from: string,
  to: string,
  file: PackManifest['files'][number],
  name: string,
  own: boolean,
  advance: (bytes: number) => void,
): Promise<void> {
  const found = await stat(from).catch((cause: unknown) => {
    throw new ModelPackBroken(name, `lacks the file ${file.path}`, { cause });
  });
  if (!found.isFile() || found.size !== file.bytes) {
    throw new ModelPackBroken(name, `has a file of the wrong size (${file.path})`);
  }
  await makeFolderFor(to);
  const sum = own ? await hashOf(from, advance) : await copy(from, `${to}.part`, advance);
  if (sum !== file.sha256) {
    if (!own) await rm(`${to}.part`, { force: true });
    throw new ModelPackBroken(name, `has a file with the wrong content (${file.path})`);
  }
  await rename(own ? from : `${to}.part`, to);
}

async function hashOf(path: string, advance: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(bytes as Buffer);
    advance((bytes as Buffer).length);
  }
  return hash.digest('hex');
}

async function copy(from: string, to: string, advance: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  try {
    const file = await open(to, 'w');
    try {
      for await (const bytes of createReadStream(from, { highWaterMark: 1 << 20 })) {
        hash.update(bytes as Buffer);
        await file.appendFile(bytes as Buffer);
        advance((bytes as Buffer).length);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(to, { force: true });
    throw asDiskError(error);
  }
  return hash.digest('hex');
}

async function readManifest(dir: string): Promise<{ manifest: PackManifest; text: string }> {
  const text = await readFile(join(dir, 'manifest.json'), 'utf8');
  try {
    return { manifest: packManifest.parse(JSON.parse(text)), text };
  } catch (cause) {
    throw new ModelPackBroken(basename(dir), 'has a manifest that this version of Longtake cannot read', {
      cause,
    });
  }
}
