// KV cache on a device: a prefix that is uploaded once, grows there, and is read in place by every question.
import type { Device } from '../../../../src-shared/devices';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { OnnxWriter } from '../../formats/onnx/writer';
import { DeviceRefused, openSession, type Session, staysOnDevice, Tensor } from '../session';
import {
  bytesPerRow,
  type CacheArray,
  type CacheShape,
  cacheOutput,
  cacheTensor,
  freeOnDevice,
  type KvRows,
  MASKED,
  newCacheArray,
} from './cache';
import { inMemory, type KvPrefix, type PrefixPlace } from './kv-prefix';
import type { Prefix } from './prefix';

/** Rows of a prefix that go through the model at once on a device: enough to keep its units busy. */
const CHUNK = 512;

/**
 * The place for a language model's prefixes: its device, where that keeps what it computed; this process's memory elsewhere.
 * @param device where the answer graph runs
 */
export async function placeFor(device: Device, shape: CacheShape): Promise<PrefixPlace> {
  if (!staysOnDevice(device)) return inMemory(shape);
  try {
    const mover = await Mover.open(device, shape.type);
    return {
      chunk: CHUNK,
      make: (capacity) => DevicePrefix.make(mover, shape, capacity),
      take: (prefix) => DevicePrefix.take(mover, prefix),
      dispose: () => mover.dispose(),
    };
  } catch (error) {
    if (!(error instanceof DeviceRefused)) throw error;
    return inMemory(shape);
  }
}

/** The outputs of the answer graph that its own next run reads, for `SessionOptions.resident`. */
export function residentOutputs(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [
    GRAPH.presentKey(layer),
    GRAPH.presentValue(layer),
  ]).flat();
}

/**
 * A prefix on a device. Each layer's keys [kvHeads, headDim, capacity] and values [kvHeads, capacity, headDim] have their whole
 * size from the beginning, and the rows that do not count yet are masked: buffers of one size are given from layer to layer,
 * where growing ones would each be kept by the runtime for the next of its size.
 */
class DevicePrefix implements KvPrefix {
  #rows = 0;

  private constructor(
    private readonly mover: Mover,
    readonly shape: CacheShape,
    readonly capacity: number,
    private readonly keys: Tensor[],
    private readonly values: Tensor[],
  ) {}

  static async make(mover: Mover, shape: CacheShape, capacity: number): Promise<DevicePrefix> {
    const none = newCacheArray(shape.type, shape.kvHeads * shape.headDim * capacity);
    return DevicePrefix.#upload(mover, shape, capacity, async () => none);
  }

  static async take(mover: Mover, prefix: Prefix): Promise<DevicePrefix> {
    const { shape, capacity, rows } = prefix;
    const arrays = prefix.arrays();
    const own = await DevicePrefix.#upload(mover, shape, capacity, async (lines) => {
      const { value } = await arrays.next();
      return widened(value as CacheArray, lines, rows / capacity, shape.type);
    });
    own.#rows = rows;
    return own;
  }

  /** @param next each layer's keys, then its values, of `capacity` rows; told in how many lines its rows stand */
  static async #upload(
    mover: Mover,
    shape: CacheShape,
    capacity: number,
    next: (lines: number) => Promise<CacheArray>,
  ): Promise<DevicePrefix> {
    const { layers, kvHeads, headDim } = shape;
    const own = new DevicePrefix(mover, shape, capacity, [], []);
    try {
      for (let layer = 0; layer < layers; layer++) {
        own.keys.push(await mover.up(await next(kvHeads * headDim), [kvHeads, headDim, capacity]));
        own.values.push(await mover.up(await next(kvHeads), [kvHeads, capacity, headDim]));
      }
    } catch (error) {
      own.dispose();
      throw error;
    }
    return own;
  }

  get rows(): number {
    return this.#rows;
  }

  get whole(): boolean {
    return this.#rows === this.capacity;
  }

  get bytes(): number {
    return this.capacity * bytesPerRow(this.shape);
  }

  tensors(masked: boolean): Record<string, Tensor> {
    if (!masked) throw new Error('a prefix on a device is read by the graph for devices');
    const mask = new Float32Array(this.capacity).fill(MASKED, this.#rows);
    const tensors: Record<string, Tensor> = {
      [GRAPH.prefixMask]: new Tensor('float32', mask, [this.capacity]),
    };
    for (const [layer, keys] of this.keys.entries()) {
      tensors[GRAPH.prefixKey(layer)] = keys;
      tensors[GRAPH.prefixValue(layer)] = this.values[layer] as Tensor;
    }
    return tensors;
  }

  async append({ keys, values, count, padding }: KvRows): Promise<void> {
    const { capacity } = this;
    if (this.#rows + count > capacity) throw new RangeError('more rows than the prefix was made for');
    // Where each row comes from, in the old rows followed by the new ones.
    const from = Int32Array.from({ length: capacity }, (_, row) => {
      const fresh = row - this.#rows;
      return fresh >= 0 && fresh < count ? capacity + padding + fresh : row;
    });
    for (let layer = 0; layer < this.keys.length; layer++) {
      await this.#replace(this.keys, layer, 'keys', keys[layer] as Tensor, from);
      await this.#replace(this.values, layer, 'values', values[layer] as Tensor, from);
    }
    this.#rows += count;
  }

  async #replace(own: Tensor[], layer: number, what: 'keys' | 'values', fresh: Tensor, from: Int32Array) {
    const before = own[layer] as Tensor;
    own[layer] = await this.mover.take(what, before, fresh, from);
    freeOnDevice([before]);
  }

  async *arrays(): AsyncGenerator<CacheArray> {
    const { kvHeads, headDim, type } = this.shape;
    for (const [layer, keys] of this.keys.entries()) {
      const share = this.#rows / this.capacity;
      yield narrowed(await this.mover.down(keys), kvHeads * headDim, share, type);
      yield narrowed(await this.mover.down(this.values[layer] as Tensor), kvHeads, share, type);
    }
  }

  dispose(): void {
    freeOnDevice([...this.keys, ...this.values]);
  }
}

/** Lines of a prefix's rows so far, put into lines of its capacity. @param share of a line that is filled, 0..1 */
function widened(dense: CacheArray, lines: number, share: number, type: CacheShape['type']): CacheArray {
  if (share === 1) return dense;
  const filled = dense.length / lines;
  const length = Math.round(filled / share);
  const wide = newCacheArray(type, lines * length);
  for (let line = 0; line < lines; line++) {
    wide.set(dense.subarray(line * filled, (line + 1) * filled), line * length);
  }
  return wide;
}

/** The filled beginnings of lines, one after the other. */
function narrowed(wide: CacheArray, lines: number, share: number, type: CacheShape['type']): CacheArray {
  if (share === 1) return wide;
  const length = wide.length / lines;
  const filled = Math.round(length * share);
  const dense = newCacheArray(type, lines * filled);
  for (let line = 0; line < lines; line++) {
    dense.set(wide.subarray(line * length, line * length + filled), line * filled);
  }
  return dense;
}

/** Brings keys and values to a device and back, and puts new rows among old ones there: graphs of a few operators. */
class Mover {
  private constructor(
    private readonly type: CacheShape['type'],
    private readonly sessions: Readonly<Record<'up' | 'down' | 'keys' | 'values', Session>>,
  ) {}

  /** @throws DeviceRefused */
  static async open(device: Device, type: CacheShape['type']): Promise<Mover> {
    const opened: Session[] = [];
    const open = async (graph: Uint8Array, resident: readonly string[]) => {
      const session = await openSession(graph, { device, threads: 1, resident });
      opened.push(session);
      return session;
    };
    try {
      const stays = ['moved'];
      return new Mover(type, {
        up: await open(copy(type), stays),
        down: await open(copy(type), []),
        keys: await open(place(type, 'keys'), stays),
        values: await open(place(type, 'values'), stays),
      });
    } catch (error) {
      for (const session of opened) await session.dispose();
      throw error;
    }
  }

  async up(data: CacheArray, dims: readonly number[]): Promise<Tensor> {
    return (await this.sessions.up.run({ given: cacheTensor(this.type, data, dims) })).moved as Tensor;
  }

  async down(tensor: Tensor): Promise<CacheArray> {
    return cacheOutput(await this.sessions.down.run({ given: tensor }), 'moved', this.type);
  }

  /** @param from for each row, where it comes from in the old rows followed by the fresh ones */
  async take(what: 'keys' | 'values', given: Tensor, fresh: Tensor, from: Int32Array): Promise<Tensor> {
    const index = new Tensor('int32', from, [from.length]);
    return (await this.sessions[what].run({ given, fresh, from: index })).moved as Tensor;
  }

  async dispose(): Promise<void> {
    for (const session of Object.values(this.sessions)) await session.dispose();
  }
}

function copy(type: CacheShape['type']): Uint8Array {
  const graph = new OnnxWriter('copy');
  graph.input('given', type, ['A', 'B', 'C']);
  graph.node('Identity', ['given'], 'moved');
  graph.output('moved', type, ['A', 'B', 'C']);
  return graph.bytes();
}

/** Old rows and fresh ones [heads, rows, dim], which keys hold as [heads, dim, rows], one after the other, and of these the wanted. */
function place(type: CacheShape['type'], what: 'keys' | 'values'): Uint8Array {
  const graph = new OnnxWriter(what);
  const own = what === 'keys' ? ['H', 'D', 'N'] : ['H', 'N', 'D'];
  const axis = own.indexOf('N');
  graph.input('given', type, own);
  graph.input('fresh', type, ['H', 'M', 'D']);
  graph.input('from', 'int32', ['N']);
  const fresh = what === 'keys' ? graph.node('Transpose', ['fresh'], 'turned', { perm: [0, 2, 1] }) : 'fresh';
  graph.node('Concat', ['given', fresh], 'all', { axis });
  graph.node('Gather', ['all', 'from'], 'moved', { axis });
  graph.output('moved', type, own);
  return graph.bytes();
}
