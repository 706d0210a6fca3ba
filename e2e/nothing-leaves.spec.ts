import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from './fixtures';
import { tinyHub } from './hub';
import { BUDGETS } from './patience';
import { chooseSeal, NOTHING, type Phase, type PhaseResult, runSealed, type Seal } from './sealed/seal';

/** Seconds; the runtime's reports leave 5 to 20 seconds after its library is loaded. */
const REPORTS = 90;
const PLAYWRIGHT = join(resolve('node_modules'), 'playwright', 'cli.js');

let seal: Seal;
test.beforeAll(() => {
  seal = chooseSeal();
  console.log(
    seal.kind === 'namespaces'
      ? `Everything sent is counted in network namespaces of the test's own (unshare ${seal.unshare.join(' ')}).`
      : 'No network namespace may be made here: connections and sends are counted by strace.',
  );
});

/** One of the files in sealed/, run by Playwright where the command runs. */
function inside(file: string, env: Phase['env'] = {}): Phase {
  const flags: string[] = JSON.parse(process.env.LONGTAKE_E2E_FLAGS ?? '[]');
  const more = seal.kind === 'namespaces' ? seal.flags : [];
  return {
    name: file,
    command: [process.execPath, PLAYWRIGHT, 'test', '--config=e2e/sealed/playwright.config.ts', file],
    env: { LONGTAKE_E2E_FLAGS: JSON.stringify([...new Set([...flags, ...more])]), ...env },
    limit: (BUDGETS.job + BUDGETS.test) / 1000,
  };
}

/** What shows that the count counts. A name that is nobody's, and addresses that are kept for documents. */
function controls(): Phase[] {
  const script =
    seal.kind === 'namespaces'
      ? `require('node:dns').lookup('control.test', () => {
           const datagrams = require('node:dgram').createSocket('udp4');
           datagrams.send('x', 9, '192.0.2.1', () => datagrams.close());
           require('node:net').connect(9, '2001:db8::1').on('error', () => {});
         });`
      : // From an address that leads nowhere: asked for, and refused by the kernel. Under strace packets would get out.
        `const datagrams = require('node:dgram').createSocket('udp4');
         datagrams.bind(0, '127.0.0.1', () => datagrams.send('x', 53, '192.0.2.1', () => datagrams.close()));
         require('node:net').connect({ port: 9, host: '192.0.2.1', localAddress: '127.0.0.1' }).on('error', () => {});`;
  return [{ name: 'control', command: [process.execPath, '-e', script], limit: 60 }];
}

/** The runtime as it comes, without the variable: what this is all about would be seen. */
async function unguardedRuntime(folder: string): Promise<Phase> {
  const file = join(folder, 'unguarded.cjs');
  const model = resolve('src-main/worker/checkpoints/hub-packs/testing/clip/onnx/text_model.onnx');
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node');
  await writeFile(
    file,
    `require(${JSON.stringify(runtime)}).InferenceSession.create(${JSON.stringify(model)});
     setInterval(() => {}, 1000);`,
  );
  return {
    name: 'unguarded runtime',
    command: [process.env.LONGTAKE_E2E_ELECTRON ?? '', file],
    env: { ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: '0', HOME: folder, XDG_CACHE_HOME: folder },
    untilLookup: true,
    limit: REPORTS,
  };
}

function expectWell({ name, code, output }: PhaseResult): void {
  expect(code, `${name}:\n${output}`).toBe(0);
}

function report({ name, seen }: PhaseResult): void {
  console.log(`${name}: ${JSON.stringify(seen)}`);
}

test('nothing leaves: a film is added, indexed, looked at, asked about and exported, and a page tries its best', async ({
  folder,
}) => {
  test.setTimeout(3 * (BUDGETS.job + BUDGETS.test));
  const phases = [...controls(), inside('journey.inside.ts'), inside('page.inside.ts')];
  // In a namespace alone: where its reports could leave, the runtime is not run without the variable.
  if (seal.kind === 'namespaces') phases.push(await unguardedRuntime(folder));
  const results = await runSealed(seal, folder, phases);
  for (const result of results) report(result);
  const [control, journey, page, unguarded] = results as [
    PhaseResult,
    PhaseResult,
    PhaseResult,
    PhaseResult?,
  ];

  expectWell(control);
  expect(control.seen.lookups.length).toBeGreaterThan(0);
  expect(control.seen.packets).toBeGreaterThan(0);
  if (seal.kind === 'namespaces') {
    expect(new Set(control.seen.lookups)).toEqual(new Set(['control.test']));
    expect(control.seen.packets).toBeGreaterThan(control.seen.lookups.length);
    expect(control.seen.ipv6).toBeGreaterThan(0);
    expect(unguarded?.seen.lookups).toContain('mobile.events.data.microsoft.com');
  }
  expectWell(journey);
  expectWell(page);
  expect({ journey: journey.seen, page: page.seen }).toEqual({ journey: NOTHING, page: NOTHING });
});

test('a model that is fetched on purpose is the only thing that comes through', async ({ folder }) => {
  test.setTimeout(2 * (BUDGETS.job + BUDGETS.test));
  const { hub, env } = await tinyHub(folder);
  const socket = join(folder, 'hub.sock');
  // Sockets that are files lead from one namespace to another.
  const service = createServer((caller) => {
    const there = connect(Number(new URL(hub.url).port), '127.0.0.1');
    caller.pipe(there).pipe(caller);
    caller.on('error', () => there.destroy());
    there.on('error', () => caller.destroy());
  });
  await new Promise<void>((bound) => service.listen(socket, bound));
  const mirror = seal.kind === 'namespaces' ? 'http://hub.test' : hub.url;
  const phases = [inside('fetch.inside.ts', { ...env, LONGTAKE_E2E_MIRROR: mirror })];
  const [fetched] = (await runSealed(seal, folder, phases, socket)) as [PhaseResult];
  service.close();
  await hub.close();
  report(fetched);

  expectWell(fetched);
  expect(hub.requests.length).toBeGreaterThan(0);
  expect(new Set(hub.requests.map(({ repository }) => repository))).toEqual(
    new Set(['tests/tiny-llava-mini']),
  );
  const { seen } = fetched;
  if (seal.kind === 'strace') return expect(seen).toEqual(NOTHING);
  expect(new Set(seen.lookups)).toEqual(new Set(['hub.test']));
  expect(seen.connections).toBeGreaterThan(0);
  // Each connection was one to the hub, each datagram a lookup of its name, and no packet went elsewhere.
  expect(seen).toEqual({
    ...seen,
    ...{ served: seen.connections, datagrams: seen.lookups.length },
    ...{ unknownPorts: 0, elsewhere: 0, ipv6: 0 },
  });
});
