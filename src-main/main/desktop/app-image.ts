import { spawn } from 'node:child_process';
import { basename, posix, relative } from 'node:path';
import { NotStartedAgain } from '../../base/release/errors';

/** What an AppImage's runtime says of itself to the program in it. */
export interface AppImage {
  /** The file that a person has. */
  readonly file: string;
  /** Whether it had to unpack itself, for want of FUSE: to a folder that goes with it. */
  readonly unpacked: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The AppImage that runs, or null. The runtime's variables are inherited by all that is started from one: where it was another
 * program's, a file manager's say, this one does not lie in its folder.
 */
export function appImageOf({ APPIMAGE, APPDIR }: Environment, execPath: string): AppImage | null {
  if (!APPIMAGE || !APPDIR) return null;
  const within = relative(APPDIR, execPath);
  if (within === '' || within.startsWith('..')) return null;
  return { file: APPIMAGE, unpacked: basename(APPDIR).startsWith('appimage_extracted_') };
}

/** Has an AppImage that is started from here unpack itself too, as this one did. */
export function passOnUnpacking(env: Record<string, string | undefined>, image: AppImage | null): void {
  if (image?.unpacked) env.APPIMAGE_EXTRACT_AND_RUN = '1';
}

/**
 * How the program is started again: an AppImage by its file, as the binary that runs lies in what goes with it.
 * @param argv this start's
 * @returns for Electron's relaunch; undefined for its own way
 */
export function againAs(image: AppImage | null, argv: readonly string[]) {
  return image ? { execPath: image.file, args: argv.slice(1) } : undefined;
}

/** Electron, as far as it starts the program again. */
interface Restartable {
  relaunch(options?: { execPath: string; args: string[] }): void;
  releaseSingleInstanceLock(): void;
}

/**
 * Sees to it that the program is started again when this one ends. Electron's own helper waits for that end in the program's
 * folder, and so goes with a mounted AppImage: such a one is started from here, once this one is in nobody's way.
 * @returns what is to be done last, with the library closed, before this one ends
 * @throws NotStartedAgain from what is returned: the AppImage's file was removed or moved since, say
 */
export function prepareRestart(
  app: Restartable,
  image: AppImage | null,
  { argv, env }: { readonly argv: readonly string[]; readonly env: Environment },
): () => Promise<void> {
  if (image === null || image.unpacked) {
    app.relaunch(againAs(image, argv));
    return async () => undefined;
  }
  return () => {
    app.releaseSingleInstanceLock();
    return startApart(image.file, argv.slice(1), environmentOutside(env));
  };
}

/** What the runtime sets to tell a program of its AppImage: the next one is told anew. */
const OF_RUNTIME = ['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD'];

/**
 * The environment as it was before the AppImage that runs: without its runtime's variables, and without its folders in lists of
 * them (PATH, LD_LIBRARY_PATH …), which would name a mount that is gone.
 */
export function environmentOutside(env: Environment): Record<string, string> {
  const { APPDIR } = env;
  const isWithin = (path: string): boolean => path === APPDIR || path.startsWith(`${APPDIR}/`);
  const outside: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || OF_RUNTIME.includes(name)) continue;
    const paths = value.split(posix.delimiter);
    const kept = paths.filter((path) => !isWithin(path));
    if (kept.length === paths.length) outside[name] = value;
    else if (kept.length > 0) outside[name] = kept.join(posix.delimiter);
  }
  return outside;
}

/** Starts a program that outlives this one. @throws NotStartedAgain */
function startApart(program: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  return new Promise((started, failed) => {
    const child = spawn(program, args, { env, detached: true, stdio: 'ignore' });
    child.once('error', (cause) => failed(new NotStartedAgain({ cause })));
    child.once('spawn', () => {
      child.unref();
      started();
    });
  });
}
