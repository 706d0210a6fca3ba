import { LongtakeError, toUserError } from '../../src-shared/errors';
import { type Command, readArguments } from './arguments';
import { ask } from './commands/ask';
import { indexToBundles } from './commands/bundle';
import { collection } from './commands/collection';
import { doctor } from './commands/doctor';
import { clip, exportList, table } from './commands/export';
import { glossary } from './commands/glossary';
import { indexFiles } from './commands/index';
import { library } from './commands/library';
import { models } from './commands/models';
import { list, scenes, transcript } from './commands/read-out';
import { search } from './commands/search';
import { speakers } from './commands/speakers';
import { tracks } from './commands/tracks';
import { watch } from './commands/watch';
import { Context, type Surroundings } from './context';
import { bundleExitCodeFor, EXIT, type ExitCode, exitCodeOf } from './exit-codes';
import { HELP } from './help';
import { printable } from './output';
import type { Result } from './result';

/** Version of the documents that --json prints: grows when one changes in a way that a reader would notice. */
const DOCUMENT_VERSION = 1;

/**
 * Runs one command line. Never rejects: what goes wrong is told on standard error (with --json also as the document
 * on standard output) and in the exit code.
 * @param argv the words after the program's own
 */
export async function run(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  const json = argv.includes('--json');
  let command: Command | null = null;
  let context: Context | null = null;
  try {
    command = readArguments(argv);
    context = new Context(around, command.library, `the command “longtake ${command.name}”`);
    const result = await perform(command, context);
    await context.close();
    const document = { command: command.name, exitCode: result.exitCode, ...result.document };
    if (json) print(around, document, tellsLines(command));
    else around.stdout.write(result.text);
    return result.exitCode;
  } catch (error) {
    await closeQuietly(context, around);
    if (context && !around.signal.aborted && !(error instanceof LongtakeError)) context.unexpected(error);
    return fail(error, { around, json, command });
  }
}

function perform(command: Command, context: Context): Promise<Result> {
  switch (command.name) {
    case 'help':
      return Promise.resolve({ exitCode: EXIT.ok, text: HELP, document: { help: HELP } });
    case 'version': {
      const { version } = context.around;
      return Promise.resolve({ exitCode: EXIT.ok, text: `${version}\n`, document: { version } });
    }
    case 'index':
      return 'bundle' in command
        ? indexToBundles(context, command)
        : indexFiles(context, command.files, command);
    case 'library':
      return library(context, command);
    case 'tracks':
      return tracks(context, command);
    case 'ask':
      context.language = command.language;
      return ask(context, command.target, command.question, command.range, command.answers);
    case 'search':
      context.language = command.language;
      return search(context, command);
    case 'transcript':
      return transcript(context, command);
    case 'glossary':
      return glossary(context, command);
    case 'speakers':
      return speakers(context, command);
    case 'scenes':
      return scenes(context, command.file, command.out);
    case 'export':
      return exportList(context, command);
    case 'table':
      return table(context, command.file, command.table, command.out);
    case 'clip':
      return clip(context, command);
    case 'collection':
      return Promise.resolve(collection(context, command));
    case 'models':
      return models(context, command);
    case 'doctor':
      return doctor(context, command);
    case 'watch':
      return watch(context, command);
    case 'list':
      return list(context, command.words);
    case 'mcp':
      return mcp(context);
  }
}

async function mcp(context: Context): Promise<Result> {
  // The protocol's code is a good deal of text, which no other command is to wait for.
  const { serveMcp } = await import('./mcp/serve');
  return serveMcp(context);
}

function fail(
  error: unknown,
  { around, json, command }: { around: Surroundings; json: boolean; command: Command | null },
): ExitCode {
  const interrupted = around.signal.aborted;
  const words = toUserError(error);
  const lines = tellsLines(command);
  const exitCode = interrupted ? EXIT.interrupted : lines ? bundleExitCodeFor(words.code) : exitCodeOf(error);
  if (interrupted)
    around.stderr.write('Stopped. What was done is kept: the same command goes on from there.\n');
  else {
    const how = words.code === 'IndexBroken' ? ' Here: longtake index --again FILE.' : '';
    around.stderr.write(`${printable(words.message)} ${printable(words.remedy)}${how}\n`);
  }
  if (json) print(around, { command: command?.name ?? null, exitCode, error: words }, lines);
  return exitCode;
}

async function closeQuietly(context: Context | null, around: Surroundings): Promise<void> {
  try {
    await context?.close();
  } catch (error) {
    // The first failure decides the exit code; this one is told too.
    around.stderr.write(`${toUserError(error).message}\n`);
  }
}

function print(around: Surroundings, document: Readonly<Record<string, unknown>>, onOneLine: boolean): void {
  const text = JSON.stringify({ longtake: DOCUMENT_VERSION, ...document }, null, onOneLine ? undefined : 2);
  around.stdout.write(`${text}\n`);
}

/** Whether a command tells its progress on standard output too, each line an object, of which its result is the last. */
function tellsLines(command: Command | null): boolean {
  return command?.name === 'index' && 'bundle' in command;
}
