import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** How one run of an ffmpeg ends: after so many bytes of output, by a signal or with a code. */
export interface EarlyEnd {
  readonly bytes: number;
  readonly end: `kill -${string} $$` | `exit ${number}`;
}

/**
 * For tests only: an ffmpeg whose first passes over a film end as told, and whose later ones do not. A shell script, as the end of
 * a program can be told only by one that ends so.
 * @param dir where it may put files of its own
 * @param whose options by which the calls are known that it is about: those that decode a film, unless said otherwise
 */
export function endingFfmpeg(dir: string, ends: readonly EarlyEnd[], whose = '-f matroska'): string {
  const own = mkdtempSync(join(dir, 'ffmpeg-'));
  const path = join(own, 'ffmpeg');
  const cases = ends.map(({ bytes, end }, n) => `${n}) '${ffmpegPath}' "$@" | head -c ${bytes}; ${end};;`);
  writeFileSync(
    path,
    [
      '#!/bin/sh',
      `case "$*" in *"${whose}"*) ;; *) exec '${ffmpegPath}' "$@";; esac`,
      `n=0; while ! mkdir '${own}'/$n 2>/dev/null; do n=$((n + 1)); done`,
      `case $n in ${cases.join(' ')} esac`,
      `exec '${ffmpegPath}' "$@"`,
    ].join('\n'),
  );
  chmodSync(path, 0o755);
  return path;
}
