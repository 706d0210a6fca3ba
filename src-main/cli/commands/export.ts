import type { PlacesSource, TableName } from '../../../src-shared/exports';
import type { Destination } from '../../main/export/output';
import { tableText } from '../../main/export/tables';
import { exportTable } from '../../main/export/write';
import { exportClip } from '../../main/export/write-clip';
import { exportPlaces, PLACES_ENDING, placesText, placesTools } from '../../main/export/write-places';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { printable } from '../output';
import { type Result, videoDocument } from '../result';

type ExportCommand = Extract<Command, { name: 'export' }>;
type ClipCommand = Extract<Command, { name: 'clip' }>;

/** A film's scenes, shots or chapters in a format that other programs open: to standard output, or to a file. */
export async function exportList(context: Context, command: ExportCommand): Promise<Result> {
  const video = await context.videoFor(command.file, command.out, PLACES_ENDING[command.format]);
  const { format, what } = command;
  const source = { kind: what, videoId: video.id };
  return writeList(context, source, command, { video: videoDocument(video), what, format });
}

/** Writes places to standard output, or to a file. @param document what is told of them beside what was written */
export async function writeList(
  context: Context,
  source: PlacesSource,
  { format, timebase, out }: Pick<ExportCommand, 'format' | 'timebase' | 'out'>,
  document: object,
): Promise<Result> {
  const { library, ffmpegPath } = context.services();
  const tools = { ...placesTools(library, ffmpegPath), timebase, signal: context.around.signal };
  if (out === null) {
    const { text, note } = await placesText(source, format, tools, null);
    if (note !== null) context.tell(printable(note));
    return { exitCode: EXIT.ok, text, document: { ...document, text, note, written: null } };
  }
  const { note, ...written } = await exportPlaces(source, format, out, tools);
  if (note !== null) context.tell(printable(note));
  return { exitCode: EXIT.ok, text: '', document: { ...document, text: null, note, written } };
}

/** One track of a video as CSV: to standard output, or to a file. */
export async function table(
  context: Context,
  file: string,
  name: TableName,
  out: Destination | null,
): Promise<Result> {
  const video = await context.videoFor(file, out, 'csv');
  const { library } = context.services();
  const written = out === null ? null : await exportTable(library, video.id, name, out);
  const text = written ? null : tableText(library, video.id, name);
  const document = { video: videoDocument(video), table: name, text, written };
  return { exitCode: EXIT.ok, text: text ?? '', document };
}

/** A stretch of a video as a file of its own. */
export async function clip(context: Context, command: ClipCommand): Promise<Result> {
  const video = await context.videoFor(command.file, command.out, 'media');
  const { library, ffmpegPath } = context.services();
  const { range, mode, out } = command;
  const { note, ...written } = await exportClip({ videoId: video.id, ...range, mode }, out, {
    ...{ library, ffmpegPath, signal: context.around.signal },
    onProgress: (fraction) =>
      context.progress.show({
        title: video.title,
        ...{ stage: 'clip', fraction, framesPerSecond: null, etaSeconds: null },
      }),
  });
  context.progress.end();
  if (note !== null) context.tell(printable(note));
  return {
    exitCode: EXIT.ok,
    text: '',
    document: { video: videoDocument(video), mode, note, written },
  };
}
