import { basename, relative } from 'node:path';

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
