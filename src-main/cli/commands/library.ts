import type { UserError } from '../../../src-shared/errors';
import type { Video } from '../../../src-shared/video';
import { isFolder } from '../../base/make-folder';
import { NoSuchFile } from '../../base/media/errors';
import { FilmFinder } from '../../main/bundles/film-finder';
import { findBundles, type Imported, importBundle } from '../../main/bundles/import';
import { bundleName } from '../../main/bundles/manifest';
import { bundleDir, exportBundle } from '../../main/bundles/write';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes';
import { tellFailure } from '../failures';
import { printableName } from '../output';
import { type Result, videoDocument } from '../result';

type LibraryCommand = Extract<Command, { name: 'library' }>;

interface Failure {
  readonly name: string;
  readonly error: UserError;
}

/** Index bundles into the library, and out of it. */
export function library(context: Context, command: LibraryCommand): Promise<Result> {
  return command.action === 'import' ? importAll(context, command) : exportAll(context, command);
}

/** One bundle that is not taken never keeps the next from its turn. */
async function importAll(
  context: Context,
  { bundles, films }: Extract<LibraryCommand, { action: 'import' }>,
): Promise<Result> {
  // A folder with a slip in its name would leave every film without its file.
  for (const folder of films) if (!isFolder(folder)) throw new NoSuchFile(folder);
  const services = context.writable();
  const { signal } = context.around;
  const finder = new FilmFinder(films);
  const taken: Imported[] = [];
  const failed: Failure[] = [];
  for (const dir of await findBundles(bundles)) {
    try {
      taken.push(
        await importBundle(services.library, dir, {
          reads: (pack) => services.chosen.reads(pack),
          films: finder,
          signal,
        }),
      );
    } catch (error) {
      failed.push(failure(context, bundleName(dir), error));
    }
  }
  for (const { video, what } of taken) {
    if (what !== 'imported' || video.state !== 'missing') continue;
    context.tell(
      `${printableName(video.fileName)}: its file was not found, so it is searched but not played. Name its folder with --films, or put it back.`,
    );
  }
  return {
    exitCode: codeOf(failed),
    text: taken
      .map(({ video, what }) => `${video.id.slice(0, 8)}  ${what.padEnd(8)}  ${printableName(video.title)}\n`)
      .join(''),
    document: {
      films: taken.map(({ video, what }) => ({ what, video: videoDocument(video) })),
      failed,
    },
  };
}

async function exportAll(
  context: Context,
  { files, bundle, again }: Extract<LibraryCommand, { action: 'export' }>,
): Promise<Result> {
  const root = context.bundlesFolder(bundle);
  const services = context.existing();
  const films = files === 'all' ? services.library.videos.list() : await named(context, files);
  const written: { what: 'exported' | 'there'; id: string; title: string; path: string }[] = [];
  const failed: Failure[] = [];
  const { version } = context.around;
  for (const { id, title } of films) {
    try {
      const isNew = await exportBundle(services.library, id, { root, version, again });
      written.push({ what: isNew ? 'exported' : 'there', id, title, path: bundleDir(root, id) });
    } catch (error) {
      failed.push(failure(context, title, error));
    }
  }
  return {
    exitCode: codeOf(failed),
    text: written
      .map(({ id, what, title }) => `${id.slice(0, 8)}  ${what.padEnd(8)}  ${printableName(title)}\n`)
      .join(''),
    document: { films: written, failed },
  };
}

/** Of films that are named, none is indexed for this: what is not in the library is a mistake. */
async function named(context: Context, files: readonly string[]): Promise<Video[]> {
  const films: Video[] = [];
  for (const file of files) films.push(await context.known(file));
  return films;
}

function failure(context: Context, name: string, error: unknown): Failure {
  return { name, error: tellFailure(context, name, error) };
}

function codeOf([first]: readonly Failure[]): ExitCode {
  return first ? exitCodeFor(first.error.code) : EXIT.ok;
}
