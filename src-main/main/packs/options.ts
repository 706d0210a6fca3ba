import type { Settings } from '../../../src-shared/settings';
import type { WorkerClient } from '../../base/rpc/protocol';
import type { CudaSupport } from './cuda-support';

/** What the packs of this machine are made of, and whom they ask. */
export interface PacksOptions {
  readonly builtInDir: string;
  readonly userDataDir: string;
  readonly verifiedFile: string;
  /** assets/catalogue.json, as it came with Longtake. */
  readonly catalogueFile: string;
  readonly worker: WorkerClient;
  readonly settings: () => Settings;
  readonly setSettings: (change: Partial<Settings>) => void;
  /** Where forms of packs' graphs are kept for devices, which go with their packs. Left out: nowhere. */
  readonly formsFolder?: () => string;
  /** Whether something works with a pack now. */
  readonly inUse?: (packId: string) => boolean;
  /** CUDA support, listed among the packs. Left out: there is none to be had. */
  readonly cuda?: CudaSupport;
  /** Beside another Longtake: looks, and changes nothing. */
  readonly readOnly?: boolean;
  readonly onUnexpected?: (error: unknown) => void;
}
