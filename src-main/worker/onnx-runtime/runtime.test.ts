import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cudaWord, SUPPORT } from '../../base/devices/cuda/support';
import { switchesTelemetryOff, TELEMETRY_OFF } from '../../base/telemetry';
import { installedRuntime } from './installed';

/** In the checkout, where packages are found. */
const outDir = resolve('out', 'onnx-runtime-test');
/** What a process of its own found: its real environment, as a native library sees it, and what became of the runtime. */
interface Found {
  readonly environment: string | null;
  readonly loaded: boolean;
  readonly error: string | null;
}
const TELL = `
  process.report.excludeNetwork = true;
  const { environmentVariables, sharedObjects } = process.report.getReport();
  const environment = environmentVariables.ORT_DISABLE_TELEMETRY ?? null;
  const loaded = sharedObjects.some((path) => /onnxruntime/.test(path));
  console.log(JSON.stringify({ environment, loaded, error }));`;
const LOAD = `
  const { error } = await import('./runtime.js').then(
    ({ Tensor }) => ({ error: typeof Tensor === 'function' ? null : 'no Tensor' }),
    (thrown) => ({ error: thrown.constructor.name }),
  );`;

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: {
          runtime: resolve('src-main/worker/onnx-runtime/runtime.ts'),
          telemetry: resolve('src-main/base/telemetry.ts'),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

/** Runs code that logs what it found, in a process with this for the variable. */
async function inProcess(name: string, code: string, variable: string | undefined): Promise<Found> {
  const file = join(outDir, `${name}.mjs`);
  await writeFile(file, code);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: variable };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  return JSON.parse(stdout);
}

/** Loads the runtime in a thread, with the thread's environment as given. */
function inThread(before: string, environment: string): string {
  const code = JSON.stringify(`${LOAD}${TELL}`);
  return `
    import { writeFileSync } from 'node:fs';
    import { SHARE_ENV, Worker } from 'node:worker_threads';
    ${before}
    const file = new URL('./thread-' + process.pid + '.mjs', import.meta.url);
    writeFileSync(file, ${code});
    new Worker(file, { env: ${environment} });`;
}

describe('loading ONNX Runtime', () => {
  it.each([undefined, '0', ''])(
    'switches its reports off first, where the variable is %j',
    async (variable) => {
      expect(await inProcess('plain', LOAD + TELL, variable)).toEqual({
        ...{ environment: '1', loaded: true, error: null },
      });
    },
  );

  it('is refused in a thread of a process that has not switched them off', async () => {
    const refused = { environment: null, loaded: false, error: 'TelemetryNotOff' };
    expect(await inProcess('bare-thread', inThread('', '{}'), undefined)).toEqual(refused);
    expect(await inProcess('shared-thread', inThread('', 'SHARE_ENV'), undefined)).toEqual(refused);
    // What the thread's own copy says counts for nothing in the process.
    const deceived = inThread('', '{ ...process.env, ORT_DISABLE_TELEMETRY: "1" }');
    expect(await inProcess('deceived-thread', deceived, undefined)).toEqual(refused);
    expect(await inProcess('on-thread', deceived, '0')).toEqual({ ...refused, environment: '0' });
  });

  it('goes on in a thread of a process that has', async () => {
    const before = `await import('./telemetry.js');`;
    expect(await inProcess('good-thread', inThread(before, 'process.env'), undefined)).toEqual({
      ...{ environment: '1', loaded: true, error: null },
    });
  });
});

/** Any library will do: what is looked at is which are loaded, and from where. */
const SOME_LIBRARY = 'libvulkan.so.1';
const LIBRARY = 'libcublas.so.13';
const driver = join(outDir, 'driver');

/** CUDA support without a provider, and a driver's library where the system looks. @param library what stands where a library belongs */
async function support(name: string, library: Buffer | null, version?: string): Promise<string> {
  const dir = join(outDir, name);
  const runtime = installedRuntime();
  await mkdir(dir, { recursive: true });
  for (const file of runtime.files) await copyFile(join(runtime.dir, file), join(dir, file));
  const some = join(dirname(process.execPath), SOME_LIBRARY);
  await mkdir(driver, { recursive: true });
  await copyFile(some, join(driver, 'libcuda.so.1'));
  if (library) await writeFile(join(dir, LIBRARY), library);
  else await copyFile(some, join(dir, LIBRARY));
  const files: Record<string, number> = {};
  for (const file of [...runtime.files, LIBRARY]) files[file] = (await stat(join(dir, file))).size;
  const said = { format: 1, runtime: version ?? runtime.version, files, load: [LIBRARY] };
  await writeFile(join(dir, SUPPORT), JSON.stringify(said));
  return dir;
}

/** What a process that is given it has loaded, why not, and what a session on CUDA says. */
async function withCuda(dir: string): Promise<{ loaded: string[]; library: string | null; said: string }> {
  const file = join(outDir, 'cuda.mjs');
  await writeFile(
    file,
    `const { InferenceSession, cudaNotLoaded } = await import('./runtime.js');
    const options = { executionProviders: ['cuda'] };
    const said = await InferenceSession.create(new Uint8Array(8), options).catch((error) => error.message);
    process.report.excludeNetwork = true;
    const loaded = process.report.getReport().sharedObjects.filter((path) => /onnxruntime|cublas/.test(path));
    console.log(JSON.stringify({ loaded, library: cudaNotLoaded && cudaNotLoaded.library, said }));`,
  );
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', LD_LIBRARY_PATH: driver };
  const { stdout } = await promisify(execFile)(process.execPath, [file, cudaWord(dir)], { env });
  return JSON.parse(stdout);
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a runtime with CUDA beside it',
  () => {
    it('is loaded in the place of the installed one, its libraries before it, and looks for the provider there', async () => {
      const dir = await support('whole', null);
      const { loaded, library, said } = await withCuda(dir);
      expect(library).toBeNull();
      const names = [LIBRARY, ...installedRuntime().files];
      expect(loaded.map((path) => path.replace(`${dir}/`, '')).sort()).toEqual(names.sort());
      // The provider itself is missing here.
      expect(said).toMatch(/Cuda: Failed to load shared library/);
    });

    it.each([
      ['a library of it cannot be loaded', 'broken', LIBRARY, undefined],
      ['it belongs to another version', 'other', null, '0.0.1'],
    ])('leaves the installed one where %s', async (_, name, missing, version) => {
      const dir = await support(name, version ? null : Buffer.from('no library'), version);
      const { loaded, library } = await withCuda(dir);
      expect(library).toBe(missing);
      const { dir: installed } = installedRuntime();
      expect(loaded.filter((path) => path.startsWith(installed))).toHaveLength(2);
      expect(loaded.filter((path) => path.startsWith(dir))).toEqual([]);
    });
  },
);

describe('switchesTelemetryOff', () => {
  it('takes the very values and nothing else', () => {
    expect(switchesTelemetryOff({ ...TELEMETRY_OFF })).toBe(true);
    for (const [name] of Object.entries(TELEMETRY_OFF)) {
      expect(switchesTelemetryOff({ ...TELEMETRY_OFF, [name]: '0' })).toBe(false);
      expect(switchesTelemetryOff({ ...TELEMETRY_OFF, [name]: undefined })).toBe(false);
    }
  });
});
