import type { SceneCard } from '../../../src-shared/analysis';
import type { AnswerEvent, Scope } from '../../../src-shared/answers';
import type { OwnModel, OwnModelPlace, OwnServer } from '../../../src-shared/own-model';
import type { VideoId } from '../../../src-shared/primitives';
import type { Language } from '../../../src-shared/words/language';
import type { Question, Questions, SearchService } from '../../base/answer/types';
import type { LanguageAnswer } from '../../base/film/language-tokens/types';
import type {
  AnsweringPack,
  ModelTurn,
  QueryPlace,
  SearchResult,
  WorkerClient,
  WorkerInput,
  WorkerOutput,
} from '../../base/rpc/protocol';
import { EventStream } from './event-stream';

/** Milliseconds of silence after which the query worker counts as hung: while it works, it says so oftener. */
const DEADLINE = 60_000;

/** Questions and searches as the query worker answers them: each is one call, and what comes is only passed on. */
export class RemoteQuestions implements Questions, SearchService {
  constructor(
    private readonly worker: Pick<WorkerClient, 'call'>,
    private readonly at: Omit<QueryPlace, 'language'>,
    /** What answers are worded in, at the moment of asking. */
    private readonly language: () => Language = () => 'en',
  ) {}

  private get place(): QueryPlace {
    return { ...this.at, language: this.language() };
  }

  ask(
    { signal, scope, text, range, history }: Question,
    pack: AnsweringPack | null,
    own: OwnModel | null = null,
  ): AsyncGenerator<AnswerEvent, ModelTurn | null> {
    const question = { scope, text, range, history };
    return this.stream('answer.ask', { ...this.place, question, pack, own }, signal);
  }

  places(videoId: VideoId, answer: LanguageAnswer, signal: AbortSignal): AsyncGenerator<AnswerEvent, null> {
    return this.stream('answer.places', { ...this.place, videoId, answer }, signal);
  }

  searchText(
    scope: Scope,
    text: string,
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult> {
    const input = { ...this.place, scope, text, limit, patience };
    return this.worker.call('search.text', input, { signal, deadline: DEADLINE });
  }

  searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult> {
    const input = { ...this.place, scope, like, limit, patience };
    return this.worker.call('search.similar', input, { signal, deadline: DEADLINE });
  }

  /** Makes ready what searches of a large library go over first. */
  async prepareSearch(): Promise<void> {
    await this.worker.call('search.prepare', this.place, { deadline: DEADLINE });
  }

  /** @throws NotFound for an unknown video, NoSuchScene, WorkerLost */
  sceneCard(videoId: VideoId, sceneIndex: number): Promise<SceneCard> {
    return this.worker.call('scene.card', { ...this.place, videoId, sceneIndex }, { deadline: DEADLINE });
  }

  /** Servers with language models on this computer. @throws NotThisComputer, WorkerLost */
  lookForOwn(place: OwnModelPlace, signal?: AbortSignal): Promise<OwnServer[]> {
    return this.worker.call('own.look', place, { signal, deadline: DEADLINE });
  }

  private async *stream<M extends 'answer.ask' | 'answer.places'>(
    method: M,
    input: WorkerInput<M>,
    given: AbortSignal,
  ): AsyncGenerator<AnswerEvent, WorkerOutput<M>> {
    const stop = new AbortController();
    const stream = new EventStream();
    const asked = this.worker.call(method, input, {
      signal: AbortSignal.any([given, stop.signal]),
      deadline: DEADLINE,
      onEvent: ({ event, payload }) => {
        if (event === 'event') stream.push(payload as AnswerEvent);
      },
    });
    const ended = asked.finally(() => stream.end());
    // Looked at below; until then a failure is not yet unhandled.
    ended.catch(() => undefined);
    try {
      yield* stream.events();
      return await ended;
    } finally {
      // Whoever asked does not listen any more.
      stop.abort();
    }
  }
}
