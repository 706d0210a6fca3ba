import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LongtakeError, toUserError } from '../../../src-shared/errors';
import type { Install, PackSummary, Precision } from '../../../src-shared/packs';
import { freeBytes } from '../../base/media/disk';
import { Cancelled, FileMissing } from '../../base/media/errors';
import { PackDiskFull, unusable } from '../../base/packs/errors';
import { isArchiveName } from '../../base/packs/folders';
import { NetworkOff } from '../../base/packs/hub-errors';
import type { InstallRequest } from '../../base/packs/install-types';
import { modelMemory } from '../../base/packs/memory';
import type { PackEvents } from '../../base/packs/types';
import { writeWhole } from '../../base/packs/whole-file';
import type { CallOptions } from '../../base/rpc/protocol';
import { Lives } from '../jobs/lives';
import { Throttle } from '../jobs/throttle';
import { downloadBytes, type Entry, licencesOf, remoteParts } from './catalogue';
import { CUDA_ID } from './cuda-support';
import { NoSuchInstall } from './errors';
import { sizesOf } from './fit';
import { type InstallRecord, type Order, Pace, readRecords } from './install-record';
import type { PacksOptions } from './options';

export interface InstallQueueOptions
  extends Pick<PacksOptions, 'userDataDir' | 'worker' | 'settings' | 'cuda' | 'readOnly' | 'onUnexpected'> {
  readonly packsDir: string;
  readonly entry: (id: string) => Promise<Entry>;
  readonly summary: (packId: string) => Promise<PackSummary>;
}

const HUB = 'https://huggingface.co';
/** Milliseconds between two events: ten a second at most. */
const EVENT_INTERVAL = 100;
/** Milliseconds without a sign of life from the worker. It tells something every ten seconds, whatever it waits for. */
const DEADLINE = 120_000;
/** Workers that may be lost in a row before one has got on; see `Lives`. */
const MOST_LOSSES = 3;

/** What is being installed: one at a time, in the order asked for, kept across restarts. */
export class InstallQueue {
  readonly #records = new Map<string, InstallRecord>();
  readonly #ends = new Map<string, PromiseWithResolvers<PackSummary>>();
  readonly #listeners = new Set<PackEvents['changed']>();
  readonly #events = new Throttle(EVENT_INTERVAL, () => {
    for (const listener of this.#listeners) listener();
  });
  readonly #file: string;
  #saving: Promise<void> = Promise.resolve();
  #running: { readonly id: string; readonly stop: AbortController; readonly end: Promise<void> } | null =
    null;
  #closed = false;

  constructor(private readonly options: InstallQueueOptions) {
    this.#file = join(options.userDataDir, 'installs.json');
    for (const record of readRecords(this.#file)) this.#records.set(record.install.id, record);
    if (!options.readOnly) void this.#sweep().catch(() => undefined);
  }

  list(): Install[] {
    return [...this.#records.values()].map(({ install }) => install);
  }

  on<E extends keyof PackEvents>(_event: E, listener: PackEvents[E]): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    if (!this.#closed) this.#events.request();
  }

  /** The same asked for again goes on with what is there of it. */
  async add(order: Order, name: string): Promise<Install> {
    const known = [...this.#records.values()].find(
      (record) => record.install.state !== 'done' && JSON.stringify(record.order) === JSON.stringify(order),
    );
    if (known) {
      this.resume(known.install.id);
      return this.#get(known.install.id).install;
    }
    await this.#checkDisk(order);
    const install: Install = {
      id: randomUUID(),
      name,
      entryId: order.kind === 'entry' ? order.entryId : order.kind === 'cuda' ? CUDA_ID : null,
      state: 'queued',
      step: order.kind === 'folder' ? 'convert' : 'download',
      progress: 0,
      bytesDone: 0,
      bytesTotal: 0,
      bytesPerSecond: null,
      etaSeconds: null,
      error: null,
    };
    this.#set({ install, order });
    await this.#save();
    this.#next();
    return this.#get(install.id).install;
  }

  /** What cannot be a model is refused at once. @throws CheckpointUnusable, FileMissing */
  async addImport(path: string, precision: Precision | null): Promise<Install> {
    const found = await stat(path).catch((cause) => {
      throw new FileMissing(basename(path), { cause });
    });
    if (!found.isDirectory() && !isArchiveName(path)) {
      throw unusable(
        'the file is no archive that can be unpacked',
        'Choose a folder, or a .zip, .tar, .tar.gz or .tgz file.',
      );
    }
    const name = found.isDirectory()
      ? (await this.options.worker.call('packs.identify', { path })).name
      : basename(path);
    return this.add({ kind: found.isDirectory() ? 'folder' : 'archive', path, precision }, name);
  }

  pause(id: string): void {
    const record = this.#get(id);
    if (this.#running?.id === id) this.#running.stop.abort();
    if (record.install.state === 'running' || record.install.state === 'queued')
      this.#change(id, { state: 'paused' });
  }

  resume(id: string): void {
    const { install, order } = this.#get(id);
    if (install.state === 'running' || install.state === 'queued' || install.state === 'done') return;
    const fetches = order.kind === 'entry' || order.kind === 'cuda';
    if (fetches && !this.options.settings().downloads) throw new NetworkOff();
    this.#change(id, { state: 'queued', error: null });
    this.#next();
  }

  async cancel(id: string): Promise<void> {
    this.#get(id);
    // From now on nothing starts it again, whatever comes in between.
    const running = this.#running?.id === id ? this.#running : null;
    this.#records.delete(id);
    running?.stop.abort();
    await running?.end;
    this.#end(id).reject(new Cancelled());
    await this.#save();
    this.changed();
    await rm(this.#workDir(id), { recursive: true, force: true, maxRetries: 3 });
  }

  finished(id: string): Promise<PackSummary> {
    this.#get(id);
    return this.#end(id).promise;
  }

  /** Stops what runs; it goes on when the user says so. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    running?.stop.abort();
    await running?.end;
    await this.#save();
    this.#events.flush();
  }

  #next(): void {
    if (this.#running || this.#closed) return;
    const waiting = [...this.#records.values()].find(({ install }) => install.state === 'queued');
    if (!waiting) return;
    const { id } = waiting.install;
    const stop = new AbortController();
    this.#change(id, { state: 'running' });
    const end = this.#run(waiting, stop.signal).finally(() => {
      this.#running = null;
      this.#next();
    });
    this.#running = { id, stop, end };
  }

  /** Never rejects. */
  async #run({ install: { id }, order }: InstallRecord, signal: AbortSignal): Promise<void> {
    try {
      const packId = await this.#work(id, order, signal);
      const summary = await this.options.summary(packId);
      this.#change(id, {
        state: 'done',
        progress: 1,
        bytesPerSecond: null,
        etaSeconds: null,
        name: summary.name,
      });
      await this.#save();
      await rm(this.#workDir(id), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
      this.#end(id).resolve(summary);
    } catch (error) {
      const quiet = { bytesPerSecond: null, etaSeconds: null };
      if (signal.aborted || !this.#records.has(id)) {
        // The user may have let it go on again before the worker had stopped.
        const wanted = this.#records.get(id)?.install.state;
        this.#change(id, { state: wanted === 'queued' ? 'queued' : 'paused', ...quiet });
      } else {
        if (!(error instanceof LongtakeError)) this.options.onUnexpected?.(error);
        this.#change(id, { state: 'failed', error: toUserError(error), ...quiet });
        const end = this.#end(id);
        this.#ends.delete(id);
        end.reject(error);
      }
    }
  }

  /** Lets the worker do it; one that died is replaced, and goes on where it was. */
  async #work(id: string, order: Order, signal: AbortSignal): Promise<string> {
    const pace = new Pace(order.kind === 'folder' || order.kind === 'archive' ? 'import' : 'entry');
    const lives = new Lives(MOST_LOSSES);
    for (;;) {
      lives.begin();
      try {
        return await this.#ask(id, order, {
          signal,
          deadline: DEADLINE,
          onEvent: ({ payload }) => {
            const record = this.#records.get(id);
            if (record?.install.state !== 'running') return;
            const install = pace.apply(record.install, payload);
            this.#set({ ...record, install });
            // What came is stored as it comes.
            lives.at(install.progress);
            lives.stored();
          },
        });
      } catch (error) {
        const isLost = error instanceof LongtakeError && error.code === 'WorkerLost';
        if (signal.aborted || !isLost) throw error;
        lives.end(error);
      }
    }
  }

  /** @returns the id of what is there then */
  async #ask(
    id: string,
    order: Order,
    options: CallOptions<'packs.install' | 'cuda.install'>,
  ): Promise<string> {
    const { worker, cuda, settings } = this.options;
    if (order.kind !== 'cuda') {
      const request = await this.#request(id, order);
      return (await worker.call('packs.install', request, options as CallOptions<'packs.install'>)).packId;
    }
    const { proxy, downloads } = settings();
    if (!downloads) throw new NetworkOff();
    if (!cuda) throw new NoSuchInstall('model');
    await worker.call('cuda.install', await cuda.request(this.#workDir(id), proxy || null), options);
    return CUDA_ID;
  }

  async #request(id: string, order: Exclude<Order, { kind: 'cuda' }>): Promise<InstallRequest> {
    const places = { workDir: this.#workDir(id), packsDir: this.options.packsDir };
    if (order.kind !== 'entry') {
      const { kind, path, precision } = order;
      return {
        ...places,
        source: { kind, path },
        licences: [],
        id: null,
        name: null,
        packBytes: null,
        precision,
      };
    }
    const { mirror, proxy, downloads } = this.options.settings();
    if (!downloads) throw new NetworkOff();
    const entry = await this.options.entry(order.entryId);
    return {
      ...places,
      source: { kind: 'hub', parts: remoteParts(entry), hub: mirror || HUB, proxy: proxy || null },
      licences: licencesOf(entry),
      id: entry.id,
      name: entry.name,
      packBytes: await packBytes(entry, order.precision),
      precision: order.precision,
    };
  }

  /** @throws DiskFull */
  async #checkDisk(order: Order): Promise<void> {
    if (order.kind !== 'entry' && order.kind !== 'cuda') return;
    const needed =
      order.kind === 'cuda' ? (this.options.cuda?.neededBytes ?? 0) : await this.#entryBytes(order);
    const free = await freeBytes(this.options.userDataDir);
    if (needed > free) throw new PackDiskFull({ needed, free });
  }

  async #entryBytes(order: Extract<Order, { kind: 'entry' }>): Promise<number> {
    const entry = await this.options.entry(order.entryId);
    return downloadBytes(entry) + (await packBytes(entry, order.precision));
  }

  #get(id: string): InstallRecord {
    const record = this.#records.get(id);
    if (!record) throw new NoSuchInstall('install');
    return record;
  }

  #end(id: string): PromiseWithResolvers<PackSummary> {
    const known = this.#ends.get(id) ?? Promise.withResolvers<PackSummary>();
    // Nobody needs to wait for it.
    known.promise.catch(() => undefined);
    this.#ends.set(id, known);
    return known;
  }

  #workDir(id: string): string {
    return join(this.options.userDataDir, 'installs', id);
  }

  #set(record: InstallRecord): void {
    this.#records.set(record.install.id, record);
    this.changed();
  }

  #change(id: string, change: Partial<Install>): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#set({ ...record, install: { ...record.install, ...change } });
    void this.#save().catch((error) => this.options.onUnexpected?.(error));
  }

  /** What is done needs not be known after a restart. */
  #save(): Promise<void> {
    if (this.options.readOnly) return Promise.resolve();
    const write = () => {
      const records = [...this.#records.values()].filter(({ install }) => install.state !== 'done');
      return writeWhole(this.#file, JSON.stringify(records));
    };
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }

  /** Deletes what belongs to no install any more. */
  async #sweep(): Promise<void> {
    const folder = join(this.options.userDataDir, 'installs');
    for (const name of await readdir(folder).catch(() => [])) {
      if (!this.#records.has(name)) await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

async function packBytes(entry: Entry, precision: Precision | null): Promise<number> {
  const sizes = sizesOf(entry, (await modelMemory()) ?? 0);
  return sizes.precisions.find((one) => one.precision === precision)?.diskBytes ?? sizes.diskBytes;
}
