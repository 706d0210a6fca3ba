import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { locateFfmpeg, locateFfprobe } from './locate';

/** For tests only: the ffmpeg of this machine. */
export const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });

/** For tests only: the ffprobe beside it. */
export const ffprobePath = locateFfprobe({ resourcesDir: resolve('resources') });

/** For tests only: a folder that is removed after the file's last test. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'longtake-test-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** For tests only: runs ffmpeg and fails with its words. Options are separated by single spaces. */
export function makeMedia(path: string, options: string): string {
  execFileSync(ffmpegPath, ['-v', 'error', '-nostdin', ...options.split(' '), '-y', path], { stdio: 'pipe' });
  return path;
}
