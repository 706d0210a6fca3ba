import {
  isUnderstood,
  type ObjectTrack,
  type Segment,
  type SegmentSource,
} from '../../../src-shared/analysis';
import type { Scope } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { DamagedFilms } from '../../base/answer/damaged-films';
import type {
  FrameDescription,
  FrameSearchResult,
  IndexedVideo,
  LabelPresence,
  Likeness,
} from '../../base/film/types';
import { Turns } from '../index/turns';
import { dot } from '../inference/vectors';
import type { EvidenceDeps, EvidencePart } from './evidence-deps';
import type { LineHit } from './line-hit';
import { LineSearch, linedPlaces } from './line-search';
import type { HowFound } from './messages/how-found';
import { howFoundIn } from './messages/how-found-in';
import { knownWords } from './reader/known-words';
import { type Classification, classifyQuestion } from './reader/question-classifier';
import { mendTypos } from './reader/typos';
import { isLookedAt } from './stretches';
import { bearingOf, isThingWord, THING_WORDS } from './things/names';
import { contentWords, wordsOf } from './words';

/** Most videos whose own words are read for what a mistyped one may be. */
const MOST_READ = 8;
/** Words that stand for what is found by its form. */
const KIND_WORDS = ['address', 'number', 'price', 'phone', 'email', 'website', 'title', 'slogan'];
/** Milliseconds after which a silent query worker counts as hung; the first query also loads the model. */
const QUERY_DEADLINE = 60_000;

/** Everything stored that a question or a search can draw on, behind one door. */
export class Evidence {
  /** What had to be left out. */
  readonly damaged: DamagedFilms;
  /** How it is told what was looked for, and what came of it. */
  readonly words: HowFound;
  /** Of this question alone: the next one sees what has changed by then. */
  private readonly packOf = new Map<string | null, string>();
  private all: readonly Video[] | null = null;
  /** Most films that one of its searches left out, as they are not made ready yet. */
  waiting = 0;
  private readonly turns: Turns;

  constructor(
    readonly deps: EvidenceDeps,
    private readonly signal?: AbortSignal,
  ) {
    this.damaged = new DamagedFilms(deps.library.videos);
    this.words = howFoundIn(deps.language);
    this.turns = new Turns(signal);
  }

  /** The videos of a scope that have something to search; throws NotFound for an unknown id. */
  videos(scope: Scope): readonly Video[] {
    if (scope !== 'all') return [this.deps.library.videos.get(scope.videoId)];
    this.damaged.askedOfAll();
    this.all ??= this.deps.library.videos.list();
    return this.all;
  }

  /** Between two videos of many: lets a stop arrive, and others have their turn. @throws the signal's reason */
  turn(): Promise<void> {
    return this.turns.next();
  }

  /** The pack that a video was indexed with. */
  private packDir(video: Pick<Video, 'packId'>): string {
    const known = this.packOf.get(video.packId) ?? this.deps.packs.of(video);
    this.packOf.set(video.packId, known);
    return known;
  }

  /** @param by `look` ranks by resemblance alone, also where labels name what is asked for */
  async searchFrames(
    videos: readonly Video[],
    query: string,
    limit: number,
    by: 'labels' | 'look' = 'labels',
  ): Promise<FrameSearchResult> {
    const { packDir, videos: withFrames } = this.comparable(videos);
    const nothing = { hits: [], named: [], unnamed: contentWords(query) };
    const [first] = withFrames;
    if (!first || !this.has('frames')) return nothing;
    const input = { packDir, videos: withFrames, query, limit, by, ...this.patience };
    return this.told(first.videoId, nothing, () =>
      this.deps.worker.call('frames.search', input, this.options()),
    );
  }

  /** Makes ready what searches of all go over first. */
  async prepare(): Promise<void> {
    const { packDir, videos } = this.comparable(this.videos('all'));
    await this.deps.worker.call('frames.prepare', { packDir, videos }, this.options());
    for (const source of ['speech', 'text'] as const) {
      const input = { packDir: this.deps.packs.core, videos: linedPlaces(this, source, 'all'), source };
      await this.deps.worker.call('speech.prepare', input, this.options());
    }
  }

  waited(videos: number): void {
    this.waiting = Math.max(this.waiting, videos);
  }

  get patience(): { readonly patience?: number } {
    const { patience } = this.deps;
    return patience === undefined ? {} : { patience };
  }

  /** @param id the video whose failure it is where the search as a whole fails for what one video's files are like */
  private async told(
    id: VideoId,
    nothing: FrameSearchResult,
    search: () => Promise<FrameSearchResult>,
  ): Promise<FrameSearchResult> {
    const result = await this.damaged.passOver(id, nothing, search);
    this.waited(result.waiting ?? 0);
    for (const { videoId, error } of result.unreadable ?? []) this.damaged.add(videoId, error);
    return result;
  }

  async similarFrames(
    videos: readonly Video[],
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
  ): Promise<FrameSearchResult> {
    const packDir = this.packDir(this.deps.library.videos.get(like.videoId));
    const input = {
      packDir,
      videos: this.readBy(packDir, videos),
      like: { videoId: like.videoId, dir: this.deps.library.indexDir(like.videoId) },
      frameIndex: like.frameIndex,
      limit,
      ...this.patience,
    };
    return this.told(like.videoId, { hits: [], named: [], unnamed: [] }, () =>
      this.deps.worker.call('frames.similar', input, this.options()),
    );
  }

  async presence(video: Video, query: string): Promise<LabelPresence> {
    const nothing = { times: new Float64Array(), probability: null, named: [], unnamed: contentWords(query) };
    if (!this.has('frames')) return nothing;
    const input = { packDir: this.packDir(video), video: this.place(video), query };
    return this.damaged.passOver(video.id, nothing, () =>
      this.deps.worker.call('frames.presence', input, this.options()),
    );
  }

  /** How alike some words the frames of a video are. */
  async likeness(video: Pick<Video, 'id'>, query: string): Promise<Likeness> {
    const nothing = { times: new Float64Array(), alike: null, borneOut: new Float32Array() };
    if (!this.has('frames')) return nothing;
    const packDir = this.packDir(this.deps.library.videos.get(video.id));
    const input = { packDir, video: this.place(video), query, bearing: bearingOf(query) };
    return this.damaged.passOver(video.id, nothing, () =>
      this.deps.worker.call('frames.likeness', input, this.options()),
    );
  }

  async describe(video: Pick<Video, 'id'>, frameIndexes: readonly number[]): Promise<FrameDescription[]> {
    if (frameIndexes.length === 0) return [];
    const packDir = this.packDir(this.deps.library.videos.get(video.id));
    const input = { packDir, video: this.place(video), frameIndexes: [...frameIndexes] };
    return this.damaged.passOver(video.id, [], () =>
      this.deps.worker.call('frames.describe', input, this.options()),
    );
  }

  /** What a question asks for, where its form does not say. */
  async classify(text: string): Promise<Classification> {
    const input = { packDir: this.deps.packs.core, texts: [text] };
    return classifyQuestion(text, await this.deps.worker.call('text.embed', input, this.options()));
  }

  /** How near some texts come to others in meaning: of each, a cosine for each of the others. */
  async similarities(texts: readonly string[], others: readonly string[]): Promise<number[][]> {
    const input = { packDir: this.deps.packs.core, texts: [...texts, ...others] };
    const vectors = await this.deps.worker.call('text.embed', input, this.options());
    const dim = vectors.length / input.texts.length;
    const row = (n: number) => vectors.subarray(n * dim, (n + 1) * dim);
    return texts.map((_, t) => others.map((_, o) => dot(row(t), row(texts.length + o))));
  }

  /** A topic with typing errors put right towards what could be found; null where there are none. */
  async mendTypos(videos: readonly Video[], topic: string): Promise<ReturnType<typeof mendTypos>> {
    // Most questions are about what has a name: these need no list of all words.
    if (contentWords(topic).every((word) => isThingWord(word))) return null;
    const { language, labels } = await knownWords(this.deps.packs.core);
    const isWord = (word: string) => language.has(word);
    if (language.size === 0 || contentWords(topic).every((word) => isWord(word.toLowerCase()))) return null;
    // In a large library almost any word is said somewhere: there the names of things must do.
    const lines = videos
      .slice(0, videos.length > MOST_READ ? 0 : MOST_READ)
      .flatMap((video) => [...this.linesIn(video, 'speech', null), ...this.linesIn(video, 'text', null)]);
    const said = lines.flatMap(({ text }) => wordsOf(text).map((word) => word.lower));
    return mendTypos(topic, isWord, new Set([...THING_WORDS, ...labels, ...KIND_WORDS, ...said]));
  }

  /** Whether words are those of English, as far as that is known: a German noun has a capital, a word of both languages without one is English. */
  async isEnglish(text: string): Promise<boolean> {
    const { language } = await knownWords(this.deps.packs.core);
    const words = contentWords(text);
    return words.every((word) => /^\p{Ll}/u.test(word) && language.has(word));
  }

  async frameTimes(video: Pick<Video, 'id' | 'frameCount'>): Promise<ArrayLike<Micros>> {
    if (video.frameCount === 0) return [];
    const none: ArrayLike<Micros> = [];
    return this.damaged.passOver(video.id, none, async () => this.deps.frameTimes(video.id));
  }

  /** Whether a kind of evidence counts. */
  has(part: EvidencePart): boolean {
    return !this.deps.without?.includes(part);
  }

  /** Whether a track of a video was read: to its end, or so far that something of it is stored. See `readInPart`. */
  looked(video: Pick<Video, 'id' | 'tracks'>, track: 'objects' | 'text'): boolean {
    return this.has(track) && (video.tracks.includes(track) || this.readInPart(video, track));
  }

  /** Whether a track is stored in part: what it does not hold may be there all the same. */
  readInPart(video: Pick<Video, 'id' | 'tracks'>, track: 'objects' | 'text'): boolean {
    if (!this.has(track) || video.tracks.includes(track)) return false;
    const { objects, segments } = this.deps.library;
    return track === 'objects'
      ? objects.list(video.id).length > 0
      : segments.list(video.id, 'text').length > 0;
  }

  /** What the detector found and followed in a video, of the given kinds or of all. */
  objects(video: Pick<Video, 'id'>, labels: readonly string[] | null = null): ObjectTrack[] {
    if (!this.has('objects')) return [];
    const { objects } = this.deps.library;
    if (labels === null) return objects.list(video.id);
    return labels.flatMap((label) => objects.list(video.id, label)).sort((a, b) => a.from - b.from);
  }

  /** Those of the given kinds in several videos, by video: as one question to the library, not one a video. */
  objectsIn(
    videos: readonly Video[],
    labels: readonly string[],
  ): ReadonlyMap<VideoId, readonly ObjectTrack[]> {
    const [only] = videos;
    if (!this.has('objects') || !only || labels.length === 0) return new Map();
    if (videos.length === 1) return new Map([[only.id, this.objects(only, labels)]]);
    return this.deps.library.objects.ofKinds(labels);
  }

  /** The lines of one source in a stretch of a video, or in all of it. */
  linesIn(
    video: Pick<Video, 'id'>,
    source: SegmentSource,
    within: { from: Micros; to: Micros } | null,
  ): Segment[] {
    if (!this.has(source)) return [];
    const { segments } = this.deps.library;
    const lines = within
      ? segments.between(video.id, within.from, within.to, source)
      : segments.list(video.id, source);
    return lines.filter(isUnderstood);
  }

  /** Where somebody speaks in a stretch of a video, or in all of it, without the speech model understanding it. */
  notUnderstood(video: Pick<Video, 'id'>, within: { from: Micros; to: Micros } | null): Segment[] {
    if (!this.has('speech')) return [];
    const lines = this.deps.library.segments.notUnderstood(video.id);
    return within === null ? lines : lines.filter(({ from, to }) => from < within.to && to > within.from);
  }

  /** The lines of one source in a stretch of a video, or in all of it, whose text passes a test. */
  linesWith(
    video: Pick<Video, 'id'>,
    source: SegmentSource,
    within: { from: Micros; to: Micros } | null,
    test: (text: string) => boolean,
  ): Segment[] {
    if (!this.has(source)) return [];
    const lines = this.deps.library.segments.matching(video.id, source, test).filter(isUnderstood);
    return lines.filter((line) => isLookedAt(line, within));
  }

  /** Lines of one source for a query, best first. See `LineSearch.find`. */
  lines(
    source: SegmentSource,
    scope: Scope,
    query: string,
    options: { quote: string | null; limit: number },
  ): Promise<LineHit[]> {
    return new LineSearch(this).find(source, scope, query, options);
  }

  /** Those of several videos that the search left out, because another pack than the one that searches read them. */
  leftOut(videos: readonly Video[]): Video[] {
    const { packDir } = this.comparable(videos);
    return videos.filter((v) => v.frameCount > 0 && this.packDir(v) !== packDir);
  }

  /**
   * Videos whose frames one pack read: of different packs they cannot be ranked together. One video is read by its own pack;
   * of several, those of the pack that the settings choose count, or else of the pack of the first.
   */
  private comparable(videos: readonly Video[]): { packDir: string; videos: IndexedVideo[] } {
    const { packs } = this.deps;
    const withFrames = videos.filter((v) => v.frameCount > 0);
    const [first] = withFrames;
    const chosen = withFrames.length > 1 && withFrames.some((v) => this.packDir(v) === packs.search);
    const packDir = chosen || !first ? packs.search : this.packDir(first);
    return { packDir, videos: this.readBy(packDir, withFrames) };
  }

  private readBy(packDir: string, videos: readonly Video[]): IndexedVideo[] {
    return videos
      .filter((v) => v.frameCount > 0 && this.packDir(v) === packDir)
      .map((v) => ({ ...this.place(v), frames: v.frameCount }));
  }

  place(video: Pick<Video, 'id'>): IndexedVideo {
    return { videoId: video.id, dir: this.deps.library.indexDir(video.id) };
  }

  options(): { readonly signal: AbortSignal | undefined; readonly deadline: number } {
    return { signal: this.signal, deadline: QUERY_DEADLINE };
  }
}
