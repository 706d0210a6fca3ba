import { describe, expect, it } from 'vitest';
import { soundOf, spelledText } from './spelling';

const words = (text: string, ...sure: (number | undefined)[]) =>
  text.split(' ').map((word, i) => {
    const one = sure[Math.min(i, sure.length - 1)];
    return { text: word, from: i, to: i + 1, ...(one !== undefined && { sure: one }) };
  });
const term = (text: string, ...soundsLike: string[]) => ({ text, soundsLike });

describe('spelledText', () => {
  it('puts a term where a doubted word is like it in letters or in sound, with the marks around it', () => {
    expect(spelledText(words('said “Lovelays,” and went', 0.9, 0.3, 0.9), [term('Lovelace')])).toBe(
      'said “Lovelace,” and went',
    );
    expect(spelledText(words('in Coeln today', 0.9, 0.3, 0.9), [term('Köln')])).toBe('in Köln today');
    expect(spelledText(words("Sourkees' plan", 0.2, 0.9), [term('Sarkis')])).toBe("Sarkis' plan");
  });

  it('puts one word in the place of several, and several in the place of one', () => {
    expect(spelledText(words('the long take app', 0.9, 0.4, 0.4, 0.9), [term('Longtake')])).toBe(
      'the Longtake app',
    );
    expect(spelledText(words('adalovelace wrote', 0.3, 0.9), [term('Ada Lovelace')])).toBe(
      'Ada Lovelace wrote',
    );
  });

  it('keeps a possessive ending', () => {
    expect(spelledText(words("Greeg's music", 0.3, 0.9), [term('Grieg')])).toBe("Grieg's music");
  });

  it('leaves what the model was sure of, what is unlike, what is right already, and lines without doubts', () => {
    expect(spelledText(words('Lovelays', 0.8), [term('Lovelace')])).toBeNull();
    expect(spelledText(words('Lovelays', undefined), [term('Lovelace')])).toBeNull();
    expect(spelledText(words('lovely', 0.2), [term('Lovelace')])).toBeNull();
    expect(spelledText(words('Lovelace', 0.2), [term('Lovelace')])).toBeNull();
    expect(spelledText(words('in', 0.1), [term('Ina')])).toBeNull();
  });

  it('takes a form that is given unless the model was quite sure', () => {
    expect(spelledText(words('the corn', 0.99, 0.8), [term('Korn', 'corn')])).toBe('the Korn');
    expect(spelledText(words('the corn', 0.99, 0.95), [term('Korn', 'corn')])).toBeNull();
  });

  it('takes the nearest of two terms', () => {
    expect(spelledText(words('Marlin', 0.2), [term('Martin'), term('Marlon')])).toMatch(/Mar(tin|lon)/);
    expect(spelledText(words('Marlo', 0.2), [term('Martin'), term('Marlon')])).toBe('Marlon');
  });
});

describe('soundOf', () => {
  it('is one for what sounds alike', () => {
    for (const [a, b] of [
      ['philip', 'filip'],
      ['cathrin', 'katrin'],
      ['schmidt', 'schmitt'],
      ['vagner', 'wagner'],
    ]) {
      expect(soundOf(a as string)).toBe(soundOf(b as string));
    }
    expect(soundOf('berlin')).not.toBe(soundOf('boston'));
  });
});
