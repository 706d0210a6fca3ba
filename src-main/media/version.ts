import { execFile } from 'node:child_process';

/** What a build of ffmpeg or ffprobe says of itself. */
export interface BuildInfo {
  /** Its first line without the name and the copyright: `7.0.2-static https://…`, `N-66595-gc2b38619c0`. Null where it says none. */
  readonly version: string | null;
  /** Version of its libavformat, major and minor: unlike the first line, builds between releases count on here too. */
  readonly libavformat: readonly [number, number] | null;
}

const TIMEOUT_MS = 20_000;
const known = new Map<string, Promise<BuildInfo>>();

/** Asks a program for its version, once in this process. Never rejects: a program that says nothing has none. */
export function readBuild(path: string): Promise<BuildInfo> {
  const asked = known.get(path) ?? askBuild(path);
  known.set(path, asked);
  // It may be put right while this process runs.
  void asked.then(({ version }) => version ?? known.delete(path));
  return asked;
}

function askBuild(path: string): Promise<BuildInfo> {
  return new Promise((resolve) => {
    const options = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', windowsHide: true } as const;
    try {
      execFile(path, ['-hide_banner', '-version'], options, (_, text) => resolve(parseBuild(text)));
    } catch {
      // With no file handle left it throws. What starts the program next says so.
      resolve(parseBuild(''));
    }
  });
}

/** @param text what `ffmpeg -version` or `ffprobe -version` prints */
export function parseBuild(text: string): BuildInfo {
  const version = /^ff\w+ version (.*?)(?: +Copyright .*)?$/m.exec(text)?.[1] ?? null;
  const [, major, minor] = /^libavformat +(\d+)\. *(\d+)\./m.exec(text) ?? [];
  return { version, libavformat: major && minor ? [Number(major), Number(minor)] : null };
}

/** That of ffmpeg 5.1, the first that knows `-fps_mode`. */
const FPS_MODE: readonly [number, number] = [59, 27];

/** Options of an output whose frames keep their own times, none left out and none doubled, as this build of ffmpeg names them. */
export async function passThrough(ffmpegPath: string): Promise<readonly string[]> {
  const { libavformat } = await readBuild(ffmpegPath);
  const [major, minor] = libavformat ?? FPS_MODE;
  const old = major < FPS_MODE[0] || (major === FPS_MODE[0] && minor < FPS_MODE[1]);
  return old ? ['-vsync', 'passthrough'] : ['-fps_mode', 'passthrough'];
}
