import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Segment } from '../../../../src-shared/analysis';
import type {
  AnswerClaim,
  AnswerEvent,
  ChatMessage,
  Citation,
  Confidence,
  Scope,
} from '../../../../src-shared/answers';
import { TRACKS, type TrackName } from '../../../../src-shared/passes';
import type { Answerer } from '../../../base/answer/types';
import type { FrameHit } from '../../../base/film/types';
import { openLibrary } from '../../../base/library/library';
import type { Library } from '../../../base/library/types';
import type { WorkerClient, WorkerInput, WorkerMethod, WorkerOutput } from '../../../base/rpc/protocol';
import type { TextSpace } from '../../inference/types';
import type { Kind } from '../claims/claims';
import type { EvidenceDeps } from '../evidence-deps';
import { contentWords, wordsOf } from '../words';
import { builtInTextSpace } from './text-space';

/** A frame of a made-up video: when it is, and what it shows with which probability. */
export interface WorldFrame {
  readonly time: number;
  readonly labels: Readonly<Record<string, number>>;
}
export interface WorldVideo {
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
  /** One a second from 0, each a map of label to probability. */
  readonly frames: readonly Readonly<Record<string, number>>[];
  readonly speech: readonly { from: number; to: number; text: string }[];
  /** Words that no label has, and the seconds whose frames look like them. */
  readonly looks?: readonly { words: string; from: number; to: number }[];
  /** Seconds at which a scene begins. */
  readonly scenes: readonly number[];
  /** Lines of writing, things that were followed, and seconds at which a shot begins; left out: not looked for. */
  readonly written?: readonly { from: number; to: number; text: string; height?: number; top?: number }[];
  readonly things?: readonly { label: string; from: number; to: number; score?: number; size?: number }[];
  readonly shots?: readonly number[];
}

/** Words near in meaning, for the made-up sentence space. */
const MEANINGS: readonly (readonly string[])[] = [
  ['money', 'budget', 'euro', 'cost'],
  ['weather', 'rain', 'storm'],
];

const SECOND = 1_000_000;
export const seconds = (s: number): number => Math.round(s * SECOND);
export const videoIdOf = (n: number): string => n.toString(16).padStart(32, '0');

/** A real library on disk and a worker that knows a made-up world: what the answerer stands on in tests. */
export class World implements Disposable {
  readonly library: Library;
  readonly worker: FakeWorker;
  readonly deps: EvidenceDeps;
  private readonly dir = mkdtempSync(join(tmpdir(), 'longtake-world-'));

  constructor(videos: readonly WorldVideo[]) {
    this.library = openLibrary({ dir: this.dir });
    const frames = new Map<string, WorldFrame[]>();
    videos.forEach((made, n) => {
      const id = videoIdOf(n + 1);
      addVideo(this.library, id, made);
      frames.set(
        id,
        made.frames.map((labels, i) => ({ time: seconds(i), labels })),
      );
    });
    const looks = new Map(videos.map((made, n) => [videoIdOf(n + 1), made.looks ?? []]));
    this.worker = new FakeWorker(frames, looks, this.library);
    this.deps = {
      library: this.library,
      worker: this.worker,
      packs: { core: '/pack', search: '/pack', of: () => '/pack' },
      frameTimes: (id) => (frames.get(id) ?? []).map((f) => f.time),
    };
  }

  [Symbol.dispose](): void {
    this.library.close();
    rmSync(this.dir, { recursive: true });
  }
}

function addVideo(library: Library, id: string, made: WorldVideo): void {
  library.videos.add({
    id,
    path: `/films/${made.title}.mp4`,
    title: made.title,
    sizeBytes: 1000,
    media: {
      container: 'mp4',
      duration: seconds(made.duration),
      video: null,
      audio:
        made.speech.length > 0 ? [{ codec: 'aac', channels: 1, sampleRate: 16_000, language: null }] : [],
    },
  });
  library.videos.setIndexed(id, {
    frameCount: made.frames.length,
    duration: seconds(made.duration),
    packId: 'core',
    hasPoster: false,
  });
  library.scenes.replace(
    id,
    made.scenes.map((from, index) => ({
      index,
      from: seconds(from),
      to: seconds(made.scenes[index + 1] ?? made.duration),
      keyFrame: seconds(Math.ceil(from)),
      keyFrameIndex: Math.ceil(from),
    })),
  );
  addTracks(library, id, made);
  library.segments.replace(
    id,
    'speech',
    made.speech.map(
      (s, n): Segment => ({
        id: n,
        source: 'speech',
        from: seconds(s.from),
        to: seconds(s.to),
        text: s.text,
        words: [],
      }),
    ),
  );
}

function addTracks(library: Library, id: string, { written, things, shots, duration }: WorldVideo): void {
  const box = { left: 0.1, top: 0.1, width: 0.5, height: 0.1 };
  if (written) {
    const lines = written.map(
      ({ from, to, text, height = 0.1, top = box.top }, n): Segment => ({
        ...{ id: n, source: 'text', from: seconds(from), to: seconds(to), text, words: [] },
        box: { ...box, height, top },
        confidence: 0.9,
      }),
    );
    library.segments.replace(id, 'text', lines);
  }
  if (things) {
    const followed = things.map(({ label, from, to, score = 0.8, size = 0.1 }, n) => {
      const at = { ...box, height: size };
      const best = { time: seconds(Math.ceil(from)), frameIndex: Math.ceil(from), box: at };
      return {
        id: n,
        label,
        from: seconds(from),
        to: seconds(to),
        score,
        frames: Math.ceil(to - from),
        best,
      };
    });
    library.objects.replace(id, followed);
  }
  if (shots) {
    const list = shots.map((from, index) => ({
      ...{ index, from: seconds(from), to: seconds(shots[index + 1] ?? duration) },
      begins: index === 0 ? ('start' as const) : ('cut' as const),
    }));
    library.shots.replace(id, list);
  }
  const read: Partial<Record<TrackName, unknown>> = { shots, objects: things, text: written };
  library.videos.setTracks(
    id,
    TRACKS.filter((name) => read[name] !== undefined),
  );
}

export class FakeWorker implements Pick<WorkerClient, 'call'> {
  /** Lets a test corrupt a result on its way out. */
  tamper: ((method: WorkerMethod, value: unknown) => unknown) | null = null;

  constructor(
    private readonly frames: ReadonlyMap<string, readonly WorldFrame[]>,
    private readonly looks: ReadonlyMap<string, NonNullable<WorldVideo['looks']>>,
    private readonly library: Library,
  ) {}

  async call<M extends WorkerMethod>(method: M, input: WorkerInput<M>): Promise<WorkerOutput<M>> {
    const value = await this.answer(method, input, await builtInTextSpace());
    return (this.tamper ? this.tamper(method, value) : value) as WorkerOutput<M>;
  }

  private answer(method: WorkerMethod, input: unknown, space: TextSpace): unknown {
    switch (method) {
      case 'frames.search': {
        const { videos, query, limit, by } = input as WorkerInput<'frames.search'>;
        const { named, unnamed, labels } = readQuery(space, query);
        const hits = videos
          .flatMap((v) => this.hits(v.videoId, named.length > 0 && by !== 'look' ? labels : null))
          .sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0) || b.resemblance - a.resemblance);
        return { hits: hits.slice(0, limit), named, unnamed };
      }
      case 'frames.similar': {
        const { videos, limit } = input as WorkerInput<'frames.similar'>;
        return {
          hits: videos.flatMap((v) => this.hits(v.videoId, null)).slice(0, limit),
          named: [],
          unnamed: [],
        };
      }
      case 'frames.presence': {
        const { video, query } = input as WorkerInput<'frames.presence'>;
        const { named, unnamed, labels } = readQuery(space, query);
        const hits = this.hits(video.videoId, labels);
        return {
          times: Float64Array.from(hits, (h) => h.time),
          probability: named.length > 0 ? Float32Array.from(hits, (h) => h.probability ?? 0) : null,
          named,
          unnamed,
        };
      }
      case 'frames.likeness': {
        const { video, query } = input as WorkerInput<'frames.likeness'>;
        const times = this.hits(video.videoId, null).map((h) => h.time);
        const own = (this.looks.get(video.videoId) ?? []).filter(({ words }) => words === query);
        const alike = (time: number) => own.some((l) => time >= seconds(l.from) && time < seconds(l.to));
        return {
          times: Float64Array.from(times),
          alike: Float32Array.from(times, (time) => (alike(time) ? 1 : -3)),
          borneOut: Float32Array.from(times, (time) => (alike(time) ? 5 : 0)),
        };
      }
      case 'frames.describe': {
        const { video, frameIndexes } = input as WorkerInput<'frames.describe'>;
        const hits = this.hits(video.videoId, null);
        return frameIndexes.flatMap((i) => {
          const hit = hits[i];
          return hit ? [{ frameIndex: i, time: hit.time, labels: hit.labels }] : [];
        });
      }
      case 'speech.search': {
        const { videos, source, query, limit } = input as WorkerInput<'speech.search'>;
        const hits = videos
          .flatMap(({ videoId }) =>
            this.library.segments
              .list(videoId, source)
              .map((s) => ({ videoId, source, segmentId: s.id, similarity: likeness(query, s.text) })),
          )
          .sort((a, b) => b.similarity - a.similarity)
          .slice(0, limit);
        return { hits, unreadable: [] };
      }
      case 'text.embed':
        return space.embedTexts((input as WorkerInput<'text.embed'>).texts);
      default:
        throw new Error(`the world cannot ${method}`);
    }
  }

  private hits(videoId: string, wanted: ReadonlySet<string> | null): FrameHit[] {
    return (this.frames.get(videoId) ?? []).map((frame, frameIndex) => {
      const labels = Object.entries(frame.labels)
        .map(([name, probability]) => ({ name, probability }))
        .sort((a, b) => b.probability - a.probability);
      const mass = labels.filter((l) => wanted?.has(l.name)).reduce((sum, l) => sum + l.probability, 0);
      const probability = wanted ? mass : null;
      return { videoId, frameIndex, time: frame.time, resemblance: 0.2 + mass / 2, probability, labels };
    });
  }
}

/** Which labels a query names, as the built-in pack reads it. */
function readQuery(
  space: TextSpace,
  query: string,
): { named: string[]; unnamed: string[]; labels: Set<string> } {
  const { concepts, unnamed } = space.readQuery(query);
  const labels = concepts.flatMap(({ labelIds }) => labelIds.map((id) => space.labels[id] ?? ''));
  return { named: concepts.map(({ term }) => term), unnamed: [...unnamed], labels: new Set(labels) };
}

function likeness(query: string, text: string): number {
  const held = new Set(wordsOf(text).map((w) => w.lower));
  const near = contentWords(query.toLowerCase()).some((q) =>
    MEANINGS.some((group) => group.includes(q) && group.some((word) => held.has(word))),
  );
  return near ? 0.65 : 0.1;
}

export interface Told {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** What is claimed, in order. */
  readonly claims: readonly AnswerClaim[];
  readonly details: readonly string[];
  readonly confidence: Confidence | null;
  readonly events: readonly AnswerEvent[];
}

/** Asks and gathers the stream. */
export async function ask(
  answerer: Answerer,
  text: string,
  more: { scope?: Scope; history?: readonly ChatMessage[]; range?: { from: number; to: number } } = {},
): Promise<Told> {
  const events: AnswerEvent[] = [];
  const question = {
    scope: more.scope ?? { videoId: videoIdOf(1) },
    text,
    range: more.range ?? null,
    history: more.history ?? [],
    signal: new AbortController().signal,
  };
  for await (const event of answerer.answer(question)) events.push(event);
  const texts = events.flatMap((e) => (e.type === 'text' ? [e.text] : []));
  return {
    text: texts.join(''),
    citations: events.flatMap((e) => (e.type === 'citation' ? [e.citation] : [])),
    claims: events.flatMap((e) => (e.type === 'claim' ? [e.claim] : [])),
    details: events.flatMap((e) => (e.type === 'detail' ? [e.text] : [])),
    confidence: events.flatMap((e) => (e.type === 'done' ? [e.confidence] : []))[0] ?? null,
    events,
  };
}

/** The claims of one kind, as what each is about and its counts. */
export function claimed({ claims }: Told, kind: Kind): (readonly [string, AnswerClaim['counts']])[] {
  return claims
    .filter((claim) => claim.kind === kind)
    .map(({ subject, counts }) => [subject.join(' or '), counts]);
}

/** What the claims of one kind are about; empty where there is none, one empty text for a claim about nothing. */
export function subjects(told: Told, kind: Kind): string[] {
  return claimed(told, kind).map(([subject]) => subject);
}

export function kinds({ claims }: Told): string[] {
  return claims.map(({ kind }) => kind);
}

/** A chat so far, from questions and what was told. */
export function historyOf(...turns: readonly [string, Told][]): ChatMessage[] {
  return turns.flatMap(([question, told], n) => {
    const base = { details: [], writtenBy: null, state: 'done' as const, error: null, createdAt: n };
    return [
      { ...base, id: `q${n}`, role: 'user' as const, text: question, citations: [], confidence: null },
      {
        ...base,
        id: `a${n}`,
        role: 'assistant' as const,
        text: told.text,
        citations: [...told.citations],
        confidence: told.confidence,
      },
    ];
  });
}
