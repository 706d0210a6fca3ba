import type { AnswerEvent, Scope } from '../../../src-shared/answers';
import type { OwnModel } from '../../../src-shared/own-model';
import type { VideoId } from '../../../src-shared/primitives';
import type { Question, Questions } from '../../base/answer/types';
import type { LanguageAnswer } from '../../base/film/language-tokens/types';
import { withinFilm } from '../../base/library/within-film';
import type { AnsweringPack, ModelTurn } from '../../base/rpc/protocol';
import {
  allChapters,
  answerChapters,
  answerNoChapters,
  askedChapters,
  asksOfChapters,
  chaptersAsTimes,
  lackedChapter,
} from './chapters';
import { askOfCollection } from './collection/ask-of-collection';
import { aboutFilms } from './collection/on-stretches';
import { Evidence } from './evidence';
import type { EvidenceDeps } from './evidence-deps';
import { ExtractiveAnswerer } from './extractive';
import { howFoundIn } from './messages/how-found-in';
import { placesOf } from './model-places';
import { OwnModelAnswerer } from './own/answerer';
import { Verifier } from './verify';
import { whoAnswers } from './who-answers';

/** Questions over the evidence itself, in the process that holds it. */
export class StoredQuestions implements Questions {
  constructor(private readonly deps: EvidenceDeps) {}

  /** A stretch that is asked about counts as far as its film goes. @throws PlaceOutside, NoPlacesToAsk */
  async *ask(
    given: Question,
    pack: AnsweringPack | null,
    own: OwnModel | null = null,
  ): AsyncGenerator<AnswerEvent, ModelTurn | null> {
    const { scope } = given;
    if (scope === 'all' || 'videoId' in scope) return yield* this.#answer({ ...given, scope }, pack, own);
    const { asked, on } = await askOfCollection(this.deps, { ...given, scope });
    const answer = new StoredQuestions(on).#answer(asked, pack, own);
    // A pack's model answers about one film: of several stretches what is stored does, and says so.
    for await (const event of answer) yield aboutFilms(event);
    return null;
  }

  async *#answer(
    given: Question<Scope>,
    pack: AnsweringPack | null,
    own: OwnModel | null,
  ): AsyncGenerator<AnswerEvent, ModelTurn | null> {
    const video = given.scope === 'all' ? null : this.deps.library.videos.get(given.scope.videoId);
    const range = given.range && video ? withinFilm(given.range, video) : given.range;
    const asked = { ...given, range };
    const chapters = video?.media.chapters ?? [];
    const wanted = askedChapters(asked.text, chapters);
    if (video && wanted) {
      yield* answerChapters(video, wanted, new Evidence(this.deps, asked.signal));
      return null;
    }
    const lacks = lackedChapter(asked.text, chapters);
    if (video && lacks !== null) {
      yield* answerChapters(video, allChapters(chapters), new Evidence(this.deps, asked.signal), lacks);
      return null;
    }
    if (video && chapters.length === 0 && asksOfChapters(asked.text)) {
      yield* answerNoChapters(video, asked.text, new Evidence(this.deps, asked.signal));
      return null;
    }
    const { text, note } = chaptersAsTimes(asked.text, chapters, howFoundIn(this.deps.language));
    if (note !== null) yield { type: 'detail', text: note };
    // "And the dog?" after a question about a chapter asks about that chapter.
    const history = asked.history.map((message) =>
      message.role === 'user' ? { ...message, text: chaptersAsTimes(message.text, chapters).text } : message,
    );
    const question = { ...asked, text, history };
    if (own !== null) {
      yield* new OwnModelAnswerer(this.deps, own).answer(question);
      return null;
    }
    if (pack !== null) {
      const decision = whoAnswers(question, pack, this.deps);
      if (decision.by === 'model') {
        yield { type: 'author', name: pack.name };
        for (const text of decision.notes) yield { type: 'detail', text };
        return decision.turn;
      }
      if (decision.note !== null) yield { type: 'detail', text: decision.note };
    }
    yield* new ExtractiveAnswerer(this.deps).answer(question);
    return null;
  }

  async *places(
    videoId: VideoId,
    answer: LanguageAnswer,
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEvent, void> {
    const evidence = new Evidence(this.deps, signal);
    const video = this.deps.library.videos.get(videoId);
    const candidates = placesOf(video, answer, await evidence.frameTimes(video), evidence.words);
    const { kept, dropped } = await new Verifier(evidence).check(candidates);
    for (const { citation } of kept) yield { type: 'citation', citation };
    if (kept.length > 0) yield { type: 'text', text: `\n\n${kept.map((_, n) => `[[${n}]]`).join(' ')}` };
    const { model } = evidence.words;
    const details = [
      model.wroteThis,
      ...answer.details,
      ...(answer.stopped === 'length' ? [model.cut] : []),
      model.timing(answer.tokens, answer.timings),
      ...dropped,
    ];
    for (const text of details) yield { type: 'detail', text };
    yield { type: 'done', confidence: null };
  }
}
