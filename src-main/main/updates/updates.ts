import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LongtakeError, toUserError } from '../../../src-shared/errors';
import type { Settings } from '../../../src-shared/settings';
import { NO_UPDATE, type UpdateStatus } from '../../../src-shared/updates';
import type { KeptJson } from '../../base/kept-json';
import { NetworkOff } from '../../base/packs/hub-errors';
import { NoPackage } from '../../base/release/errors';
import { isNewer } from '../../base/release/feed';
import type { Release } from '../../base/release/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import type { SelfInstaller } from './types';

export interface UpdateOptions {
  /** The process that reaches the network. */
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly settings: () => Settings;
  /** Of what runs. */
  readonly version: string;
  /** The folder of the list of releases, and the list's name there. */
  readonly feed: string;
  readonly list: string;
  /** Remembers when the list was asked for, and what was in it. */
  readonly kept: KeptJson;
  /** Folder of packages on their way: of nothing else. */
  readonly dir: string;
  /** Null where this package cannot replace itself. */
  readonly installer: SelfInstaller | null;
  readonly changed: (status: UpdateStatus) => void;
  readonly onUnexpected: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const DAY = 24 * 3600 * 1000;
/** Milliseconds between two looks at the clock, and before the first: a start has better things to do. */
const HOUR = 3600 * 1000;
const SETTLED = 30_000;
/** Milliseconds of silence after which fetching counts as hung; it tells every ten seconds that it goes on. */
const DEADLINE = 120_000;
/** No checks for changes of the page more often than this. */
const STEP = 0.01;

const kept = z.object({
  triedAt: z.number(),
  checkedAt: z.number().nullable(),
  release: z
    .object({
      version: z.string(),
      notes: z.string(),
      files: z.array(z.object({ name: z.string(), bytes: z.number(), sha512: z.string() })).readonly(),
    })
    .nullable(),
});

/**
 * Whether there is a newer Longtake: asked for only where a person has said yes to that, and never where fetching is switched
 * off; once a day at most by itself. Nothing is fetched or installed without a click of its own.
 */
export class Updates {
  #kept: z.infer<typeof kept>;
  /** The version whose package lies ready. */
  #ready: string | null = null;
  #doing: Pick<UpdateStatus, 'state' | 'progress' | 'error'> = { state: 'idle', progress: 0, error: null };
  #timers: NodeJS.Timeout[] = [];
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(private readonly options: UpdateOptions) {
    const read = kept.safeParse(options.kept.read());
    this.#kept = read.success ? read.data : { triedAt: 0, checkedAt: null, release: null };
  }

  status(): UpdateStatus {
    const { installer } = this.options;
    const release = this.#offered();
    // Of an older version than the one that is offered by now it would say too much.
    const isReady = this.#doing.state === 'idle' && release !== null && this.#ready === release.version;
    return {
      ...NO_UPDATE,
      ...this.#doing,
      ...(isReady ? { state: 'ready' as const } : {}),
      checkedAt: this.#kept.checkedAt,
      offer: release && { version: release.version, notes: release.notes },
      installs: release !== null && installer?.choose(release) != null,
    };
  }

  /** Looks by itself from now on: soon, and then as the day goes on. */
  start(): void {
    if (this.#offered() === null) void this.#tidy();
    this.#timers = [
      setTimeout(() => this.lookIfDue(), SETTLED).unref(),
      setInterval(() => this.lookIfDue(), HOUR).unref(),
    ];
  }

  /** Asks for the list where a person wants that and it was not asked for today. What fails is told where one looks for it. */
  lookIfDue(): void {
    const now = this.#now();
    const since = now - this.#kept.triedAt;
    // A clock that was put back would make it wait for long.
    if (this.#allowed() && (since >= DAY || since < 0)) void this.#look();
    else this.#tell();
  }

  /** Asks for it now. @throws NetworkOff where a person has not said yes to it */
  async check(): Promise<UpdateStatus> {
    if (!this.#allowed()) throw new NetworkOff();
    await this.#look();
    return this.status();
  }

  /**
   * Fetches the package of what is offered and lays it ready; what fails on the way stands in the status.
   * @throws at once NetworkOff, NoPackage
   */
  fetch(): Promise<void> {
    if (!this.#allowed()) throw new NetworkOff();
    const release = this.#offered();
    const file = release && this.options.installer?.choose(release);
    if (!release || !file) throw new NoPackage();
    return this.#do('fetching', async () => {
      const get = async (to: string) => {
        // Where it stays, as far as it came, when something ends it.
        const here = join(this.options.dir, file.name);
        await mkdir(this.options.dir, { recursive: true });
        await this.options.worker.call(
          'release.fetch',
          { ...this.#place(), file, to: here },
          {
            signal: this.#stop.signal,
            deadline: DEADLINE,
            onEvent: ({ payload: { step, bytesDone, bytesTotal } }) =>
              this.#progress(step === 'download' ? bytesDone / bytesTotal : 1),
          },
        );
        await rename(here, to);
      };
      await this.options.installer?.prepare(release, file, get);
      this.#ready = release.version;
    });
  }

  /** Puts what is ready in this one's place: once everything is closed. @throws NoPackage, NotReplaced */
  async install(): Promise<void> {
    if (this.#ready === null || !this.options.installer) throw new NoPackage();
    await this.options.installer.install();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stop.abort();
    await this.#running;
    await this.options.kept.settled();
  }

  #look(): Promise<void> {
    return this.#do('checking', async () => {
      this.#keep({ ...this.#kept, triedAt: this.#now() });
      const call = { signal: this.#stop.signal, deadline: DEADLINE };
      const place = { ...this.#place(), list: this.options.list };
      const release = await this.options.worker.call('release.read', place, call);
      this.#keep({ ...this.#kept, checkedAt: this.#now(), release });
    });
  }

  /** One thing at a time; what it comes to stands in the status. Never rejects. */
  #do(state: 'checking' | 'fetching', work: () => Promise<void>): Promise<void> {
    if (this.#running) return this.#running;
    this.#set({ state, progress: 0, error: null });
    const done = work().then(
      () => this.#set({ state: 'idle', progress: 0, error: null }),
      (error: unknown) => {
        if (!(error instanceof LongtakeError)) this.options.onUnexpected(error);
        this.#set({ state: 'idle', progress: 0, error: toUserError(error) });
      },
    );
    this.#running = done.finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #allowed(): boolean {
    const { updates, downloads } = this.options.settings();
    return updates && downloads;
  }

  #offered(): Release | null {
    const { release } = this.#kept;
    return this.#allowed() && release && isNewer(release.version, this.options.version) ? release : null;
  }

  #place() {
    return { feed: this.options.feed, proxy: this.options.settings().proxy || null };
  }

  #progress(progress: number): void {
    if (this.#doing.state !== 'fetching' || Math.abs(progress - this.#doing.progress) < STEP) return;
    this.#set({ ...this.#doing, progress: Math.min(1, progress) });
  }

  #set(doing: Pick<UpdateStatus, 'state' | 'progress' | 'error'>): void {
    this.#doing = doing;
    this.#tell();
  }

  #tell(): void {
    if (!this.#stop.signal.aborted) this.options.changed(this.status());
  }

  #keep(now: z.infer<typeof kept>): void {
    this.#kept = now;
    this.options.kept.write(now);
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }

  /** Packages of versions that run by now. */
  async #tidy(): Promise<void> {
    await rm(this.options.dir, { recursive: true, force: true }).catch(this.options.onUnexpected);
  }
}
