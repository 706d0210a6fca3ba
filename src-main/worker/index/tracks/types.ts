import type { ObjectTrack, Segment, TrackName } from '../../../../src-shared/domain';
import type { Micros } from '../../../../src-shared/time';
import type { IndexProgress, TracksCheckpoint } from '../../../base/film/types';
import type { ObjectFrame } from '../../tracks/objects/follow';
import type { ObjectFinder, Picture, ShotDetector, TextReader } from '../../tracks/types';
import type { CutOptions } from '../../tracks/writing/at-cuts';
import type { Reading } from '../../tracks/writing/merge';
import type { StageOptions } from '../job';

/** Says when a picture's writing should be read again. What it knows is the remembered picture alone. */
export interface WritingWatch {
  /** This picture's writing was just read. */
  remember(picture: Picture): void;
  /** Whether its writing may be another than that of the picture remembered. */
  changed(picture: Picture): boolean;
}

/** What reading tracks needs from other rooms. Models are opened only when there is work for them. */
export interface TracksDeps {
  /** What reads each track, with its version. */
  readonly models: Readonly<Record<TrackName, string>>;
  /** Long side of the pictures that things and writing are looked for in, in pixels. */
  readonly longSide: number;
  /** Milliseconds of work that a crash may cost. 5000 unless said otherwise. */
  readonly checkpointEvery?: number;
  openShotDetector(): Promise<ShotDetector>;
  openObjectFinder(): Promise<ObjectFinder>;
  openTextReader(): Promise<TextReader>;
  writingWatch(): WritingWatch;
  /** Lines that stay are one segment, from cut to cut where they come and go with one. Segments are numbered from 0. */
  mergeWriting(readings: readonly Reading[], film: CutOptions): Segment[];
  /** Nothing is followed over a cut. */
  followObjects(
    frames: readonly ObjectFrame[],
    options: { readonly cuts: readonly Micros[]; readonly duration: Micros },
  ): ObjectTrack[];
  /** Makes what searches by meaning need from the writing; what it writes, it writes into `dir`. */
  embedText(dir: string, segments: readonly Segment[], options: StageOptions): Promise<void>;
}

export interface TracksCallbacks {
  onProgress(progress: IndexProgress): void;
  /** Something new lies safely on disk. */
  onCheckpoint(checkpoint: TracksCheckpoint): void;
}
