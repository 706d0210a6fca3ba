import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { replaceFile } from '../../../base/replace-file';
import { ELEMENT_BYTES, type ElementType, type TensorData } from './elements';

/** Where a tensor lies in a file beside the model: what ONNX calls external data. */
export interface StoredTensor {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The file's name, without its folder: it lies beside the model. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Writes the next elements of the tensor that is being added. */
export type PutElements = (data: TensorData) => Promise<void>;

/** What takes a graph's tensors: a file, or nothing but the account of it. */
export interface TensorStore {
  add(
    key: string,
    type: ElementType,
    shape: readonly number[],
    write: (put: PutElements) => Promise<void>,
  ): Promise<StoredTensor>;
  checkpoint(): Promise<void>;
}

/** Takes tensors' names and shapes and asks for no element: for graphs that are looked at and never run. */
export class PlannedTensors implements TensorStore {
  async add(_key: string, type: ElementType, shape: readonly number[]): Promise<StoredTensor> {
    const length = shape.reduce((product, size) => product * size, 1) * ELEMENT_BYTES[type];
    return { type, shape, file: 'planned', offset: 0, length };
  }

  async checkpoint(): Promise<void> {}
}

/** Large tensors start at a multiple of this, so that every system can map them: 64 KiB is what Windows asks for. */
const MAP_ALIGNMENT = 65_536;
/** Smaller tensors need not start so. */
const SMALL = 1 << 20;
const SMALL_ALIGNMENT = 64;

/** What is known of a file that is not finished: which tensors are wholly on disk. */
interface Progress {
  readonly settings: string;
  readonly length: number;
  readonly tensors: Readonly<Record<string, StoredTensor>>;
}

/**
 * A file of tensors for one model or several. It is written under a temporary name; `checkpoint` makes what is written
 * durable, so that a run that was stopped goes on there, and `finish` gives the file its name.
 */
export class TensorFile implements TensorStore {
  readonly #tensors = new Map<string, StoredTensor>();
  #end = 0;
  /** What the last checkpoint covers. */
  #durable = 0;

  private constructor(
    private readonly path: string,
    private readonly settings: string | null,
    private readonly handle: FileHandle,
    private readonly onBytes: (bytes: number) => void,
  ) {}

  /**
   * Opens the file to be written, where its last checkpoint left it if there is one with the same `settings`.
   * @param settings what the tensors are made from and how; null where nothing is to be gone on with
   * @param onBytes called with the number of bytes that were just written, or found written by an earlier run
   */
  static async open(
    path: string,
    settings: string | null,
    onBytes: (bytes: number) => void,
  ): Promise<TensorFile> {
    const progress = settings === null ? null : await readProgress(path, settings);
    const handle = await open(part(path), progress ? 'r+' : 'w');
    const file = new TensorFile(path, settings, handle, onBytes);
    if (progress === null) return file;
    try {
      await handle.truncate(progress.length);
    } catch (error) {
      await handle.close();
      throw error;
    }
    file.#end = progress.length;
    file.#durable = progress.length;
    for (const [key, tensor] of Object.entries(progress.tensors)) file.#tensors.set(key, tensor);
    onBytes(progress.length);
    return file;
  }

  /** Bytes of the file so far. */
  get length(): number {
    return this.#end;
  }

  /**
   * Adds a tensor, or finds it where it was added before under the same key. `write` puts its elements in order, in pieces
   * of any size.
   * @throws RangeError when the pieces do not fill the shape, or the key stands for another type or shape
   */
  async add(
    key: string,
    type: ElementType,
    shape: readonly number[],
    write: (put: PutElements) => Promise<void>,
  ): Promise<StoredTensor> {
    const length = shape.reduce((product, size) => product * size, 1) * ELEMENT_BYTES[type];
    const known = this.#tensors.get(key);
    if (known) {
      if (known.type !== type || known.shape.join() !== shape.join()) {
        throw new RangeError(`${key} is ${known.type} [${known.shape}] already, not ${type} [${shape}]`);
      }
      return known;
    }
    const alignment = length >= SMALL ? MAP_ALIGNMENT : SMALL_ALIGNMENT;
    const offset = Math.ceil(this.#end / alignment) * alignment;
    let written = 0;
    await write(async (data) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      if (written + bytes.length > length) throw new RangeError(`${key}: more than [${shape}] holds`);
      await this.#put(bytes, offset + written);
      written += bytes.length;
    });
    if (written !== length) throw new RangeError(`${key}: ${written} bytes, but its shape needs ${length}`);
    const tensor = { type, shape, file: basename(this.path), offset, length };
    this.#tensors.set(key, tensor);
    this.#end = offset + length;
    return tensor;
  }

  /** Makes all that was added durable: a run that is stopped from now on goes on behind it. */
  async checkpoint(): Promise<void> {
    if (this.settings === null || this.#end === this.#durable) return;
    await this.handle.sync();
    const progress: Progress = {
      settings: this.settings,
      length: this.#end,
      tensors: Object.fromEntries(this.#tensors),
    };
    await replaceFile(progressPath(this.path), JSON.stringify(progress));
    this.#durable = this.#end;
  }

  /**
   * Gives the file its name; it takes no more tensors. What is known of it stays beside it until `forgetProgress`, so that
   * a run that is stopped in another file need not write this one again.
   */
  async finish(): Promise<void> {
    await this.checkpoint();
    await this.handle.sync();
    await this.handle.close();
    await rename(part(this.path), this.path);
  }

  /** Stops without finishing: what the last checkpoint covers is kept for the next run. */
  async abandon(): Promise<void> {
    await this.handle.close();
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    this.onBytes(bytes.length);
  }
}

const part = (path: string) => `${path}.part`;
const progressPath = (path: string) => `${path}.part.json`;

/** Takes away the note of how far a file was, once all files that belong together are finished. */
export async function forgetProgress(path: string): Promise<void> {
  await rm(progressPath(path), { force: true });
}

/**
 * What the last checkpoint says; nothing where there is none, or one that was made otherwise or does not fit the file. A
 * finished file goes back to its temporary name.
 */
async function readProgress(path: string, settings: string): Promise<Progress | null> {
  try {
    const progress = JSON.parse(await readFile(progressPath(path), 'utf8')) as Progress;
    if (progress.settings !== settings) return null;
    const finished = await stat(path).catch(() => null);
    if (finished?.size === progress.length) await rename(path, part(path));
    return (await stat(part(path))).size >= progress.length ? progress : null;
  } catch {
    return null;
  }
}
