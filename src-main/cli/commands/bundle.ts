import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromUserError, toUserError, type UserError } from '../../../src-shared/errors';
import { wantedTracks } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import { Cancelled } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { asSourceError } from '../../base/media/source-file';
import { isAnimatedWebp } from '../../base/media/still-picture';
import { stateOfBundle, type Wanted } from '../../main/bundles/state';
import { claim, workFolder } from '../../main/bundles/work';
import { bundleDir, publish } from '../../main/bundles/write';
import { findFiles, leftOutWords } from '../../main/intake/find-files';
import { asSequence, type PictureSequence } from '../../main/intake/numbered-pictures';
import type { Services } from '../../main/services';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { bundleExitCodeFor, EXIT, type ExitCode } from '../exit-codes';
import { tellFailure } from '../failures';
import { printable, printableName } from '../output';
import type { Result } from '../result';

export type BundleCommand = Extract<Command, { name: 'index'; bundle: string }>;

interface Made {
  readonly id: VideoId;
  readonly fileName: string;
  readonly path: string;
  readonly state: 'made' | 'there';
}
interface Failure {
  readonly fileName: string;
  readonly path: string;
  readonly error: UserError;
  readonly again: boolean;
}

/**
 * Makes a bundle of each film, one after another; one that fails never keeps the next from its turn. What is there is passed over,
 * so that the same command, on this machine or another, does what is missing.
 */
export async function indexToBundles(context: Context, command: BundleCommand): Promise<Result> {
  const { again, cores, rate } = command;
  const root = context.bundlesFolder(command.bundle);
  const { sources, refused, leftOut } = await filmsOf(command);
  if (leftOut) context.tell(printable(leftOut));
  context.watching = true;
  const work = await workFolder(root);
  const services = context.passing(work, cores === null ? {} : { workCores: cores });
  checkPacks(services);
  const maker = new BundleMaker(context, services, { root, work, again, rate, tells: command.json });
  const made: Made[] = [];
  const failed: Failure[] = refused.map(({ path, error }) => maker.failure(path, error));
  for (const { path, pictures } of sources) {
    try {
      const isMade = pictures !== null || isAnimatedWebp(path);
      made.push(isMade ? await maker.makeOfPictures(path, pictures) : await maker.make(path));
    } catch (error) {
      const failure = maker.failure(path, error);
      // What this machine lacks, no film here can do without.
      if (bundleExitCodeFor(failure.error.code) === EXIT.tools) throw error;
      failed.push(failure);
    }
  }
  return {
    exitCode: exitCodeOf(failed),
    text: made
      .map(({ id, state, fileName }) => `${id.slice(0, 8)}  ${state.padEnd(5)}  ${printableName(fileName)}\n`)
      .join(''),
    document: { bundles: made, failed, leftOut: leftOut ?? null },
  };
}

/**
 * In a window, a pack that is gone is replaced by the built-in one; of thousands of films on many machines some would then be read
 * by another model than the rest. @throws ModelPackMissing
 */
function checkPacks({ library, packs }: Services): void {
  const { searchPack, speechPack, answerPack } = library.settings.get();
  for (const id of [searchPack, speechPack, answerPack]) if (id !== null) packs.dir(id);
}

/** Trying again comes first: it does what is missing, and then says what is left. Then what nobody foresaw. */
function exitCodeOf(failed: readonly Failure[]): ExitCode {
  if (failed.length === 0) return EXIT.ok;
  const codes = failed.map(({ error }) => bundleExitCodeFor(error.code));
  return [EXIT.again, EXIT.failure].find((code) => codes.includes(code)) ?? EXIT.badFile;
}

/** A file, or numbered pictures that are the frames of one film, of which the first stands for all. */
interface Source {
  readonly path: string;
  readonly pictures: PictureSequence | null;
}

async function filmsOf({ files, list, shard }: BundleCommand) {
  const named = list === null ? files : await readList(list);
  const found = await findFiles(named, asSequence);
  const all: Source[] = [
    ...found.files.map((path) => ({ path, pictures: null })),
    ...found.sequences.map((pictures) => ({ path: pictures.paths[0] ?? '', pictures })),
  ];
  return {
    sources: shard === null ? all : all.filter((_, at) => at % shard.n === shard.k - 1),
    refused: found.refused,
    leftOut: leftOutWords(found.leftOut),
  };
}

/** @throws FileMissing, NoPermission */
async function readList(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw asSourceError(error, path);
  });
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

class BundleMaker {
  constructor(
    private readonly context: Context,
    private readonly services: Services,
    private readonly options: {
      readonly root: string;
      readonly work: string;
      readonly again: boolean;
      /** Numbered pictures a second. */
      readonly rate: number | undefined;
      readonly tells: boolean;
    },
  ) {}

  failure(path: string, error: unknown): Failure {
    const fileName = basename(path);
    const words = tellFailure(this.context, fileName, error);
    const failure = { fileName, path, error: words, again: bundleExitCodeFor(words.code) === EXIT.again };
    this.#tell('failed', failure);
    return failure;
  }

  /** @throws FilmInWork, Cancelled, and what adding, indexing and writing throw */
  async make(path: string): Promise<Made> {
    const id = await fingerprint(path);
    const film = { id, fileName: basename(path), path };
    this.#tell('begun', film);
    if ((await this.#state(id)) === 'whole') return this.#done({ ...film, state: 'there' });
    return this.#claimed(id, film.fileName, async () => {
      // Whoever had the lock may have finished meanwhile.
      const state = await this.#state(id);
      if (state === 'whole') return this.#done({ ...film, state: 'there' });
      const [video] = await this.#add([path], []);
      if (!video) throw new Cancelled();
      return this.#finish(film, video, state === 'other');
    });
  }

  /**
   * The same of a film that is first to be made, of an animated picture or of numbered ones. Which one it is shows then; until it has a
   * bundle the first of them is held.
   */
  async makeOfPictures(path: string, pictures: PictureSequence | null): Promise<Made> {
    const fileName = basename(path);
    return this.#claimed(await fingerprint(path), fileName, async () => {
      const [video] = await this.#add(pictures ? [] : [path], pictures ? [pictures] : []);
      if (!video) throw new Cancelled();
      const film = { id: video.id, fileName, path };
      this.#tell('begun', film);
      const state = await this.#state(video.id);
      if (state !== 'whole') return this.#finish(film, video, state === 'other');
      await this.#forget(video.id);
      return this.#done({ ...film, state: 'there' });
    });
  }

  async #claimed<T>(id: VideoId, fileName: string, work: () => Promise<T>): Promise<T> {
    const release = claim(this.options.work, id, fileName);
    try {
      return await work();
    } finally {
      await release();
    }
  }

  async #add(paths: readonly string[], sequences: readonly PictureSequence[]): Promise<Video[]> {
    const { rate } = this.options;
    const { signal } = this.context.around;
    const { videos, refused } = await this.services.intake.add(paths, signal, { rate, sequences });
    const [problem] = refused;
    if (problem && videos.length === 0) throw fromUserError(problem.error);
    return videos;
  }

  async #finish(film: Omit<Made, 'state'>, video: Video, replace: boolean): Promise<Made> {
    const { root } = this.options;
    await this.#index(film.id, video);
    await publish(this.services.library, film.id, { root, version: this.context.around.version, replace });
    await this.#forget(film.id);
    return this.#done({ ...film, state: 'made' });
  }

  async #index(id: VideoId, video: Video): Promise<void> {
    const { services, context } = this;
    let last = '';
    try {
      await context.index(services, video, false, (stage, fraction) => {
        const percent = Math.floor(fraction * 100);
        if (`${stage} ${percent}` !== last) this.#tell('progress', { id, stage, percent });
        last = `${stage} ${percent}`;
      });
    } catch (error) {
      // What may go well another time goes on from its checkpoint then.
      if (!context.around.signal.aborted && bundleExitCodeFor(toUserError(error).code) !== EXIT.again)
        await this.#forget(id);
      throw error;
    }
  }

  async #forget(id: VideoId): Promise<void> {
    await this.services.jobs.forget(id);
    this.services.library.videos.remove(id);
  }

  #state(id: VideoId) {
    const { library, chosen } = this.services;
    const settings = library.settings.get();
    const wanted: Wanted = {
      ...{ id, frames: chosen.models.search, framesPerSecond: settings.framesPerSecond },
      ...{ tracks: wantedTracks(settings), everyByte: this.options.again },
    };
    return stateOfBundle(bundleDir(this.options.root, id), wanted);
  }

  #done(made: Made): Made {
    this.#tell('done', made);
    return made;
  }

  #tell(event: 'begun' | 'progress' | 'done' | 'failed', what: object): void {
    if (!this.options.tells) return;
    this.context.around.stdout.write(`${JSON.stringify({ longtake: 1, event, ...what })}\n`);
  }
}
