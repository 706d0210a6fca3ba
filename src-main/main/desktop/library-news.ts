import type { EventPayload } from '../../../src-shared/ipc';
import type { Job } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';
import type { Library } from '../../base/library/types';
import { Throttle } from '../jobs/throttle';

/** Milliseconds between two pieces of news. */
const INTERVAL = 250;

/** Tells the page which videos changed: only these are read, as each checkpoint of a job changes one of thousands. */
export class LibraryNews {
  readonly #changed = new Set<VideoId>();
  readonly #throttle: Throttle;
  /** State and stage of each video's job: only their changes touch the list; progress does not. */
  #states = new Map<VideoId, string>();

  constructor(
    private readonly videos: Pick<Library['videos'], 'find'>,
    private readonly send: (news: EventPayload<'library.changed'>) => void,
  ) {
    this.#throttle = new Throttle(INTERVAL, () => this.#tell());
  }

  /** These are new, other than before, or gone. Told soon. */
  changed(...ids: readonly VideoId[]): void {
    for (const id of ids) this.#changed.add(id);
    if (ids.length > 0) this.#throttle.request();
  }

  /** Jobs as they are now. */
  jobs(jobs: readonly Job[]): void {
    const before = this.#states;
    this.#states = new Map(jobs.map(({ videoId, state, stage }) => [videoId, `${state} ${stage}`]));
    const ids = new Set([...before.keys(), ...this.#states.keys()]);
    this.changed(...[...ids].filter((id) => before.get(id) !== this.#states.get(id)));
  }

  /** Tells at once what was to be told soon. */
  flush(): void {
    this.#throttle.flush();
  }

  #tell(): void {
    const ids = [...this.#changed];
    this.#changed.clear();
    const found = ids.map((id) => this.videos.find(id));
    const changed = found.filter((video) => video !== null);
    const removed = ids.filter((_, n) => found[n] === null);
    if (ids.length > 0) this.send({ changed, removed });
  }
}
