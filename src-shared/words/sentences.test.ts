import { afterEach, describe, expect, it } from 'vitest';
import { toUserError } from '../errors';
import { packs } from './en/packs';
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

  it('have their reasons in the same language, also sentences within them', () => {
    setLanguage('de');
    expect(sentenceInLanguage('is not “x”: a.mp4 cannot be read: it is empty.')).toBe(
      'is not “x”: a.mp4 lässt sich nicht lesen: Sie ist leer.',
    );
    expect(sentenceInLanguage('The model pack Small One does not find things.')).toBe(
      'Das Modellpaket Small One findet keine Dinge.',
    );
    expect(sentenceInLanguage('notes.mp4 is not an ordinary file.')).toBe(
      'notes.mp4 ist keine gewöhnliche Datei.',
    );
    expect(
      sentenceInLanguage(
        'The background process that was working on this did not start in time. It was given up: that happened 3 times in a row before it had got on.',
      ),
    ).toMatch(/nicht rechtzeitig gestartet.*3-mal/);
    expect(
      sentenceInLanguage('Another Longtake (the window, process 7) is using the library in /films.'),
    ).toBe('Ein anderes Longtake (the window, process 7) benutzt die Bibliothek in /films.');
    // What a tool says itself stays.
    expect(sentenceInLanguage('a.mp4 cannot be read: moov atom not found.')).toBe(
      'a.mp4 lässt sich nicht lesen: moov atom not found.',
    );
  });

  it('are those of devices and of room, too', () => {
    setLanguage('de');
    expect(sentenceInLanguage('The CPU, because no other device is usable here.')).toBe(
      'Die CPU, weil hier kein anderes Gerät benutzbar ist.',
    );
    expect(
      sentenceInLanguage('WebGPU, measured here: 4.2 times as fast as the CPU, in half precision (float16).'),
    ).toBe('WebGPU, hier gemessen: 4.2-mal so schnell wie die CPU, in halber Genauigkeit (float16).');
    expect(
      sentenceInLanguage(
        'The CPU, although CUDA was chosen in the settings. CUDA gave no answer when it was tried: its driver may need an update.',
      ),
    ).toMatch(/^Die CPU, obwohl .* CUDA gab keine Antwort/);
    expect(sentenceInLanguage('It needs 900 MB of memory, and this computer has 20 GB for it.')).toBe(
      'Es braucht 900 MB Arbeitsspeicher, und dieser Rechner hat 20 GB dafür.',
    );
  });

  it('are what packs say of themselves, too', () => {
    setLanguage('de');
    for (const said of Object.values(packs)) expect(sentenceInLanguage(said)).not.toBe(said);
  });

  it('stay as they are where there are no words for them', () => {
    setLanguage('de');
    expect(sentenceInLanguage('Something else.')).toBe('Something else.');
  });
});
