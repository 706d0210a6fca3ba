import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { CONTEXT, measure } from '../../src-main/worker/recognition/shots/measure';
import { findTransitions } from '../../src-main/worker/recognition/shots/transitions';
import type { Figure, Measurement } from '../measurement';
import { type Film, type Half, makeFilm, RATES, rateOf, type Truth } from './films';
import { readFrames } from './frames';
import { type Found, noScore, rates, type Score, score, type Tally } from './score';
import {
  bestRule,
  openTransNet,
  type Probabilities,
  type TransNet,
  type TransNetRule,
  transitionsOf,
} from './transnet';

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

type Cost = 'decode' | 'plain' | 'model';

/** Looks at films, and keeps account of what that costs. */
class Looker {
  /** Milliseconds over so many frames: of this process's CPU time, or, for what ffmpeg does, of the clock. */
  readonly cost = { frames: 0, decode: 0, plain: 0, model: 0 };
  readonly ffmpeg = locateFfmpeg({ resourcesDir: resolve('resources') });

  constructor(readonly transnet: TransNet | null) {}

  async look(half: Half, { path, frames, truth }: Film, rate: number): Promise<Measured> {
    const read = await this.#timed('decode', () => readFrames(this.ffmpeg, path));
    if (read.count !== frames) throw new Error(`${path} has ${read.count} frames instead of ${frames}`);
    this.cost.frames += frames;
    const times = Float64Array.from({ length: frames }, (_, i) => Math.round((i * 1_000_000) / rate));
    const found = await this.#timed('plain', () =>
      findTransitions(measure(read.frames, frames, 0, frames), times),
    );
    const probabilities = this.transnet
      ? await this.#timed('model', () => this.transnet?.probabilities(read.frames, frames) ?? null)
      : null;
    return { name: path.split('/').at(-1) ?? path, half, truth, found, probabilities };
  }

  async #timed<T>(what: Cost, work: () => Promise<T> | T): Promise<T> {
    const clock = performance.now();
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    this.cost[what] += what === 'decode' ? performance.now() - clock : (user + system) / 1000;
    return result;
  }
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

function report(films: readonly Measured[], { transnet, cost }: Looker, say: (line: string) => void): void {
  const quality = (total: Score) => rates(total.cuts).f1 + rates(total.gradual).f1 + rates(total.any).f1;
  const byModel = (rule: TransNetRule) => (film: Measured) =>
    film.probabilities ? transitionsOf(film.probabilities, rule) : [];
  const tuned = films.filter(({ half }) => half === 'tune');
  const rule = bestRule((each) => quality(scoreOf(tuned, byModel(each))));
  for (const half of new Set(films.map((film) => film.half))) {
    const these = films.filter((film) => film.half === half);
    say(line(half, scoreOf(these, foundIn)));
    if (transnet) say(line(`${half} TransNetV2`, scoreOf(these, byModel(rule))));
    for (const film of these) say(line(`  ${film.name}`.slice(0, 18), scoreOf([film], foundIn)));
  }
  const each = (milliseconds: number) => `${(milliseconds / cost.frames).toFixed(2)} ms a frame`;
  say(
    `${cost.frames} frames: decode ${each(cost.decode)} by the clock, plain method ${each(cost.plain)} of CPU time`,
  );
  if (transnet)
    say(`TransNetV2 ${each(cost.model)} of CPU time on one thread; its rule: ${JSON.stringify(rule)}`);
  say(
    `context ${CONTEXT} frames; at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB in memory`,
  );
}

const foundIn = ({ found }: Measured) => found;

function figuresOf(films: readonly Measured[], half: Half): Figure[] {
  const these = films.filter((film) => film.half === half);
  if (these.length === 0) return [];
  const { cuts, gradual, any } = scoreOf(these, foundIn);
  return (
    [
      ['hard', cuts],
      ['gradual', gradual],
      ['any', any],
    ] as const
  ).map(([name, tally]) => {
    return { name: `F1, ${name}, ${half}`, value: rates(tally).f1, unit: 'share', of: tally.true };
  });
}

async function filmsOf(looker: Looker, media: string | null, work: string): Promise<Measured[]> {
  const films: Measured[] = [];
  for (const half of media === null ? (['own'] as const) : (['own', 'tune', 'report', 'check'] as const)) {
    for (const [r, rate] of RATES.entries()) {
      // One rate says enough of the project's own recording.
      if (half === 'own' && r !== OWN_RATE) continue;
      films.push(await looker.look(half, await makeFilm(looker.ffmpeg, media, work, half, r), rateOf(rate)));
    }
    if (half === 'own' || media === null) continue;
    for (const { path, frames, rate, ...truth } of labelled()[half] ?? [])
      films.push(await looker.look(half, { path: join(media, path), frames, truth }, rate));
  }
  return films;
}

const OWN_RATE = 1;

function labelled(): Partial<Record<Half, Label[]>> {
  return JSON.parse(readFileSync(join('eval', 'shots', 'labels.json'), 'utf8'));
}

/**
 * How well cuts, dissolves and fades are found, and how fast: in films joined of recordings, so that the truth is known to the
 * frame, and in recordings whose cuts were listed by eye. With a model of TransNetV2 in the folder of `--pack` (transnet.ts says
 * which) that is tuned on the films to tune on and told beside; that takes hours.
 */
export const shotBoundaries: Measurement = {
  name: 'shots',
  what: 'shot boundaries found, against joins that are known to the frame',
  needs: [],
  async measure({ media, pack }, say) {
    const transnet = pack === null ? null : await openTransNet(join(pack, 'transnet.onnx'), 1);
    const work = mkdtempSync(join(tmpdir(), 'longtake-shots-'));
    try {
      const looker = new Looker(transnet);
      const films = await filmsOf(looker, media, work);
      report(films, looker, say);
      return (['own', 'report', 'check'] as const).flatMap((half) => figuresOf(films, half));
    } finally {
      rmSync(work, { recursive: true, force: true });
      await transnet?.dispose();
    }
  },
};
