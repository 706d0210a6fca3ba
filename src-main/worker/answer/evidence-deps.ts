import type { SegmentSource } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import type { Language } from '../../../src-shared/words/language';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';

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

/** What answers read of a library. */
export interface EvidenceLibrary {
  readonly videos: Pick<Library['videos'], 'list' | 'get' | 'find'>;
  readonly scenes: Pick<Library['scenes'], 'list'>;
  readonly shots: Pick<Library['shots'], 'list'>;
  readonly segments: Pick<
    Library['segments'],
    'list' | 'get' | 'matching' | 'has' | 'between' | 'notUnderstood' | 'having' | 'search'
  >;
  readonly speakers: Pick<Library['speakers'], 'of' | 'names'>;
  readonly objects: Pick<Library['objects'], 'list' | 'ofKinds'>;
  readonly jobs: Pick<Library['jobs'], 'find'>;
  readonly collections: Pick<Library['collections'], 'places' | 'get'>;
  indexDir(id: VideoId): string;
}

export interface EvidenceDeps {
  readonly library: EvidenceLibrary;
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly packs: EvidencePacks;
  /** Presentation times of a video's stored frames, ascending. */
  readonly frameTimes: (id: VideoId) => ArrayLike<Micros> | Promise<ArrayLike<Micros>>;
  /** Has the file made anew by which lines are found by meaning. @returns whether it was; absent where nothing may be written */
  readonly renewLines?: (id: VideoId, source: SegmentSource) => Promise<boolean>;
  /** How long a search waits for films that are not made ready for it yet: see `Patient`. */
  readonly patience?: number | undefined;
  /** What answers are worded in; English where it is left out. */
  readonly language?: Language;
  /** Leaves parts out, to measure what each is worth. */
  readonly without?: readonly EvidencePart[];
  /** Where stretches of films are asked about instead of films: see collection/on-stretches.ts. */
  readonly stretches?: AskedStretches;
}

/** Stretches of films in the place of films: each is asked about as if it were a film of the library. */
export interface AskedStretches {
  /** Of one of them, where it lies in its film; null where there is no such. */
  of(id: VideoId): { readonly from: Micros; readonly to: Micros } | null;
  /** Places that are not among them, as they cannot be looked at. */
  readonly leftOut: readonly LeftOutPlaces[];
}

export interface LeftOutPlaces {
  /** Their films are not in the library, or nothing of them was read yet. */
  readonly why: 'missing' | 'unread';
  readonly places: number;
  readonly titles: readonly string[];
}
