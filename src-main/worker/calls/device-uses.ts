import type { OtherUse } from '../../../src-shared/devices';
import type { DeviceCheck, MadeForm, WholeGraph } from '../../base/devices/check';
import { ModelPackBroken } from '../../base/packs/errors';
import type { AnswersPart } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import type { BlockForm } from '../inference/block-form';
import type { Wanted } from '../inference/device';
import { frameCheck, languageCheck } from '../inference/device-check';
import { formOf } from '../inference/graph-form';
import { answersOf } from '../inference/llava-mini/frame-reader';

/**
 * What a pack does on a device: its frame encoder's work, a language model's, which reads films and answers, or that of a graph of
 * its own. Not listed, and on the CPU: what takes it less than a device's way there and back, as voice detection (frames of 32 ms)
 * and the decoders of speech (a token at a time, over a past that begins empty), and what a search waits for (a sentence at a time).
 */
export type DeviceUse = 'frames' | 'reading' | 'answering' | OtherUse;

/** A detector's picture of a film in 16:9, and a short line of writing. */
const LINES = [1, 3, 544, 960];
const CHARACTERS = [1, 3, 48, 320];
/** Samples of a sentence, for Moonshine; Whisper takes half a minute always. */
const SENTENCE = 5 * 16_000;
const HALF_MINUTE = 3000;

/** What graphics devices compute fastest, first; the pack's own, which may be of bytes, comes after these. */
const FORMS = ['fp16', 'fp32'] as const;

/**
 * The check of what a pack does, the graphs that do it, and the forms that devices may have them in.
 * @param folder where forms are kept; null where none are made
 * @throws ModelPackBroken where it does no such thing
 */
export function graphsOf(
  pack: Pack,
  use: DeviceUse,
  folder: string | null = null,
): Pick<Wanted, 'check' | 'graphs' | 'forms'> {
  if (use === 'frames') {
    const { frames, name } = pack.manifest;
    if (!frames) throw new ModelPackBroken(name, 'does not make frame tokens');
    const forms = inForms(pack, frames.file, folder, (made) => frameCheck(pack, frames, 'a device', made));
    return { check: frameCheck(pack, frames, 'cpu'), graphs: [frames.file], forms };
  }
  if (use === 'reading' || use === 'answering') return languageGraphs(pack, use);
  const { file, ...graph } = ownGraph(pack, use);
  const checkOf = (made?: MadeForm): DeviceCheck => {
    const whole = { ...graph, path: pack.file(file) };
    return { use: 'graph', for: use, graph: made ? { ...whole, made } : whole };
  };
  return { check: checkOf(), graphs: [file], forms: inForms(pack, file, folder, checkOf) };
}

function inForms(
  pack: Pack,
  file: string,
  folder: string | null,
  checkOf: (made?: MadeForm) => DeviceCheck,
): NonNullable<Wanted['forms']> {
  const made = folder === null ? [] : FORMS.map((form) => formOf(pack, file, form, folder));
  return [...made.map((one) => ({ form: one.form, check: checkOf(one) })), { form: 'own', check: checkOf() }];
}

/** Whether a pack holds the graph of such a use at all: who opens it says what is missing. */
export function offers(pack: Pack, use: OtherUse): boolean {
  const { objects, writing, speech } = pack.manifest;
  // A recogniser for other scripts runs on the processor, line by line.
  const lines = writing?.kind === 'pp-ocr' ? writing : undefined;
  const part = { objects, speech, lines, characters: lines }[use];
  return part !== undefined;
}

function languageGraphs(pack: Pack, use: 'reading' | 'answering'): Pick<Wanted, 'check' | 'graphs'> {
  const answers = answersOf(pack);
  const { vision, prefusion, answerOnDevice } = answers.graphs;
  const own = use === 'reading' ? [vision] : answerOnDevice === undefined ? [] : [answerOnDevice];
  return { check: languageCheck(answers), graphs: [...own, prefusion] };
}

/**
 * What a pack's language model does in fewer bits. Its check has the weights of pre-fusion in fewer bits as well, which stay as they
 * are: the same kernels, and it is tried as it is for the first form of all.
 */
export function graphsInForm(pack: Pack, form: BlockForm): Pick<Wanted, 'check' | 'graphs' | 'inForm'> {
  const answers = answersOf(pack);
  const { prefusion, answerOnDevice = '' } = answers.graphs;
  return {
    ...{ check: languageCheck(answers, form), inForm: form },
    graphs: [`${answerOnDevice} in ${form}`, prefusion],
  };
}

/** Forms in fewer bits that a pack's language model can be made into, the best first. */
export function smallerForms({ precision, graphs }: AnswersPart): readonly BlockForm[] {
  if (graphs.answerOnDevice === undefined || precision === 'int4') return [];
  return precision === 'int8' ? ['int4'] : ['int8', 'int4'];
}

function ownGraph(pack: Pack, use: OtherUse): Omit<WholeGraph, 'path'> & { readonly file: string } {
  const { objects, writing, speech, name } = pack.manifest;
  if (use === 'objects') {
    if (!objects) throw new ModelPackBroken(name, 'does not find things');
    const { file, width, height, outputs } = objects;
    // Boxes and classes come in the order of the scores: a tie would exchange them.
    return { file, type: 'uint8', dims: [1, height, width, 3], outputs: [outputs.scores] };
  }
  if (use === 'speech') {
    if (!speech) throw new ModelPackBroken(name, 'does not hear speech');
    const dims = speech.kind === 'whisper' ? [1, speech.melBins, HALF_MINUTE] : [1, SENTENCE];
    return { file: speech.encoder, type: 'float32', dims, outputs: null };
  }
  if (writing?.kind !== 'pp-ocr') throw new ModelPackBroken(name, 'does not find writing');
  return use === 'lines'
    ? { file: writing.detector, type: 'float32', dims: LINES, outputs: null }
    : { file: writing.recogniser, type: 'float32', dims: CHARACTERS, outputs: null };
}
