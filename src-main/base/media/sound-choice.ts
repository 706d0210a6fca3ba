/** Samples over which sound is judged: half a second at 16 kHz. */
const WINDOW = 8000;
/** Root mean square, of 32768, below which a channel is silent. */
const SILENT = 30;
/** Two channels cancel each other out where their mean is so much quieter than one of them. */
const COLLAPSED = 0.1;
/** A centre that is not so much quieter than the mix of all channels carries what is said; hum in it does not. */
const CARRIES = 0.25;
/** Windows for which a choice holds behind the last that spoke for it: pauses change nothing. */
const HOLDS = { left: 4, centre: 20 } as const;
/** Samples over which one choice goes over into the next. */
const FADE = 160;

type Choice = 'mix' | 'left' | 'centre';

/**
 * What is listened to of a film's channels: their mean, unless they cancel each other out (one microphone plugged in the wrong way
 * round: then the left one), or one of them is a centre that carries what is said (films in 5.1, where the mean buries it). Sound of
 * which neither is true passes through as it is.
 */
export class SoundChoice {
  readonly #mix = new Queue();
  /** Left and centre by turns; what a layout does not have is silent. */
  readonly #channels = new Queue();
  #choice: Choice = 'mix';
  #holds = 0;

  /** The mean of all channels. @returns what is certain by now */
  pushMix(samples: Int16Array): Int16Array[] {
    this.#mix.push(samples);
    return this.#judge(WINDOW);
  }

  /** The left channel and the centre of the same sound, sample by sample. @returns what is certain by now */
  pushChannels(samples: Int16Array): Int16Array[] {
    this.#channels.push(samples);
    return this.#judge(WINDOW);
  }

  /** What is left when nothing more comes. */
  finish(): Int16Array[] {
    const judged = this.#judge(1);
    const rest = this.#mix.take(this.#mix.length);
    return rest.length > 0 ? [...judged, rest] : judged;
  }

  #judge(least: number): Int16Array[] {
    const done: Int16Array[] = [];
    for (;;) {
      const length = Math.min(WINDOW, this.#mix.length, this.#channels.length / 2);
      if (length < least || length === 0) return done;
      const [left, centre] = apart(this.#channels.take(2 * length));
      done.push(this.#chosen(this.#mix.take(length), left, centre));
    }
  }

  #chosen(mix: Int16Array, left: Int16Array, centre: Int16Array): Int16Array {
    const before = this.#choice;
    const wanted = choiceOf(loudness(mix), loudness(left), loudness(centre));
    if (wanted !== 'mix') {
      this.#choice = wanted;
      this.#holds = HOLDS[wanted];
    } else if (this.#holds > 0) {
      this.#holds--;
    } else {
      this.#choice = 'mix';
    }
    const of = { mix, left, centre };
    return before === this.#choice ? of[before] : faded(of[before], of[this.#choice]);
  }
}

function choiceOf(mix: number, left: number, centre: number): Choice {
  if (centre > SILENT && centre > CARRIES * mix) return 'centre';
  return left > SILENT && mix < COLLAPSED * left ? 'left' : 'mix';
}

function loudness(samples: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] as number) ** 2;
  return Math.sqrt(sum / samples.length);
}

function apart(pairs: Int16Array): [Int16Array, Int16Array] {
  const [left, right] = [new Int16Array(pairs.length / 2), new Int16Array(pairs.length / 2)];
  for (let i = 0; i < left.length; i++) {
    left[i] = pairs[2 * i] as number;
    right[i] = pairs[2 * i + 1] as number;
  }
  return [left, right];
}

function faded(from: Int16Array, to: Int16Array): Int16Array {
  const result = to.slice();
  for (let i = 0; i < Math.min(FADE, result.length); i++) {
    const share = i / FADE;
    result[i] = Math.round((from[i] as number) * (1 - share) + (to[i] as number) * share);
  }
  return result;
}

/** Samples in the order in which they came. */
class Queue {
  #parts: Int16Array[] = [];
  length = 0;

  push(samples: Int16Array): void {
    this.#parts.push(samples);
    this.length += samples.length;
  }

  take(count: number): Int16Array {
    const taken = new Int16Array(count);
    let at = 0;
    while (at < count) {
      const first = this.#parts[0] as Int16Array;
      const step = Math.min(first.length, count - at);
      taken.set(first.subarray(0, step), at);
      at += step;
      if (step === first.length) this.#parts.shift();
      else this.#parts[0] = first.subarray(step);
    }
    this.length -= count;
    return taken;
  }
}
