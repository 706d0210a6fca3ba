// CUDA support for NVIDIA cards among the packs: whether it is offered here, what it takes, whether it runs, and its removal.
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../../../src-shared/bytes';
import { LongtakeError, toUserError } from '../../../src-shared/errors';
import type { CatalogueEntry, Licence, PackSummary } from '../../../src-shared/packs';
import { cudaFit, findNvidia, type NvidiaCard } from '../../base/devices/cuda/card';
import { CUDA_PARTS, type CudaParts, cudaBytes } from '../../base/devices/cuda/parts';
import {
  type CudaTrouble,
  checkedSupport,
  cudaFolder,
  cudaWord,
  isOfParts,
  readSupport,
  rememberChecked,
} from '../../base/devices/cuda/support';
import type { CudaRequest } from '../../base/packs/install-types';
import type { SpawnWorker } from '../../base/rpc/protocol';
import { WorkerSupervisor } from '../jobs/supervisor';
import { CudaUnusable } from './errors';

/** As what it is listed, fetched and removed. */
export const CUDA_ID = 'cuda';
const NAME = 'CUDA support (NVIDIA)';
const DESCRIPTION =
  'Has models run on an NVIDIA card by CUDA: ONNX Runtime’s provider, and the libraries of CUDA 13 and cuDNN 9 that it needs.';
const HOST_OF_PARTS = 'PyPI';
/** Milliseconds for loading two gigabytes of libraries from a slow disk, and for a driver's first start. */
const CHECK_DEADLINE = 120_000;

export interface CudaOptions {
  readonly userDataDir: string;
  /** Where licences' texts lie. */
  readonly licencesDir: string;
  /** Starts the process in which it is tried. */
  readonly spawn: SpawnWorker;
  /** Told once it is there, or gone: what is known of devices counts no more. */
  readonly changed?: () => void;
  readonly wanted?: CudaParts;
  readonly card?: () => Promise<NvidiaCard | null>;
}

export class CudaSupport {
  readonly #wanted: CudaParts;
  readonly #dir: string;
  /** A card is looked for once: it does not come and go. */
  #card: Promise<NvidiaCard | null> | null = null;
  #checking: Promise<CudaTrouble> | null = null;

  constructor(private readonly options: CudaOptions) {
    this.#wanted = options.wanted ?? CUDA_PARTS;
    this.#dir = cudaFolder(options.userDataDir);
  }

  get name(): string {
    return NAME;
  }

  /** Also where it is not whole any more. */
  get isThere(): boolean {
    return existsSync(this.#dir);
  }

  /** What may be written to the disk while it is fetched, at most. */
  get neededBytes(): number {
    const { download, disk } = cudaBytes(this.#wanted);
    return download + disk;
  }

  card(): Promise<NvidiaCard | null> {
    this.#card ??= (this.options.card ?? findNvidia)();
    return this.#card;
  }

  /** What is offered; null where no card could ever use it. */
  async entry(): Promise<CatalogueEntry | null> {
    const card = await this.card();
    if (card === null) return null;
    const { download, disk } = cudaBytes(this.#wanted);
    const support = readSupport(this.#dir);
    return {
      ...{ id: CUDA_ID, name: NAME, description: DESCRIPTION, provides: ['cuda'] },
      ...{ repository: new URL(this.#wanted.from).host, revision: this.#wanted.runtime, host: HOST_OF_PARTS },
      ...{ downloadBytes: download, hashesKnown: true, precisions: [], diskBytes: disk, memoryBytes: 0 },
      ...{ fit: cudaFit(card), licences: await this.#licences() },
      installed: support && isOfParts(support, this.#wanted) ? [CUDA_ID] : [],
    };
  }

  /** What is there, and whether it runs, tried where that is not known of the present driver; null where nothing is. */
  async summary(): Promise<PackSummary | null> {
    const support = readSupport(this.#dir);
    if (support === null) return null;
    const trouble = isOfParts(support, this.#wanted)
      ? troubleWords(await this.#checked())
      : new CudaUnusable('it belongs to another version of Longtake', 'again');
    return {
      ...{ id: CUDA_ID, name: NAME, version: support.runtime, description: DESCRIPTION, builtIn: false },
      bytes: Object.values(support.files).reduce((sum, bytes) => sum + bytes, 0),
      ...{ provides: ['cuda'], precision: null, fit: null, licences: await this.#licences() },
      ...{ state: trouble ? 'broken' : 'ready', error: trouble && toUserError(trouble) },
    };
  }

  /** @throws CudaUnusable where what would be fetched does not run here */
  async request(workDir: string, proxy: string | null): Promise<CudaRequest> {
    const card = await this.card();
    const fit = card ? cudaFit(card) : { fits: false, why: 'There is no NVIDIA card that it could run on.' };
    if (!fit.fits) throw new CudaUnusable(fit.why, null);
    return { workDir, dir: this.#dir, proxy, wanted: this.#wanted };
  }

  /** Once the files are in their place. */
  async arrived(): Promise<PackSummary> {
    await this.#check();
    this.options.changed?.();
    const summary = await this.summary();
    if (summary === null) throw new CudaUnusable('not all of it is there', 'again');
    return summary;
  }

  /** For who wants to know why a card is not used: what there is of it, in a sentence. Null where there is no card. */
  async describe(): Promise<string | null> {
    const card = await this.card();
    if (card === null) return null;
    const { fits, why } = cudaFit(card);
    if (!fits) return why;
    const { download } = cudaBytes(this.#wanted);
    return `${why} CUDA support is not fetched (${formatBytes(download)}): "longtake models install ${CUDA_ID}".`;
  }

  /** @param doomed where it is moved first: processes that have it loaded keep it until they end */
  async remove(doomed: string): Promise<void> {
    await rename(this.#dir, doomed).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    this.options.changed?.();
    await rm(doomed, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  async #checked(): Promise<CudaTrouble> {
    const known = checkedSupport(this.#dir);
    if (known !== undefined) return known;
    const trouble = await this.#check();
    if (trouble === null) this.options.changed?.();
    return trouble;
  }

  /** In a process of its own: libraries of a driver may take theirs down. */
  #check(): Promise<CudaTrouble> {
    this.#checking ??= this.#try().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #try(): Promise<CudaTrouble> {
    const spawn: SpawnWorker = (role) => this.options.spawn(role, [cudaWord(this.#dir)]);
    const worker = new WorkerSupervisor({ spawn, role: 'probe' });
    try {
      const trouble = await worker
        .call('cuda.check', null, { deadline: CHECK_DEADLINE })
        .catch((error: unknown): CudaTrouble => {
          if (error instanceof LongtakeError && error.code === 'WorkerLost')
            return { how: 'refused', why: error.message };
          throw error;
        });
      // A disk that takes nothing costs trying it again.
      await rememberChecked(this.#dir, trouble).catch(() => undefined);
      return trouble;
    } finally {
      await worker.close();
    }
  }

  #licences(): Promise<Licence[]> {
    const read = this.#wanted.licences.map(async ({ part, name, file }) => ({
      ...{ part, name },
      text: await readFile(join(this.options.licencesDir, file), 'utf8'),
    }));
    return Promise.all(read);
  }
}

function troubleWords(trouble: CudaTrouble): CudaUnusable | null {
  if (trouble === null) return null;
  if (trouble.how === 'refused')
    return new CudaUnusable('the card or its driver does not start it', 'driver');
  const { library } = trouble;
  return library.startsWith('libcuda.')
    ? new CudaUnusable('NVIDIA’s driver is not installed', 'driver')
    : new CudaUnusable(`a library is missing (${library})`, 'again');
}
