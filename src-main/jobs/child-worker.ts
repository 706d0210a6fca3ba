import { fork } from 'node:child_process';
import type { SpawnWorker, WorkerMessage } from './protocol';

/**
 * Starts worker processes as child processes of the command line and of tests. Electron's binary serves as
 * their Node; plain Node ignores the variable that says so. Their output goes to this process's stderr,
 * so that stdout stays what the command prints.
 */
export function childWorkers(workerFile: string): SpawnWorker {
  return (role, words = []) => {
    const child = fork(workerFile, [role, ...words], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      // 'advanced' is the structured clone: typed arrays arrive as such.
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    return {
      // A message to a process that is just ending fails; its exit is reported on its own.
      post: (message) => void child.send(message, () => undefined),
      onMessage: (listener) => void child.on('message', (message) => listener(message as WorkerMessage)),
      onExit: (listener) => {
        let gone = false;
        const once = (code: number | null) => {
          if (!gone) listener(code);
          gone = true;
        };
        child.on('exit', once);
        // A program that could not be started never exits.
        child.on('error', () => {
          if (child.pid === undefined) once(null);
        });
      },
      // A process inside a native call hears no gentler signal.
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
