import type { Answerer } from '../../src-main/base/answer/types';
import { Evidence } from '../../src-main/worker/answer/evidence';
import { ExtractiveAnswerer } from '../../src-main/worker/answer/extractive';
import { readQuestion } from '../../src-main/worker/answer/question';
import { EvidenceSearch } from '../../src-main/worker/answer/search';
import type { Scene } from '../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import type { PartialEvidence } from './library';
import { mean } from './metrics';
import { type Asked, type Given, type Interval, intervalsOf } from './types';

/** Types that ask for places, so that a ranked search of their words has a truth to be held against. */
const MOMENTS = /^(?:when-seen|exists-|quote$|written$|said$|moment$)/;
const MOST_MOMENTS = 50;

/** The raw scores behind an answer, for choosing floors: how strongly a thing is seen and a topic said. */
export interface Scores {
  /** Highest probability mass in one frame, and highest mean over a scene; null where there is nothing to ask for. */
  readonly frame: number | null;
  readonly scene: number | null;
  /** Highest cosine of a spoken passage. */
  readonly said: number | null;
}

export interface Asking {
  readonly asked: Asked;
  readonly given: Given;
  /** Null where no place is asked for, or none is known. */
  readonly moments: readonly Interval[] | null;
  readonly scores: Scores;
}

/** Asks one question as a person would who opened the film: without history, of this film alone. */
export async function ask(deps: PartialEvidence, video: Video, asked: Asked): Promise<Asking> {
  const given = await answered(new ExtractiveAnswerer(deps), video, asked.question);
  const places = MOMENTS.test(asked.type) && intervalsOf(asked) !== null;
  return {
    asked,
    given,
    moments: places ? await ranked(deps, video, wordsFor(asked)) : null,
    scores: await scored(deps, video, asked),
  };
}

/** What one question is answered with, whoever answers. */
export async function answered(
  answerer: Answerer,
  video: Pick<Video, 'id'>,
  question: string,
): Promise<Given> {
  const given = {
    text: '',
    citations: [] as Interval[],
    quotes: [] as string[],
    confidence: null as Given['confidence'],
  };
  const stream = answerer.answer({
    scope: { videoId: video.id },
    text: question,
    range: null,
    history: [],
    signal: new AbortController().signal,
  });
  for await (const event of stream) {
    if (event.type === 'text') given.text += event.text;
    if (event.type === 'done') given.confidence = event.confidence;
    if (event.type === 'citation') {
      given.citations.push(seconds(event.citation));
      given.quotes.push(event.citation.quote);
    }
  }
  return given;
}

async function ranked(deps: PartialEvidence, video: Video, words: string): Promise<Interval[]> {
  const { groups } = await new EvidenceSearch(deps).searchText({ videoId: video.id }, words, MOST_MOMENTS);
  return groups
    .flatMap((group) => group.hits)
    .sort((a, b) => b.score - a.score)
    .map(seconds);
}

/** What a person would type into the search box: the words in quotation marks, or what the question is about. */
function wordsFor(asked: Pick<Asked, 'question' | 'search'>): string {
  const { quote, topic } = readQuestion(asked.question);
  return asked.search ?? quote ?? (topic || asked.question);
}

async function scored(deps: PartialEvidence, video: Video, asked: Asked): Promise<Scores> {
  const words = wordsFor(asked);
  const evidence = new Evidence(deps);
  const bySight = video.frameCount > 0 && asked.type.endsWith('-seen');
  const byEar = /said$|^quote$/.test(asked.type);
  const spoken = byEar
    ? await evidence.lines('speech', { videoId: video.id }, words, { quote: null, limit: 5 })
    : [];
  const said = Math.max(...spoken.map((hit) => hit.similarity ?? 0));
  const seen = bySight ? await evidence.presence(video, words) : null;
  const mass = Array.from(seen?.probability ?? []);
  return {
    frame: mass.length > 0 ? Math.max(...mass) : null,
    scene: bestScene(Array.from(seen?.times ?? []), mass, deps.library.scenes.list(video.id)),
    said: spoken.length > 0 ? said : null,
  };
}

function bestScene(
  times: readonly number[],
  mass: readonly number[],
  scenes: readonly Scene[],
): number | null {
  const means = scenes.flatMap(
    ({ from, to }) => mean(mass.filter((_, i) => (times[i] ?? -1) >= from && (times[i] ?? -1) < to)) ?? [],
  );
  return means.length > 0 ? Math.max(...means) : null;
}

function seconds({ from, to }: { from: number; to: number }): Interval {
  return [from / MICROS_PER_SECOND, to / MICROS_PER_SECOND];
}
