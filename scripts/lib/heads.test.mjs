import { describe, expect, it } from 'vitest';
import { headless } from './heads.mjs';

const LONG = 'x();\n'.repeat(81);
const check = (source, rest = LONG) => headless(new Map([['a.ts', `${source}\n${rest}`]]));

describe('a file of more than 80 lines', () => {
  it.each([
    ['at its head', `// Reads films.\nimport a from 'a';`],
    ['after its imports', `import a from 'a';\n\n/*\n * Reads films.\n */\nconst b = 1;`],
    ['on what it exports first', `import a from 'a';\n/** Reads films. */\nexport const b = 1;`],
    [
      'on its first function, whatever types come before',
      'export interface A { b: 1 }\n/** Reads films. */\nexport async function c() {}',
    ],
    ['on its first class', 'export type A = 1;\n/** Reads films. */\nexport class C {}'],
  ])('may say what it is %s', (_, source) => expect(check(source)).toEqual([]));

  it.each([
    ['nowhere', `import a from 'a';\nexport function b() {}`],
    ['to the machine alone', `import a from 'a';\nexport function b() { /* loop */ }`],
    ['of something within', `import a from 'a';\n/** Milliseconds. */\nconst b = 1;\nexport function c() {}`],
    ['of a later function', 'export function a() {}\n/** Reads films. */\nexport function b() {}'],
    ['in a line about its first constant', `import a from 'a';\n// Once.\nconst b = 1;`],
  ])('may not say it %s', (_, source) => expect(check(source)).toEqual(['a.ts']));

  it('a shorter one need not', () => expect(check('export function b() {}', '')).toEqual([]));
});
