import { type Cut, type CutRules, UtteranceCutter } from './cutter';
import type { PcmFile } from './pcm-file';
import { VAD_FRAME, type VoiceDetector } from './vad';

/** Frames read from the file at once: 8 seconds. */
const FRAMES_PER_READ = 256;

export interface Utterance extends Cut {
  /** The voice detector's probabilities from the last cut on. */
  readonly probabilities: readonly number[];
}

/** Listens from a cut to the next one. Depends on nothing but the file and `from`. @throws SoundUnreadable, the signal's reason */
export async function nextUtterance(
  pcm: PcmFile,
  from: number,
  {
    detector,
    rules,
    signal,
  }: { readonly detector: VoiceDetector; readonly rules?: CutRules; readonly signal: AbortSignal },
): Promise<Utterance> {
  detector.reset();
  const cutter = new UtteranceCutter(rules);
  const probabilities: number[] = [];
  for (let at = from; at < pcm.samples; at += FRAMES_PER_READ * VAD_FRAME) {
    signal.throwIfAborted();
    const block = await pcm.read(at, FRAMES_PER_READ * VAD_FRAME);
    for (let i = 0; i < FRAMES_PER_READ && at + i * VAD_FRAME < pcm.samples; i++) {
      const frame = block.subarray(i * VAD_FRAME, (i + 1) * VAD_FRAME);
      const probability = await detector.probability(frame);
      probabilities.push(probability);
      const cut = cutter.push(probability, meanSquare(frame));
      if (cut) return { ...cut, probabilities };
    }
  }
  return { ...cutter.finish(), probabilities };
}

/** Mean of the squares of samples: their power. */
export function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}
