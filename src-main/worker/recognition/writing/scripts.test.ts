import { describe, expect, it } from 'vitest';
import { scriptsIn } from '../../formats/characters';
import { chooseReading, inReadingDirection, type ScriptReading, scriptOf } from './scripts';

const own = (text: string, confidence = 0.99): ScriptReading => ({ text, confidence, scripts: null });
const other = (script: string, text: string, confidence = 0.95): ScriptReading => ({
  ...{ text, confidence },
  scripts: [script],
});
/** As wide as so many characters mostly are. */
const wide = (characters: number) => characters * 0.6;

describe('which reading of a line counts', () => {
  it('the built-in one where it is sure', () => {
    const read = own('Quarterly Report');
    expect(chooseReading(read, [other('Cyrillic', 'Оuаrtеrlу Rероrt', 1)], wide(16))).toBe(read);
  });

  it('none where it is unsure, or has a comma for a whole line, or Greek letters, which it knows from formulae', () => {
    expect(chooseReading(own('AERTE RTURT', 0.7), [], wide(20))).toBeNull();
    expect(chooseReading(own(',', 0.92), [], wide(25))).toBeNull();
    expect(chooseReading(own('Kαλ ρτε στην να', 0.97), [], wide(21))).toBeNull();
    expect(chooseReading(own(''), [], wide(21))).toBeNull();
    expect(chooseReading(own('1'), [], 0.5)?.text).toBe('1');
  });

  it('that of a recogniser for the script, where the built-in one has none or a less sure one', () => {
    const russian = other('Cyrillic', 'Добро пожаловать');
    expect(chooseReading(own(',', 0.92), [russian], wide(16))).toBe(russian);
    expect(chooseReading(own('Ao6po noxanoBatb', 0.8), [russian], wide(16))).toBe(russian);
    const [greek, better] = [other('Greek', 'Δοβρο', 0.8), other('Cyrillic', 'Добро', 0.97)];
    expect(chooseReading(own('', 0), [greek, better], wide(5))).toBe(better);
  });

  it('never that of such a recogniser for Latin letters, which the built-in one knows better', () => {
    expect(
      chooseReading(own('Bon appetit', 0.8), [other('Cyrillic', 'Bon арреtit', 0.99)], wide(11))?.text,
    ).toBe('Bon appetit');
    expect(chooseReading(own('', 0), [other('Cyrillic', 'Bon appetit', 0.99)], wide(11))).toBeNull();
  });

  it('by what stands around, where the letters look alike', () => {
    const [latin, cyrillic] = [own('MOCKBA'), other('Cyrillic', 'МОСКВА')];
    expect(chooseReading(latin, [cyrillic], wide(6), null)).toBe(latin);
    expect(chooseReading(latin, [cyrillic], wide(6), 'Cyrillic')).toBe(cyrillic);
  });
});

describe('scripts', () => {
  it('of texts are those of most letters', () => {
    expect(scriptOf(['Новости', 'CNN'], ['Greek', 'Cyrillic'])).toBe('Cyrillic');
    expect(scriptOf(['News', 'да'], ['Cyrillic'])).toBeNull();
    expect(scriptOf([], ['Cyrillic'])).toBeNull();
  });

  it('of a dictionary are those with enough letters, Latin aside', () => {
    const cyrillic = [...'абвгдежзийклмнопрстуфхцчшщ'];
    expect(scriptsIn([...'abcdefghijklmnopqrstuvwxyz', ...cyrillic, 'α', 'β'])).toEqual(['Cyrillic']);
  });

  it('from right to left are turned round, but for Latin letters and digits', () => {
    expect(inReadingDirection('2024 ماع')).toBe('عام2024 ');
    expect(inReadingDirection('ةرهاقلا')).toBe('القاهرة');
  });
});
