// The page's words stand in the catalogues, and every language has the same messages with the same values.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { de } from '../../src-shared/words/de/catalogue';
import { en } from '../../src-shared/words/en/catalogue';
import { errors } from '../../src-shared/words/en/errors';
import { packs } from '../../src-shared/words/en/packs';
import { reasons } from '../../src-shared/words/en/reasons';
import { ROOT } from './root.mjs';
import { sourcesIn } from './sources.mjs';
import { wordsOutside, wrongValues } from './words.mjs';

/** What is left where it stands: [file's end, text, why]. */
const EXCEPTIONS = [
  ['help/shipped.tsx', 'ffmpeg', 'the program’s name'],
  ['settings/network.tsx', 'https://mirror.example.org', 'an address'],
  ['settings/network.tsx', 'http://proxy.example.org:3128', 'an address'],
  [
    'stores/first-answer.ts',
    'What is said about the museum?',
    'a question, and questions are read in English',
  ],
];

async function sources(folder) {
  const all = await sourcesIn(folder);
  return [...all].filter(([path]) => !/\.test\.|\/testing\//.test(path));
}

/** Names of a message's values, of tags, and of what it chooses by, in all its branches. */
function argumentsOf(message) {
  const names = new Set();
  const visit = (parts) => {
    for (const part of parts) {
      // Literals and `#` have no name.
      if (part.type !== 0 && part.type !== 7) names.add(part.value);
      for (const option of Object.values(part.options ?? {})) visit(option.value);
      if (part.children) visit(part.children);
    }
  };
  visit(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('the catalogues', () => {
  it('have the same values in every message, in all languages', () => {
    for (const [key, message] of Object.entries(en))
      expect([key, argumentsOf(de[key])]).toEqual([key, argumentsOf(message)]);
  });

  it('name the room first in every key', async () => {
    for (const name of await readdir(join(ROOT, 'src-shared/words/en'))) {
      if (name === 'catalogue.ts') continue;
      const room = name.replace('.ts', '');
      const { [room]: messages } = await import(join(ROOT, 'src-shared/words/en', name));
      for (const key of Object.keys(messages))
        expect(key.startsWith(`${room}.`), `${key} in ${name}`).toBe(true);
    }
  });

  it('have the sentences of failures as they are said', async () => {
    const files = [...(await sources('src-main')), ...(await sources('src-shared'))];
    const code = files
      .filter(([path]) => !path.includes('/words/'))
      .map(([, source]) => source)
      .join('\n');
    const isSaid = (sentence) => sentence.split(/\{\w+\}/).every((part) => code.includes(part));
    expect(
      [...Object.values(errors), ...Object.values(reasons)].filter((sentence) => !isSaid(sentence)),
    ).toEqual([]);
  });

  it('have what packs say of themselves, and no sentence twice', async () => {
    const described = await readFile(join(ROOT, 'assets/catalogue.json'), 'utf8');
    const builders = (await sources('scripts/packs'))
      .map(([, source]) => source.replaceAll(/\\'/g, "'"))
      .join();
    for (const text of Object.values(packs)) {
      expect(
        described.includes(JSON.stringify(text).slice(1, -1)) || builders.includes(text.slice(0, 48)),
        text,
      ).toBe(true);
    }
    const all = [...Object.values(errors), ...Object.values(reasons), ...Object.values(packs)];
    expect(all.filter((text, at) => all.indexOf(text) !== at)).toEqual([]);
  });

  it('are asked only for what they take', async () => {
    const files = [
      ...(await sources('src-renderer')),
      ...(await sources('src-shared')),
      ...(await sources('src-main')),
    ];
    const wrong = files
      .filter(([, source]) => source.includes('words/words'))
      .flatMap(([path, source]) =>
        wrongValues(path, source, (key) => (key in en ? argumentsOf(en[key]) : undefined)),
      );
    expect(wrong).toEqual([]);
  });
});

describe('the page', () => {
  it('has no words for people outside the catalogues', async () => {
    const files = await sources('src-renderer');
    expect(files.length).toBeGreaterThan(100);
    const left = files.flatMap(([path, source]) =>
      wordsOutside(path, source)
        .filter(({ text }) => !EXCEPTIONS.some(([file, known]) => path.endsWith(file) && known === text))
        .map(({ line, text }) => `${path}:${line} ${text}`),
    );
    expect(left).toEqual([]);
  });
});

describe('words outside a catalogue', () => {
  const outside = (source) => wordsOutside('a.tsx', source).map(({ text }) => text);

  it('are found as text, in attributes that are read, and in expressions of both', () => {
    expect(outside('const a = <p>Hello there</p>;')).toEqual(['Hello there']);
    expect(outside('const a = <img alt="A dog" className="big picture" />;')).toEqual(['A dog']);
    expect(outside(`const a = <p>{on ? 'Yes' : \`No \${n}\`}</p>;`)).toEqual(['Yes', 'No …']);
    expect(outside("const a = <Row title={on ? 'Yes' : t('a.b')} />;")).toEqual(['Yes']);
  });

  it('are found as sentences wherever they stand', () => {
    expect(outside("store.info('This was saved.');")).toEqual(['This was saved.']);
    expect(outside(`const a = { label: \`Shown in \${n} films\` };`)).toEqual(['Shown in … films']);
  });

  it('are no names, keys or texts of faults', () => {
    expect(outside("const a = <p className={x === 'Big one' ? 'aa' : 'bb'}>{t('a.b')}</p>;")).toEqual([
      'Big one',
    ]);
    expect(outside("throw new Error('No such thing here');")).toEqual([]);
    expect(outside("const a = <p>{names.join(' and ')}{x['key']}</p>;")).toEqual([]);
  });
});

describe('values of messages', () => {
  const takes = (key) => ({ 'a.none': [], 'a.n': ['n'] })[key];
  const wrong = (source) => wrongValues('a.ts', source, takes).length;

  it('are those that the message takes', () => {
    expect(wrong("t('a.none'); t('a.n', { n: 1 }); t('a.n', { n }); t('a.n', values);")).toBe(0);
    expect(wrong("t('a.n', { m: 1 });")).toBe(1);
    expect(wrong("t('a.none', { n });")).toBe(1);
    expect(wrong("t('a.n');")).toBe(1);
    expect(wrong("t('a.other');")).toBe(1);
  });
});
