import type { WorkerMessage, WorkerRequest } from '../../base/rpc/protocol';

/** A worker's end of the line to the process that started it. */
export interface Channel {
  send(message: WorkerMessage): void;
  onRequest(listener: (request: WorkerRequest) => void): void;
}

/** What Electron puts on `process` in a utility process: https://www.electronjs.org/docs/latest/api/parent-port */
interface UtilityPort {
  on(event: 'message', listener: (event: { data: WorkerRequest }) => void): unknown;
  postMessage(message: WorkerMessage): void;
}

/** The line to the parent, in a utility process as in a child process. Null in a process without a parent. */
export function openChannel(): Channel | null {
  const { parentPort } = process as { parentPort?: UtilityPort };
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onRequest: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  const send = process.send?.bind(process);
  if (!send) return null;
  // A utility process ends with its parent; a child process has to see to it.
  process.on('disconnect', () => process.exit(0));
  return {
    // What is sent while the parent is ending reaches nobody; the disconnection follows.
    send: (message) => void send(message, undefined, undefined, () => undefined),
    onRequest: (listener) => void process.on('message', (message) => listener(message as WorkerRequest)),
  };
}
