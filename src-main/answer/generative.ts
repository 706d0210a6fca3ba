import type { AnswerEvent, ChatMessage, Settings, Video } from '../../src-shared/domain';
import { LongtakeError } from '../../src-shared/errors';
import type { LanguageAnswer, LanguageTurn } from '../inference/llava-mini/types';
import type { AskRequest, WorkerClient, WorkerMethods } from '../jobs/protocol';
import { Evidence, type EvidenceDeps } from './evidence';
import { readInContext } from './follow-up';
import { placesOf } from './model-places';
import type { Reading } from './question';
import { resolveTime } from './time-words';
import type { Answerer, Question } from './types';
import { Verifier } from './verify';
import { spanOf } from './wording';
import { wordsOf } from './words';

export interface AnsweringPack {
  readonly packDir: string;
  /** See `tokenModel` in models/pack. */
  readonly model: string;
  readonly name: string;
}

export interface ModelAnswererDeps {
  readonly evidence: EvidenceDeps;
  /** Answers from what was seen and said: where there is no model, or stored facts are better. */
  readonly search: Answerer;
  /** A process of its own: it is busy for minutes, and searches must not wait. */
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly pack: () => AnsweringPack | null;
  readonly device: () => Settings['device'];
  readonly verifiedFile: string | null;
}

const LONGEST_ANSWER = 512;
/** How often a question is asked when one device after the other fails. */
const MOST_DEVICES = 4;
const MOST_TURNS = 8;
const MOST_KEYWORDS = 4;
/** Milliseconds of silence after which the process counts as hung: loading a graph of a large model blocks its thread. */
const DEADLINE = 900_000;

type Decision =
  | { readonly by: 'search'; readonly note: string | null }
  | {
      readonly by: 'model';
      readonly pack: AnsweringPack;
      readonly video: Video;
      readonly range: AskRequest['range'];
      readonly notes: readonly string[];
    };

/** Has the language model answer what it answers best, and leaves the rest to what was seen and said; says which, and why. */
export class ModelAnswerer implements Answerer {
  constructor(private readonly deps: ModelAnswererDeps) {}

  /** @throws NotEnoughMemory, ModelPackBroken, WorkerLost, and what the search's answerer throws */
  async *answer(question: Question): AsyncIterable<AnswerEvent> {
    const decision = this.decide(question);
    if (decision.by === 'search') {
      if (decision.note !== null) yield { type: 'detail', text: decision.note };
      yield* this.deps.search.answer(question);
      return;
    }
    yield* this.ask(question, decision);
  }

  /** Whether a question goes to the model. @throws NotFound for an unknown video */
  private decide({ scope, text, range, history }: Question): Decision {
    const pack = this.deps.pack();
    if (pack === null) return { by: 'search', note: null };
    const { name, model } = pack;
    if (scope === 'all') {
      const note = `Answered from what was seen and said: ${name} answers about one video. Open a video and ask there.`;
      return { by: 'search', note };
    }
    const video = this.deps.evidence.library.videos.get(scope.videoId);
    if (video.media.video === null) return { by: 'search', note: null };
    const { answers } = video;
    if (answers?.model !== model || answers.frameCount === 0) {
      const note = `Answered from what was seen and said: ${name} has not read this video yet. Start it on the video's card.`;
      return { by: 'search', note };
    }
    const { reading } = readInContext(text, history);
    const why = betterStored(reading, text);
    const within = range ?? (reading.time ? resolveTime(reading.time, video.duration) : null);
    const outside = reading.time !== null && within === null;
    if (why !== null || outside) {
      return {
        by: 'search',
        note: `Answered from what is stored, not by ${name}: ${why ?? 'it asks for a time outside of the film'}.`,
      };
    }
    const notes = [
      ...(answers.complete ? [] : [partly(answers.frameCount, name)]),
      ...(within ? [`Only ${spanOf(within)} was looked at.`] : []),
    ];
    return { by: 'model', pack, video, range: within, notes };
  }

  private async *ask(
    question: Question,
    { pack, video, range, notes }: Extract<Decision, { by: 'model' }>,
  ): AsyncIterable<AnswerEvent> {
    yield { type: 'author', name: pack.name };
    for (const text of notes) yield { type: 'detail', text };
    const stop = new AbortController();
    const signal = AbortSignal.any([question.signal, stop.signal]);
    let said = '';
    try {
      for (let left = MOST_DEVICES; ; left--) {
        const told = new Told(said);
        const asked = this.call(question, { pack, video, range }, told, signal);
        const ended = asked.finally(() => told.end());
        // Looked at below; until then a failure is not yet unhandled.
        ended.catch(() => undefined);
        yield* told.events();
        try {
          yield* this.conclude(video, await ended, question.signal);
          return;
        } catch (error) {
          // A device that failed is set aside by now: the next best one goes on.
          if (!(error instanceof LongtakeError) || error.code !== 'DeviceFailed' || left === 1) throw error;
          yield { type: 'detail', text: error.message };
        }
        said = told.said;
      }
    } finally {
      // Whoever asked does not listen any more.
      stop.abort();
    }
  }

  private call(
    question: Question,
    { pack, video, range }: Pick<Extract<Decision, { by: 'model' }>, 'pack' | 'video' | 'range'>,
    told: Told,
    signal: AbortSignal,
  ): Promise<LanguageAnswer> {
    return this.deps.worker.call(
      'answers.ask',
      {
        packDir: pack.packDir,
        verifiedFile: this.deps.verifiedFile,
        device: this.deps.device(),
        dir: this.deps.evidence.library.indexDir(video.id),
        question: question.text,
        turns: turnsOf(question.history, pack.name),
        range,
        maxTokens: LONGEST_ANSWER,
        sampling: null,
      },
      {
        signal,
        deadline: DEADLINE,
        onEvent: (event, payload) => {
          if (event === 'text') told.text(payload as string);
          else told.push({ type: 'phase', ...(payload as Phase) });
        },
      },
    );
  }

  /** What follows the words: places, each checked, and how the answer came about. */
  private async *conclude(
    video: Video,
    answer: LanguageAnswer,
    signal: AbortSignal,
  ): AsyncIterable<AnswerEvent> {
    const evidence = new Evidence(this.deps.evidence, signal);
    const candidates = placesOf(video, answer, await evidence.frameTimes(video));
    const { kept, dropped } = await new Verifier(evidence).check(candidates);
    for (const { citation } of kept) yield { type: 'citation', citation };
    if (kept.length > 0) yield { type: 'text', text: `\n\n${kept.map((_, n) => `[[${n}]]`).join(' ')}` };
    const details = [
      'A language model wrote this: it may be wrong. Look at the places before you rely on it.',
      ...answer.details,
      ...(answer.stopped === 'length' ? ['The answer was cut at its longest length.'] : []),
      timing(answer),
      ...dropped,
    ];
    for (const text of details) yield { type: 'detail', text };
    yield { type: 'done', confidence: null };
  }
}

type Phase = WorkerMethods['answers.ask']['events']['phase'];

/** Events that come from a callback, for who takes them one by one. */
class Told {
  readonly #waiting: AnswerEvent[] = [];
  #wake: () => void = () => undefined;
  #ended = false;
  #last = '';
  #said = '';

  /** @param before what was told of an answer that broke off: as far as this one says the same, it is not told again */
  constructor(private readonly before = '') {}

  /** All that was told of this answer. */
  get said(): string {
    return this.#said;
  }

  text(text: string): void {
    const from = this.#said.length;
    this.#said += text;
    const { before } = this;
    const same = this.#said.startsWith(before.slice(0, this.#said.length));
    if (same) this.#tell(text.slice(Math.max(0, before.length - from)));
    // It says something else from here on: told from its beginning, apart from what broke off.
    else if (before.startsWith(this.#said.slice(0, from)) && from < before.length)
      this.#tell(`\n\n${this.#said}`);
    else this.#tell(text);
  }

  /** What the model writes is no mark of ours. */
  #tell(text: string): void {
    if (text === '') return;
    const apart = this.#last === '[' && text.startsWith('[') ? ` ${text}` : text;
    this.#last = text.at(-1) ?? this.#last;
    this.push({ type: 'text', text: apart.replaceAll('[[', '[ [') });
  }

  push(event: AnswerEvent): void {
    this.#waiting.push(event);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *events(): AsyncGenerator<AnswerEvent> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) yield event;
      else if (this.#ended) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

/** Why stored facts answer a question better than a model's impression; null where they do not. */
function betterStored(reading: Reading, text: string): string | null {
  const { form, sense, quote, limit } = reading;
  if (form === 'videoLength') return 'the length is stored exactly';
  if (form === 'scenes') return 'the scenes are stored exactly';
  if (form === 'greeting') return 'it is no question about the video';
  // What is written in a picture is seen, whatever words ask for it.
  if (limit !== null) return null;
  if (quote !== null || sense === 'said' || form === 'whatSaid' || form === 'whoSays') {
    return 'what is said is in the transcript, word for word';
  }
  const few = wordsOf(text).length <= MOST_KEYWORDS;
  const asks =
    /[?]|^\s*(?:what|which|who|whose|how|why|where|when|is|are|was|were|do|does|did|can|could|has|have|will|would|describe|tell|explain|count|list|name|summari[sz]e)\b/i.test(
      text,
    );
  return few && !asks ? 'a few words without a question are searched for' : null;
}

function partly(frames: number, name: string): string {
  const so = frames === 1 ? 'one frame' : `${frames.toLocaleString('en')} frames`;
  return `${name} has read ${so} of this video so far, and answers from these.`;
}

/** Earlier questions of this chat that this model answered, oldest first; the marks of places are not its words. */
export function turnsOf(history: readonly ChatMessage[], name: string): LanguageTurn[] {
  const turns: LanguageTurn[] = [];
  let question: string | null = null;
  for (const message of history) {
    if (message.role === 'user') question = message.text;
    else {
      const answer = message.text.replace(/\s*\[\[\d+\]\]/g, '').trim();
      const own = message.writtenBy === name && (message.state === 'done' || message.state === 'stopped');
      if (own && question !== null && answer !== '') turns.push({ question, answer });
      question = null;
    }
  }
  return turns.slice(-MOST_TURNS);
}

function timing({ tokens, timings }: LanguageAnswer): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const speed = timings.perToken > 0 ? `, ${(1000 / timings.perToken).toFixed(1)} tokens a second` : '';
  const prefix = timings.prefix >= 1 ? `Reading the film took ${seconds(timings.prefix)}; ` : '';
  return `${prefix}${prefix === '' ? 'The' : 'the'} first word took ${seconds(timings.firstToken)}; ${tokens} tokens${speed}.`;
}
