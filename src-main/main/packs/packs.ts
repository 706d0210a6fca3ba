import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry, Install, PackSummary, Precision } from '../../../src-shared/packs';
import type { Settings } from '../../../src-shared/settings';
import { removeForms } from '../../base/devices/remove-forms';
import { makeFolders } from '../../base/make-folder';
import { NetworkOff } from '../../base/packs/hub-errors';
import { modelMemory } from '../../base/packs/memory';
import { listPacks, summarise } from '../../base/packs/pack';
import { PACK_ID, PackFolders, userPacks } from '../../base/packs/places';
import type { PackEvents, PackService } from '../../base/packs/types';
import { downloadBytes, type Entry, hashesKnown, readCatalogue } from './catalogue';
import { CUDA_ID } from './cuda-support';
import { BuiltInStays, NoForm, NoSuchInstall, PackInUse, PacksInUse } from './errors';
import { fitOfPack, sizesOf } from './fit';
import { InstallQueue } from './install-queue';
import type { PacksOptions } from './options';

/** Packs that wait for their files to be deleted. A dot keeps them out of every list. */
const DOOMED = '.removed-';

/** The packs that came with Longtake, and those in `packs/` of the user's data. */
export class Packs implements PackService {
  readonly #queue: InstallQueue;
  readonly #packsDir: string;
  readonly #folders: PackFolders;
  #catalogue: Promise<Entry[]> | null = null;

  constructor(private readonly options: PacksOptions) {
    this.#packsDir = userPacks(options.userDataDir);
    this.#folders = new PackFolders([options.builtInDir, this.#packsDir]);
    this.#queue = new InstallQueue({
      ...options,
      packsDir: this.#packsDir,
      entry: (id) => this.#entry(id),
      summary: (id) => this.#summary(id),
    });
    if (!options.readOnly) void this.#sweep().catch(() => undefined);
  }

  async list(): Promise<PackSummary[]> {
    const { builtInDir, verifiedFile } = this.options;
    const builtIn = await listPacks(builtInDir, { builtIn: true, verifiedFile });
    const installed = await listPacks(this.#packsDir, { builtIn: false, verifiedFile });
    const memory = (await modelMemory()) ?? 0;
    const fitted = installed.map(async (pack) => ({
      ...pack,
      fit: await fitOfPack(pack, join(this.#packsDir, pack.id), memory).catch(() => null),
    }));
    const cuda = await this.options.cuda?.summary();
    return [...builtIn, ...(await Promise.all(fitted)), ...(cuda ? [cuda] : [])];
  }

  dir(packId: string): string {
    return this.#folders.dir(packId);
  }

  async catalogue(): Promise<CatalogueEntry[]> {
    const memory = (await modelMemory()) ?? 0;
    const installed = await this.#installedIds();
    const cuda = await this.options.cuda?.entry();
    const models = (await this.#entries()).map(
      (entry): CatalogueEntry => ({
        id: entry.id,
        name: entry.name,
        description: entry.description,
        provides: [...entry.provides],
        repository: entry.parts[0]?.repository ?? '',
        revision: entry.parts[0]?.revision ?? '',
        host: null,
        downloadBytes: downloadBytes(entry),
        hashesKnown: hashesKnown(entry),
        ...sizesOf(entry, memory),
        licences: entry.licences.map(({ part, source, name, text }) => ({
          part: `${part} (${source})`,
          name,
          text,
        })),
        installed: installed.filter((id) => isOf(id, entry)),
      }),
    );
    return cuda ? [...models, cuda] : models;
  }

  installs(): Install[] {
    return this.#queue.list();
  }

  async install(entryId: string, precision: Precision | null): Promise<Install> {
    this.#mayChange();
    if (entryId === CUDA_ID) return this.#installCuda();
    const entry = await this.#entry(entryId);
    if (!this.options.settings().downloads) throw new NetworkOff();
    const sizes = sizesOf(entry, (await modelMemory()) ?? 0);
    // Whoever names a precision knows better than the machine: the weights may be meant for a graphics card.
    if (precision === null && !sizes.fit.fits) throw new NoForm(entry.name, sizes.fit.why);
    if (precision !== null && !entry.precisions.some((one) => one.precision === precision))
      throw new NoSuchInstall('model');
    const chosen = precision ?? sizes.precisions[0]?.precision ?? null;
    return this.#queue.add({ kind: 'entry', entryId, precision: chosen }, entry.name);
  }

  /** What would not run here is not fetched. @throws NoSuchInstall, NetworkOff, CudaUnusable, DiskFull */
  async #installCuda(): Promise<Install> {
    const { cuda } = this.options;
    if (!cuda) throw new NoSuchInstall('model');
    if (!this.options.settings().downloads) throw new NetworkOff();
    await cuda.request('', null);
    return this.#queue.add({ kind: 'cuda' }, cuda.name);
  }

  async importFrom(path: string, precision: Precision | null): Promise<Install> {
    this.#mayChange();
    return this.#queue.addImport(path, precision);
  }

  pause(installId: string): void {
    this.#queue.pause(installId);
  }

  resume(installId: string): void {
    this.#mayChange();
    this.#queue.resume(installId);
  }

  cancel(installId: string): Promise<void> {
    return this.#queue.cancel(installId);
  }

  finished(installId: string): Promise<PackSummary> {
    return this.#queue.finished(installId);
  }

  /** Settings that name the pack fall back to the built-in one, or to search results for answers. */
  async remove(packId: string): Promise<void> {
    this.#mayChange();
    if (packId === CUDA_ID && this.options.cuda?.isThere) {
      await this.options.cuda.remove(join(this.#packsDir, `${DOOMED}${packId}-${Date.now()}`));
      this.#queue.changed();
      return;
    }
    const dir = this.dir(packId);
    if (dir.startsWith(this.options.builtInDir)) throw new BuiltInStays(packId);
    if (this.options.inUse?.(packId)) throw new PackInUse(packId);
    const doomed = join(this.#packsDir, `${DOOMED}${packId}-${Date.now()}`);
    try {
      await rename(dir, doomed);
    } catch (cause) {
      // Where open files hold their folder, a worker still has the pack open.
      throw new PackInUse(packId, { cause });
    }
    const { searchPack, speechPack, answerPack } = this.options.settings();
    const change: Partial<Settings> = {
      ...(searchPack === packId && { searchPack: 'core' }),
      ...(speechPack === packId && { speechPack: 'core' }),
      ...(answerPack === packId && { answerPack: null }),
    };
    if (Object.keys(change).length > 0) this.options.setSettings(change);
    this.#queue.changed();
    if (this.options.formsFolder) await removeForms(this.options.formsFolder(), packId);
    // What cannot be deleted now is found by its prefix at the next start.
    await rm(doomed, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  on<E extends keyof PackEvents>(event: E, listener: PackEvents[E]): () => void {
    return this.#queue.on(event, listener);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  #mayChange(): void {
    if (this.options.readOnly) throw new PacksInUse();
  }

  #entries(): Promise<Entry[]> {
    this.#catalogue ??= readCatalogue(this.options.catalogueFile);
    this.#catalogue.catch(() => {
      this.#catalogue = null;
    });
    return this.#catalogue;
  }

  async #entry(id: string): Promise<Entry> {
    const entry = (await this.#entries()).find((one) => one.id === id);
    if (!entry) throw new NoSuchInstall('model');
    return entry;
  }

  async #summary(packId: string): Promise<PackSummary> {
    if (packId === CUDA_ID && this.options.cuda) return this.options.cuda.arrived();
    const { verifiedFile } = this.options;
    const pack = await summarise(this.dir(packId), { builtIn: false, verifiedFile });
    return {
      ...pack,
      fit: await fitOfPack(pack, this.dir(packId), (await modelMemory()) ?? 0).catch(() => null),
    };
  }

  async #installedIds(): Promise<string[]> {
    const names = await readdir(this.#packsDir).catch(() => []);
    return names.filter((name) => PACK_ID.test(name));
  }

  async #sweep(): Promise<void> {
    await makeFolders(this.#packsDir);
    for (const name of await readdir(this.#packsDir)) {
      if (name.startsWith(DOOMED)) await rm(join(this.#packsDir, name), { recursive: true, force: true });
    }
  }
}

/** Packs are named after their entry, and their precision where it has several. */
function isOf(packId: string, entry: Entry): boolean {
  const plain = entry.id.replace(/[^a-z0-9]+/g, '-');
  return packId === plain || entry.precisions.some(({ precision }) => packId === `${plain}-${precision}`);
}
