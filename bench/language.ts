import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncodedVideo, LanguageAnswer } from '../src-main/base/film/language-tokens/types';
import { loadPack, type Pack } from '../src-main/base/packs/pack';
import { GRAPH } from '../src-main/worker/checkpoints/llava-mini/graph-io';
import { compareFlops, plannedFlops } from '../src-main/worker/checkpoints/llava-mini/graphs/flops';
import { madeUpWeights } from '../src-main/worker/checkpoints/llava-mini/graphs/testing';
import { packSizes, RELEASED_8B } from '../src-main/worker/checkpoints/llava-mini/sizes';
import type { LlavaMiniConfig } from '../src-main/worker/checkpoints/llava-mini/types';
import { cacheTensor, languageCache, newCacheArray } from '../src-main/worker/inference/llava-mini/cache';
import { Decoder } from '../src-main/worker/inference/llava-mini/decoder';
import { answersOf, openFrameReader } from '../src-main/worker/inference/llava-mini/frame-reader';
import { openLanguageModel } from '../src-main/worker/inference/llava-mini/language-model';
import { Prefix } from '../src-main/worker/inference/llava-mini/prefix';
import { framePlan, Prefusion } from '../src-main/worker/inference/llava-mini/prefusion';
import { buildPrompt } from '../src-main/worker/inference/llava-mini/prompt';
import { openTextTokens } from '../src-main/worker/inference/llava-mini/tokenizer';
import { openSession, Tensor } from '../src-main/worker/inference/session';
import { madePack } from './gpu/made-model';
import { asked } from './made-film';
import { median, number, type Row, type Section } from './report';

/** Between the tests' and the released model: a decoder of 90 million parameters, so that all takes minutes. */
const CONFIG: LlavaMiniConfig = {
  ...RELEASED_8B,
  llama: {
    ...RELEASED_8B.llama,
    hidden: 1024,
    headDim: 64,
    heads: 16,
    kvHeads: 4,
    intermediate: 2816,
    layers: 8,
    vocab: 2048,
  },
  prefusionLayers: 2,
  vision: { ...RELEASED_8B.vision, width: 256, heads: 4, intermediate: 1024, layers: 4, layersRun: 3 },
};
const FRAMES = Number(process.env.LONGTAKE_BENCH_FRAMES ?? 10_000);
const THREADS = availableParallelism();
const TOKENS = 16;
/** Frames whose fusion is kept: the CPU's limit. */
const KEPT = 32;

/** What is measured below, over one made-up pack. */
export const language: Section = {
  title: `Language model: ${number(FRAMES, 0)} frames, 90 million parameters in 4 bits, made-up weights`,
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'longtake-bench-'));
    try {
      const pack = await loadPack(await madePack(root, 'bench', { config: CONFIG, shards: 1 }, 'int4'));
      const { row, video } = await reading(pack, root);
      return [row, ...(await answering(pack, video)), ...sizes(), ...(await operations())];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

function made(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** Frames a second of the reader, over the same graphs with nothing around them. */
async function reading(pack: Pack, root: string): Promise<{ row: Row; video: EncodedVideo }> {
  const part = answersOf(pack);
  const reader = await openFrameReader(pack, 'cpu', THREADS);
  const options = { device: 'cpu', threads: THREADS } as const;
  const vision = await openSession(pack.file(part.graphs.vision), options);
  const prefusion = await openSession(pack.file(part.graphs.prefusion), options);
  const { side } = part.image;
  const { batchSize } = reader;
  const pixels = Uint8Array.from({ length: batchSize * side * side * 3 }, (_, i) => (i * 37) % 256);
  const values = made(batchSize * 3 * side * side);
  const rows = framePlan(part).total + reader.systemRows;
  const input = made(rows * part.hidden);
  const none = newCacheArray(part.cacheType, 0);
  const past: Record<string, Tensor> = {};
  for (let layer = 0; layer < part.prefusionLayers; layer++) {
    for (const name of [GRAPH.pastKey(layer), GRAPH.pastValue(layer)]) {
      past[name] = cacheTensor(part.cacheType, none, [1, part.kvHeads, 0, part.headDim]);
    }
  }
  const wanted = BigInt64Array.from({ length: reader.systemRows + 1 }, (_, i) => BigInt(rows - 1 - i));
  const bare = async () => {
    await vision.run({ [GRAPH.vision.pixels]: new Tensor('float32', values, [batchSize, 3, side, side]) });
    for (let frame = 0; frame < batchSize; frame++) {
      const inputs = {
        ...past,
        [GRAPH.inputs]: new Tensor('float32', input, [1, rows, part.hidden]),
        [GRAPH.rowIndex]: new Tensor('int64', wanted, [wanted.length]),
        [GRAPH.lengths]: new Tensor('int32', Int32Array.of(rows - 1), [1]),
        [GRAPH.totalLength]: new Tensor('int32', Int32Array.of(rows), []),
      };
      await prefusion.run(inputs, [GRAPH.hidden]);
    }
  };
  const [own, limit]: [number[], number[]] = [[], []];
  // Turn by turn, so that what else the machine does hits both.
  for (let turn = 0; turn < 5; turn++) {
    own.push((await timed(() => reader.read(pixels, batchSize, []))) / batchSize);
    limit.push((await timed(bare)) / batchSize);
  }
  const { fusion } = await reader.read(pixels, batchSize, [0]);
  await Promise.all([reader.dispose(), vision.dispose(), prefusion.dispose()]);
  const [mine, best] = [1000 / median(own), 1000 / median(limit)];
  const tokens = made(1000 * part.hidden);
  const readFusion = fusion.get(0) as Uint16Array;
  const video: EncodedVideo = {
    hash: 'bench',
    count: FRAMES,
    times: Float64Array.from({ length: FRAMES }, (_, i) => i * 1e6),
    readTokens: async (from, to) => {
      const read = new Float32Array((to - from) * part.hidden);
      for (let i = 0; i < read.length; i++) read[i] = tokens[(from * 7 + i) % tokens.length] as number;
      return read;
    },
    systemSum: Float64Array.from(made(reader.systemRows * part.hidden), (value) => value * FRAMES),
    fusionFrames: Array.from({ length: KEPT }, (_, i) => Math.floor((i * FRAMES) / KEPT)),
    readFusion: async () => readFusion,
    cacheDir: join(root, 'cache'),
  };
  const row = {
    what: 'reading frames, frames/s',
    value: number(mine),
    against: `${number(best)} of the bare graphs: ${number(mine / best, 2)}`,
  };
  return { row, video };
}

async function answering(pack: Pack, video: EncodedVideo): Promise<Row[]> {
  const model = await openLanguageModel(pack, 'cpu', THREADS, { memoryBytes: 8e9 });
  const first = await model.ask(asked(video, 'What happens first?', TOKENS));
  const rows = model.systemRows + FRAMES;
  const perSecond = (rows * 1000) / first.timings.prefix;
  const alone = await openBareAnswer(pack, rows, video);
  const own: LanguageAnswer[] = [];
  const [bareTokens, weighedTokens, bareQuestions]: [number[], number[], number[]] = [[], [], []];
  // Turn by turn, so that what else the machine does hits both.
  for (let turn = 0; turn < 3; turn++) {
    own.push(await model.ask(asked(video, 'What happens then?', TOKENS)));
    bareTokens.push(await alone.token('logits'));
    weighedTokens.push(await alone.token('attention'));
    bareQuestions.push(await alone.question());
  }
  await model.dispose();
  await alone.dispose();
  const middle = (of: (timings: LanguageAnswer['timings']) => number): number =>
    median(own.map(({ timings }) => of(timings)));
  const second = {
    prefix: middle(({ prefix }) => prefix),
    firstWord: middle(({ prefix, firstToken }) => prefix + firstToken),
    perToken: middle(({ perToken }) => perToken),
  };
  const bare = {
    ...(await growingGraph(pack, rows)),
    answer: median(bareTokens),
    weighed: median(weighedTokens),
    question: median(bareQuestions),
  };
  return [
    {
      what: 'reading the prefix, tokens/s',
      value: number(perSecond),
      against: `${number(bare.prefill)} of the bare graph with a growing past: ${number(perSecond / bare.prefill, 2)}`,
    },
    {
      what: 'a second question: the prefix, ms',
      value: number(second.prefix),
      against: `${number(first.timings.prefix, 0)} for the first`,
    },
    {
      what: 'a second question until its first word, ms',
      value: number(second.firstWord),
      against: `${number(bare.question)} of its own rows in the bare graphs: ${number(second.firstWord / bare.question, 2)} times that`,
    },
    {
      what: 'a token of an answer, ms',
      value: number(second.perToken),
      against: `${number(bare.weighed)} of the bare graph with the attention that places come from: ${number(bare.weighed / second.perToken, 2)} of its speed; ${number(bare.answer)} without: ${number(bare.answer / second.perToken, 2)}; ${number(bare.growing)} with a growing cache: ${number(bare.growing / second.perToken, 1)} times as fast`,
    },
  ];
}

/** The graph with a growing cache: tokens a second of a prefill, then milliseconds of a token. */
async function growingGraph(pack: Pack, rows: number) {
  const part = answersOf(pack);
  const options = { device: 'cpu', threads: THREADS } as const;
  const prefill = await openSession(pack.file(part.graphs.prefill), options);
  let past: Record<string, Tensor> = {};
  for (let layer = 0; layer < part.layers; layer++) {
    for (const name of [GRAPH.pastKey(layer), GRAPH.pastValue(layer)]) {
      past[name] = cacheTensor(part.cacheType, newCacheArray(part.cacheType, 0), [
        1,
        part.kvHeads,
        0,
        part.headDim,
      ]);
    }
  }
  const input = made(512 * part.hidden);
  const step = async (before: number, count: number, wanted: number) => {
    const index = BigInt64Array.from({ length: wanted }, () => BigInt(count - 1));
    const outputs = await prefill.run({
      ...past,
      [GRAPH.inputs]: new Tensor('float32', input.subarray(0, count * part.hidden), [1, count, part.hidden]),
      [GRAPH.logitIndex]: new Tensor('int64', index, [wanted]),
      [GRAPH.lengths]: new Tensor('int32', Int32Array.of(before + count - 1), [1]),
      [GRAPH.totalLength]: new Tensor('int32', Int32Array.of(before + count), []),
    });
    past = {};
    for (let layer = 0; layer < part.layers; layer++) {
      past[GRAPH.pastKey(layer)] = outputs[GRAPH.presentKey(layer)] as Tensor;
      past[GRAPH.pastValue(layer)] = outputs[GRAPH.presentValue(layer)] as Tensor;
    }
  };
  const filling = await timed(async () => {
    for (let at = 0; at < rows; at += 512) await step(at, Math.min(512, rows - at), 0);
  });
  const growing: number[] = [];
  for (let i = 0; i < TOKENS; i++) growing.push(await timed(() => step(rows + i, 1, 1)));
  await prefill.dispose();
  return { prefill: (rows * 1000) / filling, growing: median(growing) };
}

/** The answer graph alone, over a prefix of made-up keys and values: milliseconds of a token, and of a question's rows. */
async function openBareAnswer(pack: Pack, rows: number, video: EncodedVideo) {
  const part = answersOf(pack);
  const shape = languageCache(part);
  const options = { device: 'cpu', threads: THREADS } as const;
  const session = await openSession(pack.file(part.graphs.answer), options);
  const prefix = new Prefix(shape, rows);
  for (const array of [...prefix.keys, ...prefix.values]) array.fill(0.01);
  prefix.filled(rows);
  const row = made(part.hidden);
  const fresh = () => new Decoder(session, shape, part.hidden, prefix);
  return {
    async token(wanted: 'logits' | 'attention'): Promise<number> {
      const decoder = fresh();
      const taken = await timed(async () => {
        for (let i = 0; i < TOKENS; i++) await decoder.read(row, wanted);
      });
      return taken / TOKENS;
    },
    question: () => bareQuestion(pack, video, fresh()),
    dispose: () => session.dispose(),
  };
}

/** Milliseconds of the graphs alone for a question's rows: pre-fusion with each kept frame, and once the language model. */
async function bareQuestion(pack: Pack, video: EncodedVideo, decoder: Decoder): Promise<number> {
  const part = answersOf(pack);
  const tokens = await openTextTokens(pack, part);
  const prompt = buildPrompt(tokens, part.systemPrompt, [], 'What happens then?');
  const session = await openSession(pack.file(part.graphs.prefusion), { device: 'cpu', threads: THREADS });
  const prefusion = new Prefusion(session, part, prompt.system.length);
  const rows = made(prompt.question.length * part.hidden);
  const frames = await Promise.all(video.fusionFrames.map((frame) => video.readFusion(frame)));
  const all = async () => {
    for (const fusion of frames) await prefusion.readQuestion(rows, fusion);
    await decoder.read(rows, 'logits');
  };
  const taken = await timed(all);
  await session.dispose();
  return taken;
}

/** Rows of text beside a picture: the system prompt and a short question, and twice that. */
const TEXT_ROWS = [60, 100];

/** What a picture and a question cost the released model, counted from its graphs, which are planned without weights. */
async function operations(): Promise<Row[]> {
  const flops = await plannedFlops(RELEASED_8B, madeUpWeights(RELEASED_8B, 1));
  const tera = (value: number): string => number(value / 1e12, 2);
  return TEXT_ROWS.map((rows) => {
    const { mini, llava15, saved } = compareFlops(RELEASED_8B, flops, rows);
    return {
      what: `a picture and ${rows} rows of text, 8 B, TFLOP`,
      value: tera(mini),
      against: `${tera(llava15)} of LLaVA-v1.5: ${number(saved * 100, 1)} % fewer (77 % in the paper)`,
    };
  });
}

/** What a frame takes of the released model, by its sizes: keys and values in half precision, and its token. */
function sizes(): Row[] {
  const { cacheBytesPerToken, tokenBytesPerFrame } = packSizes(RELEASED_8B, 'fp16');
  const megabytes = (cacheBytesPerToken + tokenBytesPerFrame) / 1e6;
  return [
    {
      what: 'keys, values and token of a frame, 8 B in half precision, MB',
      value: number(megabytes, 3),
      against: `0.6 in the paper: ${number(megabytes / 0.6, 2)}; 360 of LLaVA-v1.5: 1/${number(360 / megabytes, 0)}`,
    },
  ];
}
