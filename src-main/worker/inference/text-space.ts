import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { halvesToFloats } from '../../base/float16';
import { ModelPackBroken } from '../../base/packs/errors';
import type { ConseText } from '../../base/packs/manifest';
import { type Pack, tokenModel } from '../../base/packs/pack';
import { labelFile } from '../formats/label-file';
import { attributeSentences } from './attribute-sentences';
import { type Conse, viewRows } from './conse';
import { openDualTextSpace } from './dual-encoder';
import { meanRow, PictureMap, withPlaces } from './picture-map';
import { PicturePlaces } from './picture-places';
import { QueryReader } from './query-reader';
import { openSentenceEncoder } from './sentence-encoder';
import { floats, openSession, Tensor } from './session';
import type { TextSpace } from './types';
import { normalise } from './vectors';

const pictureWords = z.array(z.string());

/** Frames that one call of the view graph takes: bounds its memory, not its results. */
const CHUNK = 1024;

/**
 * Opens the pack's text space, or gives null where the pack has none.
 * @param threads threads for one operator on the CPU
 */
export async function openTextSpace(pack: Pack, threads = 1): Promise<TextSpace | null> {
  const { text: part, frames } = pack.manifest;
  if (part?.kind === 'dual-encoder') return openDualTextSpace(pack, part, threads);
  if (part?.kind !== 'conse' || frames?.kind !== 'classifier') return null;
  const labels = await readLabels(pack, part.labels);
  const reader = new QueryReader(labels);
  const conse: Conse = {
    ...part.conse,
    dim: part.dim,
    labelEmbeddings: await readFloats(pack, part.labelEmbeddings, labels.labels.length * part.dim),
    labelsPerFrame: part.labelsPerFrame,
  };
  const files = {
    model: pack.file(part.model),
    tokenizer: pack.file(part.tokenizer),
    tokenizerConfig: pack.file(part.tokenizerConfig),
    maxTokens: part.maxTokens,
    dim: part.dim,
  };
  const encoder = await openSentenceEncoder(files, threads);
  const view = await openSession(pack.file(part.view.file), { device: 'cpu', threads });
  const tokenDim = frames.dim;
  const map = await readMap(pack, part, tokenDim);
  const places = await readPlaces(pack, part);
  const labelMean = meanRow(conse.labelEmbeddings, part.dim);
  return {
    id: part.id,
    views: viewsOf(pack, part),
    tokenModel: tokenModel(pack.manifest),
    dim: part.dim,
    labelsPerFrame: part.labelsPerFrame,
    labels: labels.labels.map((label) => label.name),
    embedTexts: (texts) => encoder.embed(texts),
    async frameQuery(text, by) {
      if (map === null) return encoder.embed([text]);
      const both = new Float32Array(part.dim + map.rank);
      const sentences = (by === 'look' && attributeSentences(text)) || [text];
      const vector = normalise(meanRow(await encoder.embed(sentences), part.dim));
      both.set(vector);
      // Where labels name the thing, what captions say of other pictures would only blur them.
      if (by === 'look') both.set(map.placeText(vector), part.dim);
      return both;
    },
    readQuery: (query) => reader.read(query),
    likenessOfPictures: (text, query, bearing) => places?.likeness(text, query, bearing) ?? null,
    async viewFrames(tokens, count) {
      if (tokens.length !== count * tokenDim) {
        throw new RangeError(
          `${count} tokens take ${count * tokenDim} values, but ${tokens.length} were given`,
        );
      }
      const probabilities = new Float32Array(count * labels.labels.length);
      for (let from = 0; from < count; from += CHUNK) {
        const rows = Math.min(CHUNK, count - from);
        const chunk = tokens.subarray(from * tokenDim, (from + rows) * tokenDim);
        const inputs = { [part.view.input]: new Tensor('float32', chunk, [rows, tokenDim]) };
        const outputs = await view.run(inputs, [part.view.output]);
        probabilities.set(floats(outputs, part.view.output), from * labels.labels.length);
      }
      const views = viewRows(probabilities, count, conse);
      return map === null ? views : withPlaces(views, tokens, count, map, labelMean);
    },
    async dispose() {
      await encoder.dispose();
      await view.dispose();
    },
  };
}

/** Views of packs without a map are known by the text space's id alone; another map makes other views. */
function viewsOf(pack: Pack, part: ConseText): TextSpace['views'] {
  const plain = { id: part.id, dim: part.dim };
  const { pictures } = part;
  if (pictures === undefined) return { ...plain, earlier: [] };
  const file = pack.manifest.files.find(({ path }) => path === pictures.file);
  return { id: `${part.id} ${file?.sha256}`, dim: part.dim + pictures.rank, earlier: [plain] };
}

async function readMap(pack: Pack, part: ConseText, tokenDim: number): Promise<PictureMap | null> {
  if (part.pictures === undefined) return null;
  const { file, rank } = part.pictures;
  const bytes = new Uint8Array(await readFile(pack.file(file)));
  try {
    return new PictureMap(
      new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2),
      tokenDim,
      rank,
      part.dim,
    );
  } catch (cause) {
    throw new ModelPackBroken(pack.manifest.name, `has a map of another size than it says (${file})`, {
      cause,
    });
  }
}

async function readPlaces(pack: Pack, { pictures, dim }: ConseText): Promise<PicturePlaces | null> {
  if (pictures?.places === undefined) return null;
  const { file, words } = pictures.places;
  const bytes = new Uint8Array(await readFile(pack.file(file)));
  try {
    const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const held = pictureWords.parse(JSON.parse(await readFile(pack.file(words), 'utf8')));
    return new PicturePlaces(halvesToFloats(halves), dim + pictures.rank, held);
  } catch (cause) {
    throw new ModelPackBroken(pack.manifest.name, `has pictures that cannot be read (${file}, ${words})`, {
      cause,
    });
  }
}

async function readLabels(pack: Pack, file: string) {
  try {
    return labelFile.parse(JSON.parse(await readFile(pack.file(file), 'utf8')));
  } catch (cause) {
    throw new ModelPackBroken(pack.manifest.name, `has labels that cannot be read (${file})`, { cause });
  }
}

async function readFloats(pack: Pack, file: string, count: number): Promise<Float32Array> {
  const bytes = new Uint8Array(await readFile(pack.file(file)));
  if (bytes.byteLength !== count * 4) {
    throw new ModelPackBroken(
      pack.manifest.name,
      `has label vectors of another number than its labels (${file})`,
    );
  }
  return new Float32Array(bytes.buffer, bytes.byteOffset, count);
}
