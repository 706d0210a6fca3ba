import { join } from 'node:path';
import { z } from 'zod';
import { CheckpointUnusable } from '../../../base/packs/errors';
import type { MakePack } from '../../../base/packs/install-types';
import { readGraphHeader } from './graph-header';
import { copyInto, findGraph, hasGraph, type PublishedGraph, readJson, writeManifest } from './published';

const FLOAT32 = 1;
const ENCODER = 'encoder_model';
const DECODER = 'decoder_model_merged';
const SETTINGS = {
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  config: 'config.json',
  generationConfig: 'generation_config.json',
} as const;

const config = z.object({ model_type: z.string(), num_mel_bins: z.number().int().positive() });
const features = z.object({
  sampling_rate: z.literal(16_000),
  hop_length: z.literal(160),
  n_fft: z.literal(400),
  chunk_length: z.literal(30),
});

/** Whether a folder holds a Whisper as the hub has it in ONNX: an encoder and a merged decoder. */
export async function isWhisperFolder(dir: string): Promise<boolean> {
  return (await hasGraph(dir, ENCODER)) && (await hasGraph(dir, DECODER));
}

/** Makes a speech pack of a published Whisper (https://arxiv.org/abs/2212.04356). */
export const makeWhisperPack: MakePack = async (source, target, options) => {
  const { dir } = source;
  const { model_type: type, num_mel_bins: melBins } = await readJson(dir, 'config.json', (json) =>
    config.parse(json),
  );
  if (type !== 'whisper') throw new CheckpointUnusable(`is of the kind “${type}”, not a Whisper`);
  await readJson(dir, 'preprocessor_config.json', (json) => features.parse(json));
  const encoder = await findGraph(dir, ENCODER, target.precision);
  const decoder = await findGraph(dir, DECODER, target.precision);
  await checkEncoder(encoder, melBins);
  await checkDecoder(decoder);
  const paths = [encoder.path, ...encoder.data, decoder.path, ...decoder.data];
  const settings = Object.values(SETTINGS).map((name) => join(dir, name));
  const files = await copyInto(target.dir, [...paths, ...settings], options);
  const nameOf = ({ path }: PublishedGraph) => path.split(/[\\/]/).at(-1) as string;
  const version = files.find(({ path }) => path === nameOf(decoder))?.sha256.slice(0, 12) ?? '';
  options.onProgress({ step: 'finish', bytesDone: 0, bytesTotal: 1 });
  await writeManifest(target.dir, {
    format: 2,
    id: target.id,
    name: target.name,
    version,
    description: `Writes down speech in many languages, in ${encoder.precision} and ${decoder.precision}.`,
    provides: ['speech'],
    files,
    licences: source.licences.map((licence) => ({ ...licence })),
    ...(source.repository && { origin: { repository: source.repository, revision: source.revision } }),
    speech: {
      kind: 'whisper',
      encoder: nameOf(encoder),
      decoder: nameOf(decoder),
      ...SETTINGS,
      sampleRate: 16_000,
      melBins,
    },
  });
  options.onProgress({ step: 'finish', bytesDone: 1, bytesTotal: 1 });
};

async function checkEncoder({ path }: PublishedGraph, melBins: number): Promise<void> {
  const { inputs, outputs } = await readGraphHeader(path);
  const input = inputs.find(({ name }) => name === 'input_features');
  if (!input || input.type !== FLOAT32 || !outputs.some(({ name }) => name === 'last_hidden_state')) {
    throw new CheckpointUnusable('has an encoder that does not take input_features in float32');
  }
  const bins = input.shape[1] ?? melBins;
  if (bins !== melBins)
    throw new CheckpointUnusable(`has an encoder for ${bins} mel bins, but settings for ${melBins}`);
}

/** Every other input would be one that Longtake has nothing for. */
async function checkDecoder({ path }: PublishedGraph): Promise<void> {
  const { inputs, outputs } = await readGraphHeader(path);
  const known =
    /^(input_ids|encoder_hidden_states|use_cache_branch|past_key_values\.\d+\.(de|en)coder\.(key|value))$/;
  const unknown = inputs.find(({ name }) => !known.test(name));
  if (unknown)
    throw new CheckpointUnusable(`has a decoder that takes ${unknown.name}, which Longtake cannot give it`);
  const past = inputs.filter(({ name }) => name.startsWith('past_key_values.'));
  const given = new Set(outputs.map(({ name }) => name));
  if (
    !given.has('logits') ||
    past.some(({ name }) => !given.has(name.replace('past_key_values', 'present')))
  ) {
    throw new CheckpointUnusable('has a decoder without logits, or without keys and values to go on from');
  }
  if (past.length === 0 || past.some(({ type }) => type !== FLOAT32)) {
    throw new CheckpointUnusable(
      'has a decoder whose keys and values are not in float32',
      'Choose another precision of this model.',
    );
  }
}
