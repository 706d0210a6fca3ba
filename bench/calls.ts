import type { SpawnWorker } from '../src-main/jobs/protocol';

/** Counts what is sent to worker processes. */
export class Calls {
  count = 0;

  spawn(start: SpawnWorker): SpawnWorker {
    return (role) => {
      const port = start(role);
      return {
        ...port,
        post: (message) => {
          if (message.kind === 'call') this.count += 1;
          port.post(message);
        },
      };
    };
  }
}
