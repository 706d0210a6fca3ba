import type { AnswerEvent, ChatMessage, Settings, VideoId } from '../../../src-shared/domain';
import type { OwnModel } from '../../../src-shared/own-model';
import type { Answerer, Question, Questions } from '../../base/answer/types';
import type { LanguageTurn } from '../../base/film/watch/language-types';
import type { AnsweringPack, ModelTurn, WorkerClient, WorkerMethods } from '../../base/rpc/protocol';
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
}

const LONGEST_ANSWER = 512;
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

  private async *ask(
    question: Question,
    pack: AnsweringPack,
    { videoId, range }: ModelTurn,
  ): AsyncIterable<AnswerEvent> {
    const stop = new AbortController();
    const signal = AbortSignal.any([question.signal, stop.signal]);
    const stream = new EventStream();
    const words = new ModelWords();
    const asked = this.deps.worker.call(
      'answers.ask',
      {
        packDir: pack.packDir,
        verifiedFile: this.deps.verifiedFile,
        device: this.deps.device(),
        dir: this.deps.indexDir(videoId),
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
          if (event === 'text') stream.push({ type: 'text', text: words.plain(payload as string) });
          else stream.push({ type: 'phase', ...(payload as Phase) });
        },
      },
    );
    const ended = asked.finally(() => stream.end());
    // Looked at below; until then a failure is not yet unhandled.
    ended.catch(() => undefined);
    try {
      yield* stream.events();
      yield* this.deps.questions.places(videoId, await ended, question.signal);
    } finally {
      // Whoever asked does not listen any more.
      stop.abort();
    }
  }
}

type Phase = WorkerMethods['answers.ask']['events']['phase'];

/** What a model writes is no mark of ours. */
class ModelWords {
  #last = '';

  plain(text: string): string {
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
