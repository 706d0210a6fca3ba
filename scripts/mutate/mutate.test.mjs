import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mutated, mutationsOf, pick } from './mutations.mjs';
import { testsOf } from './related.mjs';
import { score, table, trialLines } from './report.mjs';
import { Trials } from './trials.mjs';

const all = (source) => mutationsOf('a.ts', source).map((mutation) => mutated(source, mutation));

describe('mutations', () => {
  it.each([
    ['a boundary and a sense', 'x = a < b', ['x = a <= b', 'x = a >= b']],
    ['an equality', 'x = a === b', ['x = a !== b']],
    ['arithmetic', 'x = a * b', ['x = a / b']],
    ['a number', 'x = 2', ['x = 20', 'x = 1']],
    ['a boolean', 'x = true', ['x = false']],
    ['logic', 'x = a && b', ['x = a || b']],
    ['a negation', 'x = !a', ['x = a']],
    ['branches', 'x = a ? b : c', ['x = a ? c : b']],
    ['a condition', 'if (a) b;', ['if (!(a)) b;']],
    ['a call', 'f(a);', [';']],
    ['a call that is waited for', 'await f(a);', [';']],
  ])('change %s', (_, source, expected) => expect(all(source)).toEqual(expected));

  it('leave alone what cannot be noticed, or is no one token: types, texts, keys', () => {
    const source = `import a from './a'; type T = 1 | true; let x: 2 | undefined = a as 3; const y = 'a' + b; const z = { 4: c };`;
    expect(all(source)).toEqual([]);
  });

  it('are found behind a type all the same', () => {
    expect(all('x = (a < b) as boolean')).toEqual(['x = (a <= b) as boolean', 'x = (a >= b) as boolean']);
  });

  it('are the same for the same seed, in order, each once', () => {
    const many = Array.from({ length: 100 }, (_, n) => n);
    const picked = pick(many, 10, 7);
    expect(pick(many, 10, 7)).toEqual(picked);
    expect(pick(many, 10, 8)).not.toEqual(picked);
    expect([...new Set(picked)].sort((a, b) => a - b)).toEqual(picked);
    expect(pick(many, 500, 1)).toEqual(many);
  });
});

describe('the tests of a file', () => {
  it('are those that load it, nearest first, and no others', () => {
    const tests = testsOf(
      new Map([
        ['src/a/a.ts', `export const a = 1;`],
        ['src/a/b.ts', `export { a } from './a'; import './circle';`],
        ['src/a/circle.ts', `import './b';`],
        ['src/z/near.test.ts', `import { a } from '../a/a';`],
        ['src/a/near.test.ts', `const { a } = await import('./a');`],
        ['src/a/far.test.ts', `import { a } from './b';`],
        ['src/a/types.test.ts', `import type { A } from './a';`],
        ['src/a/other.test.ts', `import x from 'a';`],
      ]),
    );
    expect(tests('src/a/a.ts')).toEqual(['src/a/near.test.ts', 'src/z/near.test.ts', 'src/a/far.test.ts']);
    expect(tests('src/a/other.test.ts')).toEqual(['src/a/other.test.ts']);
  });
});

describe('the report', () => {
  it('counts what hangs as noticed, and leaves out what is unclear', () => {
    const source = 'x = a < b;\n';
    const [mutation] = mutationsOf('a.ts', source);
    const of = (verdict) => ({ mutation, source, verdict, by: null, seconds: 1 });
    const tried = ['killed', 'timed out', 'survived', 'untested', 'unclear'].map(of);
    expect(score(tried)).toBe(50);
    expect(
      table(new Map([['a', tried]]))
        .split('\n')
        .at(-1),
    ).toBe('| all | 5 | 1 | 1 | 1 | 1 | 1 | 50 % |');
    expect(trialLines(of('survived'))).toContain('a.ts:1');
    expect(trialLines(of('survived'))).toMatch(/- x = a < b;\n.*\+ x = a <= b;$/);
  });
});

describe('a trial', () => {
  const folder = join(import.meta.dirname, 'testing');
  const config = join(folder, 'vitest.config.mjs');
  const source = readFileSync(join(folder, 'steps.mjs'), 'utf8');
  // Whatever runs these tests; it has more to do than run them.
  const trials = new Trials({ config, executable: process.execPath, env: process.env, seconds: 120 });
  afterAll(() => trials.close());
  const run = (from, to, test = 'steps') =>
    trials.run({
      file: 'steps.mjs',
      source: from === null ? null : source.replace(from, to),
      tests: [`${test}.example.mjs`],
    });

  it('tells what a test notices from what it does not, one after another, and touches no file', async () => {
    expect(await run('n < end', 'n <= end')).toEqual({ verdict: 'killed', by: 'steps.example.mjs' });
    expect(await run(null)).toEqual({ verdict: 'survived', by: null });
    expect(await run('n * 2', 'n / 2', 'twice')).toEqual({ verdict: 'survived', by: null });
    expect(await run('n < end', 'n >= end')).toEqual({ verdict: 'killed', by: 'steps.example.mjs' });
    expect(readFileSync(join(folder, 'steps.mjs'), 'utf8')).toBe(source);
  }, 120_000);

  it('ends one that never ends, and goes on with the next', async () => {
    const hanging = new Trials({ ...trials.options, seconds: 8 });
    const endless = source.replace('n += 1', 'n -= 1').replace('found.push(n)', 'void n');
    const trial = { file: 'steps.mjs', source: endless, tests: ['steps.example.mjs'] };
    expect(await hanging.run(trial)).toEqual({ verdict: 'timed out', by: null });
    hanging.options.seconds = 120;
    expect(await hanging.run({ ...trial, source: null })).toEqual({ verdict: 'survived', by: null });
    await hanging.close();
  }, 120_000);
});
