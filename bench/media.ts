import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { locateFfmpeg, locateFfprobe } from '../src-main/media/locate';

/** The checkout's folders, from the working directory that npm sets. */
export const RESOURCES = resolve('resources');
export const CORE = join(RESOURCES, 'packs', 'core');
const FOLDER = resolve('.cache', 'bench');

export function ffmpeg(): string {
  return locateFfmpeg({ resourcesDir: RESOURCES });
}

export function ffprobe(): string {
  return locateFfprobe({ resourcesDir: RESOURCES });
}

/** Makes a file with ffmpeg once and keeps it; a run that was cut off leaves nothing behind. */
export function made(name: string, args: readonly string[]): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  if (existsSync(path)) return path;
  const dot = name.lastIndexOf('.');
  const work = join(FOLDER, `${name.slice(0, dot)}.part${name.slice(dot)}`);
  const run = spawnSync(ffmpeg(), ['-hide_banner', '-loglevel', 'error', '-y', ...args, work], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`ffmpeg could not make ${name}: ${run.stderr}`);
  spawnSync('mv', [work, path]);
  return path;
}

/** Moving pictures of real size: 720p H.264, 30 frames a second, a key frame every 2 seconds, a cut every 7. */
export function film(seconds: number): string {
  const source = `testsrc2=size=1280x720:rate=30,noise=alls=6:allf=t,hue=h='floor(t/7)*50'`;
  return made(`film-${seconds}.mp4`, [
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    String(seconds),
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-g',
    '60',
    '-pix_fmt',
    'yuv420p',
  ]);
}

/** Long and cheap to decode: small pictures at one frame a second, so that `frames` are indexed. */
export function longFilm(frames: number): string {
  const source = `testsrc2=size=320x180:rate=1,hue=h='floor(t/40)*50'`;
  return made(`long-${frames}.mp4`, [
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    String(frames),
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
  ]);
}
