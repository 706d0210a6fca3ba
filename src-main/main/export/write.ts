import { dirname, join, parse } from 'node:path';
import type { Segment } from '../../../src-shared/analysis';
import type { ChatScope } from '../../../src-shared/answers';
import type { ChatFormat, TableName, TranscriptFormat } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { speakerOfLine } from '../../../src-shared/speakers';
import { cutBytes } from '../../../src-shared/text';
import type { Library } from '../../base/library/types';
import { formatChat, picturesOf } from './chat';
import { NothingToExport } from './errors';
import { type Destination, type Exported, writeOutput, writeOutputs } from './output';
import { tableText } from './tables';
import { formatTranscript } from './transcript';

type Source = Pick<
  Library,
  'dir' | 'videos' | 'scenes' | 'shots' | 'segments' | 'speakers' | 'tracks' | 'chats' | 'collections'
>;
/** A line's name within its film. */
export type LineName = Pick<Segment, 'source' | 'id'>;
/** Which lines: those that are said and pass, or those that are named, said or written. */
export type ChosenLines = ((line: Segment) => boolean) | readonly LineName[];
/** The JPEG of a stored frame; rejects where there is none. */
export type ReadPicture = (videoId: VideoId, frameIndex: number) => Promise<Uint8Array>;

/**
 * Writes a video's transcript.
 * @throws NotFound, NothingToExport, and what `writeOutputs` throws
 */
export async function exportTranscript(
  library: Source,
  id: VideoId,
  format: TranscriptFormat,
  { path, replace }: Destination,
  chosen?: ChosenLines,
): Promise<Exported> {
  return writeOutput({ library, replace }, path, format, transcriptText(library, id, format, chosen));
}

/** @param chosen all that is said where it is left out @throws NotFound, NothingToExport */
export function transcriptText(
  library: Source,
  id: VideoId,
  format: TranscriptFormat,
  chosen: ChosenLines = () => true,
): string {
  const video = library.videos.get(id);
  const segments = chosenLines(library, id, chosen);
  if (segments.length === 0)
    throw new NothingToExport('Nothing said was found in this video', video.state === 'ready');
  const whoSays = speakerOfLine(library.speakers.of(id));
  return formatTranscript({ video, segments, whoSays }, format);
}

function chosenLines(library: Source, id: VideoId, chosen: ChosenLines): Segment[] {
  if (typeof chosen === 'function') return library.segments.list(id, 'speech').filter(chosen);
  const wanted = new Set(chosen.map((line) => `${line.source} ${line.id}`));
  return library.segments.list(id).filter((line) => wanted.has(`${line.source} ${line.id}`));
}

/** Writes one track as CSV. @throws as exportTranscript */
export async function exportTable(
  library: Source,
  id: VideoId,
  table: TableName,
  { path, replace }: Destination,
): Promise<Exported> {
  return writeOutput({ library, replace }, path, 'csv', tableText(library, id, table));
}

/** Name of the folder beside a report that holds its pictures. */
export function picturesFolder(path: string): string {
  const ending = '-pictures';
  return `${cutBytes(parse(path).name, 255 - ending.length)}${ending}`;
}

/**
 * Writes a chat, and beside it a folder `<name>-pictures` with the frames that it cites.
 * A frame whose picture cannot be read is left out of both.
 * @throws as exportTranscript
 */
export async function exportChat(
  library: Source,
  scope: ChatScope,
  format: ChatFormat,
  { path, replace }: Destination,
  options: { readPicture: ReadPicture; now?: () => number },
): Promise<Exported> {
  const messages = library.chats.history(scope).filter((m) => m.state !== 'streaming');
  if (messages.length === 0) throw new NothingToExport('This chat is empty');
  const folder = picturesFolder(path);
  const source = {
    scope,
    messages,
    video: (id: VideoId) => library.videos.find(id),
    collection: (id: string) => library.collections.get(id).name,
    exportedAt: (options.now ?? Date.now)(),
  };
  return writeOutputs({ library, replace }, async (files) => {
    await files.check(path, format);
    const written = new Set<string>();
    for (const wanted of picturesOf(messages, folder)) {
      const jpeg = await options.readPicture(wanted.videoId, wanted.frameIndex).catch(() => null);
      if (jpeg === null) continue;
      await files.write(join(dirname(path), wanted.path), 'picture', jpeg);
      written.add(wanted.path);
    }
    return files.write(path, format, formatChat(source, format, folder, written));
  });
}
