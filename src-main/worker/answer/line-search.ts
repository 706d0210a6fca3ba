import type { Segment, SegmentSource } from '../../../src-shared/analysis';
import type { Scope } from '../../../src-shared/answers';
import type { UserError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import type { DamagedFilms } from '../../base/answer/damaged-films';
import type { IndexedVideo, SpeechHit } from '../../base/film/types';
import { acrossLines } from './across-lines';
import type { EvidenceDeps } from './evidence-deps';
import { fuseRanks } from './fusion';
import { type LineHit, lineHit } from './line-hit';
import { contentWords } from './words';

/** A sentence that is broken over lines goes on within this time. */
const AROUND: Micros = 60 * MICROS_PER_SECOND;
const LINES_DAMAGED: UserError = {
  code: 'IndexBroken',
  message: 'The index of this video is damaged: its lines cannot be found by their meaning.',
  remedy: 'Index the video again; if it happens again, check the disk that holds the library.',
};

/** What a search over lines takes from the evidence of its question. */
export interface LineEvidence {
  readonly deps: EvidenceDeps;
  readonly damaged: DamagedFilms;
  has(part: SegmentSource): boolean;
  videos(scope: Scope): readonly Video[];
  linesIn(
    video: Pick<Video, 'id'>,
    source: SegmentSource,
    within: { from: Micros; to: Micros } | null,
  ): Segment[];
  place(video: Pick<Video, 'id'>): IndexedVideo;
  readonly patience: { readonly patience?: number };
  /** Receives how many films were not searched yet. */
  waited(videos: number): void;
  options(): { readonly signal: AbortSignal | undefined; readonly deadline: number };
}

/** Where the films of a scope lie that may have lines of one source. */
export function linedPlaces(
  evidence: Pick<LineEvidence, 'videos' | 'place'>,
  source: SegmentSource,
  scope: Scope,
): IndexedVideo[] {
  const spoken = ({ media, transcripts }: Video) => media.audio.length > 0 || transcripts.list.length > 0;
  const holds = (v: Video) => (source === 'speech' ? spoken(v) : v.tracks.includes('text'));
  return evidence
    .videos(scope)
    .filter(holds)
    .map((v) => evidence.place(v));
}

/** Finds lines of speech or of writing, by their words and by their meaning. */
export class LineSearch {
  constructor(private readonly evidence: LineEvidence) {}

  /**
   * Lines of one source for a query: by words (a phrase before all words before any of them) and by meaning, fused by
   * rank. Best first. With a quote only segments that hold it word for word come back, or, where there are none, lines
   * after each other that hold it together, as one segment.
   */
  async find(
    source: SegmentSource,
    scope: Scope,
    query: string,
    options: { quote: string | null; limit: number },
  ): Promise<LineHit[]> {
    const { quote, limit } = options;
    if (!this.evidence.has(source)) return [];
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
        const segment = this.evidence.deps.library.segments.get(meant.videoId, source, meant.segmentId);
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
      for (const place of acrossLines(this.evidence.linesIn({ id: videoId }, source, around), quote)) {
        const hit = lineHit(videoId, place, quote, [], null);
        places.set(`${videoId}/${place.from}`, { ...hit, words: 'phrase', share: 1 });
      }
    }
    return [...places.values()];
  }

  private byWords(source: SegmentSource, scope: Scope, query: string, limit: number): LineHit[] {
    const content = contentWords(query).join(' ') || query;
    const { segments } = this.evidence.deps.library;
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
    const videos = linedPlaces(this.evidence, source, scope);
    if (videos.length === 0) return [];
    const search = (places: IndexedVideo[]) => {
      const { deps, patience } = this.evidence;
      const input = { packDir: deps.packs.core, videos: places, source, query, limit, ...patience };
      return deps.worker.call('speech.search', input, this.evidence.options());
    };
    const { hits, unreadable, waiting = 0 } = await search(videos);
    this.evidence.waited(waiting);
    const damaged = this.withLines(source, unreadable);
    if (damaged.length === 0) return [...hits];
    const renewed: IndexedVideo[] = [];
    for (const video of damaged) {
      if (await this.evidence.deps.renewLines?.(video.id, source)) renewed.push(this.evidence.place(video));
    }
    const again = renewed.length > 0 ? await search(renewed) : { hits: [], unreadable: [] };
    for (const { id } of damaged) {
      const found = renewed.some(({ videoId }) => videoId === id) && !again.unreadable.includes(id);
      if (!found) this.evidence.damaged.add(id, LINES_DAMAGED);
    }
    return [...hits, ...again.hits].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  }

  /** Those of some videos that have lines to be searched, and no job that is still to make them searchable. */
  private withLines(source: SegmentSource, ids: readonly VideoId[]): Video[] {
    if (ids.length === 0) return [];
    const { videos, segments } = this.evidence.deps.library;
    const having = segments.having(source);
    return ids
      .filter((id) => having.has(id))
      .flatMap((id) => videos.find(id) ?? [])
      .filter(({ state }) => state === 'ready' || state === 'missing');
  }
}
