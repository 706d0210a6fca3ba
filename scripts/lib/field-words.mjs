// The field's words lead to the code: what a newcomer searches for stands in the glossary, and in the head of the file named there.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a newcomer who knows the field looks for first. */
export const FIELD_WORDS = [
  'KV cache',
  'object tracking',
  'shot boundary',
  'OCR',
  'rank fusion',
  'backpressure',
  'intent',
  'ETA',
  'retry after worker death',
  'CSP',
];

const PATH = /`([\w./-]+)`/g;
const ENDINGS = ['', '.ts', '.tsx', '.mjs'];

/**
 * @param {string} root the repository's
 * @param {string} glossary docs/glossary.md: rows of a table of which the last cell names paths of src-main
 * @param {string} word
 * @returns {string[]} the files that a row with this word names and whose head says it; a folder stands for the files in it
 */
export function filesOfWord(root, glossary, word) {
  const rows = glossary.split('\n').filter((line) => line.startsWith('|') && says(line, word));
  const paths = rows.flatMap((row) => [...row.matchAll(PATH)].map(([, path]) => join('src-main', path)));
  const files = paths.flatMap((path) => filesAt(root, path));
  return [...new Set(files)].filter((file) => says(headOf(readFileSync(join(root, file), 'utf8')), word));
}

/** The comment with which a file begins. @param {string} source @returns {string} */
export function headOf(source) {
  return /^(?:\/\/[^\n]*\n)+|^\/\*[\s\S]*?\*\//.exec(source)?.[0] ?? '';
}

/** As a person reads it: in any case, with a hyphen or a space, in one line or two; a short form stands for itself alone. */
function says(text, word) {
  const pattern = word.split(' ').join('[\\s-]+(?:// )?');
  return new RegExp(`\\b${pattern}`, /^[A-Z]+$/.test(word) ? '' : 'i').test(text);
}

function filesAt(root, path) {
  for (const ending of ENDINGS) {
    const found = statSync(join(root, path + ending), { throwIfNoEntry: false });
    if (found?.isFile()) return [path + ending];
    if (found?.isDirectory())
      return readdirSync(join(root, path))
        .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
        .map((name) => join(path, name));
  }
  return [];
}
