// Words for people that stand in the page's sources instead of a catalogue (src-shared/words), and messages that are asked for with
// other values than they take.
import { parseSync } from 'vite';

/** Attributes, and properties of our own components, that people read or hear. */
const READ = new Set([
  ...[
    'aria-label',
    'aria-valuetext',
    'aria-description',
    'aria-roledescription',
    'title',
    'placeholder',
    'label',
    'alt',
  ],
  ...['text', 'content', 'hint', 'message', 'detail', 'remedy', 'name', 'yes', 'no', 'note', 'words'],
]);
/** Of these, those that HTML has as well, and gives no one to read. */
const HTML_ONLY = {
  name: new Set(['input', 'button', 'form', 'select', 'textarea', 'meta', 'slot', 'details']),
};

const LETTERS = /\p{L}{2}/u;
/** What looks like a sentence wherever it stands: a capital, and words behind it. */
const SENTENCE = /^\p{Lu}[\p{L}’'-]*,? \p{L}/u;

/**
 * @param {string} path @param {string} source
 * @returns {{ line: number, text: string }[]} texts of a file that people read and that come from no catalogue
 */
export function wordsOutside(path, source) {
  const { program } = parseSync(path, source);
  /** @type {{ line: number, text: string }[]} */
  const found = [];
  const tell = (node, text) => {
    if (LETTERS.test(text))
      found.push({ line: source.slice(0, node.start).split('\n').length, text: text.trim() });
  };
  walk(program, { read: false, told: tell });
  return found.filter(
    ({ line, text }, at) => found.findIndex((one) => one.line === line && one.text === text) === at,
  );
}

/** @param {any} node @param {{ read: boolean, told: (node: any, text: string) => void }} state whether what stands here is read */
function walk(node, state) {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, state);
    return;
  }
  if (node === null || typeof node !== 'object' || typeof node.type !== 'string') return;
  VISITS[node.type]?.(node, state) ?? walkAll(node, state);
}

function walkAll(node, state) {
  for (const [name, value] of Object.entries(node)) if (name !== 'parent') walk(value, state);
}

const silent = (state) => ({ ...state, read: false });
const DONE = true;

/** What is done at nodes of a kind; nothing is returned where all that is in them is to be visited as everywhere. */
const VISITS = {
  JSXText(node, { told }) {
    told(node, node.value);
    return DONE;
  },
  JSXElement(node, state) {
    const tag = node.openingElement.name.name;
    for (const attribute of node.openingElement.attributes) visitAttribute(tag, attribute, state);
    walk(node.children, { ...state, read: true });
    return DONE;
  },
  JSXFragment(node, state) {
    walk(node.children, { ...state, read: true });
    return DONE;
  },
  Literal(node, { read, told }) {
    if (typeof node.value === 'string' && (read || SENTENCE.test(node.value))) told(node, node.value);
    return DONE;
  },
  TemplateLiteral(node, state) {
    const text = node.quasis.map(({ value }) => value.cooked).join('…');
    if (state.read || SENTENCE.test(text)) state.told(node, text);
    walk(node.expressions, state);
    return DONE;
  },
  // What is compared, called with, or looked up by is a name.
  BinaryExpression(node, state) {
    walkAll(node, node.operator === '+' ? state : silent(state));
    return DONE;
  },
  CallExpression(node, state) {
    walk(node.callee, silent(state));
    walk(node.arguments, silent(state));
    return DONE;
  },
  MemberExpression(node, state) {
    walkAll(node, silent(state));
    return DONE;
  },
  ConditionalExpression(node, state) {
    walk(node.test, silent(state));
    walk([node.consequent, node.alternate], state);
    return DONE;
  },
  ObjectExpression(node, state) {
    for (const property of node.properties) walk(property.value ?? property.argument, silent(state));
    return DONE;
  },
  SwitchCase(node, state) {
    walk(node.consequent, state);
    return DONE;
  },
  // Nobody but who looks for a fault reads what is thrown.
  ThrowStatement: () => DONE,
  ImportDeclaration: () => DONE,
  TSLiteralType: () => DONE,
};

function visitAttribute(tag, attribute, state) {
  if (attribute.type !== 'JSXAttribute') {
    walk(attribute, silent(state));
    return;
  }
  const name = attribute.name.name;
  const read = READ.has(name) && !HTML_ONLY[name]?.has(tag);
  walk(attribute.value, { ...state, read });
}

/**
 * @param {string} path @param {string} source
 * @param {(key: string) => readonly string[] | undefined} argumentsOf what a message takes
 * @returns {string[]} one line for each message that is asked for with other values than it takes
 */
export function wrongValues(path, source, argumentsOf) {
  const { program } = parseSync(path, source);
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (node.type === 'CallExpression') {
      const wrong = wrongIn(node, argumentsOf);
      if (wrong) found.push(`${path}:${source.slice(0, node.start).split('\n').length} ${wrong}`);
    }
    for (const [name, value] of Object.entries(node)) if (name !== 'parent') visit(value);
  };
  visit(program);
  return found;
}

const ASKS = new Set(['t', 'tParts', 'words', 'w']);

function wrongIn({ callee, arguments: [key, values] }, argumentsOf) {
  if (!ASKS.has(callee.name) || typeof key?.value !== 'string') return undefined;
  const wanted = argumentsOf(key.value);
  if (wanted === undefined) return `there is no message ${key.value}`;
  const spread = values?.properties?.some(({ type }) => type === 'SpreadElement');
  if (spread || (values !== undefined && values.type !== 'ObjectExpression')) return undefined;
  const given = (values?.properties ?? []).map((property) => property.key.name ?? property.key.value);
  return [...given].sort().join() === [...wanted].sort().join()
    ? undefined
    : `${key.value} takes ${wanted.join(', ') || 'nothing'}, and is given ${given.join(', ') || 'nothing'}`;
}
