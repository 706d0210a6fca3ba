import { type FileHandle, open } from 'node:fs/promises';
import { halvesToFloats } from '../../../base/float16';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';

/** The embedding table of a language model, read from disk row by row: the whole would take a gigabyte of memory. */
export class Embeddings {
  readonly #rowBytes: number;

  private constructor(
    private readonly handle: FileHandle,
    private readonly part: AnswersPart,
    private readonly packName: string,
  ) {
    this.#rowBytes = part.hidden * (part.embeddings.type === 'float16' ? 2 : 4);
  }

  /** @throws ModelPackBroken */
  static async open(pack: Pack, part: AnswersPart): Promise<Embeddings> {
    const { name } = pack.manifest;
    const handle = await open(pack.file(part.embeddings.file), 'r').catch((cause: unknown) => {
      throw new ModelPackBroken(name, `lacks the file ${part.embeddings.file}`, { cause });
    });
    return new Embeddings(handle, part, name);
  }

  /**
   * @param ids an id below 0 stands for id 0, as in the reference
   * @returns float32 [ids.length, hidden]
   * @throws ModelPackBroken where the table has no such row
   */
  async rows(ids: readonly number[]): Promise<Float32Array> {
    const { hidden } = this.part;
    const rows = new Float32Array(ids.length * hidden);
    const known = new Map<number, Float32Array>();
    for (const [i, id] of ids.entries()) {
      const wanted = Math.max(0, id);
      const row = known.get(wanted) ?? (await this.#read(wanted));
      known.set(wanted, row);
      rows.set(row, i * hidden);
    }
    return rows;
  }

  async #read(id: number): Promise<Float32Array> {
    const bytes = new Uint8Array(this.#rowBytes);
    const { bytesRead } = await this.handle.read(bytes, 0, bytes.length, id * bytes.length);
    if (bytesRead !== bytes.length) {
      throw new ModelPackBroken(this.packName, `has no embedding for token ${id}`);
    }
    return this.part.embeddings.type === 'float16'
      ? halvesToFloats(new Uint16Array(bytes.buffer))
      : new Float32Array(bytes.buffer);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
