import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newState, writeState } from '../src-main/base/film/state';
import { TokenWriter } from '../src-main/base/film/token-store';
import type { IndexedVideo } from '../src-main/base/film/types';
import { ensureViews } from '../src-main/worker/index/frame-embedding-store';
import { DotKernel } from '../src-main/worker/index/search/dot-kernel';
import { FrameSearcher } from '../src-main/worker/index/search/frame-searcher';
import type { TextSpace } from '../src-main/worker/inference/types';
import { randoms, randomUnit } from './randoms';
import { median, number, type Row, type Section } from './report';

/** Sizes as in Core: what a search costs does not depend on what the numbers mean. */
const DIM = 432;
const LABELS = 1000;
const LABELS_PER_FRAME = 10;
/** Tokens are short here, because searching reads views, not tokens. */
const TOKEN_DIM = 16;
const FRAMES_PER_VIDEO = 10_000;
const VIDEOS = 100;
const RUNS = 9;

function syntheticSpace(): TextSpace {
  const random = randoms(1);
  const row = (out: Float32Array, at: number) => randomUnit(random, out, at, DIM);
  return {
    id: 'synthetic',
    views: { id: 'synthetic', dim: DIM, earlier: [] },
    tokenModel: 'synthetic',
    dim: DIM,
    labelsPerFrame: LABELS_PER_FRAME,
    labels: Array.from({ length: LABELS }, (_, i) => `label ${i}`),
    async embedTexts(texts) {
      const out = new Float32Array(texts.length * DIM);
      for (let i = 0; i < texts.length; i++) row(out, i * DIM);
      return out;
    },
    async frameQuery(text) {
      return this.embedTexts([text]);
    },
    likenessOfPictures: () => null,
    async viewFrames(_tokens, count) {
      const embeddings = new Float32Array(count * DIM);
      for (let i = 0; i < count; i++) row(embeddings, i * DIM);
      const picked = () => Math.floor(((random() + 1) / 2) * LABELS);
      return {
        embeddings,
        labelIds: Uint16Array.from({ length: count * LABELS_PER_FRAME }, picked),
        probabilities: Float32Array.from({ length: count * LABELS_PER_FRAME }, () => (random() + 1) / 20),
      };
    },
    // "dog" names about a hundred breeds.
    readQuery: () => ({
      concepts: [{ term: 'dog', labelIds: Array.from({ length: 100 }, (_, i) => 151 + i) }],
      unnamed: [],
    }),
    dispose: async () => undefined,
  };
}

async function makeVideo(root: string, index: number, space: TextSpace): Promise<IndexedVideo> {
  const dir = join(root, String(index));
  mkdirSync(dir);
  const header = { packId: 'synthetic', dim: TOKEN_DIM, framesPerSecond: 1 };
  const writer = await TokenWriter.open(dir, header, { count: 0, checksum: 0 });
  await writer.append({
    times: Float64Array.from({ length: FRAMES_PER_VIDEO }, (_, i) => i * 1_000_000),
    differences: new Float32Array(FRAMES_PER_VIDEO),
    tokens: new Float32Array(FRAMES_PER_VIDEO * TOKEN_DIM),
  });
  const frames = await writer.commit();
  await writer.close();
  const state = newState('synthetic', 1);
  await writeState(dir, { ...state, dim: TOKEN_DIM, frames: { ...state.frames, ...frames } });
  await ensureViews(dir, space, () => undefined, new AbortController().signal);
  return { videoId: index.toString(16).padStart(32, '0'), dir };
}

/** Milliseconds that nothing but the dot products of so many frames takes, over rows that lie in memory. */
function bareDotProducts(frames: number): number {
  const random = randoms(2);
  const block = 256;
  const rows = Int8Array.from({ length: FRAMES_PER_VIDEO * DIM }, () => Math.round(random() * 127));
  const scales = new Float32Array(block).fill(1);
  const out = new Float32Array(block);
  const kernel = new DotKernel(DIM, block);
  kernel.setQuery(Float32Array.from({ length: DIM }, () => random() / DIM));
  const once = () => {
    const start = performance.now();
    for (let done = 0; done < frames; done += block) {
      const at = done % (FRAMES_PER_VIDEO - block);
      kernel.multiply(rows.subarray(at * DIM, (at + block) * DIM), scales, block, out);
    }
    return performance.now() - start;
  };
  once();
  return median(Array.from({ length: RUNS }, once));
}

async function measure(searcher: FrameSearcher, videos: readonly IndexedVideo[]): Promise<Row> {
  const frames = videos.length * FRAMES_PER_VIDEO;
  const { signal } = new AbortController();
  const once = async () => {
    const start = performance.now();
    await searcher.search(videos, 'dog', 60, signal);
    return performance.now() - start;
  };
  const first = await once();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await once());
  const limit = bareDotProducts(frames);
  const took = median(times);
  return {
    what: `search over ${number(frames, 0)} frames (first time ${number(first)} ms)`,
    value: `${number(took)} ms`,
    against: `bare dot products ${number(limit)} ms: ${number(took / limit, 2)} times`,
  };
}

/** Search over 10,000 and 1,000,000 frames, without the text encoder, whose time does not depend on them. */
export const search: Section = {
  title: 'Search',
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'longtake-bench-'));
    try {
      const space = syntheticSpace();
      const videos: IndexedVideo[] = [];
      for (let i = 0; i < VIDEOS; i++) videos.push(await makeVideo(root, i, space));
      const searcher = new FrameSearcher(space);
      return [await measure(searcher, videos.slice(0, 1)), await measure(searcher, videos)];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};
