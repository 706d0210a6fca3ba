/*
 * An archive is searched as everything else is, but in two passes: held against the exact search over the same made-up frames and
 * lines, as films come, go, are made anew and are damaged.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newState, writeState } from '../../../base/film/state';
import { TokenWriter } from '../../../base/film/token-store';
import type { FrameHit, IndexedVideo } from '../../../base/film/types';
import { temporaryDir } from '../../../base/media/testing';
import type { TextSpace } from '../../inference/types';
import { ensureViews, VIEW_FILE } from '../frame-embedding-store';
import { ensureSegmentEmbeddings } from '../segment-store';
import { FrameSearcher } from './frame-searcher';
import { keepFrameSigns, VIEW_SIGNS_FILE } from './frame-signs';
import { SegmentSearcher } from './segment-searcher';

const root = temporaryDir();
const signal = new AbortController().signal;
const DIM = 96;
const LABELS = 24;
/** Of 4,000 frames so many are looked at whole. */
const NEAR = { leastNear: 250 };

function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}
function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values) || 1;
  return values.map((v) => v / length);
}
const random = randoms(17);
const THEMES = Array.from({ length: LABELS }, () => unit(Float32Array.from({ length: DIM }, random)));

/** A frame of one theme and a little of another: shots of some seconds, as films have them. */
function* frames(seed: number): Generator<Float32Array> {
  const next = randoms(seed);
  const theme = () => THEMES[Math.floor(((next() + 1) / 2) * LABELS)] as Float32Array;
  for (;;) {
    const [one, other, part] = [theme(), theme(), 0.3 + 0.3 * next()];
    const shot = one.map((v, i) => v + part * (other[i] as number) + 0.06 * next());
    for (let left = 3 + Math.floor(3 * next()); left > 0; left--) {
      yield unit(shot.map((v) => v + 0.02 * next()));
    }
  }
}

/** A token is its frame's place; a text is one theme, "3", or a mix, "3 7"; "9!" is named by a label, "3 7!" by two. */
function space(id = 'themes'): TextSpace {
  const place = (text: string) =>
    unit(
      text
        .split(' ')
        .map((word, n) => [THEMES[Number.parseInt(word, 10)] as Float32Array, 1 / (n + 1)] as const)
        .reduce(
          (sum, [theme, part]) => sum.map((v, i) => v + part * (theme[i] as number)),
          new Float32Array(DIM),
        ),
    );
  return {
    id,
    views: { id, dim: DIM, earlier: [] },
    tokenModel: 'fake',
    dim: DIM,
    labelsPerFrame: 4,
    labels: Array.from({ length: LABELS }, (_, n) => `theme ${n}`),
    embedTexts: async (texts) => Float32Array.from(texts.flatMap((text) => [...place(text)])),
    frameQuery: async (text) => place(text),
    likenessOfPictures: () => null,
    async viewFrames(tokens, count) {
      const labelIds = new Uint16Array(4 * count);
      const probabilities = new Float32Array(4 * count);
      for (let row = 0; row < count; row++) {
        const near = THEMES.map((theme, n) => {
          let dot = 0;
          for (let i = 0; i < DIM; i++) dot += (theme[i] as number) * (tokens[row * DIM + i] as number);
          return [Math.max(0, dot) ** 4, n] as const;
        }).sort((a, b) => b[0] - a[0]);
        for (const [k, [probability, label]] of near.slice(0, 4).entries()) {
          labelIds[4 * row + k] = label;
          probabilities[4 * row + k] = probability / 2;
        }
      }
      return { embeddings: tokens.slice(0, count * DIM), labelIds, probabilities };
    },
    readQuery: (query) => ({
      concepts: query.includes('!')
        ? [{ term: query, labelIds: query.split(' ').map((word) => Number.parseInt(word, 10)) }]
        : [],
      unnamed: [],
    }),
    dispose: async () => undefined,
  };
}

let made = 0;
async function film(
  count: number,
  seed: number,
  dir = mkdtempSync(join(root, 'film-')),
): Promise<IndexedVideo> {
  const header = { packId: 'fake', dim: DIM, framesPerSecond: 1 };
  const writer = await TokenWriter.open(dir, header, { count: 0, checksum: 0 });
  const rows = frames(seed);
  await writer.append({
    times: Float64Array.from({ length: count }, (_, i) => i * 1_000_000),
    differences: new Float32Array(count),
    tokens: Float32Array.from(
      Array.from({ length: count }, () => [...(rows.next().value as Float32Array)]).flat(),
    ),
  });
  const commit = await writer.commit();
  await writer.close();
  const state = newState('fake', 1);
  await writeState(dir, { ...state, dim: DIM, frames: { ...state.frames, ...commit } });
  made += 1;
  return { videoId: made.toString(16).padStart(32, '0'), dir, frames: count };
}
const films = (count: number, each: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => film(each, 100 + n)));

const exact = () => new FrameSearcher(space());
const archive = () => new FrameSearcher(space(), 0, NEAR);
const keys = (hits: readonly FrameHit[]) => hits.map((hit) => `${hit.videoId}/${hit.frameIndex}`);
const QUERIES = Array.from({ length: 30 }, (_, n) => `${(7 * n) % LABELS} ${(11 * n + 5) % LABELS}`);

describe('frames of an archive', () => {
  it('are found as the exact search finds them: at least 98 of 100 of the ten best', async () => {
    const videos = await films(10, 400);
    const [one, two] = [exact(), archive()];
    let found = 0;
    for (const query of QUERIES) {
      const right = await one.search(videos, query, 10, signal);
      const { hits } = await two.search(videos, query, 10, signal);
      const best = new Set(keys(right.hits));
      found += keys(hits).filter((key) => best.has(key)).length;
      // What is told of a frame is never an estimate.
      for (const hit of hits) {
        const same = right.hits.find((other) => keys([other])[0] === keys([hit])[0]);
        if (same) expect(hit).toEqual(same);
      }
    }
    expect(found / (10 * QUERIES.length)).toBeGreaterThanOrEqual(0.98);
  });

  it('are the very same where labels name what is looked for, in the same order', async () => {
    const videos = await films(6, 300);
    const [one, two] = [exact(), archive()];
    const many = `${Array.from({ length: LABELS - 2 }, (_, n) => n).join(' ')}!`;
    for (const query of ['0!', '5!', '9!', '23!', '3 8 15!', many]) {
      const right = await one.search(videos, query, 40, signal);
      expect(right.hits.every(({ probability }) => (probability ?? 0) > 0)).toBe(true);
      expect((await two.search(videos, query, 40, signal)).hits).toEqual(right.hits);
    }
  });

  it('that do not show what is named come after those that do', async () => {
    const videos = await films(1, 200);
    const right = await exact().search(videos, '9!', 200, signal);
    const few = right.hits.filter(({ probability }) => (probability ?? 0) > 0).length;
    expect(few).toBeLessThan(200);
    const { hits } = await archive().search(videos, '9!', 200, signal);
    expect(hits).toEqual(right.hits);
  });

  it('like another are found', async () => {
    const videos = await films(4, 300);
    const like = videos[1] as IndexedVideo;
    const right = await exact().similar(videos, like, 40, 5, signal);
    expect(right.hits).toHaveLength(5);
    expect(keys((await archive().similar(videos, like, 40, 5, signal)).hits)).toEqual(keys(right.hits));
  });

  it('follow films that come, go and are made anew', async () => {
    const videos = await films(3, 200);
    const searcher = archive();
    const both = async (of: readonly IndexedVideo[]) => {
      const right = await exact().search(of, '4 9', 10, signal);
      expect(keys((await searcher.search(of, '4 9', 10, signal)).hits)).toEqual(keys(right.hits));
    };
    await both(videos);
    const more = [...videos, await film(250, 900)];
    await both(more);
    await both(more.slice(1));
    const [, again] = more as [IndexedVideo, IndexedVideo];
    rmSync(again.dir, { recursive: true });
    const anew = { ...(await film(320, 901, mkdtempSync(join(root, 'film-')))), videoId: again.videoId };
    await both([...more.slice(2), anew]);
    // The same folder with other frames, as indexing again leaves it.
    const other = await film(90, 902, (more[3] as IndexedVideo).dir);
    await both([more[0] as IndexedVideo, { ...other, videoId: (more[3] as IndexedVideo).videoId }]);
  });

  it('keep their signs beside the views, and make them anew where they are damaged, missing or of other views', async () => {
    const videos = await films(2, 300);
    const dir = (videos[0] as IndexedVideo).dir;
    const file = join(dir, VIEW_SIGNS_FILE);
    const right = keys((await exact().search(videos, '3 8', 10, signal)).hits);
    const found = async () => keys((await archive().search(videos, '3 8', 10, signal)).hits);
    expect(await found()).toEqual(right);
    const whole = readFileSync(file);
    const before = statSync(file, { bigint: true }).mtimeNs;
    expect(await found()).toEqual(right);
    expect(statSync(file, { bigint: true }).mtimeNs).toBe(before);
    for (const damaged of [
      Buffer.from('rubbish'),
      whole.subarray(0, whole.length - 5),
      Buffer.from(whole.map((byte, n) => (n === 500 ? byte ^ 1 : byte))),
      readFileSync(join((videos[1] as IndexedVideo).dir, VIEW_SIGNS_FILE)),
    ]) {
      writeFileSync(file, damaged);
      expect(await found()).toEqual(right);
      expect(readFileSync(file)).toEqual(whole);
    }
    rmSync(file);
    expect(await found()).toEqual(right);
    expect(existsSync(file)).toBe(true);
  });

  it('have signs from the index on: no search makes them', async () => {
    const videos = await films(2, 300);
    for (const { dir } of videos) {
      await ensureViews(dir, space(), () => undefined, signal);
      keepFrameSigns(dir, space());
    }
    const times = () =>
      videos.map(({ dir }) => statSync(join(dir, VIEW_SIGNS_FILE), { bigint: true }).mtimeNs);
    const before = times();
    const right = await exact().search(videos, '3 8', 10, signal);
    expect(keys((await archive().search(videos, '3 8', 10, signal)).hits)).toEqual(keys(right.hits));
    expect(times()).toEqual(before);
  });

  it('are searched as far as they are made ready, and it is said of how many films that is not so', async () => {
    const videos = await films(4, 200);
    const searcher = archive();
    const hurried = () => searcher.search(videos, '4 9', 10, signal, 'labels', -1);
    expect(await hurried()).toMatchObject({ hits: [], waiting: 4 });
    await searcher.prepare(videos.slice(0, 3), signal);
    const part = await hurried();
    expect(part.waiting).toBe(1);
    expect(keys(part.hits)).toEqual(keys((await exact().search(videos.slice(0, 3), '4 9', 10, signal)).hits));
    await searcher.prepare(videos, signal);
    const all = await hurried();
    expect(all.waiting).toBeUndefined();
    expect(keys(all.hits)).toEqual(keys((await exact().search(videos, '4 9', 10, signal)).hits));
  });

  it('are searched exactly where there is no room for their signs', async () => {
    const videos = await films(3, 200);
    const right = await exact().search(videos, '2 6', 20, signal);
    const none = new FrameSearcher(space(), 0, { mostPages: 1, ...NEAR });
    expect((await none.search(videos, '2 6', 20, signal)).hits).toEqual(right.hits);
    // Nothing is waited for then: there is nothing that would be made ready.
    const hurried = await none.search(videos, '2 6', 20, signal, 'labels', -1);
    expect(hurried).toMatchObject({ hits: right.hits });
    expect(hurried.waiting).toBeUndefined();
  });

  it('are told only of views that are what was written', async () => {
    const videos = await films(2, 300);
    const right = await exact().search(videos, '1 2', 10, signal);
    const searcher = archive();
    await searcher.search(videos, '1 2', 10, signal);
    const worst = videos.find(({ videoId }) => videoId === right.hits[0]?.videoId) as IndexedVideo;
    const view = join(worst.dir, VIEW_FILE);
    const bytes = readFileSync(view);
    // Embeddings of all blocks but not the checksums, by which the file would be taken for another.
    const size = (bytes.length - 64) / 2;
    for (const at of [64 + size - 500, 64 + 2 * size - 500]) bytes.fill(99, at, at + 100);
    writeFileSync(view, bytes);
    expect((await searcher.search(videos, '1 2', 10, signal)).hits).toEqual(right.hits);
  });

  it('of a film without a readable index are left out, and it is named', async () => {
    const videos = await films(3, 100);
    const [bad, ...rest] = videos as [IndexedVideo, IndexedVideo, IndexedVideo];
    rmSync(bad.dir, { recursive: true });
    const { hits, unreadable } = await archive().search(videos, '3 4', 5, signal);
    expect(unreadable?.map(({ videoId }) => videoId)).toEqual([bad.videoId]);
    expect(keys(hits)).toEqual(keys((await exact().search(rest, '3 4', 5, signal)).hits));
  });
});

describe('lines of an archive', () => {
  async function withLines(seed: number): Promise<IndexedVideo> {
    const next = randoms(seed);
    const word = () => Math.floor(((next() + 1) / 2) * LABELS);
    const dir = mkdtempSync(join(root, 'lines-'));
    const lines = Array.from({ length: 300 }, (_, id) => ({
      id: 3 * id,
      text: `${word()} ${word()} ${word()}`,
    }));
    await ensureSegmentEmbeddings(dir, 'speech', lines, space());
    made += 1;
    return { videoId: made.toString(16).padStart(32, '0'), dir };
  }
  const some = () => Promise.all(Array.from({ length: 8 }, (_, n) => withLines(40 + n)));
  const small = () => new SegmentSearcher(space(), 0, { leastNear: 200 });

  it('are found as the exact search finds them: at least 98 of 100 in likeness', async () => {
    const videos = await some();
    const [one, two] = [new SegmentSearcher(space()), small()];
    let near = 0;
    for (const query of QUERIES) {
      const right = await one.search(videos, 'speech', query, 10, signal);
      const { hits } = await two.search(videos, 'speech', query, 10, signal);
      // Lines of the same words are equal: which of them is shown does not matter.
      const least = right.hits.at(-1)?.similarity ?? 2;
      near += hits.filter(({ similarity }) => similarity >= least).length;
    }
    expect(near / (10 * QUERIES.length)).toBeGreaterThanOrEqual(0.98);
  });

  it('are searched as far as they are made ready, and it is said of how many films that is not so', async () => {
    const videos = await some();
    const searcher = small();
    const hurried = () => searcher.search(videos, 'speech', '5 6', 10, signal, -1);
    expect(await hurried()).toEqual({ hits: [], unreadable: [], waiting: 8 });
    await searcher.prepare(videos, 'speech', signal);
    expect(await hurried()).toEqual(await searcher.search(videos, 'speech', '5 6', 10, signal));
  });

  it('of a damaged file are left out, and the film is named, so that it can be made anew', async () => {
    const videos = await some();
    const searcher = small();
    const { hits } = await searcher.search(videos, 'speech', '5 6', 10, signal);
    const bad = videos.find(({ videoId }) => videoId === hits[0]?.videoId) as IndexedVideo;
    const file = join(bad.dir, 'speech.bin');
    writeFileSync(file, readFileSync(file).fill(7, 5_000, 9_000));
    const after = await searcher.search(videos, 'speech', '5 6', 10, signal);
    expect(after.unreadable).toEqual([bad.videoId]);
    const rest = videos.filter((video) => video !== bad);
    expect(after.hits.every(({ videoId }) => rest.some((video) => video.videoId === videoId))).toBe(true);
  });
});
