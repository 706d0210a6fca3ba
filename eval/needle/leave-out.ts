import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageCache } from '../../src-main/worker/inference/llava-mini/cache';
import { Decoder } from '../../src-main/worker/inference/llava-mini/decoder';
import { openLanguageModel } from '../../src-main/worker/inference/llava-mini/language-model';
import {
  asking,
  CHECKPOINT,
  Haystack,
  readScene,
  readScenes,
} from '../../src-main/worker/inference/llava-mini/needle/testing';
import { convertFixture } from '../../src-main/worker/inference/llava-mini/parity/fixtures';
import { Stages } from '../../src-main/worker/inference/llava-mini/parity/stages';
import { Prefix } from '../../src-main/worker/inference/llava-mini/prefix';
import { weighByLeaveOut } from '../../src-main/worker/inference/llava-mini/weigh';
import type { Measurement } from '../measurement';
import { symbolAt, symbolName } from './scenes';

const QUESTION = 'Which symbol is shown?';

async function compare(
  { places, frames, folder }: { places: number; frames: number; folder: string },
  say: (line: string) => void,
): Promise<{ attention: number; leaveOut: number }> {
  const run = { name: 'needle', frames, turns: [], question: QUESTION, ids: [], answer: [], text: '' };
  const stages = await Stages.open(await convertFixture(CHECKPOINT, join(folder, 'pack'), 'fp32'));
  const haystack = new Haystack(
    stages.reader,
    await readScenes(stages.reader, Math.min(frames, 500)),
    frames,
  );
  const model = await openLanguageModel(stages.pack, 'cpu', 1, {
    memoryBytes: 1e9,
    diskBytes: 1,
    chunk: 512,
  });
  const right = { attention: 0, leaveOut: 0 };
  const cost = { ask: 0, leaveOut: 0 };
  for (let place = 0; place < places; place++) {
    const at = Math.round(((place + 0.5) * frames) / places);
    const symbol = symbolAt((place * 7) % 16);
    const needle = { at, frame: await readScene(stages.reader, at, symbol) };
    const film = haystack.film(needle, 32, join(folder, 'cache'));
    let started = performance.now();
    const answer = await model.ask(asking(film, QUESTION));
    cost.ask += performance.now() - started;
    right.attention += Number(answer.frames[0]?.frame === at);
    const prefix = await stages.prefix(film);
    if (!(prefix instanceof Prefix)) throw new Error('a prefix on the CPU lies in memory');
    started = performance.now();
    const rows = await stages.answerRows(run, film, answer.text);
    const best = await byLeavingOut(stages, prefix, frames, rows);
    cost.leaveOut += performance.now() - started;
    right.leaveOut += Number(best === at);
    say(`${at} ${symbolName(symbol)}: attention ${answer.frames[0]?.frame ?? '-'}, leave-out ${best}`);
  }
  const each = (total: number) => `${(total / places / 1000).toFixed(2)} s`;
  say(`attention right ${right.attention} of ${places}, leave-out ${right.leaveOut}`);
  say(`a whole question with attention ${each(cost.ask)}, leaving out alone ${each(cost.leaveOut)}`);
  return right;
}

/** First fifty stretches, then each frame of the one that was missed most. */
async function byLeavingOut(
  stages: Stages,
  prefix: Prefix,
  frames: number,
  answer: { rows: Float32Array; ids: readonly number[] },
) {
  const system = stages.reader.systemRows;
  const logLikelihood = async (without: { readonly from: number; readonly to: number } | null) => {
    const seen = without ? prefix.without(system + without.from, system + without.to) : prefix;
    return stages.logLikelihood(
      new Decoder(stages.answer, languageCache(stages.part), stages.part.hidden, seen),
      answer,
    );
  };
  const step = Math.ceil(frames / 50);
  const stretches = Array.from({ length: Math.ceil(frames / step) }, (_, i) => ({
    from: i * step,
    to: Math.min(frames, (i + 1) * step),
  }));
  const coarse = await weighByLeaveOut(frames, stretches, logLikelihood);
  const first = coarse.indexOf(Math.max(...coarse));
  const single = Array.from({ length: Math.min(step, frames - first) }, (_, i) => ({
    from: first + i,
    to: first + i + 1,
  }));
  const fine = await weighByLeaveOut(frames, single, logLikelihood);
  return fine.indexOf(Math.max(...fine));
}

/**
 * Holds the two ways of finding an answer's place against each other: attention, which costs nothing more, and leaving frames
 * out, which reads the question and the answer anew for each stretch. What came out is in docs/lab/needle.md.
 */
export const leaveOut: Measurement = {
  name: 'needle-leave-out',
  what: "an answer's place by attention, and by leaving frames out, against where the symbol is",
  needs: [],
  async measure({ needle: { places = 8, frames = 2000 } }, say) {
    const folder = await mkdtemp(join(tmpdir(), 'longtake-leave-out-'));
    try {
      const right = await compare({ places, frames, folder }, say);
      return [
        { name: 'place right by attention', value: right.attention / places, unit: 'share', of: places },
        { name: 'place right by leaving out', value: right.leaveOut / places, unit: 'share', of: places },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
