import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lostPaths } from './doc-paths.mjs';
import { ROOT } from './root.mjs';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('lostPaths', () => {
  it('finds what leads nowhere, and nothing else', () => {
    const text =
      '`src-main/start.ts`, `worker/answer`, `scripts/lib/`, `main/nowhere.ts`, `src-renderer/gone`, `a/b`, src-main/unquoted, `worker/answer/NAME.ts`, `worker/gone/NAME.ts`';
    expect(lostPaths(ROOT, text)).toEqual(['main/nowhere.ts', 'src-renderer/gone', 'worker/gone/NAME.ts']);
  });

  it.each(documents)('every path in %s exists', (document) => {
    expect(lostPaths(ROOT, readFileSync(join(ROOT, document), 'utf8'))).toEqual([]);
  });
});
