import type { Term } from '../../../src-shared/glossary';
import type { VideoId } from '../../../src-shared/primitives';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { printable } from '../output';
import type { Result } from '../result';

type GlossaryCommand = Extract<Command, { name: 'glossary' }>;

/** Names and terms of the library, or of a film: lists them, changes them, or corrects a transcript by them. */
export async function glossary(context: Context, command: GlossaryCommand): Promise<Result> {
  const video = command.of === null ? null : await context.video(command.of);
  const id = video?.id ?? null;
  if (command.action === 'apply' && id !== null) return apply(context, id);
  if (command.action !== 'list') change(context, id, command);
  const terms = context.existing().library.glossary.list(id);
  return {
    exitCode: EXIT.ok,
    text: terms.map(lineOf).join(''),
    document: { video: id, terms },
  };
}

function change(context: Context, id: VideoId | null, command: GlossaryCommand): void {
  const { library } = context.writable();
  const others = library.glossary.list(id).filter(({ text }) => text !== command.term);
  const added = command.action === 'add' ? [{ text: command.term, soundsLike: command.sounds }] : [];
  library.glossary.replace(id, [...others, ...added]);
}

async function apply(context: Context, id: VideoId): Promise<Result> {
  const { lineEditor, corrections } = context.writable();
  const { lines, places } = lineEditor.edit(id, 'speech', { kind: 'terms' });
  await corrections.settled();
  return {
    exitCode: lines === 0 ? EXIT.nothingFound : EXIT.ok,
    text: `${places} corrected, in ${lines} lines. What was heard is kept with each.\n`,
    document: { video: id, lines, places },
  };
}

function lineOf({ text, soundsLike }: Term): string {
  const forms = soundsLike.length === 0 ? '' : `  (sounds like ${soundsLike.join(', ')})`;
  return `${printable(text)}${printable(forms)}\n`;
}
