import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { ChatScope, Scope } from '../../src-shared/answers';
import { fromUserError, type LongtakeError } from '../../src-shared/errors';
import type { Settings } from '../../src-shared/settings';
import type { Video } from '../../src-shared/video';
import { type Language, languageOf } from '../../src-shared/words/language';
import { LibraryMissing, NotFound } from '../base/library/errors';
import { holdsLibrary, openLibrary, openOrRead, openPassingLibrary } from '../base/library/library';
import { libraryPlace } from '../base/library/place';
import type { Library } from '../base/library/types';
import { describeError, type Log, openLog } from '../base/log';
import { Cancelled, NoSuchFile } from '../base/media/errors';
import { fingerprint } from '../base/media/fingerprint';
import { isWithin } from '../base/paths';
import { WorkerDied, WorkerFailed } from '../base/rpc/failure';
import type { SpawnWorker } from '../base/rpc/protocol';
import type { FileKind } from '../main/export/file-kind';
import { checkOutput, type Destination } from '../main/export/output';
import { followFile } from '../main/intake/intake';
import { openServices, type Services } from '../main/services';
import type { ReportPlaces } from '../main/telemetry-leftovers';
import type { Target } from './arguments';
import { collectionNamed } from './collection-named';
import { NotInLibrary, SeveralVideos, UsageError } from './errors';
import { type Output, ProgressLine, printable } from './output';

/** What the command line is given by its surroundings; tests give their own. */
export interface Surroundings extends Output {
  /** What an assistant writes to `longtake mcp`; no other command reads it. */
  readonly stdin: Readable;
  readonly userDataDir: string;
  readonly resourcesDir: string;
  readonly spawnWorker: SpawnWorker;
  /** Where earlier versions let ONNX Runtime leave reports; left out: nothing is removed. */
  readonly reports?: ReportPlaces | null;
  readonly version: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The services as a command uses them: opened late, closed always. */
export class Context {
  private log: Log | null = null;
  private opened: { services: Services; readOnly: boolean; why: LongtakeError | null } | null = null;
  readonly progress: ProgressLine;
  /** Whether the chosen language model is to read videos too: set by a command before it asks for one. */
  watching = false;
  /** What answers are worded in, where the command says so; else as the settings have it, in English where they leave it to the system. */
  language: Language | null = null;

  constructor(
    readonly around: Surroundings,
    private readonly libraryOption: string | null,
    /** What others are told has the library. */
    private readonly program = 'a command',
  ) {
    this.progress = new ProgressLine(around);
  }

  get libraryDir(): string {
    return this.libraryOption ? resolve(this.libraryOption) : libraryPlace(this.around.userDataDir);
  }

  /**
   * Opens the library for writing, or for reading: beside another Longtake that writes to it, or where it may not be written to.
   * @throws LibraryBroken and what else opening a library throws
   */
  services(): Services {
    if (this.opened) return this.opened.services;
    return openOrRead(true, (why) => this.open(why));
  }

  /**
   * For what is looked for in a whole library: a folder that somebody named and that holds none is a mistake, not an empty library.
   * @throws LibraryMissing and what `services` throws
   */
  existing(): Services {
    if (this.libraryOption && !holdsLibrary(this.libraryDir)) throw new LibraryMissing(this.libraryDir);
    return this.services();
  }

  /** For commands that write: a library in use is their failure. @throws LibraryInUse */
  writable(): Services {
    return this.opened && !this.opened.readOnly ? this.opened.services : this.open(undefined);
  }

  /** For commands that only ever read, whoever else has it open. @throws LibraryMissing and what else opening throws */
  readOnly(): Services {
    return this.opened?.services ?? this.open(null);
  }

  /**
   * Services over a library that is gone with this process, the indexes in a folder. Of a library that was named on the command line
   * the settings count, and nothing is written to it; without one, those that a new library has.
   * @throws LibraryMissing and what else opening a library throws
   */
  passing(indexRoot: string, change: Partial<Settings>): Services {
    const settings = this.settingsOfNamed();
    const library = openPassingLibrary(indexRoot);
    library.settings.set({ ...settings, workPaused: false, workHours: null, onlyOnMains: false, ...change });
    return this.open(undefined, library);
  }

  /** A folder that bundles may be written to: none of the library's own. @throws UsageError */
  bundlesFolder(folder: string): string {
    if (!isWithin(folder, this.libraryDir)) return folder;
    throw new UsageError(
      'Bundles do not belong in the folder of the library: name another one with --bundle.',
    );
  }

  private settingsOfNamed(): Partial<Settings> {
    if (this.libraryOption === null) return {};
    const dir = this.libraryDir;
    if (!holdsLibrary(dir)) throw new LibraryMissing(dir);
    const named = openLibrary({ dir, readOnly: true });
    try {
      return named.settings.get();
    } finally {
      named.close();
    }
  }

  /** @param why for reading: what kept it from being opened for writing */
  private open(why: LongtakeError | null | undefined, library?: Library): Services {
    const readOnly = why !== undefined;
    const { userDataDir, resourcesDir, spawnWorker, reports } = this.around;
    const services: Services = openServices({
      ...(library === undefined ? {} : { library }),
      userDataDir,
      ...(this.libraryOption ? { libraryDir: this.libraryDir } : {}),
      resourcesDir,
      spawnWorker,
      readOnly,
      ...(reports === undefined ? {} : { reports }),
      why: why ?? null,
      program: this.program,
      // Only what was asked for is worked on; the rest waits for the app.
      resumeJobs: false,
      watch: () => this.watching,
      language: () => this.worded,
      onUnexpected: (error) => this.unexpected(error),
    });
    this.opened = { services, readOnly, why: why ?? null };
    return services;
  }

  /** Why the library is only read, in a few words. */
  get whyReadOnly(): string {
    const why = this.opened?.why;
    return why ? `for reading only: ${why.message}` : 'in use by another Longtake';
  }

  /** Writes to the log what nobody foresaw, and tells it where it is no news that the user gets in words or never misses. */
  unexpected(error: unknown): void {
    const quiet = error instanceof WorkerDied || (error instanceof WorkerFailed && error.foreseen);
    // Made when there is something to write: most commands leave nothing behind.
    this.log ??= openLog(join(this.around.userDataDir, 'logs'));
    this.log.error('Unforeseen', error);
    if (!quiet) this.tell(printable(describeError(error)));
  }

  /** What answers and searches are worded in, and what is said beside them. */
  get worded(): Language {
    return this.language ?? languageOf(this.services().library.settings.get().language, 'en');
  }

  tell(line: string): void {
    this.progress.end();
    this.around.stderr.write(`${line}\n`);
  }

  /**
   * The video that a word names, indexed: added and indexed first where it is new.
   * @throws NotFound, NotInLibrary, Cancelled, and what adding or indexing throws
   */
  async video(word: string): Promise<Video> {
    const services = this.services();
    const known = await this.find(services, word);
    if (known && known.state === 'ready' && !this.unfinished(services, known)) return known;
    if (!known && /^[0-9a-f]{8,32}$/.test(word) && !existsSync(word)) throw new NotFound('video');
    if (this.opened?.readOnly) {
      // What another Longtake is still indexing can be asked about as far as it got.
      if (known && known.frameCount > 0) return known;
      throw known || existsSync(word)
        ? new NotInLibrary(basename(word), this.opened.why)
        : new NoSuchFile(basename(word));
    }
    const video = known ?? (await this.add(services, word));
    return video.state === 'ready' && !this.unfinished(services, video) ? video : this.index(services, video);
  }

  /** The video of the library that a word names. @throws NotFound */
  async known(word: string): Promise<Video> {
    const video = await this.find(this.existing(), word);
    if (video) return video;
    throw new NotFound('video');
  }

  /**
   * Whether there is more to do for a video that is ready: what was stopped on its way, by Ctrl-C or by a kill, goes on with the
   * same command; and a language model that is asked is to have read it.
   */
  private unfinished(services: Services, { id, answers, media }: Video): boolean {
    if (this.opened?.readOnly || media.video === null) return false;
    if (services.jobs.isInterrupted(id)) return true;
    if (!this.watching) return false;
    const model = services.chosen.answers?.model;
    return model !== undefined && !(answers?.model === model && answers.complete);
  }

  /**
   * The video whose export is to go to a file. What may not be written there is said before the film is indexed, which may take hours.
   * @throws what `video` and `checkOutput` throw
   */
  async videoFor(word: string, out: Destination | null, kind: FileKind): Promise<Video> {
    if (out !== null) await checkOutput(out, kind, this.services().library, [resolve(word)]);
    return this.video(word);
  }

  /** @throws NoSuchCollection, and what `video` throws */
  async scope<T extends Target>(
    target: T,
  ): Promise<{
    scope: T extends { collection: string } ? { collectionId: string } : Scope;
    video: Video | null;
  }>;
  async scope(target: Target): Promise<{ scope: ChatScope; video: Video | null }> {
    if (target === 'all') {
      this.existing();
      return { scope: 'all', video: null };
    }
    if ('collection' in target) {
      const { id } = collectionNamed(this.existing(), target.collection);
      return { scope: { collectionId: id }, video: null };
    }
    const video = await this.video(target.file);
    return { scope: { videoId: video.id }, video };
  }

  private async find(services: Services, word: string): Promise<Video | null> {
    const { videos } = services.library;
    const path = resolve(word);
    if (existsSync(word)) {
      const video = videos.find(await fingerprint(path));
      // A film is its content: where it was moved, the library learns of it.
      return video && !this.opened?.readOnly ? followFile(services.library, video.id, path) : video;
    }
    return (
      videos.list().find((v) => v.id === word || videos.path(v.id) === path) ??
      onlyOne(
        word,
        videos.list().filter((v) => /^[0-9a-f]{8,}$/.test(word) && v.id.startsWith(word)),
      ) ??
      // What `longtake list` shows.
      onlyOne(
        word,
        videos.list().filter(({ title, fileName }) => title === word || fileName === word),
      )
    );
  }

  /** Adds one file; why it cannot be taken is thrown, not listed. */
  private async add(services: Services, word: string): Promise<Video> {
    const { videos, refused } = await services.intake.add([word], this.around.signal);
    const [video] = videos;
    if (video) return video;
    const [first] = refused;
    throw first ? fromUserError(first.error) : new NotInLibrary(basename(word), null);
  }

  /** Indexes a video, with progress; Ctrl-C leaves the job to go on later. */
  async index(
    services: Services,
    video: Video,
    again = false,
    onProgress?: (stage: string, fraction: number) => void,
  ): Promise<Video> {
    const { signal } = this.around;
    signal.throwIfAborted();
    const off = services.jobs.on('progress', (id, progress) => {
      if (id !== video.id) return;
      onProgress?.(progress.stage, progress.fraction);
      this.progress.show({
        title: video.title,
        stage: progress.stage,
        fraction: progress.fraction,
        framesPerSecond: progress.framesPerSecond,
        etaSeconds: progress.etaSeconds,
      });
    });
    const stopped = Promise.withResolvers<never>();
    const onAbort = () => stopped.reject(new Cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const ended = services.library.jobs.find(video.id)?.state === 'done';
      // A job that is done is begun anew only where that is asked for.
      if (again && ended) services.jobs.again(video.id);
      else services.jobs.start(video.id);
      await Promise.race([services.jobs.finished(video.id), stopped.promise]);
      return services.library.videos.get(video.id);
    } finally {
      signal.removeEventListener('abort', onAbort);
      off();
      this.progress.end();
    }
  }

  async close(): Promise<void> {
    this.progress.end();
    await this.opened?.services.close();
    this.opened = null;
  }
}

/** @throws SeveralVideos */
function onlyOne(word: string, videos: readonly Video[]): Video | null {
  if (videos.length > 1) throw new SeveralVideos(word);
  return videos[0] ?? null;
}
