import type { Device } from '../../../../../src-shared/devices';
import type { EncodedVideo, ReadFrames } from '../../../../base/film/language-tokens/types';
import type { Pack } from '../../../../base/packs/pack';
import { GRAPH } from '../../../checkpoints/llava-mini/graph-io';
import { floats, openSession, type Session, Tensor, type Tensors } from '../../session';
import { cacheOutput, cacheTensor, fusionCache, languageCache, newCacheArray } from '../cache';
import { Decoder } from '../decoder';
import { placeFor, residentOutputs } from '../device-prefix';
import { Embeddings } from '../embeddings';
import { answersOf, openFrameReader, type PictureReader } from '../frame-reader';
import type { KvPrefix, PrefixPlace } from '../kv-prefix';
import { answerGraph } from '../language-model';
import { growPrefix } from '../prefix-maker';
import { framePlan, Prefusion } from '../prefusion';
import { buildPrompt, isPadding } from '../prompt';
import { fuseQuestion } from '../question-fusion';
import { openTextTokens, type TextTokens } from '../tokenizer';
import type { Run } from './fixtures';

/** The product's parts for one pack, opened one by one so that what passes between them can be looked at. */
export class Stages {
  private constructor(
    readonly pack: Pack,
    readonly tokens: TextTokens,
    readonly reader: PictureReader,
    private readonly embeddings: Embeddings,
    private readonly vision: Session,
    private readonly prefusion: Session,
    readonly answer: Session,
    private readonly place: PrefixPlace,
  ) {}

  /**
   * @param device where all graphs run
   * @param asOnDevice whether even the CPU is given nothing empty, as devices are
   * @param answer file of another answer graph than the pack's
   */
  static async open(
    pack: Pack,
    device: Device = 'cpu',
    asOnDevice = device !== 'cpu',
    answer: string | null = null,
  ): Promise<Stages> {
    const part = answersOf(pack);
    const options = { device, threads: 1, takesEmpty: !asOnDevice };
    const session = (file: string, resident: readonly string[] = []) =>
      openSession(file, { ...options, resident });
    const own = pack.file(answerGraph(part, asOnDevice ? 'webgpu' : 'cpu'));
    return new Stages(
      pack,
      await openTextTokens(pack, part),
      await openFrameReader(pack, device, 1, { takesEmpty: options.takesEmpty }),
      await Embeddings.open(pack, part),
      await session(pack.file(part.graphs.vision)),
      await session(pack.file(part.graphs.prefusion)),
      await session(answer ?? own, residentOutputs(part.layers)),
      await placeFor(device, languageCache(part)),
    );
  }

  get part() {
    return answersOf(this.pack);
  }

  prompt(run: Run) {
    return buildPrompt(this.tokens, this.part.systemPrompt, run.turns, run.question);
  }

  /** The vision graph on one frame's views: [rows, hidden] */
  async rows(views: Float32Array): Promise<Float32Array> {
    const { side } = this.part.image;
    const { pixels, frames } = GRAPH.vision;
    const input = new Tensor('float32', views, [framePlan(this.part).views, 3, side, side]);
    return floats(await this.vision.run({ [pixels]: input }, [frames]), frames);
  }

  /**
   * Pre-fusion of one frame's rows and the system prompt's, some rows at a time behind those before them.
   * @param rows of the vision graph, float32 [rows, hidden]
   * @returns all rows after the last layer, float32 [rows, hidden]
   */
  async frameInSteps(rows: Float32Array, step: number): Promise<Float32Array> {
    const { hidden } = this.part;
    const { type, layers, kvHeads, headDim } = fusionCache(this.part);
    const system = await this.embeddings.rows(
      buildPrompt(this.tokens, this.part.systemPrompt, [], '').system,
    );
    const all = Float32Array.from([...rows, ...system]);
    const after = new Float32Array(all.length);
    let past: Tensors = {};
    for (let from = 0; from * hidden < all.length; from += step) {
      const part = all.subarray(from * hidden, (from + step) * hidden);
      const count = part.length / hidden;
      const wanted = BigInt64Array.from({ length: count }, (_, row) => BigInt(row));
      const inputs: Record<string, Tensor> = {
        [GRAPH.inputs]: new Tensor('float32', part, [1, count, hidden]),
        [GRAPH.rowIndex]: new Tensor('int64', wanted, [count]),
        [GRAPH.lengths]: new Tensor('int32', Int32Array.of(from + count - 1), [1]),
        [GRAPH.totalLength]: new Tensor('int32', Int32Array.of(from + count), []),
      };
      for (let layer = 0; layer < layers; layer++) {
        for (const [name, before] of [
          [GRAPH.pastKey(layer), GRAPH.presentKey(layer)],
          [GRAPH.pastValue(layer), GRAPH.presentValue(layer)],
        ] as const) {
          const kept = past[before]
            ? cacheOutput(past, before, type)
            : newCacheArray(type, kvHeads * headDim);
          inputs[name] = cacheTensor(type, kept, [1, kvHeads, Math.max(1, from), headDim]);
        }
      }
      past = await this.prefusion.run(inputs);
      after.set(floats(past, GRAPH.hidden), from * hidden);
    }
    return after;
  }

  /** Frames in the reader's own batches, all of them kept. */
  async read(pixels: Uint8Array, count: number): Promise<ReadFrames> {
    const { batchSize, dim, systemRows, hidden } = this.reader;
    const bytes = pixels.length / count;
    const tokens = new Float32Array(count * dim);
    const systemSum = new Float64Array(systemRows * hidden);
    const fusion = new Map<number, Uint16Array>();
    for (let first = 0; first < count; first += batchSize) {
      const size = Math.min(batchSize, count - first);
      const part = pixels.subarray(first * bytes, (first + size) * bytes);
      const read = await this.reader.read(part, size, [...Array(size).keys()]);
      tokens.set(read.tokens, first * dim);
      for (let i = 0; i < systemSum.length; i++)
        systemSum[i] = (systemSum[i] as number) + (read.systemSum[i] as number);
      for (const [place, kept] of read.fusion) fusion.set(first + place, kept);
    }
    return { tokens, systemSum, fusion };
  }

  /** The question's rows as the video's frames fuse them: [ids, hidden] */
  async question(run: Run, video: EncodedVideo): Promise<Float32Array> {
    const { system, question } = this.prompt(run);
    const prefusion = new Prefusion(this.prefusion, this.part, system.filter((id) => !isPadding(id)).length);
    const signal = new AbortController().signal;
    const rows = await this.embeddings.rows(question);
    return fuseQuestion(prefusion, video, video.fusionFrames, question, rows, {
      signal,
      onProgress: () => {},
    });
  }

  /** Keys and values of the system prompt and all frames. */
  async prefix(video: EncodedVideo): Promise<KvPrefix> {
    const { part } = this;
    const systemRows = this.reader.systemRows;
    const prefix = await this.place.make(systemRows + video.count * part.compressedTokens);
    await growPrefix(prefix, {
      session: this.answer,
      part,
      video,
      selection: { first: 0, step: 1, count: video.count, of: video.count },
      systemRows,
      chunk: 32,
      signal: new AbortController().signal,
      onProgress: () => {},
      checkpoint: async () => {},
    });
    return prefix;
  }

  /** What a model reads that says `text` after a question, and which of these rows' next tokens are its own. */
  async answerRows(
    run: Run,
    video: EncodedVideo,
    text: string,
  ): Promise<{ rows: Float32Array; ids: number[] }> {
    const header = '<|start_header_id|>assistant<|end_header_id|>\n\n';
    const ids = this.tokens.encode(header + text).slice(1);
    const question = await this.question(run, video);
    const rows = new Float32Array(question.length + (ids.length - 1) * this.part.hidden);
    rows.set(question);
    rows.set(await this.embeddings.rows(ids.slice(0, -1)), question.length);
    return { rows, ids };
  }

  /** Of the ids at the end, each after all before it. */
  async logLikelihood(decoder: Decoder, { rows, ids }: { rows: Float32Array; ids: readonly number[] }) {
    const { vocab, hidden } = this.part;
    const logits = await decoder.score(rows);
    const first = rows.length / hidden - ids.length;
    let sum = 0;
    for (const [i, id] of ids.entries()) {
      const row = logits.subarray((first + i) * vocab, (first + i + 1) * vocab);
      const most = Math.max(...row);
      const total = row.reduce((all, value) => all + Math.exp(value - most), 0);
      sum += (row[id] as number) - most - Math.log(total);
    }
    return sum;
  }

  /** Logits after the question, what its last row attends to, and the likeliest tokens from there on. */
  async greedy(run: Run, video: EncodedVideo, rows?: Float32Array) {
    const { part } = this;
    const prefix = await this.prefix(video);
    const decoder = new Decoder(this.answer, languageCache(part), part.hidden, prefix);
    const first = await decoder.read(rows ?? (await this.question(run, video)), 'attention');
    const logits = first?.logits ?? new Float32Array();
    const attention = first?.attention ?? new Float32Array();
    const ids: number[] = [];
    for (let scores = logits; ; ) {
      const id = scores.indexOf(Math.max(...scores));
      ids.push(id);
      if (part.stopIds.includes(id) || ids.length >= run.answer.length) break;
      scores = (await decoder.read(await this.embeddings.rows([id]), 'logits'))?.logits ?? new Float32Array();
    }
    decoder.dispose();
    prefix.dispose();
    return { logits, attention, ids };
  }

  async close(): Promise<void> {
    await this.reader.dispose();
    for (const session of [this.vision, this.prefusion, this.answer]) await session.dispose();
    await this.place.dispose();
    await this.embeddings.close();
  }
}
