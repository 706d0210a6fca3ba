import { fork } from 'node:child_process';
import type { SpawnWorker, WorkerMessage } from '../../base/rpc/protocol';
import { lastLines } from './last-lines';

/**
 * Starts worker processes as child processes of tests and of scripts, which run in a plain Node; a packed app is none and
 * has utility processes. Electron's binary serves as their Node; plain Node ignores the variable that says so. Their output
 * goes to this process's stderr, so that stdout stays what a script prints.
 */
export function childWorkers(workerFile: string): SpawnWorker {
  return (role, words = []) => {
    const child = fork(workerFile, [role, ...words], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      // 'advanced' is the structured clone: typed arrays arrive as such.
      serialization: 'advanced',
      stdio: ['ignore', role === 'probe' ? 'ignore' : 2, 'pipe', 'ipc'],
    });
    const said = lastLines(child.stderr, role);
    return {
      // A message to a process that is just ending fails; its exit is reported on its own.
      post: (message) => void child.send(message, () => undefined),
      onMessage: (listener) => void child.on('message', (message) => listener(message as WorkerMessage)),
      onExit: (listener) => {
        let gone = false;
        const once = (code: number | null, signal: string | null) => {
          if (!gone) listener(code, { signal, lastLines: said });
          gone = true;
        };
        child.on('exit', once);
        // A program that could not be started never exits.
        child.on('error', () => {
          if (child.pid === undefined) once(null, null);
        });
      },
      // A process inside a native call hears no gentler signal.
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
