import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolders, makeFoldersSync } from './make-folder';

const root = mkdtempSync(join(tmpdir(), 'longtake-folders-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each([
  ['makeFolders', makeFolders],
  ['makeFoldersSync', async (dir: string) => makeFoldersSync(dir)],
])('%s', (name, make) => {
  it('makes what is missing, also beside another that does', async () => {
    const dir = join(root, name, 'a', 'b');
    await Promise.all([make(dir), make(dir), make(join(root, name, 'a'))]);
    expect(statSync(dir).isDirectory()).toBe(true);
    expect(await make(dir)).toBeUndefined();
    symlinkSync(join(root, name), join(root, `${name}-link`));
    await make(join(root, `${name}-link`, 'c'));
    expect(statSync(join(root, name, 'c')).isDirectory()).toBe(true);
  });

  it('says what is in the way', async () => {
    const file = join(root, `${name}.txt`);
    writeFileSync(file, '');
    await expect(make(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(make(join(file, 'a'))).rejects.toMatchObject({
      code: expect.stringMatching(/EEXIST|ENOTDIR/),
    });
  });

  it.runIf(process.platform === 'linux')('ends where a file system has no room for folders', async () => {
    await expect(make('/proc/longtake/a')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('tells the first folder that it made', async () => {
  expect(await makeFolders(join(root, 'x', 'y'))).toBe(join(root, 'x'));
});
