import type { VideoId } from '../../../../src-shared/primitives';
import type { FrameSearchResult, IndexedVideo, LabelPresence } from '../../../base/film/types';
import type {
  CallOptions,
  WorkerClient,
  WorkerInput,
  WorkerMethod,
  WorkerOutput,
} from '../../../base/rpc/protocol';
import type { EvidenceLibrary } from '../evidence-deps';
import type { Stretch, Stretches } from './on-stretches';
import { filmOf } from './stretch-id';

/** Most of what a search gives of a film lies outside its stretches: of more frames and lines than these, the best. */
const MOST_FRAMES = 10_000;
const MOST_LINES = 100_000;

type Worker = Pick<WorkerClient, 'call'>;

/**
 * Searches over stretches: each film is looked through once, and what lies in none of its stretches is left out.
 * @param segments lines of stretches
 */
export function workerOnStretches(
  stretches: Stretches,
  segments: Pick<EvidenceLibrary['segments'], 'get'>,
  worker: Worker,
): Worker {
  /** How present something is, by film and question: every stretch of the film asks for it. */
  const presences = new Map<string, Promise<LabelPresence>>();
  const film = (video: IndexedVideo): IndexedVideo => ({ ...video, videoId: filmOf(video.videoId) });
  const films = (videos: readonly IndexedVideo[]): IndexedVideo[] => [
    ...new Map(videos.map((video) => [filmOf(video.videoId), film(video)])).values(),
  ];
  const first = (id: VideoId): VideoId => stretches.in(id)[0]?.id ?? id;

  function frames(
    found: FrameSearchResult,
    asked: readonly IndexedVideo[],
    limit: number,
  ): FrameSearchResult {
    const ids = new Set(asked.map(({ videoId }) => videoId));
    const hits = found.hits.flatMap((hit) => {
      const stretch = stretches.at(hit.videoId, hit.time);
      return stretch && ids.has(stretch.id) ? [{ ...hit, videoId: stretch.id }] : [];
    });
    const unreadable = found.unreadable?.map((one) => ({ ...one, videoId: first(one.videoId) }));
    return { ...found, hits: hits.slice(0, limit), ...(unreadable ? { unreadable } : {}) };
  }

  async function call<M extends WorkerMethod>(
    method: M,
    given: WorkerInput<M>,
    options?: CallOptions<M>,
  ): Promise<WorkerOutput<M>> {
    const signal = options?.signal ? { signal: options.signal } : {};
    const deadline = options?.deadline === undefined ? {} : { deadline: options.deadline };
    const around = { ...signal, ...deadline };
    const ask = async (): Promise<unknown> => {
      switch (method) {
        case 'frames.search': {
          const input = given as WorkerInput<'frames.search'>;
          const wide = { ...input, videos: films(input.videos), limit: MOST_FRAMES };
          return frames(await worker.call('frames.search', wide, around), input.videos, input.limit);
        }
        case 'frames.presence': {
          const { packDir, video, query } = given as WorkerInput<'frames.presence'>;
          const key = JSON.stringify([filmOf(video.videoId), packDir, query]);
          const known =
            presences.get(key) ??
            worker.call('frames.presence', { packDir, video: film(video), query }, around);
          presences.set(key, known);
          return presenceIn(stretches.find(video.videoId), await known);
        }
        case 'frames.likeness': {
          const input = given as WorkerInput<'frames.likeness'>;
          return worker.call('frames.likeness', { ...input, video: film(input.video) }, around);
        }
        case 'frames.describe': {
          const input = given as WorkerInput<'frames.describe'>;
          return worker.call('frames.describe', { ...input, video: film(input.video) }, around);
        }
        case 'speech.search': {
          const input = given as WorkerInput<'speech.search'>;
          const wide = { ...input, videos: films(input.videos), limit: MOST_LINES };
          const { hits, unreadable } = await worker.call('speech.search', wide, around);
          const asked = new Set(input.videos.map(({ videoId }) => videoId));
          const inside = hits.flatMap((hit) =>
            stretches
              .in(hit.videoId)
              .filter(({ id }) => asked.has(id) && segments.get(id, hit.source, hit.segmentId) !== null)
              .map(({ id }) => ({ ...hit, videoId: id })),
          );
          return { hits: inside.slice(0, input.limit), unreadable: unreadable.map(first) };
        }
        default:
          return worker.call(method, given, options);
      }
    };
    return (await ask()) as WorkerOutput<M>;
  }
  return { call };
}

/** Outside of the stretch nothing is there. */
function presenceIn(stretch: Stretch | null, presence: LabelPresence): LabelPresence {
  const { times, probability } = presence;
  if (!stretch || probability === null) return presence;
  const inside = probability.map((p, n) => {
    const time = times[n] ?? -1;
    return time >= stretch.from && time < stretch.to ? p : 0;
  });
  return { ...presence, probability: inside };
}
