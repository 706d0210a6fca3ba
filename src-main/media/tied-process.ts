import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';

/**
 * Becomes the program, leaving a watcher behind that holds the other end of a pipe of ours. When we say so the watcher goes;
 * when the pipe closes without a word we have died, however that happened, and it ends the program.
 */
const TIED = '( read -r _ <&3 || kill -KILL $$ ) </dev/null >/dev/null 2>&1 & exec "$@" 3<&-';

/**
 * Starts a program that does not outlive this process, not even where this one is killed. A program that writes to a pipe of
 * ours would end by itself sooner or later; one that writes a file would go on for hours, into a file that the next start
 * begins anew. On Windows Node sees to it: its children are in a job that ends with it.
 * Throws what `spawn` throws.
 */
export function spawnTied(
  program: string,
  args: readonly string[],
  { stdout, env }: { readonly stdout: 'pipe' | 'ignore'; readonly env: NodeJS.ProcessEnv },
): ChildProcess {
  if (process.platform === 'win32') {
    return spawn(program, args, { stdio: ['ignore', stdout, 'pipe'], windowsHide: true, env });
  }
  const child = spawn('/bin/sh', ['-c', TIED, 'longtake', program, ...args], {
    stdio: ['ignore', stdout, 'pipe', 'pipe'],
    env,
  });
  const tie = child.stdio?.[3];
  // Node's pipes are sockets, whatever its types say.
  if (tie instanceof Duplex) {
    // The watcher may be gone already, killed with the rest.
    tie.on('error', () => undefined);
    tie.resume();
    child.once('exit', () => tie.end('\n'));
  }
  return child;
}

/** Whether an exit code says that the program was not there to be run; only where it is started by way of a shell. */
export function couldNotStart(code: number | null): boolean {
  return process.platform !== 'win32' && (code === 126 || code === 127);
}
