import { parseArgs } from 'node:util';
import { tableName } from '../../src-shared/exports';
import { UsageError } from './errors';
import { EVERYWHERE, OPTIONS, type Option, readOptions } from './options';
import { type CommandWords, type ShownOption, USAGES } from './usages';

interface Common {
  /** One object on standard output instead of text. */
  readonly json: boolean;
  /** Folder of the library; null for the app's own. */
  readonly library: string | null;
}
/** A command line that was read: a command of the table in usages.ts, with what its words and options mean. */
export type Command = Common & (CommandWords | { readonly name: 'version' });
export type ModelsCommand = Extract<Command, { name: 'models' }>;
export type Target = Extract<Command, { name: 'ask' }>['target'];

type Row = (typeof USAGES)[number];
type Given = Partial<Record<string, string | boolean>>;

/**
 * Reads a command line.
 * @param argv the words after the program's own
 * @throws UsageError
 */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = split(argv);
  const common: Common = {
    json: values.json === true,
    library: typeof values.library === 'string' ? values.library : null,
  };
  const [name = 'help', ...words] = positionals;
  if (values.version) return { ...common, name: 'version' };
  if (values.help || name === 'help') return { ...common, name: 'help' };
  const { row, own } = usageOf(name, words, Object.keys(values));
  for (const option of Object.keys(values)) {
    if (!allowed(row).has(option)) throw new UsageError(`"${fixedWords(row)}" does not take --${option}.`);
  }
  // A row and what it reads to belong together, which a union of rows does not say.
  return { ...common, name: row.name, ...row.read(own, readOptions(values)) } as Command;
}

/** Options that stand instead of a word. */
const WHAT_IS_MEANT = ['all', 'collection', 'bundle', 'list'] as const;

/** The row that a command's words fit, and which of them are the user's own. @throws UsageError */
function usageOf(
  name: string,
  words: readonly string[],
  given: readonly string[],
): { row: Row; own: readonly string[] } {
  const named = USAGES.filter((row) => row.name === name);
  const [first] = named;
  if (!first) throw new UsageError(`There is no command "${name}".`);
  const meant = named.filter((row) =>
    WHAT_IS_MEANT.every((option) => optionsOf(row, 'needs').includes(option) === given.includes(option)),
  );
  const rows = meant.length > 0 ? meant : named;
  for (const row of rows) {
    const own = ownWords(partsOf(row), words);
    if (own !== null) return { row, own };
  }
  throw rows.length === 1 ? misfit(rows[0] ?? first, words) : new UsageError(whichOf(name, rows));
}

/** The words that are not those of the usage itself; null where they do not fit it. */
function ownWords(parts: readonly string[], words: readonly string[]): string[] | null {
  const own: string[] = [];
  for (const [at, part] of parts.entries()) {
    const rest = part.endsWith('…') ? words.slice(at) : words.slice(at, at + 1);
    const [word] = rest;
    if (word === undefined || !fits(part, word)) return null;
    // Several words may follow unquoted: `longtake ask film.mp4 when is the dog seen`.
    if (part === 'FILE…' || part === 'BUNDLE…') return [...own, ...rest];
    if (part.endsWith('…')) return rest.join(' ').trim() === '' ? null : [...own, rest.join(' ').trim()];
    if (!isFixed(part)) own.push(word);
  }
  return words.length > parts.length ? null : own;
}

const isChoice = (part: string) => part.includes('|');
const isFixed = (part: string) => /^[a-z]+$/.test(part);

function fits(part: string, word: string): boolean {
  if (isChoice(part)) return part.split('|').includes(word);
  return !isFixed(part) || part === word;
}

/** What to ask about a word that is missing. */
const QUESTIONS: Readonly<Record<string, string>> = {
  FILE: 'Which file?',
  'FILE…': 'Which file?',
  'BUNDLE…': 'Which bundle?',
  NAME: 'Which collection?',
  PLACE: 'Which place?',
  'QUESTION…': 'What is to be asked?',
  'TEXT…': 'What is to be found?',
  [tableName.options.join('|')]: 'Which table?',
};

/** Says what is missing or too much. */
function misfit(row: Row, words: readonly string[]): UsageError {
  const parts = partsOf(row);
  const tooMany = words[parts.length];
  const how = `"longtake ${usageText(row)}".`;
  const missing = parts.find((part, at) => !fits(part, words[at] ?? '') || (words[at] ?? '').trim() === '');
  if (missing !== undefined) return new UsageError(`${QUESTIONS[missing] ?? 'Which of them?'} ${how}`);
  if (parts.length === 0) return new UsageError(`"${row.name}" takes no "${tooMany}".`);
  return new UsageError(`"${tooMany}" is one too many: ${how}`);
}

function whichOf(name: string, rows: readonly Row[]): string {
  return `What about the ${name}? ${rows.map((row) => `"longtake ${usageText(row)}"`).join(', ')}.`;
}

/** A row's command and words with the options that it needs: `export FILE --as edl|…`. */
export function usageText(row: Row): string {
  const switches = optionsOf(row, 'needs').filter((option) => OPTIONS[option].value === null);
  const others = (row.needs ?? []).filter((shown) => !switches.includes(nameOf(shown)));
  return [
    row.name,
    ...switches.map((option) => `--${option}`),
    ...partsOf(row),
    ...others.map(optionText),
  ].join(' ');
}

/** `--from 1:00` */
export function optionText(shown: ShownOption): string {
  const [option, value] = typeof shown === 'string' ? [shown, OPTIONS[shown].value] : shown;
  return value === null ? `--${option}` : `--${option} ${value}`;
}

/** `-o, --out PATH` */
export function optionWords(option: Option): string {
  const short = 'short' in OPTIONS[option] ? `-${OPTIONS[option].short}, ` : '';
  return `${short}${optionText(option)}`;
}

/** The options that a row may be given, beside those that every command takes and --force. */
export function optionsShown({ takes }: Row): readonly ShownOption[] {
  return takes ?? [];
}

function fixedWords(row: Row): string {
  return [row.name, ...partsOf(row).filter(isFixed)].join(' ');
}

function partsOf({ words }: Row): string[] {
  return words.split(' ').filter(Boolean);
}

function nameOf(shown: ShownOption): Option {
  return typeof shown === 'string' ? shown : shown[0];
}

function optionsOf(row: Row, which: 'needs' | 'takes'): Option[] {
  return (row[which] ?? []).map(nameOf);
}

function allowed(row: Row): ReadonlySet<string> {
  const own = [...optionsOf(row, 'needs'), ...optionsOf(row, 'takes')];
  const writes = own.includes('out') || own.includes('report');
  return new Set<string>([...own, ...EVERYWHERE, ...(writes ? ['force'] : [])]);
}

function split(argv: readonly string[]): { values: Given; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, kind]) => [
      name,
      {
        type: kind.value === null ? ('boolean' as const) : ('string' as const),
        ...('short' in kind ? { short: kind.short } : {}),
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Given, positionals };
  } catch (error) {
    // parseArgs explains itself in a sentence or two; the first is what concerns the user.
    const said = error instanceof Error ? error.message : String(error);
    throw new UsageError(said.split(/\. (?=To )/)[0]?.replace(/\.?$/, '.') ?? said);
  }
}
