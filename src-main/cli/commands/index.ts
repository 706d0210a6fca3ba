import { fromUserError, type UserError } from '../../../src-shared/errors';
import { filmNotes } from '../../../src-shared/film-notes';
import { formatClock } from '../../../src-shared/time';
import type { Context } from '../context';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes';
import { tellFailure } from '../failures';
import { printable, printableName } from '../output';
import { type Result, videoDocument } from '../result';
import { chooseAudio } from './tracks';

interface Failure {
  readonly fileName: string;
  readonly error: UserError;
}

interface IndexOptions {
  /** Looks through every file of an index that is there, too, and makes anew what is damaged. */
  readonly again: boolean;
  /** The sound track to be heard of each, from 0. */
  readonly audio: number | null;
  /** Numbered pictures a second. */
  readonly rate: number | undefined;
}

/**
 * Adds and indexes files one after another; one that fails never keeps the next from its turn. Of what is indexed already it makes
 * what the settings ask for and is missing, such as what a kill or Ctrl-C cut short.
 */
export async function indexFiles(
  context: Context,
  files: readonly string[],
  { again, audio, rate }: IndexOptions,
): Promise<Result> {
  context.watching = true;
  const services = context.writable();
  const { signal } = context.around;
  const { videos, refused, leftOut } = await services.intake.add(files, signal, { rate });
  if (leftOut) context.tell(printable(leftOut));
  const failure = (fileName: string, error: unknown): Failure => ({
    fileName,
    error: tellFailure(context, fileName, error),
  });
  const failed = refused.map(({ fileName, error }) => failure(fileName, fromUserError(error)));
  const done = [];
  for (const video of videos) {
    try {
      if (audio !== null) await chooseAudio(services, video, audio);
      done.push(
        audio === null && video.state === 'ready' && !again && !services.jobs.lacksReading(video.id)
          ? video
          : await context.index(services, video, again),
      );
    } catch (error) {
      failed.push(failure(video.fileName, error));
    }
  }
  for (const { title, media } of done) {
    for (const note of filmNotes(media)) context.tell(`${printableName(title)}: ${note}`);
  }
  const [first] = failed;
  const exitCode: ExitCode = first ? exitCodeFor(first.error.code) : EXIT.ok;
  return {
    exitCode,
    text: done
      .map(
        (v) =>
          `${v.id.slice(0, 8)}  ${formatClock(v.duration)}  ${v.frameCount} frames  ${printableName(v.title)}\n`,
      )
      .join(''),
    document: { videos: done.map(videoDocument), failed, leftOut: leftOut ?? null },
  };
}
