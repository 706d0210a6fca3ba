import { longFilm } from './media';
import { askRows } from './questions';
import { megabytes, number, type Row, type Section } from './report';
import { indexFile, ownPeak, withServices, workerPeak } from './worker';

const TOKEN_BYTES = 2 * 2048;

interface Indexed {
  readonly own: number | null;
  readonly worker: number | null;
  readonly seconds: number;
  readonly answers: Row[];
}

/** Peaks are read before anything is asked: the process for questions is another one. */
async function indexed(frames: number): Promise<Indexed> {
  return withServices(async (services) => {
    const path = longFilm(frames);
    const start = performance.now();
    const id = await indexFile(services, path);
    const seconds = (performance.now() - start) / 1000;
    return { own: ownPeak(), worker: workerPeak(), seconds, answers: await askRows(services, id) };
  });
}

export const long: Section = {
  title: '10,000 frames: memory while indexing, then questions',
  async run(): Promise<Row[]> {
    const short = await indexed(1_000);
    const whole = await indexed(10_000);
    const growth = whole.worker !== null && short.worker !== null ? whole.worker - short.worker : null;
    return [
      {
        what: 'worker process, peak, 1,000 and 10,000 frames',
        value: `${megabytes(short.worker)}, ${megabytes(whole.worker)}`,
        against: `grew by ${megabytes(growth)}; 9,000 tokens are ${megabytes(9_000 * TOKEN_BYTES)}`,
      },
      {
        what: 'main process (services without a window), peak, after both',
        value: `${megabytes(short.own)}, ${megabytes(whole.own)}`,
        against: '',
      },
      {
        what: 'indexing 10,000 frames of small pictures',
        value: `${number(whole.seconds, 0)} s, ${number(10_000 / whole.seconds)} frames/s`,
        against: `1,000 frames: ${number(1_000 / short.seconds)} frames/s`,
      },
      ...whole.answers,
    ];
  },
};
