import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import { lastLines } from '../jobs/last-lines';
import type { SpawnWorker, WorkerMessage } from '../jobs/protocol';

/** Starts worker processes as Electron utility processes. */
export function utilityWorkers(workerFile: string): SpawnWorker {
  return (role) => {
    const child = utilityProcess.fork(workerFile, [role], {
      serviceName: `Longtake ${role}`,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const said = lastLines(child.stderr as Readable | null);
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
