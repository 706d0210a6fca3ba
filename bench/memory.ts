import { longFilm } from './media';
import { number, type Row, type Section } from './report';
import { indexFile, ownPeak, withServices, workerPeak } from './worker';

const MB = 1_000_000;
const TOKEN_BYTES = 2 * 2048;

function megabytes(bytes: number | null): string {
  return bytes === null ? 'not measured on this system' : `${number(bytes / MB, 0)} MB`;
}

async function peaks(frames: number): Promise<{ own: number | null; worker: number | null }> {
  return withServices(async (services) => {
    await indexFile(services, longFilm(frames));
    return { own: ownPeak(), worker: workerPeak() };
  });
}

export const memory: Section = {
  title: 'Memory while indexing',
  async run(): Promise<Row[]> {
    const short = await peaks(1_000);
    const long = await peaks(10_000);
    const growth = long.worker !== null && short.worker !== null ? long.worker - short.worker : null;
    return [
      {
        what: 'worker process, peak, 1,000 and 10,000 frames',
        value: `${megabytes(short.worker)}, ${megabytes(long.worker)}`,
        against: `grew by ${megabytes(growth)}; 9,000 tokens are ${megabytes(9_000 * TOKEN_BYTES)}`,
      },
      {
        what: 'main process (services without a window), peak, after both',
        value: `${megabytes(short.own)}, ${megabytes(long.own)}`,
        against: '',
      },
    ];
  },
};
