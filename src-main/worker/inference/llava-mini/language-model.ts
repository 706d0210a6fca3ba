// LLaVA-Mini's language model: prefix of a film (prefill), question, decoding token by token.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Device } from '../../../../src-shared/devices';
import type {
  LanguageAnswer,
  LanguageModel,
  LanguageQuestion,
} from '../../../base/film/language-tokens/types';
import type { AnswersPart } from '../../../base/packs/manifest';
import { type Pack, tokenModel } from '../../../base/packs/pack';
import type { Making } from '../block-form';
import {
  DeviceFailed,
  DeviceRefused,
  type GraphPlace,
  isShortOfMemory,
  openGraph,
  type Session,
} from '../session';
import { bytesPerRow, type CacheShape, languageCache } from './cache';
import { Decoder } from './decoder';
import { describeAsk } from './details';
import { placeFor, residentOutputs } from './device-prefix';
import { Embeddings } from './embeddings';
import { answersOf } from './frame-reader';
import type { PrefixPlace } from './kv-prefix';
import { type AskPlan, planAsk } from './plan';
import { growPrefix } from './prefix-maker';
import { KvCacheStore } from './prefix-store';
import { Prefusion } from './prefusion';
import { buildPrompt, isPadding } from './prompt';
import { fuseQuestion } from './question-fusion';
import { pickerFor } from './sampling';
import { fusionFrames, selectionName } from './selection';
import { TextStream } from './text-stream';
import { openTextTokens, type TextTokens } from './tokenizer';
import { AttentionAttribution, pickFrames } from './weigh';

/** Bytes of a video's prefixes on disk, unless it is said. */
const DISK_BYTES = 16e9;
/** Rows of a question that go through the model at once. */
const QUESTION_CHUNK = 128;
/** A device that does not take a prefix is asked for half of it so many times: most do not tell how much memory they have. */
const MOST_HALVINGS = 3;

export interface LanguageModelOptions {
  /** For prefixes in memory: frames are thinned where one does not fit. */
  readonly memoryBytes: number;
  /** For prefixes on disk, for each video. */
  readonly diskBytes?: number;
  /** Rows of a prefix that go through the model at once, where it is not for its place to say; changes speed and memory, not answers. */
  readonly chunk?: number;
  /** Milliseconds between writing an unfinished prefix. */
  readonly checkpoint?: number;
  /** Where prefixes lie, for tests; where the device keeps them unless it is said. */
  readonly place?: PrefixPlace;
  /** The language model in fewer bits a weight than the pack has it; pre-fusion stays as it is. */
  readonly form?: NonNullable<GraphPlace['form']>;
  /** Whoever waits while that form is made. */
  readonly making?: Making;
  /** Whether the device is to be given a smaller form before fewer frames: NoRoomForPrefix is thrown then where its memory is short. */
  readonly hasSmaller?: boolean;
}

/** A device has no room for a prefix beside the model in this form. */
export class NoRoomForPrefix extends Error {
  constructor(options: { cause: unknown }) {
    super('the device has no room for a prefix', options);
    this.name = 'NoRoomForPrefix';
  }
}

/** A language model that says where it runs and what its keys and values take. */
export interface OpenLanguageModel extends LanguageModel {
  readonly device: Device;
  /** Bytes of the keys and values of one row, in memory and on disk. */
  readonly bytesPerRow: number;
  /** Rows that stand before the frames. */
  readonly systemRows: number;
  /** Bytes of prefixes in memory, or on the device, now. */
  readonly prefixBytes: number;
  /** Resolves when the prefix that was made for the last question is on disk: it is written while that is answered. */
  settled(): Promise<void>;
}

interface Opened {
  readonly device: Device;
  /** Names what its keys and values are made in. */
  readonly precision: string;
  readonly answer: Session;
  readonly prefusion: Session;
  readonly place: PrefixPlace;
}

/**
 * Opens the part of a LLaVA-Mini pack that answers. Only the answer graph is loaded, for the frames and the question alike:
 * the prefill graph would be the same weights once more.
 * @param threads threads for one operator on the CPU
 * @throws ModelPackBroken; DeviceRefused where the device does not take the graphs; NoRoomForForm
 */
export async function openLanguageModel(
  pack: Pack,
  device: Device,
  threads: number,
  options: LanguageModelOptions,
): Promise<OpenLanguageModel> {
  const part = answersOf(pack);
  const tokens = await openTextTokens(pack, part);
  const opened = await openGraphs(pack, device, threads, options);
  const embeddings = await Embeddings.open(pack, part);
  return new GraphLanguageModel(opened, part, tokens, embeddings, tokenModel(pack.manifest), options);
}

async function openGraphs(
  pack: Pack,
  device: Device,
  threads: number,
  { place, form, making }: LanguageModelOptions,
): Promise<Opened> {
  const part = answersOf(pack);
  const precision = form?.form ?? part.precision;
  const resident = residentOutputs(part.layers);
  const own = { device, threads, resident, ...(form ? { form } : {}) };
  const answer = await openGraph(pack, answerGraph(part, device), own, making);
  try {
    // Frames' tokens come out of it: it stays as the pack has it, so that those of all forms are the same.
    const prefusion = await openGraph(pack, part.graphs.prefusion, { device, threads });
    return {
      ...{ device, precision, answer, prefusion },
      place: place ?? (await placeFor(device, languageCache(part))),
    };
  } catch (error) {
    await answer.dispose();
    throw error;
  }
}

/**
 * The file of the answer graph for a device.
 * @throws DeviceRefused where the pack is of an earlier version and has none for devices
 */
export function answerGraph({ graphs }: AnswersPart, device: Device): string {
  if (device === 'cpu') return graphs.answer;
  if (graphs.answerOnDevice !== undefined) return graphs.answerOnDevice;
  throw new DeviceRefused(device, { cause: new Error('the pack has no answer graph for devices') });
}

class GraphLanguageModel implements OpenLanguageModel {
  readonly device: Device;
  readonly bytesPerRow: number;
  readonly #shape: CacheShape;
  readonly #store: KvCacheStore;
  readonly #systemIds: readonly number[];
  readonly #prefusion: Prefusion;
  #busy = false;
  /** For prefixes: what was said, until a device takes less. */
  #memoryBytes: number;

  constructor(
    private readonly opened: Opened,
    private readonly part: AnswersPart,
    private readonly tokens: TextTokens,
    private readonly embeddings: Embeddings,
    private readonly model: string,
    private readonly options: LanguageModelOptions,
  ) {
    this.device = opened.device;
    this.#memoryBytes = options.memoryBytes;
    this.#shape = languageCache(part);
    this.bytesPerRow = bytesPerRow(this.#shape);
    this.#store = new KvCacheStore(this.#shape, opened.place, { diskBytes: DISK_BYTES, ...options });
    this.#systemIds = systemIds(tokens, part);
    const fused = this.#systemIds.filter((id) => !isPadding(id)).length;
    this.#prefusion = new Prefusion(opened.prefusion, part, fused);
  }

  get systemRows(): number {
    return this.#systemIds.length;
  }

  get prefixBytes(): number {
    return this.#store.bytes;
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  async ask(question: LanguageQuestion): Promise<LanguageAnswer> {
    if (this.#busy) throw new Error('the language model takes one question at a time');
    this.#busy = true;
    try {
      return await this.#ask(question);
    } finally {
      this.#busy = false;
    }
  }

  async #ask(question: LanguageQuestion): Promise<LanguageAnswer> {
    const { video, signal } = question;
    if (video.count < 1) throw new RangeError('no frame was read yet');
    signal.throwIfAborted();
    const started = performance.now();
    const { plan, prefix, source } = await this.#fitting(question);
    const prefixed = performance.now();
    const fusion = fusionFrames(plan.selection, video.fusionFrames);
    const ids = plan.prompt.question;
    question.onPhase('question', 0);
    const rows = await fuseQuestion(
      this.#prefusion,
      video,
      fusion.frames,
      ids,
      await this.embeddings.rows(ids),
      { signal, onProgress: (fraction) => question.onPhase('question', fraction * 0.9) },
    );
    const decoder = new Decoder(this.opened.answer, this.#shape, this.part.hidden, prefix);
    const said = await this.#answer(decoder, rows, question, plan).finally(() => decoder.dispose());
    const tokens = said.tokens;
    return {
      text: said.text,
      tokens,
      stopped: said.stopped,
      frames: pickFrames(said.weights.sums, plan.selection, video),
      details: describeAsk(this.part, plan, fusion, {
        ...{ source, filmFrames: video.count, language: question.language ?? 'en' },
      }),
      timings: {
        prefix: prefixed - started,
        firstToken: said.firstAt - prefixed,
        perToken: tokens > 1 ? (said.lastAt - said.firstAt) / (tokens - 1) : 0,
      },
    };
  }

  /** The prefix of as many frames as the device takes: where it fails over one, half as much is tried, and said with the answer. */
  async #fitting(question: LanguageQuestion) {
    for (let halvings = 0; ; halvings++) {
      const memoryRows = Math.floor(this.#memoryBytes / this.bytesPerRow);
      const plan = planAsk(this.tokens, this.part, question, memoryRows);
      const capacity = this.systemRows + plan.selection.count * this.part.compressedTokens;
      try {
        return { plan, ...(await this.#prefix(question, plan, capacity)) };
      } catch (error) {
        const smallest = plan.selection.count === 1;
        if (!(error instanceof DeviceFailed)) throw error;
        if (this.options.hasSmaller && isShortOfMemory(error)) throw new NoRoomForPrefix({ cause: error });
        if (smallest || halvings === MOST_HALVINGS) throw error;
        await this.#store.clear();
        const half = Math.floor(plan.selection.count / 2) * this.part.compressedTokens;
        this.#memoryBytes = (this.systemRows + half) * this.bytesPerRow;
      }
    }
  }

  #prefix(question: LanguageQuestion, plan: AskPlan, capacity: number) {
    const { video, signal, onPhase } = question;
    const { selection } = plan;
    const name = [this.model, this.opened.precision, video.hash, selectionName(selection)].join(' ');
    onPhase('prefix', 0);
    return this.#store.get(video.cacheDir, name, capacity, (prefix, checkpoint) =>
      growPrefix(prefix, {
        session: this.opened.answer,
        part: this.part,
        video,
        selection,
        systemRows: this.systemRows,
        chunk: this.options.chunk ?? this.opened.place.chunk,
        signal,
        onProgress: (fraction) => onPhase('prefix', fraction),
        checkpoint,
      }),
    );
  }

  /** Reads the question and writes the answer, a token at a time. */
  async #answer(decoder: Decoder, rows: Float32Array, question: LanguageQuestion, plan: AskPlan) {
    const { signal } = question;
    const { stopIds, compressedTokens } = this.part;
    const pick = pickerFor(question.sampling);
    const stream = new TextStream(this.tokens);
    const weights = new AttentionAttribution(this.systemRows, compressedTokens, plan.selection.count);
    const give = (text: string) => text !== '' && question.onText(text);
    let last = await this.#readQuestion(decoder, rows, signal);
    question.onPhase('question', 1);
    const firstAt = performance.now();
    let lastAt = firstAt;
    let tokens = 0;
    let stopped: LanguageAnswer['stopped'] = 'length';
    while (tokens < plan.maxTokens) {
      await breathe();
      if (signal.aborted) {
        stopped = 'cancelled';
        break;
      }
      const id = pick(last.logits);
      tokens++;
      lastAt = performance.now();
      if (stopIds.includes(id)) {
        stopped = 'end';
        break;
      }
      const wasHeader = !stream.inAnswer;
      give(stream.push(id));
      // The row that chose this token is the one that looked at frames for it.
      if (stream.inAnswer && !(wasHeader && tokens > 1) && last.attention) weights.add(last.attention);
      if (tokens === plan.maxTokens) break;
      last = await this.#read(decoder, await this.embeddings.rows([id]));
    }
    give(stream.finish());
    return { text: stream.text, tokens, stopped, weights, firstAt, lastAt };
  }

  async #readQuestion(decoder: Decoder, rows: Float32Array, signal: AbortSignal) {
    const piece = QUESTION_CHUNK * this.part.hidden;
    let at = 0;
    for (; at + piece < rows.length; at += piece) {
      await decoder.read(rows.subarray(at, at + piece), 'nothing');
      await breathe();
      signal.throwIfAborted();
    }
    return this.#read(decoder, rows.subarray(at));
  }

  async #read(decoder: Decoder, rows: Float32Array) {
    const last = await decoder.read(rows, 'attention');
    if (!last) throw new Error('the last row was asked for');
    return last;
  }

  async dispose(): Promise<void> {
    await this.#store.clear();
    await this.opened.place.dispose();
    await this.opened.answer.dispose();
    await this.opened.prefusion.dispose();
    await this.embeddings.close();
  }
}

function systemIds(tokens: TextTokens, part: AnswersPart): readonly number[] {
  return buildPrompt(tokens, part.systemPrompt, [], '').system;
}
