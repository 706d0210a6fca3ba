import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelPackBroken, ModelPackMissing } from './errors';
import { packManifest } from './manifest';
import { listPacks, loadPack } from './pack';

let folder: string;
let dir: string;
const CONTENT = 'not really a graph';

function manifest(change: object = {}): object {
  return {
    format: 2,
    id: 'tiny',
    name: 'Tiny',
    version: '1',
    description: 'For tests.',
    provides: ['frames'],
    files: [
      {
        path: 'models/frames.onnx',
        bytes: CONTENT.length,
        sha256: createHash('sha256').update(CONTENT).digest('hex'),
      },
    ],
    licences: [{ part: 'Encoder', source: 'npm x@1', name: 'MIT', text: 'As is.' }],
    frames: {
      kind: 'classifier',
      file: 'models/frames.onnx',
      input: 'image',
      output: 'features',
      width: 4,
      height: 4,
      dim: 2,
      batch: 1,
    },
    ...change,
  };
}

async function writeManifest(change?: object): Promise<void> {
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest(change)));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longtake-packs-'));
  dir = join(folder, 'tiny');
  await mkdir(join(dir, 'models'), { recursive: true });
  await writeFile(join(dir, 'models/frames.onnx'), CONTENT);
  await writeManifest();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('loadPack', () => {
  it('opens a pack whose files are as listed', async () => {
    const pack = await loadPack(dir);
    expect(pack.file('models/frames.onnx')).toBe(join(dir, 'models/frames.onnx'));
    expect(() => pack.file('manifest.json')).toThrow(ModelPackBroken);
  });

  it('says which file was altered, is missing or has another size', async () => {
    const file = join(dir, 'models/frames.onnx');
    await writeFile(file, CONTENT.replace('not', 'NOT'));
    await expect(loadPack(dir)).rejects.toThrow('wrong content (models/frames.onnx)');
    await writeFile(file, `${CONTENT}.`);
    await expect(loadPack(dir)).rejects.toThrow('19 bytes instead of 18');
    await rm(file);
    const missing = await loadPack(dir).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(ModelPackBroken);
    expect(missing).toMatchObject({ message: 'The model pack Tiny lacks the file models/frames.onnx.' });
  });

  it('tells a pack that is not there from one that cannot be read', async () => {
    await expect(loadPack(join(folder, 'other'))).rejects.toThrow(ModelPackMissing);
    await writeFile(join(dir, 'manifest.json'), '{');
    await expect(loadPack(dir)).rejects.toThrow('has a manifest that cannot be read');
    await writeManifest({ format: 1 });
    await expect(loadPack(dir)).rejects.toThrow(ModelPackBroken);
  });

  it('remembers good files by size and time, and hashes them again once they change', async () => {
    const verifiedFile = join(folder, 'verified.json');
    await loadPack(dir, { verifiedFile });
    expect(await readFile(verifiedFile, 'utf8')).toContain('frames.onnx');
    const file = join(dir, 'models/frames.onnx');
    const before = new Date(1_700_000_000_000);
    await utimes(file, before, before);
    await loadPack(dir, { verifiedFile });
    // Same size and time: taken as read. This shows that the memory is used at all.
    await writeFile(file, CONTENT.replace('not', 'NOT'));
    await utimes(file, before, before);
    await loadPack(dir, { verifiedFile });
    await utimes(file, new Date(), new Date());
    await expect(loadPack(dir, { verifiedFile })).rejects.toThrow('wrong content');
    await writeFile(verifiedFile, 'damaged');
    await expect(loadPack(dir, { verifiedFile })).rejects.toThrow('wrong content');
  });

  it('remembers though several do so at once, in a folder that is not there yet, and works where it cannot', async () => {
    const verifiedFile = join(folder, 'new', 'verified.json');
    const packs = await Promise.all(Array.from({ length: 8 }, () => loadPack(dir, { verifiedFile })));
    expect(packs).toHaveLength(8);
    expect(await readFile(verifiedFile, 'utf8')).toContain('frames.onnx');
    await writeFile(join(folder, 'file'), '');
    expect((await loadPack(dir, { verifiedFile: join(folder, 'file', 'verified.json') })).dir).toBe(dir);
  });
});

describe('the manifest', () => {
  it('refuses paths that leave the pack, and files that are used but not listed', () => {
    const file = { bytes: 1, sha256: '0'.repeat(64) };
    for (const path of ['../x', '/etc/passwd', 'a/../../b', 'a//b', 'C:\\x', '']) {
      expect(packManifest.safeParse(manifest({ files: [{ ...file, path }] })).success, path).toBe(false);
    }
    const speech = {
      kind: 'moonshine',
      encoder: 'e.onnx',
      decoder: 'd.onnx',
      vad: 'v.onnx',
      sampleRate: 16_000,
    };
    const unlisted = packManifest.safeParse(manifest({ speech }));
    expect(unlisted.error?.issues.map((issue) => issue.message)).toContain('d.onnx is used but not listed');
  });
});

describe('listPacks', () => {
  it('lists broken packs with what to do, and skips unfinished ones', async () => {
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken/manifest.json'), '[]');
    await mkdir(join(folder, 'core.part-12'));
    const packs = await listPacks(folder, { builtIn: true });
    expect(packs.map(({ id, state }) => [id, state])).toEqual([
      ['broken', 'broken'],
      ['tiny', 'ready'],
    ]);
    expect(packs[0]?.error).toMatchObject({ code: 'ModelPackBroken' });
    expect(packs[1]).toMatchObject({ bytes: CONTENT.length, builtIn: true, error: null });
    expect(packs[1]?.licences[0]).toEqual({ part: 'Encoder (npm x@1)', name: 'MIT', text: 'As is.' });
    expect(await listPacks(join(folder, 'none'), { builtIn: false })).toEqual([]);
  });
});
