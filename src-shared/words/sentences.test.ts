import { afterEach, describe, expect, it } from 'vitest';
import { toUserError } from '../errors';
import { errorInLanguage, sentenceInLanguage } from './sentences';
import { setLanguage } from './words';

afterEach(() => setLanguage('en'));

describe('sentences of failures', () => {
  const full = toUserError(Object.assign(new Error('write'), { code: 'ENOSPC' }));

  it('are those of the chosen language, the code beside them', () => {
    expect(errorInLanguage(full)).toEqual(full);
    setLanguage('de');
    expect(errorInLanguage(full)).toEqual({
      code: 'DiskFull',
      message: 'Ein Datenträger ist voll.',
      remedy: 'Platz schaffen, dann noch einmal versuchen: Was schon fertig ist, bleibt.',
    });
  });

  it('keep what they name, whatever letters that has', () => {
    setLanguage('de');
    expect(sentenceInLanguage('a {b} (c).mp4 is not there any more.')).toBe(
      'a {b} (c).mp4 ist nicht mehr da.',
    );
    expect(sentenceInLanguage('x.mp4 is not the same file as “A talk”.')).toBe(
      'x.mp4 ist nicht dieselbe Datei wie „A talk“.',
    );
  });

  it('stay as they are where there are no words for them', () => {
    setLanguage('de');
    expect(sentenceInLanguage('Something else.')).toBe('Something else.');
  });
});
