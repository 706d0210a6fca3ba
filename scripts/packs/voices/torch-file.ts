/*
 * Files that torch.save wrote before PyTorch 1.6: five pickles (a magic number, a version, the machine's sizes, the object, and the
 * keys of its storages), then each storage as its length and its values. Of pickle, a language in which a file can run anything, only
 * what such a file needs is understood: no name is looked up but the few below, so that nothing in the file runs.
 */

/** A tensor as the object names it. */
export interface TorchTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

interface Storage {
  readonly key: string;
}
interface View {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
}

/** The number's bytes, the least first. */
const MAGIC = '6cfc9c46f9206aa85019';
/** The class of a storage of 32-bit floats. */
const FLOATS = 'torch FloatStorage';
const MARK = Symbol('mark');

/**
 * The tensors of one dictionary of a checkpoint.
 * @param name of the dictionary in the object: "model_state"
 * @throws Error where the file is laid out otherwise, or asks for anything but tensors of 32-bit floats
 */
export function readTorchTensors(file: Uint8Array, name: string): Map<string, TorchTensor> {
  const reader = new Unpickler(file);
  const magic = reader.load();
  if (!(magic instanceof Uint8Array) || Buffer.from(magic).toString('hex') !== MAGIC)
    throw new Error('this is not a file that PyTorch wrote before 1.6');
  reader.load();
  reader.load();
  const object = reader.load();
  const keys = reader.load();
  const dictionary = object instanceof Map ? object.get(name) : undefined;
  if (!(dictionary instanceof Map) || !Array.isArray(keys)) throw new Error(`the file holds no ${name}`);
  const storages = readStorages(file, reader.at, keys as string[]);
  const tensors = new Map<string, TorchTensor>();
  for (const [key, view] of dictionary as Map<string, View>) {
    const values = storages.get(view.storage.key);
    const count = view.shape.reduce((product, size) => product * size, 1);
    if (!values || view.offset + count > values.length) throw new Error(`the file lacks values of ${key}`);
    tensors.set(key, { shape: view.shape, data: values.subarray(view.offset, view.offset + count) });
  }
  return tensors;
}

function readStorages(file: Uint8Array, from: number, keys: readonly string[]): Map<string, Float32Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const storages = new Map<string, Float32Array>();
  let at = from;
  for (const key of keys) {
    const count = Number(view.getBigInt64(at, true));
    at += 8;
    // A copy: values need not lie at a multiple of their size.
    storages.set(key, new Float32Array(Uint8Array.from(file.subarray(at, at + count * 4)).buffer));
    at += count * 4;
  }
  if (at !== file.length) throw new Error(`the storages end at ${at} of ${file.length} bytes`);
  return storages;
}

/** The part of pickle's second protocol that such files are written in. */
class Unpickler {
  at = 0;
  readonly #view: DataView;
  #stack: unknown[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(private readonly file: Uint8Array) {
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  }

  /** The next pickle. */
  load(): unknown {
    this.#stack = [];
    this.#memo.clear();
    for (;;) {
      const code = String.fromCharCode(this.#byte());
      if (code === '.') return this.#stack.pop();
      const step = STEPS[code];
      if (!step) throw new Error(`the file needs ${JSON.stringify(code)} of pickle, which is not understood`);
      step(this);
    }
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  pop(): unknown {
    return this.#stack.pop();
  }

  top(): unknown {
    return this.#stack.at(-1);
  }

  toMark(): unknown[] {
    const from = this.#stack.lastIndexOf(MARK);
    return this.#stack.splice(from).slice(1);
  }

  keep(number: number): void {
    this.#memo.set(number, this.top());
  }

  kept(number: number): unknown {
    return this.#memo.get(number);
  }

  #byte(): number {
    return this.bytes(1)[0] as number;
  }

  number(bytes: 1 | 2 | 4): number {
    const from = this.at;
    this.at += bytes;
    if (bytes === 1) return this.#view.getUint8(from);
    return bytes === 2 ? this.#view.getUint16(from, true) : this.#view.getInt32(from, true);
  }

  double(): number {
    this.at += 8;
    return this.#view.getFloat64(this.at - 8, false);
  }

  bytes(count: number): Uint8Array {
    this.at += count;
    if (this.at > this.file.length) throw new Error('the file ends too early');
    return this.file.subarray(this.at - count, this.at);
  }

  line(): string {
    const end = this.file.indexOf(10, this.at);
    if (end < 0) throw new Error('the file ends too early');
    const text = Buffer.from(this.file.subarray(this.at, end)).toString();
    this.at = end + 1;
    return text;
  }
}

const STEPS: Readonly<Record<string, (reader: Unpickler) => void>> = {
  '\x80': (reader) => void reader.number(1),
  '\x8a': (reader) => reader.push(reader.bytes(reader.number(1))),
  '(': (reader) => reader.push(MARK),
  '}': (reader) => reader.push(new Map()),
  ']': (reader) => reader.push([]),
  ')': (reader) => reader.push([]),
  N: (reader) => reader.push(null),
  '\x88': (reader) => reader.push(true),
  '\x89': (reader) => reader.push(false),
  J: (reader) => reader.push(reader.number(4)),
  K: (reader) => reader.push(reader.number(1)),
  M: (reader) => reader.push(reader.number(2)),
  G: (reader) => reader.push(reader.double()),
  X: (reader) => reader.push(Buffer.from(reader.bytes(reader.number(4))).toString()),
  q: (reader) => reader.keep(reader.number(1)),
  r: (reader) => reader.keep(reader.number(4)),
  h: (reader) => reader.push(reader.kept(reader.number(1))),
  j: (reader) => reader.push(reader.kept(reader.number(4))),
  t: (reader) => reader.push(reader.toMark()),
  '\x85': (reader) => reader.push([reader.pop()]),
  '\x86': (reader) => reader.push([reader.pop(), reader.pop()].reverse()),
  '\x87': (reader) => reader.push([reader.pop(), reader.pop(), reader.pop()].reverse()),
  a: (reader) => {
    const item = reader.pop();
    (reader.top() as unknown[]).push(item);
  },
  e: (reader) => {
    const items = reader.toMark();
    (reader.top() as unknown[]).push(...items);
  },
  s: (reader) => {
    const [value, key] = [reader.pop(), reader.pop()];
    (reader.top() as Map<unknown, unknown>).set(key, value);
  },
  u: (reader) => {
    const items = reader.toMark();
    const map = reader.top() as Map<unknown, unknown>;
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  },
  // An attribute of a dictionary ("_metadata"): nothing of the values.
  b: (reader) => void reader.pop(),
  c: (reader) => reader.push(`${reader.line()} ${reader.line()}`),
  Q: (reader) => reader.push(storageOf(reader.pop())),
  R: (reader) => {
    const parts = reader.pop();
    reader.push(made(reader.pop(), parts));
  },
};

function storageOf(id: unknown): Storage {
  const [kind, type, key] = id as unknown[];
  if (kind !== 'storage' || typeof key !== 'string')
    throw new Error('the file names something but a storage');
  // Counts of an optimiser's steps are no weights: a storage of another type fails only where it is used.
  return { key: type === FLOATS ? key : `not floats: ${key}` };
}

function made(what: unknown, parts: unknown): unknown {
  if (what === 'collections OrderedDict') return new Map();
  if (what !== 'torch._utils _rebuild_tensor_v2') throw new Error(`the file asks for ${String(what)}`);
  const [storage, offset, shape] = parts as [Storage, number, number[]];
  return { storage, offset, shape } satisfies View;
}
