import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCheckpoint } from './checkpoint';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'longtake-safetensors-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** A file with a header of any text, true or not. */
function file(header: unknown, data: Uint8Array = new Uint8Array(0), text = JSON.stringify(header)): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(text)));
  return Buffer.concat([length, Buffer.from(text), data]);
}

/** A header that would be JSON if 0xff were a letter in UTF-8. */
function unencoded(): Buffer {
  const content = file({ x: {} });
  content[content.indexOf('x')] = 0xff;
  return content;
}

const single = (content: Uint8Array) => writeFile(join(dir, 'model.safetensors'), content);
const bytesOf = (values: Uint16Array | Float32Array) => new Uint8Array(values.buffer);
const f32 = (shape: number[], from: number, to: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, to],
});

describe('what it reads', () => {
  test.each([
    ...[
      ['BOOL', 1],
      ['U8', 1],
      ['I8', 1],
      ['F8_E5M2', 1],
      ['F8_E4M3', 1],
      ['U16', 2],
      ['I16', 2],
      ['BF16', 2],
      ['F16', 2],
    ],
    ...[
      ['U32', 4],
      ['I32', 4],
      ['F32', 4],
      ['U64', 8],
      ['I64', 8],
      ['F64', 8],
    ],
  ] as [string, number][])('beside weights of %s, each of %d bytes', async (dtype, bytes) => {
    const other = { dtype, shape: [3], data_offsets: [4, 4 + 3 * bytes] };
    await single(file({ x: f32([1], 0, 4), other }, new Uint8Array(4 + 3 * bytes)));
    const checkpoint = await openCheckpoint(dir);
    expect([...(await checkpoint.read('x'))]).toEqual([0]);
    await checkpoint.close();
    const longer = { ...other, data_offsets: [4, 5 + 3 * bytes] };
    await single(file({ x: f32([1], 0, 4), other: longer }, new Uint8Array(5 + 3 * bytes)));
    await expect(openCheckpoint(dir)).rejects.toThrow('other');
  });

  test('every element type, exactly', async () => {
    const data = Buffer.concat([
      bytesOf(Float32Array.of(1.5, -2, 3.25e-30, 0)),
      // 1, -2, 3.140625, the smallest subnormal of bfloat16.
      bytesOf(Uint16Array.of(0x3f80, 0xc000, 0x4049, 0x0001)),
      // 1, -2, 65504, the smallest subnormal of half precision.
      bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001)),
    ]);
    await single(
      file(
        {
          __metadata__: { format: 'pt' },
          full: f32([4], 0, 16),
          brain: { dtype: 'BF16', shape: [2, 2], data_offsets: [16, 24] },
          half: { dtype: 'F16', shape: [4], data_offsets: [24, 32] },
        },
        data,
      ),
    );
    const checkpoint = await openCheckpoint(dir);
    expect([...(await checkpoint.read('full'))]).toEqual([1.5, -2, Math.fround(3.25e-30), 0]);
    expect([...(await checkpoint.read('brain'))]).toEqual([1, -2, 3.140625, 2 ** -133]);
    expect([...(await checkpoint.read('half'))]).toEqual([1, -2, 65_504, 2 ** -24]);
    expect(checkpoint.shape('brain')).toEqual([2, 2]);
    expect(checkpoint.names).toEqual(['full', 'brain', 'half']);
    await checkpoint.close();
  });

  test('some rows of a tensor, at any place in the file', async () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => i);
    // A header of 61 bytes and one of 62: offsets that are no multiple of an element's size.
    for (const name of ['a', 'ab', 'abc', 'abcd']) {
      await single(file({ [name]: f32([4, 3], 0, 48) }, bytesOf(values)));
      const checkpoint = await openCheckpoint(dir);
      expect([...(await checkpoint.read(name, 1, 3))]).toEqual([3, 4, 5, 6, 7, 8]);
      expect([...(await checkpoint.read(name, 3))]).toEqual([9, 10, 11]);
      expect([...(await checkpoint.read(name, 2, 2))]).toEqual([]);
      await expect(checkpoint.read(name, 3, 5)).rejects.toThrow(RangeError);
      await checkpoint.close();
    }
  });

  test('shards by their index, each tensor from the file that the index names', async () => {
    const one = file({ x: f32([1], 0, 4), both: f32([1], 4, 8) }, bytesOf(Float32Array.of(1, 10)));
    const two = file({ y: f32([1], 0, 4), both: f32([1], 4, 8) }, bytesOf(Float32Array.of(2, 20)));
    await writeFile(join(dir, 'a.safetensors'), one);
    await writeFile(join(dir, 'b.safetensors'), two);
    const map = { x: 'a.safetensors', y: 'b.safetensors', both: 'b.safetensors' };
    await writeFile(join(dir, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
    const checkpoint = await openCheckpoint(dir);
    for (const [name, value] of [
      ['x', 1],
      ['y', 2],
      ['both', 20],
    ] as const) {
      expect((await checkpoint.read(name))[0]).toBe(value);
    }
    await checkpoint.close();
  });

  test('tensors that are no weights are passed over until they are asked for', async () => {
    await single(file({ ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, new Uint8Array(8)));
    const checkpoint = await openCheckpoint(dir);
    expect(checkpoint.has('ids')).toBe(true);
    await expect(checkpoint.read('ids')).rejects.toMatchObject({
      code: 'CheckpointUnusable',
      message: expect.stringContaining('ids is I64'),
    });
    await expect(checkpoint.read('none')).rejects.toMatchObject({
      message: expect.stringContaining('the tensor none is missing'),
    });
    await checkpoint.close();
  });

  test('a checkpoint that was changed has another stamp', async () => {
    const stamps = new Set<string>();
    for (const length of [1, 2]) {
      await single(file({ x: f32([length], 0, 4 * length) }, new Uint8Array(4 * length)));
      const checkpoint = await openCheckpoint(dir);
      stamps.add(checkpoint.stamp);
      await checkpoint.close();
    }
    expect(stamps.size).toBe(2);
  });
});

describe('damaged files are named with what is wrong', () => {
  const four = new Uint8Array(4);
  const cases: [what: string, content: Buffer, message: string][] = [
    ['nothing in it', Buffer.alloc(0), 'is empty or ends within its first 8 bytes'],
    ['half a length', Buffer.alloc(5), 'is empty or ends within its first 8 bytes'],
    [
      'another kind of file',
      Buffer.from('PK\u0003\u0004 a zip archive, say'),
      'does not begin as a safetensors',
    ],
    ['a header cut short', file({ x: f32([1], 0, 4) }).subarray(0, 20), 'ends within its header'],
    ['a header that is no JSON', file(null, four, '{"x": [1, 2'), 'has a header that cannot be read'],
    ['a header in no encoding', unencoded(), 'has a header that cannot be read'],
    ['a list for a header', file([1, 2]), 'has a header that is not a list of tensors'],
    ['no type', file({ x: { shape: [1], data_offsets: [0, 4] } }, four), 'describes x in a way'],
    ['a negative size', file({ x: f32([-1], 0, 4) }, four), 'describes x in a way'],
    ['half an element', file({ x: f32([0.5], 0, 2) }, four), 'describes x in a way'],
    ['a negative offset', file({ x: f32([1], -4, 0) }, four), 'describes x in a way'],
    [
      'an unknown type',
      file({ x: { ...f32([1], 0, 4), dtype: 'F4' } }, four),
      'holds x as F4, which is not known',
    ],
    ['too few bytes', file({ x: f32([2], 0, 4) }, four), 'gives x 4 bytes, but F32 [2] takes 8'],
    ['an end before its start', file({ x: f32([0], 4, 0) }, four), 'gives x -4 bytes'],
    ['the file cut short', file({ x: f32([2], 0, 8) }, four), 'ends at byte'],
    [
      'two tensors in one place',
      file({ x: f32([1], 0, 4), y: f32([1], 2, 6) }, new Uint8Array(8)),
      'keeps x and y in the same bytes',
    ],
    [
      'one name twice',
      file(
        null,
        four,
        '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      ),
      'describes x twice',
    ],
  ];
  test.each(cases)('%s', async (_what, content, message) => {
    await single(content);
    await expect(openCheckpoint(dir)).rejects.toMatchObject({
      code: 'CheckpointUnusable',
      message: expect.stringContaining(`model.safetensors ${message}`),
    });
  });

  test('a name that only looks as if it were there twice is none', async () => {
    const name = '{"x":';
    await single(file({ __metadata__: { x: '"x": "y"' }, x: f32([1], 0, 4), [name]: f32([0], 4, 4) }, four));
    const checkpoint = await openCheckpoint(dir);
    expect(checkpoint.names).toEqual(['x', name]);
    await checkpoint.close();
  });

  test('a file that becomes shorter while it is read', async () => {
    await single(file({ x: f32([4], 0, 16) }, new Uint8Array(16)));
    const checkpoint = await openCheckpoint(dir);
    await single(file({ x: f32([4], 0, 16) }, four));
    await expect(checkpoint.read('x')).rejects.toMatchObject({
      message: expect.stringContaining('model.safetensors became shorter while it was read'),
    });
    await checkpoint.close();
  });
});

describe('what is missing is named', () => {
  const index = (map: Record<string, unknown>) =>
    writeFile(join(dir, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
  const refused = async (message: string) =>
    expect(openCheckpoint(dir)).rejects.toMatchObject({
      code: 'CheckpointUnusable',
      message: expect.stringContaining(message),
    });

  test('no weights at all', () => refused('model.safetensors or model.safetensors.index.json is missing'));

  test('weights that only pickle can read', async () => {
    await writeFile(join(dir, 'pytorch_model.bin'), 'pickle');
    await refused('pytorch_model.bin alone, and only safetensors files are read');
  });

  test('shards', async () => {
    await writeFile(join(dir, 'a.safetensors'), file({ x: f32([1], 0, 4) }, new Uint8Array(4)));
    await index({ x: 'a.safetensors', y: 'b.safetensors', z: 'c.safetensors' });
    await refused('b.safetensors, c.safetensors are missing of its 3 files of weights');
  });

  test('a tensor that the index promises', async () => {
    await writeFile(join(dir, 'a.safetensors'), file({ x: f32([1], 0, 4) }, new Uint8Array(4)));
    await index({ x: 'a.safetensors', y: 'a.safetensors' });
    await refused('a.safetensors lacks y, which the index places there');
  });

  test.each([
    '../a.safetensors',
    '/etc/a.safetensors',
    'b/../../a.safetensors',
    'C:\\a.safetensors',
    'a.bin',
    '',
  ])('an index that leads to %j', async (path) => {
    await index({ x: path });
    await refused('places x in a file that is not a safetensors file of this folder');
  });

  test('an index that cannot be read, or is empty', async () => {
    await writeFile(join(dir, 'model.safetensors.index.json'), '{"weight_map":');
    await refused('model.safetensors.index.json cannot be read');
    await index({});
    await refused('lists no tensors');
  });
});
