import { type Session, Tensor } from '../inference/session';

/** Samples in one frame of Silero VAD v5 at 16 kHz: 32 ms. */
export const VAD_FRAME = 512;
/** Samples of the frame before that the model sees again, so that an onset on the boundary is seen whole. */
const CONTEXT = 64;
const STATE_SHAPE = [2, 1, 128] as const;

/** Speech probability frame by frame (https://github.com/snakers4/silero-vad). State runs from frame to frame. */
export class VoiceDetector {
  private state = emptyState();
  private context = new Float32Array(CONTEXT);
  private readonly rate = new Tensor('int64', BigInt64Array.of(16_000n), []);

  constructor(private readonly session: Session) {}

  reset(): void {
    this.state = emptyState();
    this.context = new Float32Array(CONTEXT);
  }

  /**
   * @param frame VAD_FRAME samples in -1..1
   * @returns probability of speech, 0..1
   */
  async probability(frame: Float32Array): Promise<number> {
    const input = new Float32Array(CONTEXT + VAD_FRAME);
    input.set(this.context);
    input.set(frame, CONTEXT);
    this.context = frame.slice(-CONTEXT);
    const output = await this.session.run({
      input: new Tensor('float32', input, [1, input.length]),
      state: this.state,
      sr: this.rate,
    });
    this.state = output.stateN as Tensor;
    return (output.output as Tensor).data[0] as number;
  }
}

function emptyState(): Tensor {
  return new Tensor('float32', new Float32Array(2 * 128), STATE_SHAPE);
}
