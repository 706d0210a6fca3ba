import type { VoicesPart } from '../../../base/packs/manifest';
import { type Session, Tensor } from '../../inference/session';

/** Windows that one call takes: more at once are no faster. */
const AT_ONCE = 16;

/** Turns short windows of speech into vectors: those of one voice lie close together (d-vectors). */
export class VoiceEncoder {
  constructor(
    private readonly session: Session,
    private readonly part: VoicesPart,
  ) {}

  /** Samples in a window, at 16 kHz. */
  get window(): number {
    return this.part.window;
  }

  /** @param windows each of `window` samples in -1..1 @returns unit vectors of `dim` values */
  async encode(windows: readonly Float32Array[]): Promise<Float32Array[]> {
    const { input, output, window, dim } = this.part;
    const vectors: Float32Array[] = [];
    for (let from = 0; from < windows.length; from += AT_ONCE) {
      const some = windows.slice(from, from + AT_ONCE);
      const samples = new Float32Array(some.length * window);
      some.forEach((one, i) => void samples.set(one, i * window));
      const outputs = await this.session.run({
        [input]: new Tensor('float32', samples, [some.length, window]),
      });
      const all = (outputs[output] as Tensor).data as Float32Array;
      some.forEach((_, i) => void vectors.push(all.slice(i * dim, (i + 1) * dim)));
    }
    return vectors;
  }
}
