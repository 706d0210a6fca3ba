import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

/** As much of a syntax tree's node as is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** What a call adds to a failure: which job stands still where, and what the log said. */
const TELLS_WHY = new Set(['patiently', 'tellingWhy', 'within']);
/** Budgets of work that goes on in stages, and what they are called where they are used often. */
const IN_STAGES = /BUDGETS\.(job|answer|install|command)|\d{3}_000/;
const BY_NAME = new Set(['INDEXING', 'ANSWERING', 'INSTALLING']);

/** Waits of a source that, in vain, would say nothing but that time is up. */
function silentWaits(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, told: boolean, inCall: boolean) => {
    const text = source.slice(node.start, node.end);
    const callee = node.type === 'CallExpression' ? calleeOf(node, source) : '';
    const isPoll = /^expect\s*\.poll$/.test(callee) && !/message:/.test(text);
    // What holds the time of a whole test as well is a limit around waits, not one of them.
    const isLimit = /^timeout:/.test(text) && IN_STAGES.test(text) && !/BUDGETS\.test/.test(text);
    const isLong =
      inCall && (node.type === 'Property' ? isLimit : node.type === 'Identifier' && BY_NAME.has(text));
    if ((isPoll || isLong) && !told) found.push(`${path}:${source.slice(0, node.start).split('\n').length}`);
    const tells = told || TELLS_WHY.has(callee);
    const within = inCall || callee !== '';
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, tells, within);
  };
  visit(parseSync(path, source).program as unknown as Node, false, false);
  return found;
}

function calleeOf(call: Node, source: string): string {
  const callee = call.callee as Node;
  return source.slice(callee.start, callee.end);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

it('a wait that is in vain says what for, and one for work in stages says which stood still', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$|config\.ts$|patience\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(20);
  const silent = files.flatMap((file) =>
    silentWaits(file, readFileSync(join(import.meta.dirname, file), 'utf8')),
  );
  expect(silent).toEqual([]);
});

it.each([
  ['await expect.poll(asked).toBe(1);', 1],
  ['await expect\n  .poll(() => asked())\n  .toBe(1);', 1],
  [`await expect.poll(asked, { message: 'what was asked' }).toBe(1);`, 0],
  ['await patiently(page, BUDGETS.job, () => expect.poll(left, { timeout: BUDGETS.job }).toBe(0));', 0],
  ['await expect(state).toBeVisible({ timeout: BUDGETS.job });', 1],
  ['await expect(state).toBeVisible({ timeout: BUDGETS.window });', 0],
  ['await expect(state).toBeVisible({ timeout: 600_000 });', 1],
  ['const INDEXING = { timeout: BUDGETS.job };', 0],
  ['await expect(state).toBeVisible(INDEXING);', 1],
])('%s', (source, silent) => expect(silentWaits('a.ts', source)).toHaveLength(silent));
