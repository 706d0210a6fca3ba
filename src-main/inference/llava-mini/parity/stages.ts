import { GRAPH } from '../../../models/llava-mini/graph-io';
import type { Pack } from '../../../models/pack';
import { floats, openSession, type Session, Tensor } from '../../session';
import { languageCache } from '../cache';
import { Decoder } from '../decoder';
import { Embeddings } from '../embeddings';
import { answersOf, openFrameReader, type PictureReader } from '../frame-reader';
import { Prefix } from '../prefix';
import { growPrefix } from '../prefix-maker';
import { framePlan, Prefusion } from '../prefusion';
import { buildPrompt, isPadding } from '../prompt';
import { fuseQuestion } from '../question-fusion';
import { openTextTokens, type TextTokens } from '../tokenizer';
import type { ReadFrames, WatchedVideo } from '../types';
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
  ) {}

  static async open(pack: Pack): Promise<Stages> {
    const part = answersOf(pack);
    const session = (file: string) => openSession(pack.file(file), { device: 'cpu', threads: 1 });
    return new Stages(
      pack,
      await openTextTokens(pack, part),
      await openFrameReader(pack, 'cpu', 1),
      await Embeddings.open(pack, part),
      await session(part.graphs.vision),
      await session(part.graphs.prefusion),
      await session(part.graphs.answer),
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
  async question(run: Run, video: WatchedVideo): Promise<Float32Array> {
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
  async prefix(video: WatchedVideo): Promise<Prefix> {
    const { part } = this;
    const systemRows = this.reader.systemRows;
    const prefix = new Prefix(languageCache(part), systemRows + video.count * part.compressedTokens);
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
    video: WatchedVideo,
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

  /** Logits after the question, and the likeliest tokens from there on. */
  async greedy(run: Run, video: WatchedVideo): Promise<{ logits: Float32Array; ids: number[] }> {
    const { part } = this;
    const prefix = await this.prefix(video);
    const decoder = new Decoder(this.answer, languageCache(part), part.hidden, prefix);
    let last = await decoder.read(await this.question(run, video), 'logits');
    const logits = last?.logits ?? new Float32Array();
    const ids: number[] = [];
    for (;;) {
      const scores = last?.logits ?? new Float32Array();
      ids.push(scores.indexOf(Math.max(...scores)));
      const id = ids.at(-1) as number;
      if (part.stopIds.includes(id) || ids.length >= run.answer.length) return { logits, ids };
      last = await decoder.read(await this.embeddings.rows([id]), 'logits');
    }
  }

  async close(): Promise<void> {
    await this.reader.dispose();
    for (const session of [this.vision, this.prefusion, this.answer]) await session.dispose();
    await this.embeddings.close();
  }
}
