import { Worker } from 'node:worker_threads';
import { type Scan, type ScanJob, type Scanned, scanSpans } from './sign-scan';

/** What a thread runs. It is made of text, as a thread of a bundled program has no file of its own to begin with. */
const THREAD = `
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const scanSpans = ${scanSpans.toString()};
const { module, memory } = workerData;
const { scan } = new WebAssembly.Instance(module, { host: { memory } }).exports;
parentPort.on('message', (job) => {
  const found = scanSpans(scan, memory.buffer, job);
  parentPort.postMessage(found, [found.rows.buffer, found.scores.buffer]);
});`;

/** Threads that go over one memory at the same time; a process that has nothing else to do ends all the same. */
export class ScanThreads {
  readonly #threads: readonly Worker[];
  readonly #here: Scan;
  #failed = false;

  /** @param count how many threads; with 1 the work is done here */
  constructor(
    module: WebAssembly.Module,
    private readonly memory: WebAssembly.Memory,
    count: number,
  ) {
    const instance = new WebAssembly.Instance(module, { host: { memory } });
    this.#here = instance.exports.scan as Scan;
    this.#threads = Array.from({ length: count > 1 ? count : 0 }, () => {
      const thread = new Worker(THREAD, { eval: true, workerData: { module, memory } });
      // Without one who listens, a thread that fails would end the process.
      thread.on('error', () => {
        this.#failed = true;
      });
      thread.unref();
      return thread;
    });
  }

  /** Does the jobs, of which there are at most as many as threads. What a thread that failed leaves undone is done here. */
  run(jobs: readonly ScanJob[]): Promise<Scanned[]> {
    return Promise.all(
      jobs.map(async (job, n) => {
        const thread = this.#threads[n];
        const found = thread && !this.#failed ? await this.#ask(thread, job) : null;
        return found ?? scanSpans(this.#here, this.memory.buffer, job);
      }),
    );
  }

  async #ask(thread: Worker, job: ScanJob): Promise<Scanned | null> {
    thread.ref();
    try {
      return await new Promise((resolve) => {
        const done = (found: Scanned | null) => {
          thread.off('message', done);
          thread.off('error', none);
          thread.off('exit', none);
          resolve(found);
        };
        const none = () => done(null);
        thread.on('message', done).on('error', none).on('exit', none);
        thread.postMessage(job);
      });
    } finally {
      thread.unref();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
