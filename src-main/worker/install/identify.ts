import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Precision } from '../../../src-shared/packs';
import { FileMissing } from '../../base/media/errors';
import { unusable } from '../../base/packs/errors';
import type { MakePack } from '../../base/packs/install-types';
import { packManifest } from '../../base/packs/manifest';
import { isDualEncoderFolder, makeDualEncoderPack } from '../checkpoints/hub-packs/dual-encoder';
import { isRecogniserFolder, makeRecogniserPack } from '../checkpoints/hub-packs/recogniser';
import { isWhisperFolder, makeWhisperPack } from '../checkpoints/hub-packs/whisper';
import { isLlavaMini } from '../checkpoints/llava-mini/config';
import { makeLlavaMini } from '../checkpoints/llava-mini/convert';
import { shardsOf } from '../formats/safetensors/checkpoint';

/** What a folder with a model holds. */
export interface IdentifiedFolder {
  readonly kind: 'pack' | 'llava-mini' | 'dual-encoder' | 'whisper' | 'recogniser';
  /** For people, where they gave no name. */
  readonly name: string;
  /** Makes a pack of it; null for what is one already. */
  readonly make: MakePack | null;
  /** What it can be made in; one alone where it is taken as it was published. */
  readonly precisions: readonly Precision[];
}

const ALL_PRECISIONS = ['fp32', 'fp16', 'int8', 'int4'] as const;
const named = z.object({ _name_or_path: z.string().optional(), model_type: z.string().optional() });

/**
 * Tells what a folder holds, from its files' names and a few lines of text: nothing large is read.
 * @throws CheckpointUnusable saying what was found, or what is missing of what it seems to be
 * @throws FileMissing where there is no such folder
 */
export async function identifyFolder(dir: string): Promise<IdentifiedFolder> {
  const entries = await readdir(dir).catch(() => {
    throw new FileMissing(basename(dir));
  });
  if (entries.includes('manifest.json')) return pack(dir);
  refuseParts(entries);
  const config = entries.includes('config.json') ? await readJson(dir, 'config.json') : null;
  if (isLlavaMini(config)) {
    // Names every shard that is missing now, and not when the work has begun.
    await shardsOf(dir);
    return { kind: 'llava-mini', name: nameOf(dir, config), make: makeLlavaMini, precisions: ALL_PRECISIONS };
  }
  if (await isDualEncoderFolder(dir)) {
    return {
      kind: 'dual-encoder',
      name: nameOf(dir, config),
      make: makeDualEncoderPack,
      precisions: ALL_PRECISIONS,
    };
  }
  if (await isWhisperFolder(dir)) {
    return { kind: 'whisper', name: nameOf(dir, config), make: makeWhisperPack, precisions: ALL_PRECISIONS };
  }
  if (await isRecogniserFolder(dir)) {
    return {
      kind: 'recogniser',
      name: nameOf(dir, config),
      make: makeRecogniserPack,
      precisions: ALL_PRECISIONS,
    };
  }
  throw unusable(whatIsThere(entries, config), KNOWN_KINDS);
}

const KNOWN_KINDS =
  'Choose the folder of a Longtake pack, of a LLaVA-Mini checkpoint (config.json and safetensors), of CLIP, SigLIP or Whisper as published in ONNX, or of a recogniser of PP-OCR (rec.onnx and dict.txt).';

/** Folders that belong to a model and are not one: what to do instead. @throws CheckpointUnusable */
function refuseParts(entries: readonly string[]): void {
  const adapter = entries.find((name) => /^(adapter_(config|model)|non_lora_trainables)\./.test(name));
  if (adapter !== undefined) {
    throw unusable(
      `there is ${adapter}: it is an adapter (LoRA), the difference to a model and not a whole one`,
      'Merge it with the model that it was made for, with the tools that it was published with, and choose the folder of the merged model.',
    );
  }
  if (entries.includes('snapshots') && entries.includes('blobs')) {
    throw unusable(
      'it is the folder in which a downloader keeps all versions of a model',
      'Choose the folder in “snapshots” within it that holds config.json.',
    );
  }
}

async function pack(dir: string): Promise<IdentifiedFolder> {
  const read = packManifest.safeParse(await readJson(dir, 'manifest.json'));
  if (!read.success) throw unusable('manifest.json is not that of a Longtake pack', KNOWN_KINDS);
  const { name, answers } = read.data;
  return { kind: 'pack', name, make: null, precisions: answers ? [answers.precision] : [] };
}

/** What to say of a folder that is none of the known ones. */
function whatIsThere(entries: readonly string[], config: unknown): string {
  const type = named.safeParse(config).data?.model_type;
  if (type !== undefined)
    return `config.json says that it is of the kind ${type}, which Longtake does not know`;
  if (config !== null) return 'config.json does not say what kind of model it is';
  const weights = entries.find((name) => /\.(safetensors|onnx|bin|gguf|pt|pth)$/.test(name));
  if (weights !== undefined) return `there is ${weights}, but no config.json beside it`;
  return entries.length === 0 ? 'the folder is empty' : 'the folder holds no model';
}

/** The name that it was published under, as far as the folder knows it. */
function nameOf(dir: string, config: unknown): string {
  const published = named.safeParse(config).data?._name_or_path?.split('/').pop();
  const own = nameOfFolder(dir);
  // Where it was fetched to is called the same for every model, or by a hash.
  const says = !/^(source|model)$/.test(own) && !HASH.test(own);
  return published && published !== '.' && !says ? published : own;
}

/** As downloaders call the folder of a version. */
const HASH = /^[0-9a-f]{40}$/;

/** What a folder is called; that of a downloader’s `models--owner--name/snapshots/hash` by its model. */
export function nameOfFolder(dir: string): string {
  const own = basename(dir);
  if (!HASH.test(own)) return own;
  return /^models--.+?--(.+)$/.exec(basename(dirname(dirname(dir))))?.[1] ?? own;
}

async function readJson(dir: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(dir, file), 'utf8')) as unknown;
  } catch (cause) {
    throw unusable(`${file} cannot be read`, undefined, { cause });
  }
}
