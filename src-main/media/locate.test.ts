import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FfmpegMissing } from './errors';
import { placesOf } from './locate';
import { temporaryDir } from './testing';

const dir = temporaryDir();
const ending = process.platform === 'win32' ? '.exe' : '';

function program(...parts: string[]): string {
  const path = join(dir, ...parts) + ending;
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

it('tries the setting alone; else what comes with the program, and only then the path', () => {
  const set = program('set', 'ffmpeg');
  const shipped = program('res', 'bin', 'ffmpeg');
  const packaged = program('static', 'ffmpeg');
  const onPath = program('path', 'ffmpeg');
  const base = { resourcesDir: join(dir, 'res'), env: { PATH: join(dir, 'path') }, staticPath: packaged };
  expect(placesOf('ffmpeg', { ...base, env: { ...base.env, LONGTAKE_FFMPEG: set } })).toEqual([set]);
  expect(placesOf('ffmpeg', base)).toEqual([shipped, packaged, onPath]);
  expect(placesOf('ffmpeg', { ...base, resourcesDir: null, staticPath: join(dir, 'gone') })).toEqual([
    onPath,
  ]);
  expect(() => placesOf('ffmpeg', { resourcesDir: null, staticPath: null, env: {} })).toThrow(FfmpegMissing);
  expect(() => placesOf('ffmpeg', { ...base, env: { LONGTAKE_FFMPEG: dir } })).toThrow(/LONGTAKE_FFMPEG/);
});

it('takes the ffprobe that lies beside the ffmpeg in use before any other', () => {
  const beside = program('one', 'ffprobe');
  const shipped = program('resources', 'bin', 'ffprobe');
  const onPath = program('two', 'ffprobe');
  const base = { resourcesDir: join(dir, 'resources'), env: { PATH: join(dir, 'two') }, staticPath: null };
  const ffmpeg = join(dir, 'one', 'ffmpeg');
  expect(placesOf('ffprobe', base, ffmpeg)).toEqual([beside, shipped, onPath]);
  expect(placesOf('ffprobe', base, join(dir, 'none', 'ffmpeg'))).toEqual([shipped, onPath]);
  const set = { ...base, env: { ...base.env, LONGTAKE_FFPROBE: onPath } };
  expect(placesOf('ffprobe', set, ffmpeg)).toEqual([onPath]);
  expect(() => placesOf('ffprobe', { ...base, env: { LONGTAKE_FFPROBE: dir } })).toThrow(/LONGTAKE_FFPROBE/);
});
