import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src-shared/words/words';
import { markdownPath } from './plain-text';
import { toHtmlReport, toMarkdownReport } from './report';
import { filmOf, listOf, placesAt } from './testing/lists';
import { TIMEBASES } from './timecode';

const pal = TIMEBASES['25'];
if (!pal) throw new Error('a standard timebase');
const [one, two, three] = placesAt(filmOf('aa', pal), [
  [0, 25],
  [50, 75],
  [100, 125],
]);
if (!one || !two || !three) throw new Error('three places');

afterEach(() => setLanguage('en'));

describe('a report', () => {
  const list = listOf([
    { ...one, title: 'First' },
    { ...two, title: '' },
    { ...three, title: 'Third' },
  ]);
  const source = { list, pictures: new Map(), exportedAt: 0 };

  it('numbers its places as people count, those without a title by their number alone', () => {
    const heads = [...toMarkdownReport(source).matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(heads).toEqual(['1: First', 'Place 2', '3: Third']);
    const titles = [...toHtmlReport(source).matchAll(/<h2>(.*)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual(['First', 'Place 2', 'Third']);
  });

  it('is in the language of the window', () => {
    setLanguage('de');
    const coloured = { ...source, list: listOf([{ ...one, title: '', colour: 'blue', tags: ['x'] }]) };
    const [markdown, html] = [toMarkdownReport(coloured), toHtmlReport(coloured)];
    expect(html).toContain('<html lang="de">');
    for (const report of [markdown, html])
      for (const words of [
        'Stelle 1',
        '0:00 bis 0:01',
        'Blau. Stichwörter: x.',
        '1 Stelle in',
        'Bilder pro Sekunde',
      ])
        expect(report).toContain(words);
  });

  it('names pictures so that Markdown takes them, whatever is in their names', () => {
    expect(markdownPath("a b/(1)!'*.jpg")).toBe('a%20b/%281%29%21%27%2A.jpg');
  });
});
