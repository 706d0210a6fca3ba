// node scripts/run.mjs scripts/cli-docs.ts: writes the tables of commands and options into docs/cli.md, from the table that the command
// line itself is read by. A unit test (src-main/cli/help.test.ts) says when that is due.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { docsTables } from '../src-main/cli/help';

// From where the bundle of this file is run.
const PATH = resolve(import.meta.dirname, '..', '..', 'docs', 'cli.md');
const [begin, end] = ['<!-- commands: written by scripts/cli-docs.ts -->\n\n', '\n<!-- /commands -->'];
const docs = readFileSync(PATH, 'utf8');
const [before, rest = ''] = docs.split(begin);
const after = rest.slice(rest.indexOf(end));
if (!docs.includes(begin) || !after.startsWith(end)) throw new Error(`${PATH} has no place for the tables`);
writeFileSync(PATH, `${before}${begin}${docsTables()}${after}`);
