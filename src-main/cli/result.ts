import { filmNotes } from '../../src-shared/film-notes';
import type { Video } from '../../src-shared/video';
import type { ExitCode } from './exit-codes';

/** What a command ends with: its text for people, the same as data for machines, and the exit code. */
export interface Result {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** A video as the documents of --json show it. */
export function videoDocument(video: Video) {
  const { id, title, fileName, state, duration, frameCount, packId, addedAt, sizeBytes, error } = video;
  const notes = filmNotes(video.media);
  return { id, title, fileName, state, duration, frameCount, packId, addedAt, sizeBytes, error, notes };
}
