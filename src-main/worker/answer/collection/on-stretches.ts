/**
 * Stretches of films as if each were a film of a library of its own: what answers then look at is what lies within them, and the answerers
 * need not know. A stretch has the times of its film, the scenes, things and lines that it holds cut to its ends, and an id of its own;
 * what leaves here names the film again.
 */
import type { ObjectTrack, Scene, Segment, SegmentSource } from '../../../../src-shared/analysis';
import type { AnswerEvent, ChatMessage } from '../../../../src-shared/answers';
import type { VideoId } from '../../../../src-shared/primitives';
import type { FilmSpeakers } from '../../../../src-shared/speakers';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { frameAt } from '../../../base/film/frame-at';
import type { CollectionStretch } from '../../../base/library/collection-stretches';
import type { SegmentMatch } from '../../../base/library/types';
import type { EvidenceDeps, EvidenceLibrary, LeftOutPlaces } from '../evidence-deps';
import { meets } from '../stretches';
import { filmOf, stretchId } from './stretch-id';
import { workerOnStretches } from './worker-on-stretches';

/** Of so much a line of speech must lie in a stretch, or the half of it: how exactly its edges are known. */
const HEARD: Micros = MICROS_PER_SECOND / 2;
/** Lines that are ranked of one film, so that those in its stretches are among them. */
const MOST_RANKED = 100_000;

/** A stretch with its id. */
export interface Stretch extends CollectionStretch {
  readonly id: VideoId;
  readonly times: ArrayLike<Micros>;
}

/** Stretches, known by their ids and by their films. */
export class Stretches {
  readonly #byId: ReadonlyMap<VideoId, Stretch>;
  readonly #byFilm: ReadonlyMap<VideoId, readonly Stretch[]>;

  constructor(readonly list: readonly Stretch[]) {
    this.#byId = new Map(list.map((stretch) => [stretch.id, stretch]));
    this.#byFilm = Map.groupBy(list, ({ videoId }) => videoId);
  }

  find(id: VideoId): Stretch | null {
    return this.#byId.get(id) ?? null;
  }

  in(film: VideoId): readonly Stretch[] {
    return this.#byFilm.get(film) ?? [];
  }

  at(film: VideoId, time: Micros): Stretch | null {
    return this.in(film).find(({ from, to }) => from <= time && time < to) ?? null;
  }
}

/** @param leftOut what is to be said of places that are not among the stretches */
export async function onStretches(
  deps: EvidenceDeps,
  given: readonly CollectionStretch[],
  leftOut: readonly LeftOutPlaces[],
): Promise<{ deps: EvidenceDeps; stretches: Stretches }> {
  const times = new Map<VideoId, ArrayLike<Micros>>();
  for (const { videoId } of given) {
    if (!times.has(videoId)) times.set(videoId, await timesOf(deps, videoId));
  }
  const stretches = new Stretches(
    given.map((stretch, n) => ({
      ...stretch,
      id: stretchId(stretch.videoId, n),
      times: times.get(stretch.videoId) ?? [],
    })),
  );
  const { renewLines } = deps;
  const library = libraryOn(stretches, deps.library);
  return {
    stretches,
    deps: {
      ...deps,
      library,
      worker: workerOnStretches(stretches, library.segments, deps.worker),
      frameTimes: (id) => deps.frameTimes(filmOf(id)),
      ...(renewLines ? { renewLines: (id, source) => renewLines(filmOf(id), source) } : {}),
      stretches: {
        of: (id) => stretches.find(id),
        leftOut,
      },
    },
  };
}

/** None where they cannot be read: what is damaged is told when it is looked at. */
async function timesOf({ library, frameTimes }: EvidenceDeps, id: VideoId): Promise<ArrayLike<Micros>> {
  if (library.videos.get(id).frameCount === 0) return [];
  try {
    return await frameTimes(id);
  } catch {
    return [];
  }
}

/** An event about stretches, told of their films. */
export function aboutFilms(event: AnswerEvent): AnswerEvent {
  if (event.type === 'citation') {
    return { ...event, citation: { ...event.citation, videoId: filmOf(event.citation.videoId) } };
  }
  if (event.type !== 'claim') return event;
  const intervals = event.claim.intervals.map((one) => ({ ...one, videoId: filmOf(one.videoId) }));
  return { ...event, claim: { ...event.claim, intervals } };
}

/** Earlier messages, told of stretches: "and then" goes on from the place that was cited. */
export function aboutStretches(message: ChatMessage, stretches: Stretches): ChatMessage {
  const citations = message.citations.map((citation) => ({
    ...citation,
    videoId: stretches.at(citation.videoId, citation.from)?.id ?? citation.videoId,
  }));
  return { ...message, citations };
}

function libraryOn(stretches: Stretches, library: EvidenceLibrary): EvidenceLibrary {
  const within = (id: VideoId) => stretches.find(id);
  const asVideo = ({ id, videoId }: Stretch): Video => {
    const video = library.videos.get(videoId);
    // Chapters are the film's: none of them is a stretch's own.
    return { ...video, id, media: { ...video.media, chapters: [] } };
  };
  const parts = <T extends Span & { readonly index: number }>(id: VideoId, all: readonly T[]): T[] => {
    const stretch = within(id);
    if (!stretch) return [...all];
    return all
      .filter((part) => meets(part, stretch))
      .map((part, index) => ({ ...cut(part, stretch), index }));
  };
  return {
    videos: {
      list: () => stretches.list.map(asVideo),
      get: (id) => asVideo(within(id) ?? unknown(id)),
      find: (id) => {
        const stretch = within(id);
        return stretch && asVideo(stretch);
      },
    },
    scenes: {
      list: (id) =>
        parts(id, library.scenes.list(filmOf(id))).map((scene) => withKeyFrameInside(scene, within(id))),
    },
    shots: { list: (id) => parts(id, library.shots.list(filmOf(id))) },
    segments: segmentsOn(stretches, library.segments),
    speakers: {
      of: (id) => speakersOn(within(id), library.speakers.of(filmOf(id))),
      names: () => {
        const names = library.speakers.names();
        return new Map(stretches.list.map(({ id, videoId }) => [id, names.get(videoId) ?? []]));
      },
    },
    objects: {
      list: (id, label = null) => objectsOn(within(id), library.objects.list(filmOf(id), label)),
      ofKinds: (labels) => {
        const found = library.objects.ofKinds(labels);
        return new Map(
          stretches.list.map((stretch) => [stretch.id, objectsOn(stretch, found.get(stretch.videoId) ?? [])]),
        );
      },
    },
    collections: library.collections,
    jobs: { find: (id) => library.jobs.find(filmOf(id)) },
    indexDir: (id) => library.indexDir(filmOf(id)),
  };
}

function unknown(id: VideoId): never {
  throw new Error(`no stretch ${id}`);
}

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

function cut<T extends Span>(part: T, { from, to }: Span): T {
  return { ...part, from: Math.max(part.from, from), to: Math.min(part.to, to) };
}

/** The frame shown at a time of a span: the one before its beginning lies outside, so that it is the first one in it. */
function frameInside(times: ArrayLike<Micros>, time: Micros, { from, to }: Span): number | null {
  const shown = frameAt(times, time);
  if (shown === null) return null;
  const frame = (times[shown] ?? 0) < from ? shown + 1 : shown;
  const at = times[frame];
  return at !== undefined && at >= from && at <= to ? frame : null;
}

function withKeyFrameInside(scene: Scene, stretch: Stretch | null): Scene {
  if (!stretch || (scene.keyFrame >= scene.from && scene.keyFrame < scene.to)) return scene;
  const frame = frameInside(stretch.times, (scene.from + scene.to) / 2, scene);
  return frame === null
    ? scene
    : { ...scene, keyFrameIndex: frame, keyFrame: stretch.times[frame] ?? scene.keyFrame };
}

function objectsOn(stretch: Stretch | null, all: readonly ObjectTrack[]): ObjectTrack[] {
  if (!stretch) return [...all];
  return all
    .filter((track) => meets(track, stretch))
    .map((track) => {
      const inside = cut(track, stretch);
      const { best } = track;
      if (best.time >= inside.from && best.time < inside.to) return inside;
      const frame = frameInside(stretch.times, best.time < inside.from ? inside.from : inside.to, inside);
      if (frame === null) return inside;
      return {
        ...inside,
        best: { ...best, frameIndex: frame, time: stretch.times[frame] ?? best.time },
      };
    });
}

function speakersOn(stretch: Stretch | null, film: FilmSpeakers): FilmSpeakers {
  if (!stretch) return film;
  const turns = film.turns.filter((turn) => meets(turn, stretch)).map((turn) => cut(turn, stretch));
  const speakers = film.speakers.flatMap((speaker) => {
    const own = turns.filter((turn) => turn.speaker === speaker.number);
    const spoken = own.reduce((sum, { from, to }) => sum + to - from, 0);
    return own.length > 0 ? [{ ...speaker, spoken }] : [];
  });
  return { ...film, speakers, turns };
}

/** Whether a line belongs to a stretch: writing that is there for a moment of it, speech that is heard in it and not only touches it. */
function belongs(line: Segment, stretch: Stretch): boolean {
  const shared = Math.min(line.to, stretch.to) - Math.max(line.from, stretch.from);
  if (line.source !== 'speech') return shared > 0;
  return shared >= Math.min(HEARD, (line.to - line.from) / 2);
}

/** Writing is told for as long as it is there in the stretch; what is said is quoted whole. */
function shownIn(line: Segment, stretch: Stretch): Segment {
  return line.source === 'speech' ? line : cut(line, stretch);
}

function segmentsOn(
  stretches: Stretches,
  segments: EvidenceLibrary['segments'],
): EvidenceLibrary['segments'] {
  const inside = (id: VideoId, lines: readonly Segment[]): Segment[] => {
    const stretch = stretches.find(id);
    if (!stretch) return [...lines];
    return lines.filter((line) => belongs(line, stretch)).map((line) => shownIn(line, stretch));
  };
  const of = (id: VideoId, source: SegmentSource | null = null): Segment[] => {
    const stretch = stretches.find(id);
    if (!stretch) return [];
    return inside(id, segments.between(stretch.videoId, stretch.from, stretch.to, source));
  };
  return {
    list: of,
    get: (id, source, line) => inside(id, [segments.get(filmOf(id), source, line) ?? []].flat())[0] ?? null,
    matching: (id, source, test) => of(id, source).filter(({ text }) => test(text)),
    has: (id) => of(id).length > 0,
    between: (id, from, to, source = null) => inside(id, segments.between(filmOf(id), from, to, source)),
    notUnderstood: (id) => inside(id, segments.notUnderstood(filmOf(id))),
    having: (source) => {
      const films = segments.having(source);
      const holding = stretches.list.filter(
        ({ id, videoId }) => films.has(videoId) && of(id, source).length > 0,
      );
      return new Set(holding.map(({ id }) => id));
    },
    search: (query, options) => {
      const { scope, limit } = options;
      const asked =
        scope === 'all' ? stretches.list : stretches.list.filter(({ id }) => id === scope.videoId);
      const found = [...new Set(asked.map(({ videoId }) => videoId))].flatMap((videoId) =>
        segments.search(query, { ...options, scope: { videoId }, limit: MOST_RANKED }),
      );
      return found
        .flatMap((match) => matchesIn(match, asked))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit);
    },
  };
}

function matchesIn(match: SegmentMatch, stretches: readonly Stretch[]): SegmentMatch[] {
  return stretches
    .filter((stretch) => stretch.videoId === match.videoId && belongs(match.segment, stretch))
    .map((stretch) => ({ ...match, videoId: stretch.id, segment: shownIn(match.segment, stretch) }));
}
