import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncodedVideo } from '../../src-main/base/film/language-tokens/types';
import { languageCache } from '../../src-main/worker/inference/llava-mini/cache';
import { Decoder } from '../../src-main/worker/inference/llava-mini/decoder';
import {
  CHECKPOINT,
  Haystack,
  readScene,
  readScenes,
} from '../../src-main/worker/inference/llava-mini/needle/testing';
import { convertFixture } from '../../src-main/worker/inference/llava-mini/parity/fixtures';
import { Stages } from '../../src-main/worker/inference/llava-mini/parity/stages';
import type { Measurement } from '../measurement';
import { symbolAt, symbolName } from './scenes';

const QUESTION = 'Which symbol is shown?';
const LIMITS = [1, 8, 32, 64, 128];

interface Found {
  /** Length of the rows' difference over that of the exact ones. */
  rows: number;
  /** Of the right answer's tokens together, in nats, less than exact. */
  lost: number;
  right: number;
}

async function compare(
  { places, frames, folder }: { places: number; frames: number; folder: string },
  say: (line: string) => void,
): Promise<Map<string, Found>> {
  const run = { name: 'fusion', frames, turns: [], question: QUESTION, ids: [], answer: [], text: '' };
  const stages = await Stages.open(await convertFixture(CHECKPOINT, join(folder, 'pack'), 'fp32'));
  const haystack = new Haystack(stages.reader, await readScenes(stages.reader, frames), frames);
  const sums = new Map<string, Found>();
  for (let place = 0; place < places; place++) {
    const at = Math.round(((place + 0.5) * frames) / places);
    const symbol = symbolAt(place % 16);
    const needle = { at, frame: await readScene(stages.reader, at, symbol) };
    const film = (kept: number) => haystack.film(needle, kept, join(folder, 'cache'));
    const prefix = await stages.prefix(film(1));
    const score = async (video: EncodedVideo) => {
      const question = await stages.question(run, video);
      const likely = async (of: string) => {
        const said = await stages.answerRows(run, video, of);
        const decoder = new Decoder(stages.answer, languageCache(stages.part), stages.part.hidden, prefix);
        return stages.logLikelihood(decoder, said);
      };
      const names = Array.from({ length: 16 }, (_, i) => symbolName(symbolAt(i)));
      const all = await Promise.all(names.map(async (name) => likely(answerOf(name))));
      return { question, all, best: names[all.indexOf(Math.max(...all))] };
    };
    const exact = await score(film(frames));
    const own = symbolName(symbol);
    const index = place % 16;
    for (const limit of LIMITS)
      for (const how of ['spread', 'with it'] as const) {
        const video = film(limit);
        const kept =
          how === 'spread' ? video.fusionFrames : [...new Set([at, ...video.fusionFrames.slice(1)])];
        const found = await score({ ...video, fusionFrames: kept });
        const key = `${limit} ${how}`;
        const sum = sums.get(key) ?? { rows: 0, lost: 0, right: 0 };
        sum.rows += difference(found.question, exact.question) / places;
        sum.lost += ((exact.all[index] as number) - (found.all[index] as number)) / places;
        sum.right += Number(found.best === own);
        sums.set(key, sum);
      }
    say(`${at} ${own}: exact says ${exact.best}`);
  }
  for (const [key, { rows, lost, right }] of sums)
    say(
      `${key}: rows ${(100 * rows).toFixed(2)} % off, answer ${lost.toFixed(4)} nats less likely, ${right} of ${places} named right`,
    );
  return sums;
}

function answerOf(name: string): string {
  return `A ${name} is shown.`;
}

function difference(found: Float32Array, exact: Float32Array): number {
  let [off, all] = [0, 0];
  for (const [i, value] of exact.entries()) {
    off += ((found[i] as number) - value) ** 2;
    all += value ** 2;
  }
  return Math.sqrt(off / all);
}

/**
 * What it costs that a question is fused with some frames of a film instead of all: how far its rows, and the likelihood of the
 * answer, are from the exact ones, with frames evenly spread and with the one that the question is about among them.
 * What came out is in docs/llava-mini.md.
 */
export const fusion: Measurement = {
  name: 'needle-fusion',
  what: 'answers to a question fused with some frames, against one fused with all',
  needs: [],
  async measure({ needle: { places = 16, frames = 480 } }, say) {
    const folder = await mkdtemp(join(tmpdir(), 'longtake-fusion-'));
    try {
      const sums = await compare({ places, frames, folder }, say);
      return [...sums].map(([key, { right }]) => {
        return { name: `named right, ${key}`, value: right / places, unit: 'share', of: places };
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
