import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { writeOutput } from './output';

/** A disk such as FAT, which knows no hard links, and what happens on it just before one is tried. */
const disk = vi.hoisted(() => ({ meanwhile: (): void => undefined }));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const link = async () => {
    disk.meanwhile();
    throw Object.assign(new Error('no hard links here'), { code: 'EPERM' });
  };
  return { ...files, link, default: { ...files, link } };
});

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-no-links-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(() => {
  disk.meanwhile = () => undefined;
});

const write = (path: string) =>
  writeOutput(
    { library: { dir: join(dir, 'library'), videos: { paths: () => [], has: () => false } }, replace: false },
    path,
    'csv',
    'a',
  );

it('a file is written where a disk has no hard links', async () => {
  await write(join(dir, 'a.csv'));
  expect([readFileSync(join(dir, 'a.csv'), 'utf8'), readdirSync(dir)]).toEqual(['a', ['a.csv']]);
});

it('what appears there a moment before stays as it is', async () => {
  const path = join(dir, 'b.csv');
  disk.meanwhile = () => writeFileSync(path, 'somebody else’s');
  await expect(write(path)).rejects.toMatchObject({ name: 'FileExists' });
  expect(readFileSync(path, 'utf8')).toBe('somebody else’s');
  expect(readdirSync(dir).filter((name) => name !== 'a.csv')).toEqual(['b.csv']);
});
