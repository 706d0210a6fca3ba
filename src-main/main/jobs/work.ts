import type { Job, WorkHold, WorkStatus } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';
import type { IndexProgress } from '../../base/film/types';
import type { JobBook } from './book';
import { Estimator, type FilmWork, type Paces } from './estimate';
import { filmWork } from './film-work';
import { Lot } from './lot';
import type { Chosen } from './missing';
import { Throttle } from './throttle';

/** Milliseconds between two pieces of news of all work: each looks at every film that waits. */
const INTERVAL = 500;

/** Where what was learnt of this machine's pace is kept. */
export interface PaceStore {
  read(): Paces;
  write(paces: Paces): void;
}

export interface WorkOptions {
  readonly chosen: () => Chosen;
  readonly hold: () => WorkHold | null;
  readonly paces?: PaceStore;
}

type FilmOf = (id: VideoId, stage: Job['stage']) => FilmWork | null;

/** Tells how all work on films stands, and how long it still takes. */
export class Work {
  readonly #estimator: Estimator;
  readonly #lot = new Lot();
  readonly #told: Throttle;

  constructor(
    private readonly book: JobBook,
    private readonly options: WorkOptions,
  ) {
    this.#estimator = new Estimator(options.paces?.read());
    this.#told = new Throttle(INTERVAL, () => void this.status());
    book.listeners.on('changed', () => this.#told.request());
  }

  /** How all stands now; listeners are told too. */
  status(): WorkStatus {
    const { book, options } = this;
    let filmOf: FilmOf | null = null;
    const left = ({ videoId, stage }: Job): number => {
      filmOf ??= this.#films();
      const film = filmOf(videoId, stage);
      return film === null ? 0 : this.#estimator.seconds(videoId, film, stage);
    };
    const { status, ended } = this.#lot.take(book.list(), left, options.hold());
    book.listeners.tell('work', status);
    if (ended) book.listeners.tell('ended', ended);
    return status;
  }

  /** Something other than a job has changed: why nothing runs. */
  changed(): void {
    this.#told.request();
  }

  /** A job's run has come so far. @returns seconds that the whole job still takes */
  progress(id: VideoId, progress: IndexProgress): number | null {
    const film = this.#films()(id, progress.stage);
    if (film === null) return null;
    if (this.#estimator.progress(id, film, progress)) this.#keep();
    return this.#estimator.seconds(id, film, progress.stage);
  }

  /** Nothing runs any more, or something else. */
  rest(): void {
    if (this.#estimator.rest()) this.#keep();
  }

  close(): void {
    this.#told.flush();
  }

  /** What there is to do of each film, by what is chosen now. */
  #films(): FilmOf {
    const { library } = this.book;
    const [chosen, settings] = [this.options.chosen(), library.settings.get()];
    return (id, stage) => {
      const video = library.videos.find(id);
      return video && filmWork(video, stage, chosen, settings);
    };
  }

  #keep(): void {
    this.options.paces?.write(this.#estimator.paces);
  }
}
