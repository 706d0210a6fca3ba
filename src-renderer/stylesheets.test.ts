import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const PAGE = import.meta.dirname;

it('every stylesheet of the page is one of it: nothing says that one is missing but how the page looks', () => {
  const code = globSync('**/*.{ts,tsx}', { cwd: PAGE }).map((file) => readFileSync(join(PAGE, file), 'utf8'));
  const sheets = globSync('**/*.css', { cwd: PAGE });
  expect(sheets.length).toBeGreaterThan(0);
  const unused = sheets.filter((sheet) => !code.some((text) => text.includes(`/${basename(sheet)}';`)));
  expect(unused).toEqual([]);
});
