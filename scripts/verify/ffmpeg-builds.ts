/*
 * Does with each build of ffmpeg what Longtake does with films, and prints the table of docs/lab/verified.md:
 *   node scripts/run.mjs --built scripts/verify/ffmpeg-builds.ts FFMPEG…
 * An ffprobe that lies beside a build is used with it, else the one that comes with Longtake. The films, one of them a recording
 * in MPEG-TS, are made once, by the ffmpeg that comes with Longtake; what the other builds read of them is compared with that.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { readFrameTimes } from '../../src-main/base/film/reader';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';
import { describeProgram } from '../../src-main/base/media/programs';
import { makeProxy } from '../../src-main/base/media/proxy';
import { readStill } from '../../src-main/base/media/still';
import { exportClip } from '../../src-main/main/export/write-clip';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../../src-main/main/services';
import { toUserError } from '../../src-shared/errors';
import type { Video } from '../../src-shared/video';

const execute = promisify(execFile);
const RESOURCES = resolve('resources');
/** As the film with which it came to light that a build without durations was waited for without end. */
const SECONDS = 52;

interface Outcome {
  readonly version: string;
  readonly cells: Readonly<Record<string, string>>;
  /** What was read, to be compared. */
  readonly read: Readonly<Record<string, unknown>>;
}

async function makeFilms(ffmpeg: string, dir: string): Promise<string[]> {
  const source = [
    ...['-f', 'lavfi', '-i', `testsrc=s=320x240:r=30000/1001:d=${SECONDS}`],
    ...[
      '-f',
      'lavfi',
      '-i',
      `sine=d=${SECONDS}`,
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-g',
      '30',
      '-c:a',
      'aac',
    ],
  ];
  const films = ['film.mp4', 'film.ts'].map((name) => join(dir, name));
  for (const film of films) await execute(ffmpeg, ['-v', 'error', '-y', ...source, film]);
  return films;
}

async function said(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = toUserError(error);
    return `**${code}**: ${message}`;
  }
}

async function indexed(services: Services, path: string, read: Record<string, unknown>): Promise<Video> {
  const { videos, refused } = await services.intake.add([path]);
  const [video] = videos;
  if (!video) throw new Error(refused[0]?.error.message ?? 'nothing was added');
  services.jobs.start(video.id);
  await services.jobs.finished(video.id);
  const done = services.library.videos.get(video.id);
  // Versions round a length differently: in a thousandth, not in a hundredth of a second.
  const media = { ...done.media, duration: Math.round((done.media.duration ?? 0) / 10_000) };
  read[path] = { media, times: [...(await readFrameTimes(services.library.indexDir(done.id)))] };
  return done;
}

async function tryBuild(ffmpeg: string, films: readonly string[]): Promise<Outcome> {
  const beside = join(dirname(ffmpeg), process.platform === 'win32' ? 'ffprobe.exe' : 'ffprobe');
  process.env.LONGTAKE_FFMPEG = ffmpeg;
  process.env.LONGTAKE_FFPROBE = existsSync(beside) ? beside : join(RESOURCES, 'bin', 'ffprobe');
  const dir = await mkdtemp(join(tmpdir(), 'longtake-builds-'));
  const services = openServices({
    ...{ userDataDir: dir, resourcesDir: RESOURCES },
    spawnWorker: childWorkers(resolve('out', 'main', 'worker.js')),
  });
  services.library.settings.set({ findShots: false, findObjects: false, readText: false });
  const signal = new AbortController().signal;
  const read: Record<string, unknown> = {};
  let video: Video | null = null;
  const needed = (): Video => {
    if (!video) throw new Error('not indexed');
    return video;
  };
  const range = { from: 10_010_000, to: 12_012_000 };
  const clip = async (mode: 'fast' | 'exact'): Promise<string> => {
    const dest = join(dir, `${mode}.mp4`);
    await exportClip(
      { videoId: needed().id, ...range, mode },
      { path: dest, replace: true },
      { ...services, signal },
    );
    const { duration } = await probe(await services.programs.ffprobePath(), dest);
    return `${((duration ?? 0) / 1e6).toFixed(2)} s`;
  };
  try {
    const cells = {
      'index (mp4)': await said(async () => {
        video = await indexed(services, films[0] as string, read);
        return `${video.frameCount} frames`;
      }),
      'index (ts)': await said(
        async () => `${(await indexed(services, films[1] as string, read)).frameCount} frames`,
      ),
      'clip, copied': await said(() => clip('fast')),
      'clip, exact': await said(() => clip('exact')),
      proxy: await said(async () => {
        const dest = join(dir, 'proxy.mp4');
        const { media } = needed();
        const options = { ffmpegPath: ffmpeg, path: films[0] as string, media, dest, signal };
        await makeProxy({ ...options, onProgress: () => undefined });
        return `${(((await probe(await services.programs.ffprobePath(), dest)).duration ?? 0) / 1e6).toFixed(2)} s`;
      }),
      still: await said(async () => {
        const { media } = needed();
        const options = {
          ffmpegPath: ffmpeg,
          path: films[0] as string,
          media,
          signal,
          at: 20_000_000,
          height: 90,
        };
        const still = await readStill(options);
        return `${((still?.time ?? 0) / 1e6).toFixed(6)} s`;
      }),
      doctor: await said(async () => describeProgram(await services.programs.choose('ffmpeg'))),
    };
    const report = await services.programs.choose('ffmpeg').catch(() => null);
    return { version: report?.version ?? ffmpeg, cells, read };
  } finally {
    await services.close();
    await rm(dir, { recursive: true });
  }
}

const builds = process.argv.slice(2).map((path) => resolve(path));
const shipped = locateFfmpeg({ resourcesDir: RESOURCES });
locateFfprobe({ resourcesDir: RESOURCES });
const work = await mkdtemp(join(tmpdir(), 'longtake-builds-films-'));
try {
  const films = await makeFilms(shipped, work);
  const reference = await tryBuild(shipped, films);
  const columns = Object.keys(reference.cells);
  console.log(`| ffmpeg | ${columns.join(' | ')} | same streams and frame times |`);
  console.log(`|${' --- |'.repeat(columns.length + 2)}`);
  for (const build of [null, ...builds]) {
    const { version, cells, read } = build === null ? reference : await tryBuild(build, films);
    const same = isDeepStrictEqual(read, reference.read) ? 'yes' : 'no';
    // The place of a program says something on one machine only.
    const words = columns.map((name) =>
      (cells[name] ?? '').replaceAll(`, ${build ?? shipped}`, '').replaceAll('|', '\\|'),
    );
    console.log(`| ${version} | ${words.join(' | ')} | ${build === null ? '' : same} |`);
  }
} finally {
  await rm(work, { recursive: true });
}
