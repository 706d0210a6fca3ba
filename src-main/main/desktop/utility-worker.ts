import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import type { SpawnWorker, WorkerMessage } from '../../base/rpc/protocol';
import { lastLines } from '../jobs/last-lines';

/**
 * Starts worker processes as Electron utility processes.
 * @param stdout where their standard output goes; this process's own unless said
 */
export function utilityWorkers(workerFile: string, stdout?: NodeJS.WritableStream): SpawnWorker {
  return (role, words = []) => {
    const child = utilityProcess.fork(workerFile, [role, ...words], {
      serviceName: `Longtake ${role}`,
      stdio: ['ignore', stdout ? 'pipe' : 'inherit', 'pipe'],
    });
    if (stdout) child.stdout?.pipe(stdout, { end: false });
    const said = lastLines(child.stderr as Readable | null, role);
    return {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', (message: WorkerMessage) => listener(message)),
      onExit: (listener) => child.on('exit', (code) => listener(code, { signal: null, lastLines: said })),
      kill: () => {
        // kill() asks; a process inside a native call does not hear it, so the operating system ends it.
        const { pid } = child;
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        else child.once('spawn', () => child.kill());
      },
    };
  };
}
