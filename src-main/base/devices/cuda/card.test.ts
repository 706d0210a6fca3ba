import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askNvidia, type CardSigns, cudaFit, findNvidia } from './card';
import { CUDA_PARTS, cudaBytes, OLDEST_DRIVER, takenName } from './parts';

const dir = mkdtempSync(join(tmpdir(), 'longtake-card-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const FILE =
  'NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:06:24 UTC 2025\nGCC version: 12\n';

function signs(more: Partial<CardSigns> = {}): CardSigns {
  return {
    ...{ system: 'linux x64', hasCard: () => true, driverFile: () => FILE },
    ask: async () => 'NVIDIA GeForce GT 1030, 580.65.06, 6.1\nNVIDIA GeForce RTX 4090, 580.65.06, 8.9\n',
    ...more,
  };
}

function program(text: string): string {
  const path = join(dir, `nvidia-${text.length}`);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the card', () => {
  it('is what NVIDIA’s program names, the newest of several', async () => {
    expect(await findNvidia(signs())).toEqual({
      ...{ name: 'NVIDIA GeForce RTX 4090', driver: '580.65.06', capability: 8.9 },
    });
  });

  it('is known by the driver’s file where that program says nothing, or nonsense', async () => {
    for (const said of [null, '', 'NVIDIA-SMI has failed because it couldn’t communicate with the driver.']) {
      expect(await findNvidia(signs({ ask: async () => said }))).toEqual({
        ...{ name: null, driver: '580.65.06', capability: null },
      });
    }
  });

  it('may have no driver, and is not looked for where there is none or nothing is published for the system', async () => {
    const bare = signs({ ask: async () => null, driverFile: () => '' });
    expect(await findNvidia(bare)).toEqual({ name: null, driver: null, capability: null });
    const ask = () => Promise.reject(new Error('asked'));
    expect(await findNvidia(signs({ hasCard: () => false, ask }))).toBeNull();
    for (const system of ['win32 x64', 'linux arm64', 'darwin arm64'])
      expect(await findNvidia(signs({ system, ask }))).toBeNull();
  });

  it.skipIf(process.platform === 'win32')(
    'is asked by a program that may fail, lack, or never end',
    async () => {
      expect(await askNvidia(program('echo "Card, 580.1, 9.0"'))).toBe('Card, 580.1, 9.0\n');
      expect(await askNvidia(program('echo "Card, 580.1, 9.0"; exit 9'))).toBeNull();
      expect(await askNvidia(join(dir, 'not-there'))).toBeNull();
      expect(await askNvidia(program('trap "" TERM; while true; do sleep 1; done'), 100)).toBeNull();
    },
  );
});

describe('whether CUDA runs there', () => {
  it.each([
    ['580.65.06', 8.9, true],
    ['590.1', 7.5, true],
    ['580.65.06', null, true],
    ['575.57.08', 8.9, false],
    ['99.1', 8.9, false],
    ['580.65.06', 6.1, false],
    ['580.65.06', 7, false],
    [null, null, false],
  ] as const)('driver %s, capability %s: %s', (driver, capability, fits) => {
    expect(cudaFit({ name: 'RTX', driver, capability }).fits).toBe(fits);
  });

  it('is told with what to install', () => {
    for (const driver of [null, '470.1'])
      expect(cudaFit({ name: null, driver, capability: null }).why).toContain(String(OLDEST_DRIVER));
  });
});

describe('the parts', () => {
  it('belong to the ONNX Runtime that is installed, and no other', () => {
    const manifest = resolve('node_modules', 'onnxruntime-node', 'package.json');
    expect(CUDA_PARTS.runtime).toBe(JSON.parse(readFileSync(manifest, 'utf8')).version);
  });

  it('hold what is loaded, each file once, and name their licences’ texts', () => {
    const names = CUDA_PARTS.parts.flatMap(({ take }) => Object.keys(take)).map(takenName);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...CUDA_PARTS.load]));
    for (const { file } of CUDA_PARTS.licences)
      expect(readFileSync(resolve('assets', 'licences', file), 'utf8').length).toBeGreaterThan(1000);
    const { download, disk } = cudaBytes(CUDA_PARTS);
    expect([Math.round(download / 1e6), Math.round(disk / 1e6)]).toEqual([1339, 2055]);
  });
});
