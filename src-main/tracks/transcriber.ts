import { readFile } from 'node:fs/promises';
import type { Segment } from '../../src-shared/domain';
import { LongtakeError } from '../../src-shared/errors';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import { openSession } from '../inference/session';
import type { Pack } from '../models/pack';
import { placeTokens, timeWords } from './align';
import { type Cut, DEFAULT_CUT_RULES, UtteranceCutter } from './cutter';
import { believe, better, loopAtEnd } from './guard';
import { segmentsOf } from './lines';
import {
  ATTENTION_OUTPUTS,
  ATTENTION_VALUES,
  type Heard,
  Moonshine,
  SAMPLES_PER_ENCODER_FRAME,
} from './moonshine';
import { exposeBranchValues } from './onnx-outputs';
import { openPcm, type PcmFile, SAMPLE_RATE } from './pcm-file';
import type { TranscribeOptions, Transcriber } from './types';
import { VAD_FRAME, VoiceDetector } from './vad';
import { wordsOf } from './words';

/** Frames read from the file at once: 8 seconds. */
const FRAMES_PER_READ = 256;
/** The encoder's convolutions need some sound to work on; shorter utterances are filled up with silence. */
const SHORTEST_INPUT = SAMPLE_RATE;

interface Utterance extends Cut {
  /** The voice detector's probabilities from the last cut on. */
  readonly probabilities: readonly number[];
}

/** The pack has no speech part, so what is said cannot be written down. */
export class NoSpeechInPack extends LongtakeError {
  constructor(packName: string) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} cannot transcribe speech.`,
      'Choose a pack with speech, or switch transcription off in the settings.',
    );
  }
}

/**
 * Opens a pack's Silero VAD and Moonshine-tiny on the CPU.
 * @param threads for one operator
 * @throws NoSpeechInPack
 * @throws ModelPackBroken when a graph does not load
 */
export async function openTranscriber(pack: Pack, threads: number): Promise<Transcriber> {
  const { speech, name } = pack.manifest;
  if (speech?.kind !== 'moonshine') throw new NoSpeechInPack(name);
  const device = 'cpu';
  // Frames of 32 ms are too little work to share between threads.
  const vad = await openSession(pack.file(speech.vad), { device, threads: 1 });
  const encoder = await openSession(pack.file(speech.encoder), { device, threads });
  const decoderBytes = exposeBranchValues(
    await readFile(pack.file(speech.decoder)),
    ATTENTION_VALUES,
    ATTENTION_OUTPUTS,
  );
  const decoder = await openSession(decoderBytes, { device, threads });
  const detector = new VoiceDetector(vad);
  const moonshine = new Moonshine(encoder, decoder, (tokens) => loopAtEnd(tokens) !== null);
  return {
    transcribe: (options) => new Transcription(detector, moonshine, options).run(),
    async dispose() {
      for (const session of [vad, encoder, decoder]) await session.dispose();
    },
  };
}

/** Frames of sound before the speech that a second try leaves out: the model hears it afresh, without a new cut. */
const RETRY_TRIM = 8;

interface Try {
  readonly heard: Heard;
  /** Number of its first sample in the file, and its length in frames of the voice detector. */
  readonly first: number;
  readonly frames: number;
}

/** One pass over one file, cut by cut. */
class Transcription {
  private nextId: number;

  constructor(
    private readonly detector: VoiceDetector,
    private readonly moonshine: Moonshine,
    private readonly options: TranscribeOptions,
  ) {
    this.nextId = options.nextSegmentId;
  }

  async run(): Promise<void> {
    const { pcmPath, fromSample, onSegments, signal } = this.options;
    const pcm = await openPcm(pcmPath);
    try {
      let at = fromSample;
      while (at < pcm.samples) {
        const cut = await this.nextCut(pcm, at);
        const segments = cut.speech ? await this.hear(pcm, at, cut) : [];
        at = Math.min(pcm.samples, at + cut.next * VAD_FRAME);
        signal.throwIfAborted();
        await onSegments(segments, at);
        this.nextId += segments.length;
        this.options.onProgress(at, pcm.samples);
      }
    } finally {
      await pcm.close();
    }
  }

  /** Listens from a cut to the next one. Depends on nothing but the file and `from`. */
  private async nextCut(pcm: PcmFile, from: number): Promise<Utterance> {
    this.detector.reset();
    const cutter = new UtteranceCutter(DEFAULT_CUT_RULES);
    const probabilities: number[] = [];
    for (let at = from; at < pcm.samples; at += FRAMES_PER_READ * VAD_FRAME) {
      this.options.signal.throwIfAborted();
      const block = await pcm.read(at, FRAMES_PER_READ * VAD_FRAME);
      for (let i = 0; i < FRAMES_PER_READ && at + i * VAD_FRAME < pcm.samples; i++) {
        const frame = block.subarray(i * VAD_FRAME, (i + 1) * VAD_FRAME);
        const probability = await this.detector.probability(frame);
        probabilities.push(probability);
        const cut = cutter.push(probability, meanSquare(frame));
        if (cut) return { ...cut, probabilities };
      }
    }
    return { ...cutter.finish(), probabilities };
  }

  private async hear(pcm: PcmFile, from: number, cut: Utterance): Promise<Segment[]> {
    const { speech } = cut;
    if (!speech) return [];
    const try1 = await this.listen(pcm, from + speech.from * VAD_FRAME, speech.to - speech.from);
    const trim = Math.min(RETRY_TRIM, Math.floor((speech.to - speech.from) / 4));
    const again = believe(try1.heard).doubtful;
    const try2 = again
      ? await this.listen(pcm, from + (speech.from + trim) * VAD_FRAME, speech.to - speech.from - trim)
      : try1;
    const { heard, first, frames } = better(try1.heard, try2.heard) === try1.heard ? try1 : try2;
    const { kept } = believe(heard);
    const places = placeTokens(heard.attention.slice(0, kept)).map(
      (frame) => (frame * SAMPLES_PER_ENCODER_FRAME) / SAMPLE_RATE,
    );
    const firstFrame = (first - from) / VAD_FRAME;
    const words = timeWords(
      wordsOf(heard.tokens.slice(0, kept), places),
      {
        probabilities: cut.probabilities.slice(firstFrame, firstFrame + frames),
        frameSeconds: VAD_FRAME / SAMPLE_RATE,
        pause: DEFAULT_CUT_RULES.begin,
      },
      Math.round((first * MICROS_PER_SECOND) / SAMPLE_RATE),
      (frames * VAD_FRAME) / SAMPLE_RATE,
    );
    return segmentsOf(words, this.nextId);
  }

  private async listen(pcm: PcmFile, first: number, frames: number): Promise<Try> {
    const length = frames * VAD_FRAME;
    const samples = await pcm.read(first, Math.max(length, SHORTEST_INPUT));
    samples.fill(0, length);
    return { heard: await this.moonshine.hear(samples, this.options.signal), first, frames };
  }
}

function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}
