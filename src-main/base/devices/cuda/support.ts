import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../replace-file';
import { driverNow } from './card';
import { type CudaParts, takenName } from './parts';

/** Says in the folder what is there: written last, so that a folder without it is none. */
export const SUPPORT = 'support.json';
const CHECKED = 'checked.json';
/** Word of a worker's command line that names the folder. */
const WORD = '--cuda=';

export const supportFile = z.object({
  format: z.literal(1),
  /** The version of ONNX Runtime that it belongs to. */
  runtime: z.string(),
  /** Every file beside it, with its bytes. */
  files: z.record(z.string(), z.number().int()),
  /** See CudaParts. */
  load: z.array(z.string()),
});
export type SupportFile = z.infer<typeof supportFile>;

/** What a process of its own found that loaded it: null, or a library that is missing, or that no graph ran. */
export const cudaTrouble = z.union([
  z.null(),
  z.object({ how: z.literal('library'), library: z.string() }),
  z.object({ how: z.literal('refused'), why: z.string() }),
]);
export type CudaTrouble = z.infer<typeof cudaTrouble>;

const checkedFile = z.object({ driver: z.string().nullable(), trouble: cudaTrouble });

/** Where CUDA support lies: native libraries that this user fetched, never in the program's own folder. */
export function cudaFolder(userDataDir: string): string {
  return join(userDataDir, 'cuda');
}

/** What is in the folder; null where nothing is, or not all of it. */
export function readSupport(dir: string): SupportFile | null {
  const found = supportFile.safeParse(readJson(join(dir, SUPPORT)));
  if (!found.success) return null;
  const whole = Object.entries(found.data.files).every(
    ([name, bytes]) => statSync(join(dir, name), { throwIfNoEntry: false })?.size === bytes,
  );
  return whole ? found.data : null;
}

/** Whether it is what this version of Longtake would fetch. */
export function isOfParts({ runtime, files }: SupportFile, wanted: CudaParts): boolean {
  const all = wanted.parts.flatMap(({ take }) => Object.entries(take));
  return runtime === wanted.runtime && all.every(([file, bytes]) => files[takenName(file)] === bytes);
}

/** What trying it came to with the driver that runs now; undefined where that is not known. */
export function checkedSupport(dir: string): CudaTrouble | undefined {
  const found = checkedFile.safeParse(readJson(join(dir, CHECKED)));
  return found.success && found.data.driver === driverNow() ? found.data.trouble : undefined;
}

export async function rememberChecked(dir: string, trouble: CudaTrouble): Promise<void> {
  await replaceFile(join(dir, CHECKED), JSON.stringify({ driver: driverNow(), trouble }), { shared: true });
}

/** What a worker's command line is to have: nothing where the support is not whole, or was not seen to load with this driver. */
export function cudaWords(userDataDir: string): string[] {
  const dir = cudaFolder(userDataDir);
  return checkedSupport(dir) === null && readSupport(dir) !== null ? [cudaWord(dir)] : [];
}

export function cudaWord(dir: string): string {
  return `${WORD}${dir}`;
}

/** The folder that a command line names; null where it names none. */
export function cudaFolderIn(words: readonly string[]): string | null {
  return words.find((word) => word.startsWith(WORD))?.slice(WORD.length) ?? null;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
