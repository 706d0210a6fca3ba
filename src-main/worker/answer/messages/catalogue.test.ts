import { describe, expect, it } from 'vitest';
import { at, filledIn, isItem, type Kind } from '../claims/claims';
import { Draft, type SceneOf } from '../draft';
import { type Language, worded } from './catalogue';
import { ENGLISH } from './english/english';
import { GERMAN } from './german/german';
import { lengthOf } from './german/phrases';
import { placeAt } from './testing/places';
import { FILM_SAMPLES } from './testing/samples-films';
import { LINE_SAMPLES } from './testing/samples-lines';
import { NOTE_SAMPLES } from './testing/samples-notes';
import { SEEN_SAMPLES } from './testing/samples-seen';

const SAMPLES = [...SEEN_SAMPLES, ...LINE_SAMPLES, ...FILM_SAMPLES, ...NOTE_SAMPLES];

const DOG = { kind: 'present', basis: 'detector', subject: ['dog'], sure: true, exact: true } as const;

const marksOf = (text: string) => [...text.matchAll(/\[\[\d+\]\]/g)].map(([mark]) => mark).sort();

describe('the words of an answer', () => {
  it.each(SAMPLES.map(([stated, english, german]) => [stated.kind, english, german, stated] as const))(
    'are, of %s: %s',
    (_, english, german, stated) => {
      expect(worded(ENGLISH, filledIn(stated))).toBe(english);
      expect(worded(GERMAN, filledIn(stated))).toBe(german);
    },
  );

  it('are checked for every kind of claim', () => {
    const kinds = new Set(SAMPLES.map(([{ kind }]) => kind));
    expect(Object.keys(ENGLISH.messages).filter((kind) => !kinds.has(kind as Kind))).toEqual([]);
  });

  it.each([
    ['English', ENGLISH],
    ['German', GERMAN],
  ] as const)(
    'in %s name every place that a claim rests on, once, and nothing else',
    (_, language: Language) => {
      for (const [stated] of SAMPLES) {
        const claim = filledIn(stated);
        const marks = marksOf(worded(language, claim));
        expect([claim.kind, marks]).toEqual([claim.kind, claim.evidence.map((_place, n) => `[[${n}]]`)]);
      }
    },
  );

  it('in German have the forms that a number asks for, and German figures', () => {
    const places = [1, 2, 3, 1200].map((n) => {
      const counts = { places: n, total: n * 1_000_000, films: 1 };
      const asked = { form: 'when', ordinal: null } as const;
      return worded(GERMAN, filledIn({ ...DOG, asked, counts }));
    });
    expect(places).toEqual([
      'ein **Hund** wurde einmal gefunden, insgesamt 1 Sekunde lang:',
      'ein **Hund** wurde zweimal gefunden, insgesamt 2 Sekunden lang:',
      'ein **Hund** wurde 3-mal gefunden, insgesamt 3 Sekunden lang:',
      'ein **Hund** wurde 1.200-mal gefunden, insgesamt 20 Minuten lang:',
    ]);
    const more = (n: number, what: 'stretch' | 'film') =>
      worded(GERMAN, filledIn({ kind: 'more', what, counts: { more: n } }));
    expect([more(1, 'stretch'), more(2, 'stretch'), more(1, 'film'), more(2, 'film')]).toEqual([
      'Und 1 weiterer Abschnitt.',
      'Und 2 weitere Abschnitte.',
      'Und 1 weiterer Film.',
      'Und 2 weitere Filme.',
    ]);
    expect(lengthOf(3_723_000_000)).toBe('1 Stunde 2 Minuten 3 Sekunden');
    expect(lengthOf(400_000)).toBe('weniger als eine Sekunde');
  });
});

describe('an answer of claims', () => {
  const draft = () =>
    new Draft()
      .say({
        ...{ kind: 'present', basis: 'detector', subject: ['dog'], sure: true, exact: true },
        ...{ asked: { form: 'when', ordinal: null }, counts: { places: 2, total: 4_000_000, films: 1 } },
      })
      .say({ kind: 'place', basis: 'detector', subject: ['dog | cat'], film: 'Sea', ...at(placeAt(1, 3)) })
      .say({ kind: 'place', basis: 'detector', counts: { length: 2_000_000 }, ...at(placeAt(5, 7)) })
      .say({ kind: 'look', evidence: [placeAt(1, 3)] })
      .close('high', 'knownKinds');
  const told = (language?: Language, table?: SceneOf) => {
    const events = [
      ...draft().events(['How.'], { ...(language ? { language } : {}), ...(table ? { table } : {}) }),
    ];
    return { events, text: events.flatMap((e) => (e.type === 'text' ? [e.text] : [])).join('') };
  };

  it('is written in paragraphs and lists, each sentence with a capital', () => {
    expect(told().text.split('\n')).toEqual([
      '**Dog** is found twice, for 4 seconds in all:',
      '',
      '- [[0]] to 0:03 in **Sea**',
      '- [[1]] to 0:07, 2 seconds',
      '',
      'You can look for yourself: [[0]]',
      '',
      'Only people and some eighty kinds of everyday things are known.',
    ]);
  });

  it('sends a place before the claim that rests on it, and the claim before its words', () => {
    const { events } = told();
    expect(events.map(({ type }) => type)).toEqual([
      ...['detail', 'claim', 'text', 'citation', 'claim', 'text', 'citation', 'claim', 'text'],
      ...['claim', 'text', 'claim', 'text', 'done'],
    ]);
    const claims = events.flatMap((e) => (e.type === 'claim' ? [e.claim] : []));
    expect(claims.map(({ kind, evidence }) => [kind, evidence])).toEqual([
      ['present', []],
      ['place', [0]],
      ['place', [1]],
      ['look', [0]],
      ['because', []],
    ]);
    expect(events.at(-1)).toEqual({ type: 'done', confidence: 'high' });
  });

  it('says the same in another language, with the same places', () => {
    expect(told(GERMAN).text.split('\n')).toEqual([
      'Ein **Hund** wurde zweimal gefunden, insgesamt 4 Sekunden lang:',
      '',
      '- [[0]] bis 0:03 in **Sea**',
      '- [[1]] bis 0:07, 2 Sekunden',
      '',
      'Hier lässt sich nachsehen: [[0]]',
      '',
      'Bekannt sind nur Menschen und etwa achtzig Arten alltäglicher Dinge.',
    ]);
    const claims = (language: Language) => told(language).events.filter(({ type }) => type === 'claim');
    expect(claims(GERMAN)).toEqual(claims(ENGLISH));
    const sceneOf: SceneOf = () => 1;
    expect(told(GERMAN, sceneOf).text.split('\n')).toContain(
      '| [[0]] bis 0:03 | „dog \\| cat“ | **Sea**, Szene 1 |',
    );
  });

  it('is written as a table of time, what and where, where one was asked for', () => {
    const sceneOf: SceneOf = ({ from }) => (from < 2_000_000 ? 1 : null);
    expect(told(ENGLISH, sceneOf).text.split('\n')).toEqual([
      '**Dog** is found twice, for 4 seconds in all:',
      '',
      '| Time | What | Where |',
      '| --- | --- | --- |',
      '| [[0]] to 0:03 | **dog \\| cat** | **Sea**, scene 1 |',
      '| [[1]] to 0:07 | 2 seconds |  |',
      '',
      'You can look for yourself: [[0]]',
      '',
      'Only people and some eighty kinds of everyday things are known.',
    ]);
  });

  it('keeps the spelling of a word that has its own, and of items', () => {
    const texts = [
      ...new Draft()
        .say({ kind: 'absent', subject: [], senses: ['seen'], isQuote: false, far: false, further: false })
        .say({ kind: 'film', subject: ['iPhone'], counts: { length: 0 } })
        .events([]),
    ].flatMap((e) => (e.type === 'text' ? [e.text] : []));
    expect(texts[1]).toContain('- **iPhone**');
    expect(isItem(filledIn({ kind: 'film', subject: [], counts: { length: 0 } }))).toBe(true);
  });
});
