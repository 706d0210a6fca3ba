import type { AnswerEvent, ChatMessage, Scope } from '../../../src-shared/answers';
import type { OwnModel } from '../../../src-shared/own-model';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { LanguageAnswer } from '../film/language-tokens/types';
import type { AnsweringPack, AskedQuestion, ModelTurn, SearchResult } from '../rpc/protocol';

export interface Question extends AskedQuestion {
  readonly signal: AbortSignal;
}

/** Answers questions as a stream. Core's is extractive; a pack with a language model brings its own. */
export interface Answerer {
  answer(question: Question): AsyncIterable<AnswerEvent>;
}

/** Answers questions where the evidence lies, and knows which of them are a language model's to answer. */
export interface Questions {
  /**
   * The answer; or what comes before a language model's words, where one of `pack` is to answer.
   * @param own the model that the user runs on this computer, where that one is to answer
   * @returns what the model is to be asked about; null where the answer is whole
   * @throws NothingIndexed where the scope holds nothing yet; NotFound for an unknown video; WorkerLost
   */
  ask(
    question: Question,
    pack: AnsweringPack | null,
    own?: OwnModel | null,
  ): AsyncGenerator<AnswerEvent, ModelTurn | null>;
  /** What follows a language model's words: the places that they name, each checked, and how the answer came about. */
  places(videoId: VideoId, answer: LanguageAnswer, signal: AbortSignal): AsyncIterable<AnswerEvent>;
}

export interface SearchService {
  searchText(scope: Scope, text: string, limit: number, signal?: AbortSignal): Promise<SearchResult>;
  searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
    signal?: AbortSignal,
  ): Promise<SearchResult>;
}

export interface ChatEvents {
  event: (scope: Scope, messageId: string, event: AnswerEvent) => void;
  message: (scope: Scope, message: ChatMessage) => void;
}
/** Chats with their history. What was streamed when the app died is kept as a stopped message. */
export interface ChatService {
  history(scope: Scope): ChatMessage[];
  ask(
    scope: Scope,
    question: string,
    range: { from: Micros; to: Micros } | null,
  ): { question: ChatMessage; answer: ChatMessage };
  stop(messageId: string): void;
  clear(scope: Scope): void;
  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): () => void;
}
