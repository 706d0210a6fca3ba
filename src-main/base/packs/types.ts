import type { CatalogueEntry, Install, PackSummary, Precision } from '../../../src-shared/packs';

export interface PackEvents {
  changed: () => void;
}

/** The packs of this machine: those built in, those installed, those on their way. */
export interface PackService {
  list(): Promise<PackSummary[]>;
  /** Folder of a pack, built in or installed. @throws ModelPackMissing */
  dir(packId: string): string;
  catalogue(): Promise<CatalogueEntry[]>;
  installs(): Install[];
  /** @throws NotFound for an unknown entry, NetworkOff, DiskFull, NotEnoughMemory */
  install(entryId: string, precision: Precision | null): Promise<Install>;
  /** @param path a folder or an archive @throws CheckpointUnusable, FileMissing, DiskFull */
  importFrom(path: string, precision: Precision | null): Promise<Install>;
  pause(installId: string): void;
  resume(installId: string): void;
  cancel(installId: string): Promise<void>;
  /** @throws ModelPackMissing; BadRequest for a built-in one */
  remove(packId: string): Promise<void>;
  /** Settles when an install ends; rejects as it failed. */
  finished(installId: string): Promise<PackSummary>;
  on<E extends keyof PackEvents>(event: E, listener: PackEvents[E]): () => void;
  close(): Promise<void>;
}
