// A file of some length says in the field's words what it is: at its head, or in the doc comment of what it is there for.
import { parseSync } from 'vite';

/** Lines that a reader takes in without being told. */
const SHORT = 80;

/**
 * @param {Map<string, string>} files sources by path
 * @returns {string[]} one line for each file of more than 80 lines that says nowhere what it is: in no comment before its imports or
 * right after them, and in no doc comment of the first declaration that it exports or of its first exported function or class
 */
export function headless(files) {
  return [...files]
    .filter(([path, source]) => isLong(source) && !saysWhatItIs(path, source))
    .map(([path]) => path)
    .sort();
}

function isLong(source) {
  return source.split('\n').length - 1 > SHORT;
}

function saysWhatItIs(path, source) {
  const { program, comments } = parseSync(path, source);
  const importsEnd = Math.max(
    0,
    ...program.body.filter(({ type }) => type === 'ImportDeclaration').map(({ end }) => end),
  );
  const begins = (comment, from) => comment.start >= from && isBlank(source.slice(from, comment.start));
  const documents = (comment, node) =>
    isDoc(comment) && comment.end <= node.start && isBlank(source.slice(comment.end, node.start));
  const exported = program.body.flatMap((node) =>
    (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') && node.declaration
      ? [{ start: node.start, is: node.declaration.type }]
      : [],
  );
  const made = exported.find(({ is }) => /Function|Class/.test(is));
  return comments.some(
    (comment) =>
      begins(comment, 0) ||
      (comment.type === 'Block' && !isDoc(comment) && begins(comment, importsEnd)) ||
      [exported[0], made].some((node) => node && documents(comment, node)),
  );
}

function isDoc({ type, value }) {
  return type === 'Block' && value.startsWith('*');
}

function isBlank(text) {
  return text.trim() === '';
}
