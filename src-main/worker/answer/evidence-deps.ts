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

export interface EvidenceDeps {
  readonly library: Pick<
    Library,
    'videos' | 'scenes' | 'shots' | 'segments' | 'speakers' | 'objects' | 'jobs' | 'indexDir'
  >;
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly packs: EvidencePacks;
  /** Presentation times of a video's stored frames, ascending. */
  readonly frameTimes: (id: VideoId) => ArrayLike<Micros> | Promise<ArrayLike<Micros>>;
  /** Has the file made anew by which lines are found by meaning. @returns whether it was; absent where nothing may be written */
  readonly renewLines?: (id: VideoId, source: SegmentSource) => Promise<boolean>;
  /** What answers are worded in; English where it is left out. */
  readonly language?: Language;
  /** Leaves parts out, to measure what each is worth. */
  readonly without?: readonly EvidencePart[];
}
