// What installing a model takes and tells: steps with progress, files of the hub, and what makes a pack of a published model.
import type { Precision } from '../../../src-shared/packs';
import type { CudaParts } from '../devices/cuda/parts';

export interface StepProgress {
  readonly step: 'download' | 'check' | 'convert' | 'finish';
  /** Of this step. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface StepOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StepProgress) => void;
}

/** A published model in a folder, as the hub has it, to be made into a pack. */
export interface SourceFolder {
  readonly dir: string;
  /** Where it came from; null for an import that does not say. */
  readonly repository: string | null;
  readonly revision: string | null;
  /** Shown with the pack: the licences of its parts. */
  readonly licences: readonly {
    readonly part: string;
    readonly source: string;
    readonly name: string;
    readonly text: string;
  }[];
}

/**
 * Makes a pack of a published model. The target is a folder that a stopped run may have left behind: what is whole there is
 * kept. It becomes a pack only by its manifest, which is written last.
 * @throws CheckpointUnusable, DiskFull, Cancelled
 */
export type MakePack = (
  source: SourceFolder,
  target: { readonly dir: string; readonly id: string; readonly name: string; readonly precision: Precision },
  options: StepOptions,
) => Promise<void>;

/** One file of a repository on the hub. */
export interface RemoteFile {
  /** Its path in the repository, and in the folder that it is fetched into. */
  readonly path: string;
  /** Null where only the hub can say. */
  readonly bytes: number | null;
  /** Null where it is not known beforehand: the hub's own is taken then, and without one the size alone is checked. */
  readonly sha256: string | null;
}

/** CUDA support that the worker is to put on this machine. */
export interface CudaRequest {
  readonly wanted: CudaParts;
  readonly proxy: string | null;
  /** Where it is fetched to and unpacked, and where it is to lie. On one file system. */
  readonly workDir: string;
  readonly dir: string;
}

/** What the worker is to put on this machine. */
export interface InstallRequest {
  readonly source:
    | {
        readonly kind: 'hub';
        readonly parts: readonly {
          readonly repository: string;
          readonly revision: string;
          readonly files: readonly RemoteFile[];
          /** Folder below the fetched ones, '' for the first. */
          readonly into: string;
        }[];
        /** Address of the hub or its mirror. */
        readonly hub: string;
        readonly proxy: string | null;
      }
    | { readonly kind: 'folder'; readonly path: string }
    | { readonly kind: 'archive'; readonly path: string };
  readonly licences: SourceFolder['licences'];
  readonly id: string | null;
  readonly name: string | null;
  /** About the size of the finished pack, for a look at the disk before anything is fetched; null where nobody knows yet. */
  readonly packBytes: number | null;
  readonly precision: Precision | null;
  /** Where files are fetched to and packs are made, and where finished packs lie. On one file system. */
  readonly workDir: string;
  readonly packsDir: string;
}
