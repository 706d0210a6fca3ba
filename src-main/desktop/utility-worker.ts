import { utilityProcess } from 'electron';
import type { SpawnWorker, WorkerMessage } from '../jobs/protocol';

/** Starts worker processes as Electron utility processes. */
export function utilityWorkers(workerFile: string): SpawnWorker {
  return (role, words = []) => {
    const child = utilityProcess.fork(workerFile, [role, ...words], {
      serviceName: `Longtake ${role}`,
      stdio: 'inherit',
    });
    return {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', (message: WorkerMessage) => listener(message)),
      onExit: (listener) => child.on('exit', (code) => listener(code)),
      kill: () => {
        // kill() asks; a process inside a native call does not hear it, so the operating system ends it.
        const { pid } = child;
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        else child.once('spawn', () => child.kill());
      },
    };
  };
}
