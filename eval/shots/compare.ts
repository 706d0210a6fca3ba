// node scripts/run.mjs eval/shots/compare.ts FOLDER [TRANSNET.onnx]
// How well cuts, dissolves and fades are found, and how fast. FOLDER has the recordings that labels.json and films.ts name.
// With TRANSNET.onnx (see transnet.ts) TransNetV2 is tuned on the films to tune on and reported beside; that takes hours.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { CONTEXT, measure } from '../../src-main/worker/tracks/shots/measure';
import { findTransitions } from '../../src-main/worker/tracks/shots/transitions';
import { type Film, type Half, makeFilm, RATES, rateOf, type Truth } from './films';
import { readFrames } from './frames';
import { type Found, noScore, rates, type Score, score, type Tally } from './score';
import { bestRule, openTransNet, type Probabilities, type TransNetRule, transitionsOf } from './transnet';

interface Label extends Truth {
  readonly path: string;
  readonly frames: number;
  readonly rate: number;
}
interface Measured {
  readonly name: string;
  readonly half: Half;
  readonly truth: Truth;
  readonly found: readonly Found[];
  readonly probabilities: Probabilities | null;
}

/** Milliseconds over so many frames: of this process's CPU time, or, for what ffmpeg does, of the clock. */
const cost = { frames: 0, decode: 0, plain: 0, model: 0 };

async function timed<T>(what: 'decode' | 'plain' | 'model', work: () => Promise<T> | T): Promise<T> {
  const clock = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  cost[what] += what === 'decode' ? performance.now() - clock : (user + system) / 1000;
  return result;
}

const [folder, model] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which folder? compare.ts FOLDER [TRANSNET.onnx]');
const ffmpeg = locateFfmpeg({ resourcesDir: resolve('resources') });
const labels = JSON.parse(readFileSync(join('eval', 'shots', 'labels.json'), 'utf8')) as Record<
  Half,
  Label[]
>;
const transnet = model ? await openTransNet(model, 1) : null;
const work = mkdtempSync(join(tmpdir(), 'longtake-shots-'));

async function look(half: Half, { path, frames, truth }: Film, rate: number): Promise<Measured> {
  const read = await timed('decode', () => readFrames(ffmpeg, path));
  if (read.count !== frames) throw new Error(`${path} has ${read.count} frames instead of ${frames}`);
  cost.frames += frames;
  const times = Float64Array.from({ length: frames }, (_, i) => Math.round((i * 1_000_000) / rate));
  const found = await timed('plain', () => findTransitions(measure(read.frames, frames, 0, frames), times));
  const probabilities = transnet
    ? await timed('model', () => transnet.probabilities(read.frames, frames))
    : null;
  return { name: path.split('/').at(-1) ?? path, half, truth, found, probabilities };
}

function scoreOf(films: readonly Measured[], found: (film: Measured) => readonly Found[]): Score {
  const total = noScore();
  for (const film of films) score(film.truth, found(film), total);
  return total;
}

function line(name: string, { cuts, exact, gradual, any }: Score): string {
  const tally = (what: Tally) => {
    const { precision, recall, f1 } = rates(what);
    return `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)} (${what.hits} of ${what.true})`;
  };
  return `${name.padEnd(18)} hard ${tally(cuts)}, exact ${exact}; gradual ${tally(gradual)}; any ${tally(any)}`;
}

function report(films: readonly Measured[]): void {
  const quality = (total: Score) => rates(total.cuts).f1 + rates(total.gradual).f1 + rates(total.any).f1;
  const byModel = (rule: TransNetRule) => (film: Measured) =>
    film.probabilities ? transitionsOf(film.probabilities, rule) : [];
  const tuned = films.filter(({ half }) => half === 'tune');
  const rule = bestRule((each) => quality(scoreOf(tuned, byModel(each))));
  for (const half of ['tune', 'report', 'check'] as const) {
    const these = films.filter((film) => film.half === half);
    console.log(
      line(
        half,
        scoreOf(these, ({ found }) => found),
      ),
    );
    if (transnet) console.log(line(`${half} TransNetV2`, scoreOf(these, byModel(rule))));
    for (const film of these)
      console.log(
        line(
          `  ${film.name}`.slice(0, 18),
          scoreOf([film], ({ found }) => found),
        ),
      );
  }
  const each = (milliseconds: number) => `${(milliseconds / cost.frames).toFixed(2)} ms a frame`;
  console.log(
    `${cost.frames} frames: decode ${each(cost.decode)} by the clock, plain method ${each(cost.plain)} of CPU time`,
  );
  if (transnet)
    console.log(
      `TransNetV2 ${each(cost.model)} of CPU time on one thread; its rule: ${JSON.stringify(rule)}`,
    );
  console.log(
    `context ${CONTEXT} frames; at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB in memory`,
  );
}

try {
  const films: Measured[] = [];
  for (const half of ['tune', 'report', 'check'] as const) {
    for (const [r, rate] of RATES.entries()) {
      films.push(await look(half, await makeFilm(ffmpeg, folder, work, half, r), rateOf(rate)));
    }
    for (const { path, frames, rate, ...truth } of labels[half] ?? []) {
      films.push(await look(half, { path: join(folder, path), frames, truth }, rate));
    }
  }
  report(films);
} finally {
  rmSync(work, { recursive: true, force: true });
  await transnet?.dispose();
}
