/** See npm-tarball.mjs. */
export function fetchTarball(options: {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly dest: string;
  readonly files?: readonly string[];
  readonly log?: (line: string) => void;
}): Promise<string>;
/** Runs npm itself. */
export function npm(args: readonly string[], options?: object): Promise<string>;
/** Runs a command to its end and gives what it printed; rejects with its error output where it fails. */
export function runToEnd(command: string, args: readonly string[], options?: object): Promise<string>;
export class TarballFailed extends Error {}
