// Made-up frames of a film and questions about it, for measuring: nothing to see, and nothing to answer.
import type {
  EncodedVideo,
  FrameReader,
  LanguageQuestion,
} from '../src-main/base/film/language-tokens/types';

/** Frames of a slanting grey pattern that moves, no two of them alike: uint8 [count, height, width, 3]. */
export function madeUpFrames(
  { inputWidth, inputHeight }: Pick<FrameReader, 'inputWidth' | 'inputHeight'>,
  first: number,
  count = 1,
): Uint8Array {
  const length = inputWidth * inputHeight * 3;
  return Uint8Array.from({ length: count * length }, (_, i) => {
    const frame = first + Math.floor(i / length);
    return ((i % length) * 7 + frame * 41) % 256;
  });
}

/** A question whose answer is drawn, so that made-up weights do not end it at once. */
export function asked(video: EncodedVideo, question: string, maxTokens: number): LanguageQuestion {
  return {
    ...{ video, question, turns: [], range: null, maxTokens },
    sampling: { temperature: 1, topP: 1, seed: 7 },
    signal: new AbortController().signal,
    onText: () => {},
    onPhase: () => {},
  };
}
