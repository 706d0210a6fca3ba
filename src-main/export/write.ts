import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import type { Scope, VideoId } from '../../src-shared/domain';
import type { ChatFormat, TableName, TranscriptFormat } from '../../src-shared/exports';
import type { Library } from '../library/types';
import { formatChat, picturesOf } from './chat';
import { asExportError, NothingToExport } from './errors';
import { tableText } from './tables';
import { formatTranscript } from './transcript';

export interface Exported {
  readonly fileName: string;
  readonly bytes: number;
}
type Source = Pick<Library, 'videos' | 'scenes' | 'shots' | 'segments' | 'objects' | 'chats'>;
/** The JPEG of a stored frame; rejects where there is none. */
export type ReadPicture = (videoId: VideoId, frameIndex: number) => Promise<Uint8Array>;

/**
 * Writes a video's transcript.
 * @throws NotFound, NothingToExport, NoPermission, DiskFull, ExportFailed
 */
export async function exportTranscript(
  library: Source,
  id: VideoId,
  format: TranscriptFormat,
  path: string,
): Promise<Exported> {
  return writeWhole(path, transcriptText(library, id, format));
}

/** @throws NotFound, NothingToExport */
export function transcriptText(library: Source, id: VideoId, format: TranscriptFormat): string {
  const video = library.videos.get(id);
  const segments = library.segments.list(id, 'speech');
  if (segments.length === 0) throw new NothingToExport('Nothing said was found in this video');
  return formatTranscript({ video, segments }, format);
}

/** Writes one track as CSV. @throws as exportTranscript */
export async function exportTable(
  library: Source,
  id: VideoId,
  table: TableName,
  path: string,
): Promise<Exported> {
  return writeWhole(path, tableText(library, id, table));
}

/**
 * Writes a chat, and beside it a folder `<name>-pictures` with the frames that it cites.
 * A frame whose picture cannot be read is left out of both.
 * @throws as exportTranscript
 */
export async function exportChat(
  library: Source,
  scope: Scope,
  format: ChatFormat,
  path: string,
  options: { readPicture: ReadPicture; now?: () => number },
): Promise<Exported> {
  const messages = library.chats.history(scope).filter((m) => m.state !== 'streaming');
  if (messages.length === 0) throw new NothingToExport('This chat is empty');
  const folder = `${parse(path).name}-pictures`;
  const written = new Set<string>();
  for (const wanted of picturesOf(messages, folder)) {
    const jpeg = await options.readPicture(wanted.videoId, wanted.frameIndex).catch(() => null);
    if (jpeg === null) continue;
    await writeWhole(join(dirname(path), wanted.path), jpeg);
    written.add(wanted.path);
  }
  const source = {
    scope,
    messages,
    video: (id: VideoId) => library.videos.find(id),
    exportedAt: (options.now ?? Date.now)(),
  };
  return writeWhole(path, formatChat(source, format, folder, written));
}

/** Writes a file whole or not at all: to a temporary name beside it, synced, then renamed over it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<Exported> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    {
      await using file = await open(temporary, 'wx');
      await file.writeFile(bytes);
      await file.sync();
    }
    await rename(temporary, path);
  } catch (error) {
    // Where not even this works, the first failure is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asExportError(error, basename(path));
  }
  return { fileName: basename(path), bytes: bytes.byteLength };
}
