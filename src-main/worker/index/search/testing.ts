import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { newState, writeState } from '../../../base/film/state';
import { TokenWriter } from '../../../base/film/token-store';
import type { PictureLikeness, TextSpace } from '../../inference/types';

/** For tests only: a text space of four things. A token is one value a thing; a text is the things that it names. */
export const THINGS = ['dog', 'cat', 'car', 'tree'] as const;
const DIM = THINGS.length;

function normalised(values: Float32Array): Float32Array {
  const length = Math.hypot(...values) || 1;
  return values.map((v) => v / length);
}

export function fakeSpace(id = 'fake-1'): TextSpace & { embedded: string[]; viewed: number } {
  const space = {
    id,
    views: { id, dim: DIM, earlier: [] as { id: string; dim: number }[] },
    tokenModel: 'fake',
    dim: DIM,
    labelsPerFrame: 2,
    labels: THINGS,
    embedded: [] as string[],
    viewed: 0,
    async embedTexts(texts: readonly string[]) {
      space.embedded.push(...texts);
      const rows = texts.map((text) =>
        Float32Array.from(THINGS, (thing) => (text.includes(thing) ? 1 : 0.1)),
      );
      return Float32Array.from(rows.flatMap((row) => [...normalised(row)]));
    },
    frameQuery: (text: string) => space.embedTexts([text]),
    async viewFrames(tokens: Float32Array, count: number) {
      space.viewed += count;
      const embeddings = new Float32Array(count * DIM);
      const labelIds = new Uint16Array(count * 2);
      const probabilities = new Float32Array(count * 2);
      for (let row = 0; row < count; row++) {
        const token = tokens.slice(row * DIM, (row + 1) * DIM);
        embeddings.set(normalised(token), row * DIM);
        const order = [...token.keys()].sort((a, b) => (token[b] as number) - (token[a] as number));
        const sum = token.reduce((a, b) => a + b, 0);
        for (let k = 0; k < 2; k++) {
          labelIds[row * 2 + k] = order[k] as number;
          probabilities[row * 2 + k] = (token[order[k] as number] as number) / sum;
        }
      }
      return { embeddings, labelIds, probabilities };
    },
    likenessOfPictures: () => null as PictureLikeness | null,
    readQuery(query: string) {
      const words = query.split(' ');
      const known = (word: string) => (THINGS as readonly string[]).indexOf(word);
      return {
        concepts: words.filter((w) => known(w) >= 0).map((term) => ({ term, labelIds: [known(term)] })),
        unnamed: words.filter((w) => known(w) < 0),
      };
    },
    dispose: async () => undefined,
  };
  return space;
}

/** For tests only: a video's folder with these tokens, a frame a second from `startSeconds` on. */
export async function storeTokens(
  root: string,
  tokens: readonly (readonly number[])[],
  startSeconds = 0,
): Promise<string> {
  const dir = mkdtempSync(join(root, 'video-'));
  await addTokens(dir, tokens, 0, startSeconds);
  return dir;
}

/** For tests only: as indexing would go on. `from` frames are there already. */
export async function addTokens(
  dir: string,
  tokens: readonly (readonly number[])[],
  from: number,
  startSeconds = 0,
  checksum = 0,
  packId = 'fake',
): Promise<number> {
  const header = { packId, dim: DIM, framesPerSecond: 1 };
  const writer = await TokenWriter.open(dir, header, { count: from, checksum });
  await writer.append({
    times: Float64Array.from(tokens, (_, i) => (startSeconds + from + i) * 1_000_000),
    differences: new Float32Array(tokens.length),
    tokens: Float32Array.from(tokens.flat()),
  });
  const commit = await writer.commit();
  await writer.close();
  const state = newState(packId, 1);
  await writeState(dir, { ...state, dim: DIM, frames: { ...state.frames, ...commit } });
  return commit.checksum;
}

/** For tests only: the same without labels, as of a dual encoder: it orders by resemblance and names nothing. */
export function unlabelledSpace(id = 'unlabelled-1'): TextSpace {
  const space = fakeSpace(id);
  return {
    ...space,
    labelsPerFrame: 0,
    labels: [],
    async viewFrames(tokens, count) {
      const { embeddings } = await space.viewFrames(tokens, count);
      return { embeddings, labelIds: new Uint16Array(0), probabilities: new Float32Array(0) };
    },
    likenessOfPictures: () => null,
    readQuery: (query) => ({ concepts: [], unnamed: query.split(' ') }),
  };
}
