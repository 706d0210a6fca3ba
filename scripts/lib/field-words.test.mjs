import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELD_WORDS, filesOfWord, headOf } from './field-words.mjs';
import { ROOT } from './root.mjs';

const glossary = readFileSync(join(ROOT, 'docs', 'glossary.md'), 'utf8');

describe('the field’s words', () => {
  it.each(FIELD_WORDS)('“%s” leads by the glossary to a file that says it in its head', (word) => {
    expect(filesOfWord(ROOT, glossary, word)).not.toEqual([]);
  });

  it('lead nowhere where the glossary has no such row, or names another file', () => {
    expect(filesOfWord(ROOT, glossary, 'optical flow')).toEqual([]);
    expect(filesOfWord(ROOT, '| backpressure | – | `base/media/bars.ts` |', 'backpressure')).toEqual([]);
    expect(filesOfWord(ROOT, '| backpressure | – | `base/media/nowhere.ts` |', 'backpressure')).toEqual([]);
  });

  it('are looked for in what a file begins with, and in nothing after it', () => {
    expect(headOf('// one\n// two\nimport a;\n// three\n')).toBe('// one\n// two\n');
    expect(headOf('/** one */\nexport {};')).toBe('/** one */');
    expect(headOf('import a;\n// one\n')).toBe('');
  });
});
