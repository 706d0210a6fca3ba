import {
  isUnderstood,
  type ObjectTrack,
  type Scope,
  type Segment,
  type SegmentSource,
  type Video,
  type VideoId,
} from '../../../src-shared/domain';
import type { UserError } from '../../../src-shared/errors';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import { DamagedFilms } from '../../base/answer/damaged-films';
import type {
  FrameDescription,
  FrameSearchResult,
  IndexedVideo,
  Presence,
  SpeechHit,
} from '../../base/film/types';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import { Turns } from '../index/turns';
import { acrossLines } from './across-lines';
import { CALIBRATION } from './calibration';
import { fuseRanks } from './fusion';
import { knownWords } from './reader/known-words';
import { type Classification, classifyQuestion } from './reader/question-classifier';
import { mendTypos } from './reader/typos';
import { isThingWord, THING_WORDS } from './things/names';
import { contentStems, contentWords, stem, wordsOf } from './words';

/** Folders of the packs that read what is stored. */
export interface EvidencePacks {
  /** The built-in one: what is said is compared in its space, whatever the frames were read by. */
  readonly core: string;
  /** The one that the library is searched with. */
  readonly search: string;
  /** The one that a video was indexed with. */
  of(video: Pick<Video, 'packId'>): string;
}

/** A kind of evidence, by what it is taken from. */
export type EvidencePart = 'frames' | 'speech' | 'text' | 'objects';

export interface EvidenceDeps {
  readonly library: Pick<
    Library,
    'videos' | 'scenes' | 'shots' | 'segments' | 'objects' | 'jobs' | 'indexDir'
  >;
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly packs: EvidencePacks;
  /** Presentation times of a video's stored frames, ascending. */
  readonly frameTimes: (id: VideoId) => ArrayLike<Micros> | Promise<ArrayLike<Micros>>;
  /** Has the file made anew by which lines are found by meaning. @returns whether it was; absent where nothing may be written */
  readonly renewLines?: (id: VideoId, source: SegmentSource) => Promise<boolean>;
  /** Leaves parts out, to measure what each is worth. */
  readonly without?: readonly EvidencePart[];
}

/** A line of speech or of writing with why it was found. */
export interface LineHit {
  readonly videoId: VideoId;
  readonly segment: Segment;
  readonly marks: readonly (readonly [number, number])[];
  /** Which words of the query it holds: all in a row, all, some or none of them. */
  readonly words: 'phrase' | 'all' | 'some' | 'none';
  /** 0..1, share of the query's content words that it holds. */
  readonly share: number;
  /** Cosine by meaning; null where meaning did not bring it up. */
  readonly similarity: number | null;
  /** Whether the query is one word, near in meaning to much. */
  readonly oneWord: boolean;
  /** Fused rank score; only its order means anything. */
  readonly score: number;
}

/** A sentence that is broken over lines goes on within this time. */
const AROUND: Micros = 60 * MICROS_PER_SECOND;
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
  /** Of this question alone: the next one sees what has changed by then. */
  private readonly packOf = new Map<string | null, string>();
  private all: readonly Video[] | null = null;
  private readonly turns: Turns;

  constructor(
    readonly deps: EvidenceDeps,
    private readonly signal?: AbortSignal,
  ) {
    this.damaged = new DamagedFilms(deps.library.videos);
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
    const input = { packDir, videos: withFrames, query, limit, by };
    return this.told(first.videoId, nothing, () =>
      this.deps.worker.call('frames.search', input, this.options()),
    );
  }

  /** @param id the video whose failure it is where the search as a whole fails for what one video's files are like */
  private async told(
    id: VideoId,
    nothing: FrameSearchResult,
    search: () => Promise<FrameSearchResult>,
  ): Promise<FrameSearchResult> {
    const result = await this.damaged.passOver(id, nothing, search);
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
    };
    return this.told(like.videoId, { hits: [], named: [], unnamed: [] }, () =>
      this.deps.worker.call('frames.similar', input, this.options()),
    );
  }

  async presence(video: Video, query: string): Promise<Presence> {
    const nothing = { times: new Float64Array(), probability: null, named: [], unnamed: contentWords(query) };
    if (!this.has('frames')) return nothing;
    const input = { packDir: this.packDir(video), video: this.place(video), query };
    return this.damaged.passOver(video.id, nothing, () =>
      this.deps.worker.call('frames.presence', input, this.options()),
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
    return this.allLinesIn(video, source, within).filter(isUnderstood);
  }

  /** Where somebody speaks in a stretch of a video, or in all of it, without the speech model understanding it. */
  notUnderstood(video: Pick<Video, 'id'>, within: { from: Micros; to: Micros } | null): Segment[] {
    return this.allLinesIn(video, 'speech', within).filter((line) => !isUnderstood(line));
  }

  private allLinesIn(
    video: Pick<Video, 'id'>,
    source: SegmentSource,
    within: { from: Micros; to: Micros } | null,
  ): Segment[] {
    if (!this.has(source)) return [];
    const { segments } = this.deps.library;
    return within
      ? segments.between(video.id, within.from, within.to, source)
      : segments.list(video.id, source);
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
    return within ? lines.filter((line) => line.from < within.to && line.to > within.from) : lines;
  }

  /**
   * Lines of one source for a query: by words (a phrase before all words before any of them) and by meaning, fused by
   * rank. Best first. With a quote only segments that hold it word for word come back, or, where there are none, lines
   * after each other that hold it together, as one segment.
   */
  async lines(
    source: SegmentSource,
    scope: Scope,
    query: string,
    options: { quote: string | null; limit: number },
  ): Promise<LineHit[]> {
    const { quote, limit } = options;
    if (!this.has(source)) return [];
    if (quote) {
      const hits = this.byWords(source, scope, quote, limit);
      const whole = hits.filter((hit) => hit.words === 'phrase');
      return whole.length > 0 ? whole : this.brokenOver(source, quote, hits);
    }
    const byWords = this.byWords(source, scope, query, limit);
    const byMeaning = await this.byMeaning(source, scope, query, limit);
    const key = (videoId: VideoId, id: number) => `${videoId}/${id}`;
    const scores = fuseRanks([
      byWords.map((h) => key(h.videoId, h.segment.id)),
      byMeaning.map((h) => key(h.videoId, h.segmentId)),
    ]);
    const hits = new Map(byWords.map((h) => [key(h.videoId, h.segment.id), h]));
    for (const meant of byMeaning) {
      const id = key(meant.videoId, meant.segmentId);
      const known = hits.get(id);
      if (known) hits.set(id, { ...known, similarity: meant.similarity });
      else {
        const segment = this.deps.library.segments.get(meant.videoId, source, meant.segmentId);
        if (segment) hits.set(id, lineHit(meant.videoId, segment, query, [], meant.similarity));
      }
    }
    return [...hits]
      .map(([id, hit]) => ({ ...hit, score: scores.get(id) ?? 0 }))
      .sort((a, b) => b.score - a.score || a.segment.from - b.segment.from)
      .slice(0, limit);
  }

  /** @param near lines that hold some of the words: only around them is looked, however large the library */
  private brokenOver(source: SegmentSource, quote: string, near: readonly LineHit[]): LineHit[] {
    const places = new Map<string, LineHit>();
    for (const { videoId, segment } of near) {
      const around = { from: segment.from - AROUND, to: segment.to + AROUND };
      for (const place of acrossLines(this.linesIn({ id: videoId }, source, around), quote)) {
        const hit = lineHit(videoId, place, quote, [], null);
        places.set(`${videoId}/${place.from}`, { ...hit, words: 'phrase', share: 1 });
      }
    }
    return [...places.values()];
  }

  private byWords(source: SegmentSource, scope: Scope, query: string, limit: number): LineHit[] {
    const content = contentWords(query).join(' ') || query;
    const { segments } = this.deps.library;
    const found = new Map<string, LineHit>();
    for (const mode of ['phrase', 'all', 'any'] as const) {
      // What comes after these would be cut off.
      if (found.size >= limit) break;
      const matches = segments.search(mode === 'phrase' ? query : content, {
        scope,
        limit,
        mode,
        source,
      });
      for (const { videoId, segment, marks } of matches) {
        const key = `${videoId}/${segment.id}`;
        if (found.has(key)) continue;
        const hit = lineHit(videoId, segment, query, marks, null);
        found.set(key, mode === 'any' ? hit : { ...hit, words: mode, share: 1 });
      }
    }
    return [...found.values()].slice(0, limit);
  }

  private async byMeaning(
    source: SegmentSource,
    scope: Scope,
    query: string,
    limit: number,
  ): Promise<SpeechHit[]> {
    const spoken = ({ media, transcripts }: Video) => media.audio.length > 0 || transcripts.list.length > 0;
    const holds = (v: Video) => (source === 'speech' ? spoken(v) : v.tracks.includes('text'));
    const videos = this.videos(scope)
      .filter(holds)
      .map((v) => this.place(v));
    if (videos.length === 0) return [];
    const search = (places: IndexedVideo[]) => {
      const input = { packDir: this.deps.packs.core, videos: places, source, query, limit };
      return this.deps.worker.call('speech.search', input, this.options());
    };
    const { hits, unreadable } = await search(videos);
    const damaged = this.withLines(source, unreadable);
    if (damaged.length === 0) return [...hits];
    const renewed: IndexedVideo[] = [];
    for (const video of damaged) {
      if (await this.deps.renewLines?.(video.id, source)) renewed.push(this.place(video));
    }
    const again = renewed.length > 0 ? await search(renewed) : { hits: [], unreadable: [] };
    for (const { id } of damaged) {
      const found = renewed.some(({ videoId }) => videoId === id) && !again.unreadable.includes(id);
      if (!found) this.damaged.add(id, LINES_DAMAGED);
    }
    return [...hits, ...again.hits].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  }

  /** Those of some videos that have lines to be searched, and no job that is still to make them searchable. */
  private withLines(source: SegmentSource, ids: readonly VideoId[]): Video[] {
    if (ids.length === 0) return [];
    const { videos, segments } = this.deps.library;
    const having = segments.having(source);
    return ids
      .filter((id) => having.has(id))
      .flatMap((id) => videos.find(id) ?? [])
      .filter(({ state }) => state === 'ready' || state === 'missing');
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
    return videos.filter((v) => v.frameCount > 0 && this.packDir(v) === packDir).map((v) => this.place(v));
  }

  private place(video: Pick<Video, 'id'>): IndexedVideo {
    return { videoId: video.id, dir: this.deps.library.indexDir(video.id) };
  }

  private options() {
    return { signal: this.signal, deadline: QUERY_DEADLINE };
  }
}

const LINES_DAMAGED: UserError = {
  code: 'IndexBroken',
  message: 'The index of this video is damaged: its lines cannot be found by their meaning.',
  remedy: 'Index the video again; if it happens again, check the disk that holds the library.',
};

function lineHit(
  videoId: VideoId,
  segment: Segment,
  query: string,
  marks: LineHit['marks'],
  similarity: number | null,
): LineHit {
  const wanted = contentStems(query);
  const held = new Set(wordsOf(segment.text).map((w) => stem(w.lower)));
  const share = wanted.length === 0 ? 0 : wanted.filter((s) => held.has(s)).length / wanted.length;
  const words = share === 1 ? 'all' : share > 0 ? 'some' : 'none';
  return { videoId, segment, marks, words, share, similarity, oneWord: wanted.length === 1, score: 0 };
}

/** How far a line carries a claim that the topic is spoken or written of; null below the floor. */
export function lineStrength(hit: LineHit): 'strong' | 'fair' | 'weak' | null {
  const { said, written } = CALIBRATION;
  if (hit.words === 'phrase' || hit.words === 'all') return 'strong';
  // A word or two are near in meaning to much: "Vienna" to Berlin.
  const short = hit.segment.source === 'text' && wordsOf(hit.segment.text).length < written.leastWords;
  const similarity = short ? 0 : (hit.similarity ?? 0);
  if (similarity >= said.strong || (hit.share >= said.wordShare && similarity >= said.floor)) return 'fair';
  if ((similarity >= said.floor && !hit.oneWord) || hit.share >= said.wordShare) return 'weak';
  return null;
}
