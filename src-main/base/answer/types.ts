import type { AnswerEvent, ChatInfo, ChatMessage, ChatScope, Scope } from '../../../src-shared/answers';
import type { OwnModel } from '../../../src-shared/own-model';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { LanguageAnswer } from '../film/language-tokens/types';
import type { MessageChoice } from '../library/types';
import type { AnsweringPack, AskedQuestion, ModelTurn, SearchResult } from '../rpc/protocol';

export interface Question<S extends ChatScope = ChatScope> extends AskedQuestion<S> {
  readonly signal: AbortSignal;
}

/** Answers questions as a stream. Core's is extractive; a pack with a language model brings its own. */
export interface Answerer<S extends ChatScope = ChatScope> {
  answer(question: Question<S>): AsyncIterable<AnswerEvent>;
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
  /** @param patience see `Patient` */
  searchText(
    scope: Scope,
    text: string,
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult>;
  searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult>;
}

export interface ChatEvents {
  event: (scope: ChatScope, messageId: string, event: AnswerEvent) => void;
  message: (scope: ChatScope, message: ChatMessage) => void;
}
/** Chats with their history. What was streamed when the app died is kept as a stopped message. */
export interface ChatService {
  history(scope: ChatScope): ChatMessage[];
  ask(
    scope: ChatScope,
    question: string,
    range: { from: Micros; to: Micros } | null,
  ): { question: ChatMessage; answer: ChatMessage };
  stop(messageId: string): void;
  /** The open one first. */
  list(scope: ChatScope): ChatInfo[];
  /** Shows another chat; null begins a new one. Answers all of the scope's. */
  open(scope: ChatScope, chatId: string | null): ChatInfo[];
  rename(scope: ChatScope, chatId: string, name: string): ChatInfo[];
  /** Removes messages, or a chat. Answers what they are put back by while the program runs. */
  remove(scope: ChatScope, which: MessageChoice): string;
  putBack(token: string): ChatScope;
  letGo(token: string): void;
  /** Ends the scope's answers under way; what there is of them stays. */
  endAll(scope: ChatScope): void;
  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): () => void;
}
