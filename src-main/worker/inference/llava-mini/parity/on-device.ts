import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Device, device as deviceName } from '../../../../../src-shared/devices';
import type { EncodedVideo, LanguageQuestion } from '../../../../base/film/language-tokens/types';
import type { Pack } from '../../../../base/packs/pack';
import { GRAPH } from '../../../checkpoints/llava-mini/graph-io';
import { type BlockForm, blockFormFile, isBlockForm } from '../../block-form';
import { formOf } from '../../graph-form';
import type { Session, Tensors } from '../../session';
import { languageCache } from '../cache';
import { Decoder } from '../decoder';
import { answersOf, openFrameReader, type PictureReader } from '../frame-reader';
import type { KvPrefix } from '../kv-prefix';
import { answerGraph, openLanguageModel } from '../language-model';
import {
  convertFixture,
  FIXTURES,
  madeUpFrames,
  type Name,
  readRecord,
  relativeError,
  type TestedPrecision,
  watched,
} from './fixtures';
import { Stages } from './stages';

/**
 * How far a device is from the CPU over one fixture, stage by stage on the same inputs: the largest difference over the largest
 * value of the stage.
 */
export interface Compared {
  /** Where the graphs of frames ran. */
  readonly device: Device;
  readonly vision: number;
  /** Pre-fusion of a frame and the system prompt, in steps of few rows. */
  readonly frame: number;
  readonly question: number;
  readonly logits: number;
  /** What each attends to among the frames, when it answers. */
  readonly attention: number;
  readonly runs: readonly {
    readonly name: string;
    readonly ids: readonly number[];
    readonly onCpu: readonly number[];
  }[];
  /** Pre-fusion as the product does it, all rows of a frame at once. */
  readonly frameAtOnce: number;
  /** Answers of the language model to one question: its prefix made, still on the device, and read from disk by another one. */
  readonly answers: readonly { readonly text: string; readonly source: string }[];
  /** Of a prefix's keys and values, how many lie on the device, and how many there are. */
  readonly resident: readonly [number, number];
  /** Whether pictures stay on the device between graphs, and are read as those are that go through memory, bit for bit. */
  readonly frames: { readonly stay: boolean; readonly same: boolean };
  /** Bytes that cross between memory and device for a token, and what cannot be left out of it. */
  readonly crossing: {
    readonly in: number;
    readonly out: number;
    readonly least: { readonly in: number; readonly out: number };
  };
}

/** Questions over as many frames as a software adapter reads within a test. */
const MOST_FRAMES = 3;
/**
 * Rows at once that SwiftShader attends to rightly with ONNX Runtime's kernels: from 18 on GroupQueryAttention is wrong there, on
 * cards it is not. What is longer is compared from the CPU's rows on; trying the device before use refuses such an adapter.
 */
const STEP = 16;

async function compare(
  name: Name,
  precision: TestedPrecision,
  device: Device,
  dir: string,
  form: BlockForm | null,
): Promise<Compared> {
  const pack = await convertFixture(join(FIXTURES, name, 'checkpoint'), dir, precision);
  const made = form && (await formedAnswer(pack, form));
  const cpu = await (made
    ? Stages.open(pack, 'cpu', true, withFloatRowsIn(made))
    : Stages.open(withFloatRows(pack)));
  const other = await Stages.open(pack, device, true, made);
  const { side, runs, tensor } = readRecord(name);
  const largest = { vision: 0, frame: 0, question: 0, logits: 0, attention: 0 };
  const measure = (stage: keyof typeof largest, got: ArrayLike<number>, expected: ArrayLike<number>) => {
    largest[stage] = Math.max(largest[stage], relativeError(got, expected));
  };
  const pixels = tensor('pixels.frame');
  const rows = await cpu.rows(pixels);
  measure('vision', await other.rows(pixels), rows);
  measure('frame', await other.frameInSteps(rows, STEP), await cpu.frameInSteps(rows, rows.length));
  const read = (stages: Stages, count: number) => stages.read(madeUpFrames(side, count), count);
  const frameAtOnce = relativeError((await read(other, 1)).tokens, (await read(cpu, 1)).tokens);

  const videos = new Map<number, EncodedVideo>();
  const answers: Compared['runs'][number][] = [];
  for (const run of runs.filter((one) => one.name !== 'still' && one.frames <= MOST_FRAMES)) {
    const video = videos.get(run.frames) ?? watched(await read(cpu, run.frames), run.frames, dir);
    videos.set(run.frames, video);
    const asked = await cpu.question(run, video);
    if (asked.length <= STEP * cpu.part.hidden) measure('question', await other.question(run, video), asked);
    const [got, expected] = [await other.greedy(run, video, asked), await cpu.greedy(run, video, asked)];
    measure('logits', got.logits, expected.logits);
    measure('attention', got.attention, expected.attention);
    answers.push({ name: run.name, ids: got.ids, onCpu: expected.ids });
  }
  const [film] = videos.values();
  return {
    ...{ device: other.reader.device, ...largest, runs: answers, frameAtOnce },
    ...(await asked(pack, device, other, film as EncodedVideo, form)),
    frames: await staying(pack, device, other, side),
  };
}

async function staying(
  pack: Pack,
  device: Device,
  stages: Stages,
  side: number,
): Promise<Compared['frames']> {
  const through = await openFrameReader(pack, device, 1, { resident: false });
  const read = (reader: PictureReader) => reader.read(madeUpFrames(side, 2), 2, [1]);
  const [a, b] = [await read(through), await read(stages.reader)];
  await through.dispose();
  const parts = (of: typeof a) => [of.tokens, of.systemSum, of.fusion.get(1) as Uint16Array];
  const bytes = (of: typeof a) => Buffer.concat(parts(of).map((part) => new Uint8Array(part.buffer)));
  return { stay: stages.reader.resident && !through.resident, same: bytes(a).equals(bytes(b)) };
}

/** What goes to the device and comes back for one token, in bytes; and what its row, its masks and what is told of it take. */
async function crossing({ answer, part }: Stages, prefix: KvPrefix): Promise<Compared['crossing']> {
  const { hidden, vocab } = part;
  const told = { in: 0, out: 0 };
  const bytes = (tensors: Tensors) =>
    Object.values(tensors)
      .filter(({ location }) => location === 'cpu')
      .reduce((sum, { data }) => sum + (data as Float32Array).byteLength, 0);
  const counted: Session = {
    ...answer,
    async run(inputs, outputs) {
      told.in = bytes(inputs);
      const given = await answer.run(inputs, outputs);
      told.out = bytes(given);
      return given;
    },
  };
  const decoder = new Decoder(counted, languageCache(part), hidden, prefix);
  // The first row meets a past in memory, of one row that nobody sees.
  for (const _ of 'ab') await decoder.read(new Float32Array(hidden).fill(0.1), 'attention');
  const masks = prefix.capacity + 1 + decoder.count;
  decoder.dispose();
  // A position, and which row's logits and attention are wanted.
  return { ...told, least: { in: 4 * (hidden + masks) + 3 * 8, out: 4 * (vocab + prefix.capacity) } };
}

/** What the language model says over a prefix that is made, kept, and read from disk; and where a prefix lies. */
async function asked(
  pack: Pack,
  device: Device,
  stages: Stages,
  video: EncodedVideo,
  form: BlockForm | null,
): Promise<Pick<Compared, 'answers' | 'resident' | 'crossing'>> {
  const inForm = form ? { form: { form, folder: formsBeside(pack) } } : {};
  const answers: Compared['answers'][number][] = [];
  for (const questions of [2, 1]) {
    const model = await openLanguageModel(pack, device, 1, { memoryBytes: 1e9, ...inForm });
    for (let i = 0; i < questions; i++) {
      const { text, details } = await model.ask(questionOf(video));
      answers.push({ text, source: details.at(-1) ?? '' });
    }
    await model.dispose();
  }
  const prefix = await stages.prefix(video);
  const { [GRAPH.prefixMask]: _, ...tensors } = prefix.tensors(device !== 'cpu');
  const places = Object.values(tensors).map(({ location }) => location);
  const crossed = await crossing(stages, prefix);
  prefix.dispose();
  const resident = [places.filter((place) => place === 'gpu-buffer').length, places.length] as const;
  return { answers, resident, crossing: crossed };
}

function questionOf(video: EncodedVideo): LanguageQuestion {
  return {
    ...{ video, question: 'What is shown?', turns: [], range: null, maxTokens: 12, sampling: null },
    ...{ signal: new AbortController().signal, onText: () => {}, onPhase: () => {} },
  };
}

/**
 * The pack with products of 4 and 8 bits over rows that stay floats, as the software adapter computes them: the CPU rounds them
 * to 8 bits otherwise, which is a difference of hundredths that says nothing of the device.
 */
function withFloatRows(pack: Pack): Pack {
  const dir = `${pack.dir}-float-rows`;
  cpSync(pack.dir, dir, { recursive: true });
  for (const file of Object.values(answersOf(pack).graphs)) {
    writeFileSync(join(dir, file), floatRows(readFileSync(join(dir, file))));
  }
  return { ...pack, dir, file: (path) => join(dir, path) };
}

function formsBeside(pack: Pack): string {
  return `${pack.dir}-forms`;
}

/** The file of the pack's language model in fewer bits. */
function formedAnswer(pack: Pack, form: BlockForm): Promise<string> {
  const file = answerGraph(answersOf(pack), 'webgpu');
  const making = { signal: new AbortController().signal, onProgress: () => {} };
  return blockFormFile(pack.file(file), formOf(pack, file, form, formsBeside(pack)), making);
}

/** As `withFloatRows`, of one graph, beside it. */
function withFloatRowsIn(graph: string): string {
  const path = `${graph}-float-rows.onnx`;
  writeFileSync(path, floatRows(readFileSync(graph)));
  return path;
}

/** Sets the attribute accuracy_level, of one byte, to 0 wherever it stands: field 3 of onnx.proto's AttributeProto. */
function floatRows(graph: Buffer): Buffer {
  const [name, level] = ['accuracy_level', Buffer.of(3 << 3, 4)];
  for (let at = graph.indexOf(name); at >= 0; at = graph.indexOf(name, at + 1)) {
    const value = graph.indexOf(level, at + name.length);
    if (value < 0 || value > at + name.length + 4) throw new Error('the attribute is written in another way');
    graph[value + 1] = 0;
  }
  return graph;
}

/*
 * A process of its own, since a device may take it down: `on-device.js parity DEVICE FIXTURE PRECISION FOLDER [FORM]`, started with
 * a channel, sends what `compare` gives.
 */
const [role, device, name, precision, folder, form = ''] = process.argv.slice(2);
if (role === 'parity' && process.send) {
  const told = await compare(
    name as Name,
    precision as TestedPrecision,
    deviceName.parse(device),
    folder as string,
    isBlockForm(form) ? form : null,
  );
  process.send(told, undefined, undefined, () => process.kill(process.pid, 'SIGKILL'));
}
