/*
 * A mel spectrogram as librosa makes it (`librosa.feature.melspectrogram`, https://librosa.org/doc): power, with Slaney's scale of mels
 * and his norm, so that the voice encoder hears what it was trained with. The values are powers, not their logarithms.
 */

/** Hz, samples a window, channels. */
interface MelShape {
  readonly rate: number;
  readonly window: number;
  readonly channels: number;
}

/** Slaney's Auditory Toolbox: linear up to 1000 Hz, logarithmic above. */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const LOG_STEP = Math.log(6.4) / 27;

function toMel(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_HZ / LINEAR_HZ + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

function toHz(mel: number): number {
  const ahead = mel - BREAK_HZ / LINEAR_HZ;
  return ahead < 0 ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * ahead);
}

/** @returns [bins, channels], bins being window / 2 + 1: triangles that overlap by half, each of the same area */
export function melFilters({ rate, window, channels }: MelShape): Float32Array {
  const bins = window / 2 + 1;
  const top = toMel(rate / 2);
  const edges = Array.from({ length: channels + 2 }, (_, i) => toHz((top * i) / (channels + 1)));
  const filters = new Float32Array(bins * channels);
  for (let channel = 0; channel < channels; channel++) {
    const [low, middle, high] = edges.slice(channel, channel + 3) as [number, number, number];
    for (let bin = 0; bin < bins; bin++) {
      const hz = (bin * rate) / window;
      const weight = Math.max(0, Math.min((hz - low) / (middle - low), (high - hz) / (high - middle)));
      filters[bin * channels + channel] = (weight * 2) / (high - low);
    }
  }
  return filters;
}

/** @returns [2 bins, 1, window]: the real and then the imaginary part of each bin of a transform under Hann's window */
export function fourierKernels(window: number): Float32Array {
  const bins = window / 2 + 1;
  const kernels = new Float32Array(2 * bins * window);
  for (let bin = 0; bin < bins; bin++) {
    for (let n = 0; n < window; n++) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window);
      // Whole turns away first: a cosine of thousands has lost places.
      const angle = (2 * Math.PI * ((bin * n) % window)) / window;
      kernels[bin * window + n] = hann * Math.cos(angle);
      kernels[(bins + bin) * window + n] = -hann * Math.sin(angle);
    }
  }
  return kernels;
}
