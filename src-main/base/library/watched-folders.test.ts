import { join, parse } from 'node:path';
import { expect, it } from 'vitest';
import { code, dir, librariesPerTest, open } from './testing/libraries';

librariesPerTest();

it('watches folders, but no whole disk and nothing of the library’s own', () => {
  const { watchedFolders } = open();
  const films = `${dir}-films`;
  for (const path of [parse(dir).root, dir, join(dir, 'index')]) {
    expect(
      code(() => watchedFolders.add(path)),
      path,
    ).toBe('BadRequest');
  }
  watchedFolders.add(films);
  expect(watchedFolders.list().map(({ path }) => path)).toEqual([films]);
});
