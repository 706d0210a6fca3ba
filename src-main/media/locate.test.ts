import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FfmpegMissing } from './errors';
import { locateFfmpeg } from './locate';
import { temporaryDir } from './testing';

function program(path: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

it('tries the setting, the package, the path and the resources, in this order', () => {
  const dir = temporaryDir();
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const [set, packaged, onPath, fallback] = [
    program(join(dir, 'set', name)),
    program(join(dir, 'static', name)),
    program(join(dir, 'path', name)),
    program(join(dir, 'res', 'bin', name)),
  ];
  const base = { resourcesDir: join(dir, 'res'), env: { PATH: join(dir, 'path') }, staticPath: packaged };
  expect(locateFfmpeg({ ...base, env: { ...base.env, LONGTAKE_FFMPEG: set } })).toBe(set);
  expect(locateFfmpeg(base)).toBe(packaged);
  expect(locateFfmpeg({ ...base, staticPath: join(dir, 'gone') })).toBe(onPath);
  expect(locateFfmpeg({ ...base, staticPath: null, env: {} })).toBe(fallback);
  expect(() => locateFfmpeg({ resourcesDir: null, staticPath: null, env: {} })).toThrow(FfmpegMissing);
  expect(() => locateFfmpeg({ ...base, env: { LONGTAKE_FFMPEG: dir } })).toThrow(/LONGTAKE_FFMPEG/);
});
