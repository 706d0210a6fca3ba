/**
 * Reads a few made-up frames with a LLaVA-Mini pack and asks it a question: whether a pack of real size loads and runs on a
 * machine, how long it takes and how much memory. What it answers means nothing where the weights are random.
 *
 *   node scripts/run.mjs bench/one-model.ts PACK_FOLDER [FRAMES [TOKENS [QUESTIONS]]]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncodedVideo } from '../src-main/base/film/language-tokens/types';
import { loadPack, type Pack } from '../src-main/base/packs/pack';
import { openFrameReader } from '../src-main/worker/inference/llava-mini/frame-reader';
import { openLanguageModel } from '../src-main/worker/inference/llava-mini/language-model';
import { madeUpFrames } from './made-film';

const MICROS = 1_000_000;
const MEMORY = 4e9;
const threads = availableParallelism();

async function watch(pack: Pack, frames: number, cacheDir: string): Promise<EncodedVideo> {
  const opened = performance.now();
  const reader = await openFrameReader(pack, 'cpu', threads);
  tell(`frame reader loaded in ${seconds(opened)}`);
  try {
    const tokens = new Float32Array(frames * reader.dim);
    const systemSum = new Float64Array(reader.systemRows * reader.hidden);
    const fusion: Uint16Array[] = [];
    for (let frame = 0; frame < frames; frame++) {
      const started = performance.now();
      const read = await reader.read(madeUpFrames(reader, frame), 1, [0]);
      tell(`frame ${frame + 1} read in ${seconds(started)}`);
      tokens.set(read.tokens, frame * reader.dim);
      for (const [i, value] of read.systemSum.entries()) systemSum[i] = (systemSum[i] as number) + value;
      fusion.push(read.fusion.get(0) as Uint16Array);
    }
    return {
      hash: 'made-up',
      count: frames,
      times: Float64Array.from({ length: frames }, (_, i) => i * MICROS),
      readTokens: async (from, to) => tokens.slice(from * reader.dim, to * reader.dim),
      systemSum,
      fusionFrames: fusion.map((_, i) => i),
      readFusion: async (frame) => fusion[frame] as Uint16Array,
      cacheDir,
    };
  } finally {
    await reader.dispose();
  }
}

async function ask(pack: Pack, video: EncodedVideo, maxTokens: number, questions: number): Promise<void> {
  const opened = performance.now();
  const model = await openLanguageModel(pack, 'cpu', threads, { memoryBytes: MEMORY });
  tell(`language model loaded in ${seconds(opened)}`);
  for (let question = 0; question < questions; question++) {
    const answer = await model.ask({
      video,
      question: 'What happens in this video?',
      turns: [],
      range: null,
      maxTokens,
      sampling: null,
      signal: new AbortController().signal,
      onText: () => undefined,
      onPhase: () => undefined,
    });
    const { prefix, firstToken, perToken } = answer.timings;
    tell(
      `question ${question + 1}: ${answer.tokens} tokens (${answer.stopped}); prefix ${ms(prefix)}, first token ${ms(firstToken)}, then ${ms(perToken)} a token`,
    );
    for (const detail of answer.details) tell(`  ${detail}`);
  }
  await model.dispose();
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const ms = (value: number): string => `${Math.round(value)} ms`;
function tell(line: string): void {
  console.log(line);
}

/** Highest memory that the process ever held, in GB; Linux alone tells. */
async function peak(): Promise<string> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN);
  return Number.isNaN(kilobytes) ? 'unknown' : `${(kilobytes / 1e6).toFixed(2)} GB`;
}

const [dir, frames = '3', tokens = '20', questions = '2'] = process.argv.slice(2);
if (!dir) throw new Error('name the folder of a pack');
const cacheDir = await mkdtemp(join(tmpdir(), 'longtake-scale-'));
try {
  const started = performance.now();
  const pack = await loadPack(dir);
  tell(`${pack.manifest.name}: files checked in ${seconds(started)}`);
  const video = await watch(pack, Number(frames), cacheDir);
  tell(`memory so far at most ${await peak()}`);
  await ask(pack, video, Number(tokens), Number(questions));
  tell(`memory at most ${await peak()}`);
} finally {
  await rm(cacheDir, { recursive: true, force: true });
}
