import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unusable } from '../../../base/packs/errors';
import { type Checkpoint, openCheckpoint, shardsOf } from '../../formats/safetensors/checkpoint';
import type { WeightSource } from '../../formats/weight-source';
import { hasPictureTiles, isTowerTuned, readConfig } from './config';
import { checkShapes, TOWER, towerSizes } from './tensors';
import type { LlavaMiniConfig } from './types';

/** A published LLaVA-Mini, open and found whole: every tensor has the shape that its configuration asks for. */
export interface LlavaMiniSource {
  readonly config: LlavaMiniConfig;
  readonly weights: WeightSource;
  /** Another string where the checkpoint is another one, or was changed. */
  readonly stamp: string;
  /** What had to be assumed or decided, as sentences for the user. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** CLIP's own weights, in the layout of openai/clip-vit-large-patch14-336, where they are needed. */
export const VISION_FOLDER = 'vision';
/** Names of CLIP's picture side begin with this there. */
const CLIP_TOWER = 'vision_model.';

/**
 * Opens a folder with a published checkpoint: config.json, safetensors, and the vision tower in `vision/` where the
 * checkpoint has none.
 * @throws CheckpointUnusable saying which file, key or tensor is wrong
 */
export async function openSource(dir: string): Promise<LlavaMiniSource> {
  const model = await readJson(dir, 'config.json');
  if (model === undefined) throw unusable('config.json is missing');
  const tuned = isTowerTuned(model);
  const main = await openCheckpoint(dir);
  let vision: Checkpoint | null = null;
  try {
    const inside = main.has(`${TOWER}${CLIP_TOWER}embeddings.class_embedding`);
    if (!tuned || !inside) vision = await openVision(join(dir, VISION_FOLDER));
    if (!vision && !inside) throw unusable(...towerMissing(model));
    const weights = vision ? withTower(main, vision) : main;
    const notes = vision || tuned ? [] : [TOWER_OF_CHECKPOINT];
    if (hasPictureTiles(model)) notes.push(WITHOUT_TILES);
    const tower = await towerConfig(dir, model);
    if (tower === undefined) notes.push(TOWER_BY_SHAPE);
    const config = readConfig({
      model,
      vision: tower === undefined ? { sizes: towerSizes(weights) } : { json: tower },
    });
    checkShapes(config, weights);
    return {
      config,
      weights,
      stamp: [JSON.stringify(model), JSON.stringify(tower), main.stamp, vision?.stamp].join('\n'),
      notes,
      async close() {
        await Promise.all([main.close(), vision?.close()]);
      },
    };
  } catch (error) {
    await Promise.all([main.close(), vision?.close()]);
    throw error;
  }
}

/**
 * The published code takes CLIP's weights from where they are published unless the tower was trained further. A tower that
 * was not is CLIP's, so the checkpoint's copy serves where no other is at hand.
 */
const TOWER_OF_CHECKPOINT =
  'The vision tower was not trained further; the checkpoint’s own copy of it is used, as no other is there.';
const TOWER_BY_SHAPE =
  'The vision tower’s sizes were read from its weights, and its heads, activation and epsilon taken as those of CLIP ViT-L/14-336, as no configuration of it is there.';
const WITHOUT_TILES =
  'The model knows still pictures in tiles (anyres) as well; Longtake shows it frames of films, which never are.';

function towerMissing(model: unknown): [what: string, remedy: string] {
  const named = (model as { mm_vision_tower?: unknown }).mm_vision_tower;
  const tower = typeof named === 'string' ? named : 'openai/clip-vit-large-patch14-336';
  return [
    `its weights do not hold the vision tower, and there is no folder ${VISION_FOLDER} with that of ${tower}`,
    `Put config.json and model.safetensors of ${tower} into a folder named ${VISION_FOLDER} beside config.json.`,
  ];
}

/** Null where there is no such folder; a folder that is there must be whole. */
async function openVision(dir: string): Promise<Checkpoint | null> {
  if ((await readJson(dir, 'config.json')) === undefined) {
    // Weights without a configuration serve, too.
    const there = await shardsOf(dir).then(
      () => true,
      () => false,
    );
    if (!there) return null;
  }
  return openCheckpoint(dir);
}

/** The tower of `vision` under the names that the checkpoint would have for it, and all else of `main`. */
function withTower(main: Checkpoint, vision: Checkpoint): WeightSource {
  const at = (name: string): [WeightSource, string] =>
    name.startsWith(TOWER) ? [vision, name.slice(TOWER.length)] : [main, name];
  const missing = (name: string) => unusable(`the tensor ${name} is missing in the folder ${VISION_FOLDER}`);
  return {
    has(name) {
      const [source, own] = at(name);
      return source.has(own);
    },
    shape(name) {
      const [source, own] = at(name);
      if (source === vision && !source.has(own)) throw missing(own);
      return source.shape(own);
    },
    read(name, from, to) {
      const [source, own] = at(name);
      return source.read(own, from, to);
    },
  };
}

/** The tower's configuration: its own file where it lies apart, or a part of config.json; undefined where there is none. */
async function towerConfig(dir: string, model: unknown): Promise<unknown> {
  const own = await readJson(join(dir, VISION_FOLDER), 'config.json');
  if (own !== undefined) return own;
  const beside = await readJson(dir, 'vision_config.json');
  if (beside !== undefined) return beside;
  return (model as { vision_config?: unknown }).vision_config;
}

/** Undefined where the file is not there. @throws CheckpointUnusable where it is no JSON */
async function readJson(dir: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(join(dir, file), 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unusable(`${file} cannot be read`, undefined, { cause });
  }
}
