import type { AnswerEvent, ChatMessage, Confidence, Scope } from '../../../../src-shared/answers';
import { type OwnModel, shownModel } from '../../../../src-shared/own-model';
import { OwnModelFailed } from '../../../base/answer/own-model-errors';
import type { Answerer, Question } from '../../../base/answer/types';
import { plainText } from '../../../base/answer/wording';
import { type ChatTurn, completeChat } from '../../own-model/chat-completion';
import type { Limits } from '../../own-model/loopback';
import { checkModel } from '../../own-model/servers';
import type { Stated } from '../claims/claims';
import { remark } from '../draft';
import { Evidence } from '../evidence';
import type { EvidenceDeps } from '../evidence-deps';
import { ExtractiveAnswerer } from '../extractive';
import { type Inquiry, inquiryOf } from '../findings';
import { readInContext } from '../follow-up';
import type { Language } from '../messages/catalogue';
import type { HowFound, StoredBecause } from '../messages/how-found';
import { howFoundIn } from '../messages/how-found-in';
import { languageNamed } from '../messages/languages';
import type { ParsedQuery } from '../question';
import { knownWords } from '../reader/known-words';
import { readByModel } from '../reader/read-by-model';
import { type Understood, understand } from '../reader/understand';
import type { TimeReference } from '../time-words';
import { storedExactly } from '../who-answers';
import { gatherAll, gatherFor, MOST_CHARACTERS } from './gather';
import { inParts, type Passage } from './passages';
import { joinTurns, questionTurns, summaryTurns } from './prompt';
import { isGivenUp, readWithModel } from './question-reader';
import { sentencesOf } from './sentences';
import { Support } from './support';
import { type Kept, Telling } from './telling';

const MOST_TOKENS = 600;
const MOST_EARLIER = 3;
const SENTENCES = 6;
const SENTENCES_OF_PART = 3;
/** Videos of a library that a question is answered from: those of a summary are read one after the other. */
const MOST_VIDEOS = 12;

/** All that one question's answer is made with. */
interface Asked {
  readonly question: Question<Scope>;
  readonly reading: ParsedQuery;
  readonly inquiry: Inquiry;
  /** The question as the model read it; null where it was not asked to, or in vain. */
  readonly read: Understood | null;
}

/**
 * Has a language model that the user runs on this computer answer from what is stored: it gets numbered passages, each checked,
 * and of what it writes only those sentences are shown that name a passage which bears them out. What is stored exactly is told
 * without it. Where it is gone, silent, or says nothing that holds, the built-in answer stands, with a plain word on why.
 */
export class OwnModelAnswerer implements Answerer<Scope> {
  readonly #name: string;
  readonly #words: HowFound;
  readonly #language: Language;

  constructor(
    private readonly deps: EvidenceDeps,
    private readonly own: OwnModel,
    private readonly limits?: Partial<Limits>,
  ) {
    this.#name = plainText(shownModel(own.model));
    this.#words = howFoundIn(deps.language);
    this.#language = languageNamed(deps.language);
  }

  /** @throws NothingIndexed where the scope holds nothing yet; NotFound for an unknown video; the signal's reason */
  async *answer(question: Question<Scope>): AsyncGenerator<AnswerEvent> {
    const { reading } = readInContext(question.text, question.history);
    if (exactly(reading) !== null) return yield* this.#fromStored(question, reading, null);
    let read: Understood | null = null;
    try {
      yield { type: 'phase', phase: 'question', fraction: 0 };
      await checkModel(this.own, { signal: question.signal, limits: this.limits });
      if (this.own.reads) read = yield* this.#read(question);
      if (read && exactly(read.reading) !== null) yield* this.#fromStored(question, read.reading, read);
      else yield* this.#ask(question, read?.reading ?? reading, read);
    } catch (error) {
      if (!(error instanceof OwnModelFailed)) throw error;
      yield* this.#without(question, error.fault, read);
    }
  }

  async *#fromStored(
    question: Question<Scope>,
    reading: ParsedQuery,
    read: Understood | null,
  ): AsyncGenerator<AnswerEvent> {
    const why = exactly(reading);
    if (why !== null) yield { type: 'detail', text: this.#words.model.stored(this.#name, why) };
    yield* this.#builtIn(question, read);
  }

  /** Has the model read a question that the built-in readers give up on; null where they do not, or what it says does not hold. */
  async *#read(question: Question<Scope>): AsyncGenerator<AnswerEvent, Understood | null> {
    const evidence = new Evidence(this.deps, question.signal);
    const built = await understand(question.text, question.history, (text) => evidence.classify(text));
    if (!isGivenUp(built)) return null;
    const { language } = await knownWords(this.deps.packs.core);
    const videos = evidence.videos(question.scope);
    const isInside = (time: TimeReference) => {
      const { within } = inquiryOf({ ...question, range: null }, { time, own: null }, { evidence, videos });
      return videos.some((video) => within(video) !== 'nowhere');
    };
    const isWord = language.size === 0 ? null : (word: string) => language.has(word);
    const asked = { question: question.text, builtIn: built.reading, isInside, isWord };
    const { signal } = question;
    const reading = await readWithModel(this.own, asked, { signal, limits: this.limits });
    if (typeof reading !== 'string') return { ...built, reading, readBy: this.#name };
    yield { type: 'detail', text: this.#words.model.readAnyway(this.#name, reading) };
    return null;
  }

  async *#ask(
    question: Question<Scope>,
    reading: ParsedQuery,
    read: Understood | null,
  ): AsyncGenerator<AnswerEvent> {
    const asked = this.#prepare(question, reading, read);
    const summary = isSummary(reading);
    const passages = await (summary
      ? gatherAll(asked.inquiry)
      : gatherFor(asked.inquiry, reading, question.text));
    if (passages.length === 0) {
      yield { type: 'detail', text: this.#words.model.notAsked(this.#name) };
      yield* this.#builtIn(question, read);
      return;
    }
    const told = this.#telling(asked, passages, this.#name);
    try {
      yield* summary
        ? this.#summarise(asked, passages, told)
        : told.take(
            this.#sentences(questionTurns(passages, question.text, earlier(question.history)), question),
          );
    } catch (error) {
      if (!(error instanceof OwnModelFailed) || told.kept.length === 0) throw error;
      // What was shown stays; nobody is to take it for all.
      yield* remark(
        { kind: 'modelBrokeOff', subject: [this.#name], fault: error.fault },
        { begins: '\n\n' },
        this.#language,
      );
    }
    yield* this.#close(asked, passages, told);
  }

  async *#close(asked: Asked, passages: readonly Passage[], told: Telling): AsyncGenerator<AnswerEvent> {
    const { question, inquiry, read } = asked;
    const given = [this.#words.model.given(this.#name, passages.length), ...told.details()];
    if (told.kept.length > 0) {
      for (const { why, places, titles } of this.deps.stretches?.leftOut ?? []) {
        const left = { kind: 'placesLeftOut', why, subject: [...titles], counts: { places } } as const;
        yield* remark(left, { begins: '\n\n' }, this.#language);
      }
      yield* this.#readBy(asked);
      const { wroteThis } = this.#words.model;
      for (const text of new Set([wroteThis, ...inquiry.details, ...given])) yield { type: 'detail', text };
      yield { type: 'done', confidence: null };
      return;
    }
    for (const text of given) yield { type: 'detail', text };
    if (told.notFound) yield* this.#notFound(asked, passages.length);
    else yield* this.#without(question, 'unsupported', read);
  }

  *#readBy({ read, inquiry }: Asked): Generator<AnswerEvent> {
    const readBy = read && readByModel(read, inquiry);
    if (readBy) yield* remark(readBy, { begins: '\n\n' }, this.#language);
  }

  /** What the model does not find is not found, unless the words or the thing themselves stand in what is stored. */
  async *#notFound(asked: Asked, shown: number): AsyncGenerator<AnswerEvent> {
    const { question, read } = asked;
    const events = await Array.fromAsync(this.#builtIn(question, read));
    const sure = events.some((event) => event.type === 'done' && event.confidence === 'high');
    const said = { kind: 'modelFoundNothing', subject: [this.#name], counts: { of: shown } } as const;
    if (sure) {
      yield* remark({ ...said, found: true }, { ends: '\n\n' }, this.#language);
      yield* events;
      return;
    }
    yield { type: 'author', name: this.#name };
    yield* remark({ ...said, found: false, confidence: 'none' }, {}, this.#language);
    yield* this.#readBy(asked);
    yield { type: 'done', confidence: 'none' satisfies Confidence };
  }

  /** The built-in answer, after a plain word on why it is that. */
  async *#without(
    question: Question<Scope>,
    fault: Extract<Stated, { kind: 'modelFailed' }>['fault'],
    read: Understood | null,
  ): AsyncGenerator<AnswerEvent> {
    yield* remark({ kind: 'modelFailed', subject: [this.#name], fault }, { ends: '\n\n' }, this.#language);
    yield* this.#builtIn(question, read);
  }

  #builtIn(question: Question<Scope>, read: Understood | null): AsyncIterable<AnswerEvent> {
    return new ExtractiveAnswerer(this.deps, ...(read ? [async () => read] : [])).answer(question);
  }

  #prepare(question: Question<Scope>, reading: ParsedQuery, read: Understood | null): Asked {
    const evidence = new Evidence(this.deps, question.signal);
    const videos = evidence
      .videos(question.scope)
      .slice(0, question.scope === 'all' && isSummary(reading) ? MOST_VIDEOS : undefined);
    return { question, reading, read, inquiry: inquiryOf(question, reading, { evidence, videos }) };
  }

  #telling({ question, inquiry }: Asked, passages: readonly Passage[], author: string | null): Telling {
    const titles = inquiry.videos.slice(0, MOST_VIDEOS).map(({ title }) => title);
    const given = [question.text, ...earlier(question.history), ...titles].join(' ');
    const support = new Support(inquiry.evidence, passages, given);
    return new Telling(support, inquiry.verifier, author, this.#words);
  }

  #sentences(turns: readonly ChatTurn[], { signal }: Question<Scope>) {
    const options = { maxTokens: MOST_TOKENS, signal, limits: this.limits };
    return sentencesOf(completeChat(this.own, turns, options));
  }

  /** Part by part, then from what holds of the parts: a film does not fit into one question. */
  async *#summarise(asked: Asked, passages: readonly Passage[], told: Telling): AsyncGenerator<AnswerEvent> {
    const { output } = asked.reading;
    const sentences = output?.kind === 'sentences' ? output.count : SENTENCES;
    const parts = inParts(passages, MOST_CHARACTERS);
    const [only, ...others] = parts;
    if (only && others.length === 0) {
      yield* told.take(this.#sentences(summaryTurns(only, sentences, null), asked.question));
      return;
    }
    const notes: Kept[] = [];
    for (const [n, part] of parts.entries()) {
      yield { type: 'phase', phase: 'prefix', fraction: n / parts.length };
      const turns = summaryTurns(part, SENTENCES_OF_PART, `${n + 1} of ${parts.length}`);
      const heard = this.#telling(asked, part, null);
      // Nothing of it is shown yet: it says nothing.
      await Array.fromAsync(heard.take(this.#sentences(turns, asked.question)));
      notes.push(...heard.kept);
    }
    yield { type: 'phase', phase: 'question', fraction: 0 };
    const lines = notes.map(({ words, numbers }) => `${words} [${numbers.join('][')}]`);
    if (lines.length > 0) yield* told.take(this.#sentences(joinTurns(lines, sentences), asked.question));
    // What holds of the parts is a summary too, where joining them came to nothing.
    if (told.kept.length === 0) yield* told.take(asItems(notes));
  }
}

async function* asItems(notes: readonly Kept[]) {
  for (const { words, numbers } of notes) yield { words, cites: numbers, begins: 'item' as const };
}

/** Why a question is answered from what is stored, whatever model is chosen; null where it is the model's. */
function exactly({ form }: ParsedQuery): StoredBecause | null {
  return form === 'everyWriting' ? form : storedExactly(form);
}

function isSummary({ form, topic, quote, time }: ParsedQuery): boolean {
  return form === 'summary' || (form === 'open' && topic === '' && quote === null && time === null);
}

function earlier(history: readonly ChatMessage[]): string[] {
  return history
    .filter(({ role }) => role === 'user')
    .map(({ text }) => text)
    .slice(-MOST_EARLIER);
}
