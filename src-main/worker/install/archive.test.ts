import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { innerFolder, isArchiveName } from '../../base/packs/folders';
import { unpack } from './archive';
import { madeUpBytes, temporaryFolder } from './hub/testing/repository';
import { type Item, zip } from './testing/zip';

const root = temporaryFolder();
const content = { 'model/config.json': Buffer.from('{}'), 'model/onnx/big.bin': madeUpBytes(300_000) };

const items = (): Item[] => Object.entries(content).map(([name, data]) => ({ name, data }));

function tar(entries: readonly Item[]): Buffer {
  const blocks: Buffer[] = [];
  for (const { name, data = Buffer.alloc(0), type = 'File' } of entries) {
    const block = Buffer.alloc(512);
    const linkpath = type.includes('Link') ? '/etc/passwd' : '';
    new Header({ path: name, size: data.length, type, mode: 0o644, linkpath, mtime: new Date(0) }).encode(
      block,
    );
    blocks.push(block, data, Buffer.alloc((512 - (data.length % 512)) % 512));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

let count = 0;
async function unpacked(
  bytes: Buffer,
  ending: string,
  mostBytes = 1e9,
  signal = new AbortController().signal,
) {
  const place = join(root, String(count++));
  mkdirSync(place);
  writeFileSync(join(place, `a.${ending}`), bytes);
  const seen: number[] = [];
  await unpack(join(place, `a.${ending}`), join(place, 'out'), {
    mostBytes,
    signal,
    onProgress: ({ bytesDone, bytesTotal }) => seen.push(bytesDone / bytesTotal),
  });
  return { dir: join(place, 'out'), seen };
}

describe('an archive', () => {
  const makers: [string, Buffer][] = [
    ['zip', zip(items())],
    ['tar', tar(items())],
    ['tar.gz', gzipSync(tar(items()))],
    ['tgz', gzipSync(tar([{ name: 'model', type: 'Directory' }, ...items()]))],
  ];
  it.each(makers)('.%s is unpacked, and its one folder is the one with the files', async (ending, bytes) => {
    const { dir, seen } = await unpacked(bytes, ending);
    const inner = await innerFolder(dir);
    expect(inner).toBe(join(dir, 'model'));
    expect(readdirSync(inner).sort()).toEqual(['config.json', 'onnx']);
    expect(readFileSync(join(inner, 'onnx/big.bin')).equals(content['model/onnx/big.bin'])).toBe(true);
    expect(seen.at(-1)).toBe(1);
    expect(isArchiveName(`/x/A.${ending.toUpperCase()}`)).toBe(true);
  });

  it.each([
    ['../up.txt'],
    ['a/../../up.txt'],
    ['/etc/up.txt'],
    ['C:/up.txt'],
    ['a\\..\\up.txt'],
    ['nul'],
    ['a/b.txt:stream'],
  ])('with the name %s is refused', async (name) => {
    const bad = [{ name, data: Buffer.from('x') }];
    await expect(unpacked(tar(bad), 'tar')).rejects.toMatchObject({ code: 'CheckpointUnusable' });
    await expect(unpacked(zip(bad), 'zip')).rejects.toMatchObject({ code: 'CheckpointUnusable' });
  });

  it.each(['SymbolicLink', 'Link', 'CharacterDevice'] as const)('with a %s is refused', async (type) => {
    await expect(unpacked(tar([{ name: 'x', type }]), 'tar')).rejects.toMatchObject({
      message: expect.stringContaining('no ordinary file'),
    });
  });

  it('with a link in a zip is refused', async () => {
    const link = [{ name: 'x', data: Buffer.from('/etc/passwd'), mode: 0o120777 }];
    await expect(unpacked(zip(link), 'zip')).rejects.toMatchObject({
      message: expect.stringContaining('no ordinary file'),
    });
  });

  it('with two names that are one to some systems is refused', async () => {
    const twice = [
      { name: 'a.txt', data: Buffer.from('1') },
      { name: 'A.TXT', data: Buffer.from('2') },
    ];
    await expect(unpacked(zip(twice), 'zip')).rejects.toMatchObject({
      message: expect.stringContaining('two files'),
    });
  });

  it.each([
    ['a zip that is cut off', () => zip(items()).subarray(0, 200_000), 'zip'],
    ['a zip with another content', () => zip([{ name: 'a', data: Buffer.from('abc'), crc: 5 }]), 'zip'],
    ['a zip that lies about a size', () => zip([{ name: 'a', data: Buffer.from('abc'), size: 2 }]), 'zip'],
    ['a tar that is cut off', () => tar(items()).subarray(0, 100_000), 'tar'],
    ['a tgz that is cut off', () => gzipSync(tar(items())).subarray(0, 100_000), 'tgz'],
    ['no archive at all', () => madeUpBytes(5000), 'zip'],
    ['no tar at all', () => madeUpBytes(5120), 'tar'],
  ])('%s is damaged', async (_, make, ending) => {
    await expect(unpacked(make(), ending)).rejects.toMatchObject({
      code: 'CheckpointUnusable',
      message: expect.stringContaining('damaged'),
    });
  });

  it('with more than fits is refused before it is written, in a zip, and while it is, in a tar', async () => {
    for (const [bytes, ending] of [
      [zip(items()), 'zip'],
      [gzipSync(tar(items())), 'tgz'],
    ] as const) {
      await expect(unpacked(bytes, ending, 200_000)).rejects.toMatchObject({
        message: expect.stringContaining('more than fits'),
      });
    }
  });

  it('is given up when told to, and is missing where it is not', async () => {
    await expect(unpacked(tar(items()), 'tar', 1e9, AbortSignal.abort())).rejects.toMatchObject({
      code: 'Cancelled',
    });
    const options = { mostBytes: 1e9, signal: new AbortController().signal, onProgress: () => undefined };
    for (const name of ['gone.zip', 'gone.tar']) {
      await expect(unpack(join(root, name), join(root, 'x'), options)).rejects.toMatchObject({
        code: 'FileMissing',
      });
    }
    const empty = join(root, 'empty.tgz');
    writeFileSync(empty, 'x');
    truncateSync(empty, 0);
    await unpack(empty, join(root, 'nothing'), options).catch((error) =>
      expect(error.code).toBe('CheckpointUnusable'),
    );
  });
});
