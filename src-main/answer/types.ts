import type { AnswerEvent, ChatMessage, Scope, SearchGroup, VideoId } from '../../src-shared/domain';
import type { Micros } from '../../src-shared/time';

export interface Question {
  readonly scope: Scope;
  readonly text: string;
  readonly range: { readonly from: Micros; readonly to: Micros } | null;
  /** Earlier messages of this chat, oldest first. */
  readonly history: readonly ChatMessage[];
  readonly signal: AbortSignal;
}

/** Answers questions as a stream. Core's is extractive; a pack with a language model brings its own. */
export interface Answerer {
  answer(question: Question): AsyncIterable<AnswerEvent>;
}

export interface SearchService {
  searchText(scope: Scope, text: string, limit: number): Promise<{ groups: SearchGroup[]; notes: string[] }>;
  searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
  ): Promise<{ groups: SearchGroup[]; notes: string[] }>;
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
