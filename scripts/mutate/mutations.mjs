// What can be changed in a source by one token, so that a test should notice: operators, numbers, booleans, calls, branches.
import { parseSync } from 'vite';

/**
 * One change of one place. `start` and `end` are offsets into the source that `replacement` takes the place of.
 * @typedef {{ path: string, line: number, start: number, end: number, replacement: string, kind: string }} Mutation
 */

/** What each operator becomes: a boundary moved or a sense turned round, never what means the same. */
const OPERATORS = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
};
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!==', '==', '!='];

/**
 * Every mutation of a source, in its order.
 * @param {string} path of the source, for its kind and for the report
 * @param {string} source
 * @returns {Mutation[]}
 */
export function mutationsOf(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const found = [];
  walk(program, (node, parent) => {
    for (const change of changesOf(node, parent, source)) found.push({ path, ...change });
  });
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  return found.map((change) => ({ ...change, line: lineAt(source, change.start) }));
}

/** @param {string} source @param {Mutation} mutation */
export function mutated(source, { start, end, replacement }) {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** The line as it was and as it is, for people. */
export function diffLines(source, mutation) {
  const from = source.lastIndexOf('\n', mutation.start - 1) + 1;
  const until = source.indexOf('\n', mutation.start);
  const line = source.slice(from, until === -1 ? source.length : until);
  const at = mutation.start - from;
  const until2 = Math.min(line.length, mutation.end - from);
  const changed = line.slice(0, at) + mutation.replacement + line.slice(until2);
  return { before: line.trim(), after: changed.trim() };
}

/** `count` of them, the same ones for the same seed, in the order of files and lines. */
export function pick(mutations, count, seed) {
  const random = randomFrom(seed);
  const all = mutations.map((_, at) => at);
  const chosen = [];
  while (chosen.length < count && all.length > 0) {
    chosen.push(...all.splice(Math.floor(random() * all.length), 1));
  }
  return chosen.sort((a, b) => a - b).map((at) => mutations[at]);
}

/** mulberry32: 0 to below 1, the same row of numbers for the same seed. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Types are erased before anything runs, so nothing in them can be noticed: of such nodes only the expression counts. */
function walk(node, visit, parent = null) {
  if (/^(TS|Import|ExportAll)/.test(node.type)) {
    if (node.expression?.type) walk(node.expression, visit, parent);
    return;
  }
  visit(node, parent);
  for (const child of Object.values(node).flat()) {
    if (child !== null && typeof child === 'object' && typeof child.type === 'string')
      walk(child, visit, node);
  }
}

function changesOf(node, parent, source) {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return operatorChanges(node, source);
    case 'Literal':
      return literalChanges(node, parent);
    case 'UnaryExpression':
      return node.operator === '!' ? [change('negation', node, text(node.argument, source))] : [];
    case 'ConditionalExpression':
      return [branchesSwapped(node, source)];
    case 'IfStatement':
      return [change('branch', node.test, `!(${text(node.test, source)})`)];
    case 'ExpressionStatement':
      return isCall(node.expression) ? [change('call', node, ';')] : [];
    default:
      return [];
  }
}

function operatorChanges({ operator, left, right }, source) {
  const others = OPERATORS[operator] ?? [];
  if (operator.startsWith('+') && [left, right].some(isText)) return [];
  const at = source.indexOf(operator, left.end);
  const kind = COMPARISONS.includes(operator)
    ? 'comparison'
    : /^[&|]/.test(operator)
      ? 'logic'
      : 'arithmetic';
  return others.map((other) => change(kind, { start: at, end: at + operator.length }, other));
}

function literalChanges(node, parent) {
  if (typeof node.value === 'boolean') return [change('boolean', node, String(!node.value))];
  const isKey = (parent?.type === 'Property' || parent?.type === 'PropertyDefinition') && parent.key === node;
  if (typeof node.value !== 'number' || isKey) return [];
  const others = node.value === 0 ? [1] : [node.value * 10, node.value - 1];
  return others.map((other) => change('number', node, String(other)));
}

function branchesSwapped({ consequent, alternate }, source) {
  const whole = { start: consequent.start, end: alternate.end };
  const between = source.slice(consequent.end, alternate.start);
  return change('branch', whole, text(alternate, source) + between + text(consequent, source));
}

function isCall(node) {
  return node.type === 'CallExpression' || (node.type === 'AwaitExpression' && isCall(node.argument));
}

function isText(node) {
  return (
    node.type === 'TemplateLiteral' ||
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'BinaryExpression' && [node.left, node.right].some(isText))
  );
}

function change(kind, { start, end }, replacement) {
  return { kind, start, end, replacement };
}

function text({ start, end }, source) {
  return source.slice(start, end);
}

function lineAt(source, offset) {
  return source.slice(0, offset).split('\n').length;
}
