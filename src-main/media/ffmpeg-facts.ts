import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Milliseconds; it only prints. */
const LIMIT = 10_000;

/** The version that a program calls itself by: `6.1.1`, `N-112`; null where it does not say one, or cannot be run. */
export async function ffmpegVersion(ffmpegPath: string): Promise<string | null> {
  const said = await run(ffmpegPath, ['-hide_banner', '-version'], { timeout: LIMIT }).catch(() => null);
  return /^ffmpeg version (\S+)/.exec(said?.stdout ?? '')?.[1] ?? null;
}
