import { afterEach, describe, expect, it } from 'vitest';
import { formatBytes } from '../bytes';
import { keyWords } from '../keys';
import { languageOf, systemLanguage } from './language';
import { formatDate, formatList, formatNumber } from './numbers';
import { currentLanguage, onLanguage, setLanguage, t, wordsIn } from './words';

afterEach(() => setLanguage('en'));

describe('the language', () => {
  it('is the first of the system’s that there is a catalogue for, else English', () => {
    expect(systemLanguage(['de-DE', 'en'])).toBe('de');
    expect(systemLanguage(['fr-FR', 'de_AT.UTF-8', 'en-GB'])).toBe('de');
    expect(systemLanguage(['en-US', 'de'])).toBe('en');
    expect(systemLanguage(['fr', 'den'])).toBe('en');
    expect(systemLanguage([])).toBe('en');
    expect(systemLanguage(['C'])).toBe('en');
  });

  it('is the system’s only where a person left it to that', () => {
    expect(languageOf('system', 'de')).toBe('de');
    expect(languageOf('en', 'de')).toBe('en');
    expect(languageOf('de', 'en')).toBe('de');
  });

  it('is English until it is set, and each change is told once', () => {
    const told: string[] = [];
    const stop = onLanguage(() => told.push(currentLanguage()));
    expect(currentLanguage()).toBe('en');
    setLanguage('de');
    setLanguage('de');
    stop();
    setLanguage('en');
    expect(told).toEqual(['de']);
  });
});

describe('words', () => {
  it('are those of the language that is set', () => {
    expect(t('actions.view.library')).toBe('Library');
    setLanguage('de');
    expect(t('actions.view.library')).toBe('Bibliothek');
    expect(wordsIn('en')('actions.view.library')).toBe('Library');
  });

  it('name keys as the keyboards of the language do', () => {
    expect(keyWords('Mod+Shift+ ', false)).toBe('Ctrl+Shift+Space');
    setLanguage('de');
    expect(keyWords('Mod+Shift+ ', false)).toBe('Strg+Umschalt+Leertaste');
    expect(keyWords('Mod+Shift+ArrowLeft', true)).toBe('⌘⇧←');
  });
});

describe('numbers and dates', () => {
  it('are written as the language does', () => {
    const date = new Date(2026, 10, 8);
    const written = () => [
      ...[formatNumber(12345), formatNumber(1.25, 1), formatBytes(4_200_000), formatBytes(999)],
      ...[formatDate(date, { dateStyle: 'long' }, 'en-GB'), formatList(['a', 'b', 'c'])],
    ];
    expect(written()).toEqual(['12,345', '1.3', '4.2 MB', '999 B', '8 November 2026', 'a, b and c']);
    setLanguage('de');
    expect(written()).toEqual(['12.345', '1,3', '4,2 MB', '999 B', '8. November 2026', 'a, b und c']);
  });
});
