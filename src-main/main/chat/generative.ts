// Generative answers: asks the language model of a pack in its worker, device after device, and passes on what it streams.
import type { AnswerEvent, ChatMessage } from '../../../src-shared/answers';
import { LongtakeError } from '../../../src-shared/errors';
import type { OwnModel } from '../../../src-shared/own-model';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { Language } from '../../../src-shared/words/language';
import type { Answerer, Question, Questions } from '../../base/answer/types';
import type { LanguageAnswer, LanguageTurn } from '../../base/film/language-tokens/types';
import type { AnsweringPack, ModelTurn, WorkerClient } from '../../base/rpc/protocol';
import { EventStream } from './event-stream';

export interface ModelAnswererDeps {
  /** Says who answers, answers what is not the model's to answer, and checks the places that the model names. */
  readonly questions: Questions;
  /** A process of its own: it is busy for minutes, and searches must not wait. */
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly pack: () => AnsweringPack | null;
  /** A model that the user runs on this computer: it answers before any pack's. */
  readonly own: () => OwnModel | null;
  readonly device: () => Settings['device'];
  readonly indexDir: (id: VideoId) => string;
  readonly verifiedFile: string | null;
  /** What is said of how an answer came about; English where it is left out. */
  readonly language?: () => Language;
}

const LONGEST_ANSWER = 512;
/** How often a question is asked when one device after the other fails. */
const MOST_DEVICES = 4;
const MOST_TURNS = 8;
/** Milliseconds of silence after which the process counts as hung: loading a graph of a large model blocks its thread. */
const DEADLINE = 900_000;

/**
 * Has the language model answer what it answers best, and leaves the rest to what was seen and said. It only passes on what
 * the processes say that hold the evidence and the model.
 */
export class ModelAnswerer implements Answerer {
  constructor(private readonly deps: ModelAnswererDeps) {}

  /** @throws NotEnoughMemory, ModelPackBroken, WorkerLost, and what `Questions` throws */
  async *answer(question: Question): AsyncIterable<AnswerEvent> {
    const own = this.deps.own();
    const pack = own === null ? this.deps.pack() : null;
    const turn = yield* this.deps.questions.ask(question, pack, own);
    if (pack !== null && turn !== null) yield* this.ask(question, pack, turn);
  }

  private async *ask(question: Question, pack: AnsweringPack, turn: ModelTurn): AsyncIterable<AnswerEvent> {
    const stop = new AbortController();
    const signal = AbortSignal.any([question.signal, stop.signal]);
    let said = '';
    try {
      for (let left = MOST_DEVICES; ; left--) {
        const stream = new EventStream();
        const words = new ModelWords(said);
        // The last time on what runs everything: what is known of devices may not have been kept.
        const device = left === 1 ? 'cpu' : this.deps.device();
        const asked = this.call(question, pack, turn, { signal, stream, words, device });
        const ended = asked.finally(() => stream.end());
        // Looked at below; until then a failure is not yet unhandled.
        ended.catch(() => undefined);
        yield* stream.events();
        try {
          yield* this.deps.questions.places(turn.videoId, await ended, question.signal);
          return;
        } catch (error) {
          // A device that failed is set aside by now: the next best one goes on.
          if (!(error instanceof LongtakeError) || error.code !== 'DeviceFailed' || left === 1) throw error;
          yield { type: 'detail', text: error.message };
        }
        said = words.said;
      }
    } finally {
      // Whoever asked does not listen any more.
      stop.abort();
    }
  }

  private call(
    question: Question,
    pack: AnsweringPack,
    { videoId, range }: ModelTurn,
    { signal, stream, words, device }: Asking,
  ): Promise<LanguageAnswer> {
    return this.deps.worker.call(
      'answers.ask',
      {
        packDir: pack.packDir,
        verifiedFile: this.deps.verifiedFile,
        device,
        dir: this.deps.indexDir(videoId),
        question: question.text,
        turns: turnsOf(question.history, pack.name),
        range,
        maxTokens: LONGEST_ANSWER,
        sampling: null,
        language: this.deps.language?.() ?? 'en',
      },
      {
        signal,
        deadline: DEADLINE,
        onEvent: (told) => {
          if (told.event === 'phase') stream.push({ type: 'phase', ...told.payload });
          else {
            const text = words.next(told.payload);
            if (text !== '') stream.push({ type: 'text', text });
          }
        },
      },
    );
  }
}

/** How a question is asked, and who is told of its answer. */
interface Asking {
  readonly signal: AbortSignal;
  readonly stream: EventStream;
  readonly words: ModelWords;
  readonly device: Settings['device'];
}

/** What of a model's words is to be told. */
class ModelWords {
  #last: string;
  #own = '';

  /** @param before what was told of an answer that broke off: as far as this one says the same, it is not told again */
  constructor(private readonly before: string) {
    this.#last = before.at(-1) ?? '';
  }

  /** What was told by now of this answer, or of the one before where this one has not got as far. */
  get said(): string {
    return this.before.startsWith(this.#own) ? this.before : this.#own;
  }

  /** The part of the next words that is new. */
  next(text: string): string {
    const { before } = this;
    const from = this.#own.length;
    const wasSame = before.startsWith(this.#own.slice(0, before.length));
    this.#own += text;
    if (before.startsWith(this.#own.slice(0, before.length)))
      return this.#plain(text.slice(Math.max(0, before.length - from)));
    // It says something else from here on: told from its beginning, apart from what broke off.
    return this.#plain(wasSame ? `\n\n${this.#own}` : text);
  }

  /** What a model writes is no mark of ours. */
  #plain(text: string): string {
    const apart = this.#last === '[' && text.startsWith('[') ? ` ${text}` : text;
    this.#last = text.at(-1) ?? this.#last;
    return apart.replaceAll('[[', '[ [');
  }
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
