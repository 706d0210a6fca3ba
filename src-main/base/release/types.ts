/** A package in the list of releases. */
export interface ReleaseFile {
  /** A file's name, never a path or an address: it lies beside the list. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-512 in base64, as electron-builder writes it. */
  readonly sha512: string;
}

/** The newest version, as the list of releases has it. */
export interface Release {
  /** Three numbers with dots between. */
  readonly version: string;
  /** What is new, plain text. */
  readonly notes: string;
  readonly files: readonly ReleaseFile[];
}

/** Where a release is asked for. */
export interface ReleasePlace {
  /** The folder of list and packages. */
  readonly feed: string;
  /** Address of an HTTP proxy; null follows the system's. */
  readonly proxy: string | null;
}
