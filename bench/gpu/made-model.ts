import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeLlavaMini } from '../../src-main/worker/checkpoints/llava-mini/convert';
import { RELEASED_8B } from '../../src-main/worker/checkpoints/llava-mini/sizes';
import { makeCheckpoint } from '../../src-main/worker/checkpoints/llava-mini/testing/checkpoint';
import type { LlavaMiniConfig } from '../../src-main/worker/checkpoints/llava-mini/types';
import type { Precision } from '../../src-shared/packs';

/** All of the model's parts with short pictures: what a software adapter runs in a minute or two. */
const TINY: LlavaMiniConfig = {
  ...RELEASED_8B,
  llama: {
    ...RELEASED_8B.llama,
    ...{ hidden: 512, headDim: 64, heads: 8, kvHeads: 2, intermediate: 1024, layers: 3, vocab: 2048 },
  },
  vision: {
    ...RELEASED_8B.vision,
    ...{ width: 128, heads: 2, intermediate: 256, layers: 3, layersRun: 2, patch: 8, image: 32 },
  },
};

/** Models that can be made here: `8b` has the sizes of the released one, and takes 20 GB of disk and minutes. */
export const MODELS = {
  tiny: { name: 'LLaVA-Mini in miniature', config: TINY, shards: 1 },
  '8b': { name: 'LLaVA-Mini 8 B', config: RELEASED_8B, shards: 4 },
} as const satisfies Record<string, { name: string; config: LlavaMiniConfig; shards: number }>;
export type ModelSize = keyof typeof MODELS;

export interface MadeModel {
  readonly config: LlavaMiniConfig;
  /** Files that the checkpoint's weights lie in. */
  readonly shards: number;
}

/** A pack with random weights, made where it is not there yet; so is the checkpoint that it is converted from. @returns its folder */
export async function madePack(
  root: string,
  name: string,
  { config, shards }: MadeModel,
  precision: Precision,
): Promise<string> {
  const dir = join(root, `${name}-${precision}`);
  if (existsSync(join(dir, 'manifest.json'))) return dir;
  const checkpoint = join(root, `${name}-checkpoint`);
  if (!existsSync(join(checkpoint, 'made'))) {
    await rm(checkpoint, { recursive: true, force: true });
    await makeCheckpoint(checkpoint, config, { type: 'BF16', shards });
    await mkdir(join(checkpoint, 'made'));
  }
  await mkdir(dir, { recursive: true });
  await makeLlavaMini(
    { dir: checkpoint, repository: null, revision: null, licences: [] },
    { dir, id: 'bench', name: 'Bench', precision },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  return dir;
}
