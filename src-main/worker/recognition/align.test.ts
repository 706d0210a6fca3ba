import { describe, expect, it } from 'vitest';
import { placeTokens, timeWords, type VoiceTrack } from './align';

function row(frames: number, peaks: Record<number, number>): Float32Array {
  const out = new Float32Array(frames);
  for (const [frame, weight] of Object.entries(peaks)) out[Number(frame)] = weight;
  return out;
}

describe('placeTokens', () => {
  it('follows the peaks', () => {
    expect(placeTokens([row(6, { 0: 0.9 }), row(6, { 2: 0.8 }), row(6, { 5: 0.7 })])).toEqual([0, 2, 5]);
  });

  it('never goes back: a stray peak gives way to the path that fits all tokens', () => {
    const rows = [row(9, { 1: 0.9 }), row(9, { 8: 0.5, 3: 0.4 }), row(9, { 4: 0.9 }), row(9, { 6: 0.9 })];
    expect(placeTokens(rows)).toEqual([1, 3, 4, 6]);
  });

  it('has nothing to place without sound', () => {
    expect(placeTokens([])).toEqual([]);
  });
});

describe('timeWords', () => {
  const voice = (pattern: string): VoiceTrack => ({
    probabilities: [...pattern].map((c) => Number(c) / 10),
    frameSeconds: 0.1,
    pause: 0.3,
  });

  it('begins a word where speech sets in and ends it at the pause', () => {
    const words = timeWords(
      [
        { text: 'ask', first: 0.55, last: 0.55 },
        { text: 'not', first: 1.3, last: 1.3 },
      ],
      voice('00009999000999900000'),
      1_000_000,
      2,
    );
    expect(words).toEqual([
      { text: 'ask', from: 1_400_000, to: 1_800_000 },
      { text: 'not', from: 2_100_000, to: 2_500_000 },
    ]);
  });

  it('moves a word that was placed in the silence before it to its onset', () => {
    const [word] = timeWords([{ text: 'And', first: 0, last: 0 }], voice('0000099990'), 0, 1);
    expect(word).toEqual({ text: 'And', from: 500_000, to: 900_000 });
  });

  it('keeps a word that the voice detector did not hear next to the word that follows', () => {
    const spoken = [
      { text: 'I', first: 0.1, last: 0.1 },
      { text: 'have', first: 0.65, last: 0.65 },
    ];
    const [word] = timeWords(spoken, voice('0000000999'), 0, 1);
    expect(word?.from).toBe(350_000);
  });

  it('keeps words in order and within the utterance, wherever the tokens were found', () => {
    const spoken = Array.from({ length: 8 }, (_, i) => ({ text: `w${i}`, first: 0.95, last: 0.95 }));
    const words = timeWords(spoken, voice('9999999999'), 0, 1);
    let end = 0;
    for (const word of words) {
      expect(word.from).toBeGreaterThanOrEqual(end);
      expect(word.to).toBeGreaterThanOrEqual(word.from);
      expect(word.to).toBeLessThanOrEqual(1_000_000);
      end = word.to;
    }
  });
});
