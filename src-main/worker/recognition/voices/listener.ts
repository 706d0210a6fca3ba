// How voices sound (speaker embeddings): the sound cut at pauses, its speech in short windows, each turned into a vector.
import { MICROS_PER_SECOND } from '../../../../src-shared/time';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { Pack } from '../../../base/packs/pack';
import { openSession } from '../../inference/session';
import { openPcm, type PcmFile, SAMPLE_RATE } from '../pcm-file';
import type { ListenToVoicesOptions, VoiceListener, VoicePiece } from '../types';
import { meanSquare, nextUtterance } from '../utterances';
import { VAD_FRAME, VoiceDetector } from '../vad';
import { VoiceEncoder } from './encoder';
import { type Stretch, voicedStretches, type Window, windowsOver } from './voiced';

/** Samples between two windows at most: half a window, so that any second of speech lies well within one. */
const HOP = 12_800;
/** The loudness that speech is brought to, as a root of its mean square: that of the recordings that the encoder was trained with. */
const LEVEL = 10 ** (-24 / 20);
/** Speech more quiet than that is lifted no further: it would be its noise that is heard. */
const MOST_GAIN = 30;

/**
 * Opens the model that tells voices apart.
 * @param core the built-in pack: its voice detector says where somebody speaks
 * @throws ModelPackBroken
 */
export async function openVoiceListener(pack: Pack, core: Pack, threads: number): Promise<VoiceListener> {
  const { voices, name } = pack.manifest;
  const { speech } = core.manifest;
  if (!voices) throw new ModelPackBroken(name, 'does not tell voices apart');
  if (speech?.kind !== 'moonshine') throw new ModelPackBroken(core.manifest.name, 'has no voice detector');
  // Frames of 32 ms are too little work to share between threads.
  const vad = await openSession(core.file(speech.vad), { device: 'cpu', threads: 1 });
  const session = await openSession(pack.file(voices.file), { device: 'cpu', threads });
  const detector = new VoiceDetector(vad);
  const encoder = new VoiceEncoder(session, voices);
  return {
    listen: (options) => listen(detector, encoder, options),
    async dispose() {
      for (const one of [vad, session]) await one.dispose();
    },
  };
}

async function listen(
  detector: VoiceDetector,
  encoder: VoiceEncoder,
  { pcmPath, gain, fromSample, onPieces, onProgress, signal }: ListenToVoicesOptions,
): Promise<void> {
  const pcm = await openPcm(pcmPath, gain);
  try {
    let at = fromSample;
    while (at < pcm.samples) {
      const { speech, next, probabilities } = await nextUtterance(pcm, at, { detector, signal });
      const spoken = speech ? voicedStretches(probabilities.slice(0, next), VAD_FRAME, at) : [];
      const pieces = await piecesOf(pcm, spoken, encoder);
      at = Math.min(pcm.samples, at + next * VAD_FRAME);
      signal.throwIfAborted();
      await onPieces(pieces, at);
      onProgress(at, pcm.samples);
    }
  } finally {
    await pcm.close();
  }
}

/** Depends on nothing but the file and the stretches. */
async function piecesOf(
  pcm: PcmFile,
  spoken: readonly Stretch[],
  encoder: VoiceEncoder,
): Promise<VoicePiece[]> {
  const pieces: VoicePiece[] = [];
  for (const stretch of spoken) {
    const windows = windowsOver(stretch, encoder.window, HOP);
    const sound = await pcm.read(stretch.from, stretch.to - stretch.from);
    const gain = Math.min(MOST_GAIN, LEVEL / Math.sqrt(Math.max(meanSquare(sound), Number.MIN_VALUE)));
    // What is shorter than a window ends in silence: so the encoder tells voices apart better than when it is repeated.
    const inputs = windows.map(({ from, to }) => {
      const input = new Float32Array(encoder.window);
      input.set(sound.subarray(from - stretch.from, to - stretch.from).map((sample) => sample * gain));
      return input;
    });
    const vectors = await encoder.encode(inputs);
    windows.forEach((window, i) => void pieces.push(pieceOf(window, vectors[i] as Float32Array)));
  }
  return pieces;
}

function pieceOf({ from, to, owns }: Window, vector: Float32Array): VoicePiece {
  const largest = vector.reduce((a, b) => Math.max(a, b), Number.MIN_VALUE);
  return {
    ...{ from: micros(owns.from), to: micros(owns.to), heard: micros(to - from) },
    // A d-vector has no negative values; its length says nothing.
    voice: Uint8Array.from(vector, (value) => Math.round((value / largest) * 255)),
  };
}

function micros(samples: number): number {
  return Math.round((samples * MICROS_PER_SECOND) / SAMPLE_RATE);
}
