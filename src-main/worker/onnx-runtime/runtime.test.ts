import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchesTelemetryOff, TELEMETRY_OFF } from '../../base/telemetry';

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

describe('switchesTelemetryOff', () => {
  it('takes the very values and nothing else', () => {
    expect(switchesTelemetryOff({ ...TELEMETRY_OFF })).toBe(true);
    for (const [name] of Object.entries(TELEMETRY_OFF)) {
      expect(switchesTelemetryOff({ ...TELEMETRY_OFF, [name]: '0' })).toBe(false);
      expect(switchesTelemetryOff({ ...TELEMETRY_OFF, [name]: undefined })).toBe(false);
    }
  });
});
