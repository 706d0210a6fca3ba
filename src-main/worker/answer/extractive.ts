import type { AnswerEvent, Scope } from '../../../src-shared/answers';
import { readingOf } from '../../../src-shared/read-so-far';
import type { Video } from '../../../src-shared/video';
import { NothingIndexed } from '../../base/answer/errors';
import type { Answerer, Question } from '../../base/answer/types';
import { CALIBRATION } from './calibration';
import { Draft, type SceneOf } from './draft';
import { Evidence } from './evidence';
import type { EvidenceDeps } from './evidence-deps';
import { type Inquiry, inquiryOf, intervalAsked } from './findings';
import type { Context } from './follow-up';
import { answerAbsence } from './forms/absence';
import { answerAnnounced } from './forms/announced';
import { answerAround, answerContent } from './forms/content';
import { answerExtreme, answerFilmFact } from './forms/film-facts';
import { answerFilms } from './forms/films';
import { answerGroup } from './forms/group';
import { answerHowMany } from './forms/how-many';
import { answerKind } from './forms/kinds';
import { answerLimit, answerUnable } from './forms/limits';
import { answerByPassages } from './forms/nearest-passages';
import { answerOpen } from './forms/open';
import { answerPlaces } from './forms/places';
import { answerScenes } from './forms/scenes';
import { answerShots } from './forms/shots';
import { answerSpeakers } from './forms/speakers';
import { answerHelp, answerSaid } from './forms/speech';
import { answerSummary } from './forms/summary';
import { answerTitleCards } from './forms/title-cards';
import { answerWhatWritten } from './forms/written';
import { languageNamed } from './messages/languages';
import { inEnglish, type ParsedQuery } from './question';
import { readByModel } from './reader/read-by-model';
import { questionsIn } from './reader/several-questions';
import { readSpeakerQuestion, type SpeakerQuestion } from './reader/speaker-question';
import { type QuestionReader, type Understood, understand } from './reader/understand';
import { writeRemarks } from './remarks';
import { writtenKinds } from './written-kinds';

/** Most videos, or stretches of a collection, that a question for contents or a summary goes through one by one. */
const MOST_VIDEOS_TOLD = 12;
const MOST_STRETCHES_TOLD = 40;

/**
 * Core's answerer. It has no language model: it reads the question's form, gathers what is stored, and says only
 * that, each claim with a place whose evidence was checked anew before the claim was written.
 */
export class ExtractiveAnswerer implements Answerer<Scope> {
  /** @param read reads the question; the built-in readers where it is left out */
  constructor(
    private readonly deps: EvidenceDeps,
    private readonly read: QuestionReader = understand,
  ) {}

  /** @throws NothingIndexed where the scope holds nothing yet; NotFound for an unknown video; WorkerLost */
  async *answer(question: Question<Scope>): AsyncIterable<AnswerEvent> {
    const { signal } = question;
    const evidence = new Evidence(this.deps, signal);
    const videos = evidence.videos(question.scope).filter((v) => this.hasContent(v));
    if (videos.length === 0) throw new NothingIndexed(question.scope === 'all');
    const { draft, inquiry, reading, context } = await this.firstAnswered(question, evidence, videos);
    // What was not looked at belongs to the answer: "nowhere" is otherwise not true.
    const inPart = await writeRemarks(draft, inquiry, reading);
    sayLeftOut(draft, this.deps);
    sayDamaged(draft, evidence);
    const readBy = readByModel(context, inquiry);
    if (readBy !== null) draft.say(readBy);
    if (inPart) {
      const jobs = videos.map(({ id }) => this.deps.library.jobs.find(id));
      yield { type: 'soFar', soFar: { ...readingOf(jobs), range: question.range } };
    }
    const language = languageNamed(this.deps.language);
    const table = reading.output?.kind === 'table' ? sceneNumbers(evidence) : null;
    for (const event of draft.events(inquiry.details, { table, language })) {
      signal.throwIfAborted();
      yield event;
      // Lets a stop arrive between two pieces: nothing above waits.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** Of several questions in one message the first that has an answer; where none has, what is said of the first. */
  private async firstAnswered(
    question: Question<Scope>,
    evidence: Evidence,
    videos: readonly Video[],
  ): Promise<Told> {
    const [first = question.text, ...others] = questionsIn(question.text);
    const told = await this.tell({ ...question, text: first }, evidence, videos);
    if (isAnswered(told)) return told;
    for (const text of others) {
      const next = await this.tell({ ...question, text }, evidence, videos);
      // "And where is it" asks of the same thing, which was not found.
      if (next.reading.followUp === null && isAnswered(next)) return next;
    }
    return told;
  }

  private async tell(question: Question<Scope>, evidence: Evidence, videos: readonly Video[]): Promise<Told> {
    const speakers = speakerQuestion(evidence, videos, question.text);
    const context = await this.read(question.text, question.history, (text) => evidence.classify(text));
    const { reading, notes } = await mended(evidence, videos, context.reading);
    const english = { ...question, text: englishOf(question.text, context) };
    const inquiry = inquiryOf(english, reading, { evidence, videos });
    const read = evidence.words.readAs(reading, context.inherited);
    inquiry.details.push(read, ...notes, ...rangeNote(inquiry));
    const draft = speakers
      ? await answerSpeakers(inquiry, speakers)
      : videos.every(isSoundOnly)
        ? await composeForSound(inquiry, reading, context, question.range !== null)
        : await compose(inquiry, reading, context, question.range !== null);
    return { draft, inquiry, reading, context };
  }

  private hasContent(video: Video): boolean {
    return video.frameCount > 0 || this.deps.library.segments.has(video.id);
  }
}

/** What came of one question, and how it was read. */
interface Told {
  readonly draft: Draft;
  readonly inquiry: Inquiry;
  readonly reading: ParsedQuery;
  readonly context: Understood;
}

function isAnswered({ draft: { grade } }: Told): boolean {
  return grade !== null && grade !== 'none';
}

/** Places of a collection that were not looked at: "nowhere" would be more than is known. */
function sayLeftOut(draft: Draft, { stretches }: EvidenceDeps): void {
  for (const { why, places, titles } of stretches?.leftOut ?? []) {
    draft.say({ kind: 'placesLeftOut', why, subject: [...titles], counts: { places } });
  }
}

/** Films of several that were left out, or in part, since their index is damaged. */
function sayDamaged(draft: Draft, { damaged }: Evidence): void {
  const { named, more } = damaged.films();
  for (const { title, what, message } of named) {
    draft.say({ kind: 'damaged', subject: [title], what, words: [message] });
  }
  if (more > 0) draft.say({ kind: 'moreDamaged', counts: { films: more } });
}

/** A question in English as far as it is known: of one that a model read, what it is about. */
function englishOf(text: string, { reading, readBy }: Understood): string {
  return readBy !== null && reading.own !== null ? reading.topic : inEnglish(text);
}

/** What a question asks of those who speak: of their names, and of whoever is numbered. "Who says" without voices told apart is for the transcript. */
function speakerQuestion(evidence: Evidence, videos: readonly Video[], text: string): SpeakerQuestion | null {
  const byFilm = evidence.deps.library.speakers.names();
  const names = [...new Set(videos.flatMap(({ id }) => byFilm.get(id) ?? []))];
  const question = readSpeakerQuestion(inEnglish(text), names);
  return question?.asks === 'whoSays' && names.length === 0 ? null : question;
}

/** In which scene a moment lies, by its number from 1. */
function sceneNumbers({ deps: { library } }: Evidence): SceneOf {
  return ({ videoId, from }) => {
    const scenes = library.scenes.list(videoId);
    const scene = scenes.find((one) => one.from <= from && from < one.to);
    return scene && scenes.length > 1 ? scene.index + 1 : null;
  };
}

/** With the typing errors of what it is about put right. */
async function mended(
  evidence: Evidence,
  videos: readonly Video[],
  reading: ParsedQuery,
): Promise<{ reading: ParsedQuery; notes: string[] }> {
  if (reading.topic === '' || reading.foreign) return { reading, notes: [] };
  const found = await evidence.mendTypos(videos, reading.topic);
  if (!found) return { reading, notes: [] };
  const notes = found.mended.map(([written, meant]) => evidence.words.mended(written, meant));
  return { reading: { ...reading, topic: found.text }, notes };
}

/** Forms that ask where or what something is, and not what comes before it or who says it. */
const ASK_FOR_KINDS: ReadonlySet<ParsedQuery['form']> = new Set([
  'when',
  'exists',
  'open',
  'howOften',
  'howMany',
  'whatWritten',
  'content',
]);

async function compose(
  inquiry: Inquiry,
  reading: ParsedQuery,
  context: Context,
  ranged: boolean,
): Promise<Draft> {
  const { form, sense, quote, topic } = reading;
  if (reading.wanted?.kind === 'absence') return answerAbsence(inquiry, reading);
  const kinds = sense !== 'said' && quote === null && ASK_FOR_KINDS.has(form) ? writtenKinds(topic) : [];
  for (const kind of kinds) {
    const told = await answerKind(inquiry, reading, kind);
    if (told) return told;
  }
  const cards = sense !== 'said' && quote === null ? await answerTitleCards(inquiry, topic) : null;
  return cards ?? composeByForm(inquiry, reading, context, ranged);
}

function composeByForm(
  inquiry: Inquiry,
  reading: ParsedQuery,
  context: Context,
  ranged: boolean,
): Promise<Draft> {
  const most = mostTold(inquiry);
  const few = { ...inquiry, videos: inquiry.videos.slice(0, most) };
  const bare = reading.topic === '' && reading.quote === null;
  switch (reading.form) {
    case 'cannot':
      return answerLimit(inquiry, reading);
    case 'greeting':
    case 'help':
      return Promise.resolve(answerHelp());
    case 'filmFact':
      return Promise.resolve(
        answerFilmFact(few, reading.wanted?.kind === 'fact' ? reading.wanted.fact : 'length'),
      );
    case 'extreme':
      return reading.wanted?.kind === 'extreme' ? answerExtreme(few, reading.wanted) : answerScenes(few);
    case 'unable':
      return Promise.resolve(answerUnable(reading.wanted?.kind === 'unable' ? reading.wanted.what : 'act'));
    case 'transcript':
      return answerSaid(few, reading);
    case 'everyWriting':
      return answerWhatWritten(few, reading);
    case 'kinds':
      return answerGroup(few, reading.wanted?.kind === 'group' ? reading.wanted.group : 'thing');
    case 'films':
      return Promise.resolve(
        answerFilms(inquiry, reading.wanted?.kind === 'films' ? reading.wanted : ALL_FILMS),
      );
    case 'scenes':
      return answerScenes(few);
    case 'shots':
      return answerShots(few);
    case 'howMany':
      return answerHowMany(inquiry, reading);
    case 'whatWritten':
      return answerWhatWritten(few, reading);
    case 'summary':
      return reading.wanted?.kind === 'lesson'
        ? answerLesson(inquiry, few, reading, ranged)
        : answerStretch(inquiry, few, reading, ranged);
    case 'content':
      // "What is in the scene with the dog": the thing named, not a time, says which stretch.
      return bare || reading.time || ranged
        ? answerStretch(inquiry, few, reading, true)
        : answerPlaces(inquiry, reading, context);
    case 'around':
      return answerAround(inquiry, reading, context);
    case 'whatSaid':
    case 'whoSays':
      return answerSaid(inquiry, reading);
    case 'open':
      // Of a question in another language nothing may be left but its small words.
      if (bare && !reading.foreign) return answerStretch(inquiry, few, reading, ranged);
      return answerOpen(inquiry, reading);
    default:
      if (bare && reading.sense === 'said') return answerSaid(inquiry, reading);
      return bare ? answerSummary(inquiry, most) : answerPlaces(inquiry, reading, context);
  }
}

function mostTold({ evidence }: Inquiry): number {
  return evidence.deps.stretches ? MOST_STRETCHES_TOLD : MOST_VIDEOS_TOLD;
}

/** "What will I learn": somebody may say so; else it is what the film is about. */
async function answerLesson(
  inquiry: Inquiry,
  few: Inquiry,
  reading: ParsedQuery,
  ranged: boolean,
): Promise<Draft> {
  const announced = await answerAnnounced(inquiry);
  if (announced) return announced;
  const { said, exists } = CALIBRATION.passages;
  const told = await answerByPassages(inquiry, reading, { speech: said + exists });
  return told ?? answerStretch(inquiry, few, reading, ranged);
}

/** What a film or a stretch is about: a summary of the whole, or of either in so many sentences; else all that is in the stretch. */
function answerStretch(
  inquiry: Inquiry,
  few: Inquiry,
  reading: ParsedQuery,
  ranged: boolean,
): Promise<Draft> {
  const sentences = reading.output?.kind === 'sentences' ? reading.output.count : null;
  const stretch = inquiry.evidence.deps.stretches !== undefined && inquiry.videos.length === 1;
  return sentences === null && (ranged || stretch || reading.time !== null)
    ? answerContent(few, reading)
    : answerSummary(inquiry, mostTold(inquiry), sentences);
}

const ALL_FILMS = { kind: 'films', filter: 'all', span: null } as const;

function isSoundOnly(video: Video): boolean {
  return video.frameCount === 0 && video.media.video === null;
}

/** Of sound alone nothing about pictures is said: neither found nor missing. */
function composeForSound(
  inquiry: Inquiry,
  reading: ParsedQuery,
  context: Context,
  ranged: boolean,
): Promise<Draft> {
  if (reading.sense !== 'seen') return compose(inquiry, { ...reading, sense: 'said' }, context, ranged);
  return Promise.resolve(new Draft().say({ kind: 'soundOnly' }).close(null));
}

/** Which stretch of the one film was looked at, where it is not all of it. */
function rangeNote(inquiry: Inquiry): string[] {
  const [video] = inquiry.videos;
  const [interval] = video && inquiry.scope !== 'all' ? intervalAsked(inquiry, video) : [];
  return interval ? [inquiry.evidence.words.onlyLookedAt(interval)] : [];
}
