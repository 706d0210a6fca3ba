// Runs commands where everything that they send is counted and nothing gets out: in network namespaces, or, where the
// kernel allows no new ones, under strace, which sees each connection and each packet that is asked for.
import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseTrace } from './trace';

/** What left a command, or was to. */
export interface Traffic {
  /** IPv4 packets out of the namespace; under strace connections and sends to other machines. */
  readonly packets: number;
  /** Names that were asked for; under strace, which does not see names, the servers that were to be asked. */
  readonly lookups: readonly string[];
  /** IPv6 packets to anywhere; under strace among the others. */
  readonly ipv6: number;
  /** In a namespace: datagrams, connections to the one service that there is, and what went to other ports and machines. */
  readonly datagrams: number;
  readonly served: number;
  readonly connections: number;
  readonly unknownPorts: number;
  readonly elsewhere: number;
}

export const NOTHING: Traffic = {
  ...{ packets: 0, lookups: [], ipv6: 0 },
  ...{ datagrams: 0, served: 0, connections: 0, unknownPorts: 0, elsewhere: 0 },
};

export interface Phase {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the command with the first name that is asked for: it would wait for an answer. */
  readonly untilLookup?: boolean;
  /** Seconds. */
  readonly limit: number;
}

export interface PhaseResult {
  readonly name: string;
  readonly code: number | null;
  readonly seen: Traffic;
  readonly output: string;
}

/** How this machine can seal. `unshare`: its words for new namespaces. `flags`: what Chromium needs there. */
export type Seal =
  | { readonly kind: 'namespaces'; readonly unshare: readonly string[]; readonly flags: readonly string[] }
  | { readonly kind: 'strace' };

const AS_ROOT = ['--net', '--mount'];
/** Whoever is not root can be, in a namespace of users; there Chromium finds itself run by root. */
const AS_USER = ['--user', '--map-root-user', ...AS_ROOT];

/** @throws where there is neither way, with what to install */
export function chooseSeal(): Seal {
  const wanted = process.env.LONGTAKE_E2E_SEAL;
  const can = (program: string, ...words: string[]) => spawnSync(program, words).status === 0;
  if (wanted !== 'strace' && can('ip', '-V')) {
    // A cable is what it takes: some containers allow the namespace and not that.
    const cable = ['ip', 'link', 'add', 'cable0', 'type', 'veth', 'peer', 'name', 'cable1'];
    if (can('unshare', ...AS_ROOT, ...cable)) return { kind: 'namespaces', unshare: AS_ROOT, flags: [] };
    if (can('unshare', ...AS_USER, ...cable)) {
      return { kind: 'namespaces', unshare: AS_USER, flags: ['--no-sandbox'] };
    }
  }
  if (can('strace', '-f', '-qq', '-o', '/dev/null', 'true')) return { kind: 'strace' };
  throw new Error(
    'What the program sends cannot be counted here. Install iproute2 and util-linux, and allow network namespaces (root, or ' +
      'kernel.unprivileged_userns_clone); or install strace, and allow ptrace.',
  );
}

/**
 * Runs the commands one after the other.
 * @param folder for what is written on the way
 * @param service a socket file, to which connections to port 80 of any name lead; in namespaces only
 */
export function runSealed(
  seal: Seal,
  folder: string,
  phases: readonly Phase[],
  service: string | null = null,
): Promise<PhaseResult[]> {
  return seal.kind === 'strace' ? underStrace(folder, phases) : inNamespaces(seal, folder, phases, service);
}

async function inNamespaces(
  seal: Extract<Seal, { kind: 'namespaces' }>,
  folder: string,
  phases: readonly Phase[],
  service: string | null,
): Promise<PhaseResult[]> {
  const task = JSON.stringify({ folder, service, phases });
  const world = [...seal.unshare, process.execPath, resolve('e2e/sealed/world.mjs'), task];
  const { output, report, code } = await run(['unshare', ...world], process.env);
  const results = report
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ ...JSON.parse(line), output }) as PhaseResult);
  if (code !== 0 || results.length !== phases.length)
    throw new Error(`The world ended with ${code}:\n${output}`);
  return results;
}

async function underStrace(folder: string, phases: readonly Phase[]): Promise<PhaseResult[]> {
  const results: PhaseResult[] = [];
  for (const [n, { name, command, env, limit }] of phases.entries()) {
    const trace = join(folder, `trace-${n}`);
    const calls = 'trace=connect,sendto,sendmsg,sendmmsg';
    const strace = ['strace', '-f', '-qq', '-yy', '-s', '0', '-e', calls, '-o', trace, ...command];
    const { output, code } = await run(strace, { ...process.env, ...env }, limit);
    const { packets, lookups } = parseTrace(await readFile(trace, 'utf8'));
    results.push({ name, code, output, seen: { ...NOTHING, packets, lookups } });
  }
  return results;
}

/** Runs to the end; `report` is what comes on file descriptor 3. */
function run(
  [program = '', ...words]: readonly string[],
  env: NodeJS.ProcessEnv,
  limit = 0,
): Promise<{ code: number | null; output: string; report: string }> {
  const child = spawn(program, words, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: 1000 * limit,
  });
  const told = { output: '', report: '' };
  const streams = [
    [child.stdout, 'output'],
    [child.stderr, 'output'],
    [child.stdio[3], 'report'],
  ] as const;
  for (const [stream, where] of streams) {
    stream?.on('data', (bytes: Buffer) => {
      told[where] += bytes.toString();
    });
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...told }));
  });
}
