import { describe, expect, it } from 'vitest';
import { askedChapters, asksOfChapters, chaptersAsTimes, lackedChapter } from './chapters';

const SECOND = 1_000_000;
const chapters = [
  { from: 0, to: 5 * SECOND, title: 'Opening credits' },
  { from: 5 * SECOND, to: 72_250_000, title: 'The vault' },
  { from: 72_250_000, to: 100 * SECOND, title: 'The vault is opened' },
  { from: 100 * SECOND, to: 200 * SECOND, title: '' },
];
const asked = (text: string) => chaptersAsTimes(text, chapters).text;

describe('a chapter in a question', () => {
  it.each([
    ['What happens in chapter 2?', 'What happens between 0:05 and 1:12.25?'],
    ['what is said during the first chapter', 'what is said between 0:00 and 0:05'],
    ['Summarise chapter three', 'Summarise between 1:12.25 and 1:40'],
    ['Is a dog seen in the last chapter?', 'Is a dog seen between 1:40 and 3:20?'],
    ['What is said in the chapter “The vault is opened”?', 'What is said between 1:12.25 and 1:40?'],
    [
      'What is said in the chapter called the vault about money?',
      'What is said between 0:05 and 1:12.25 about money?',
    ],
    ['What happens in chapter number 4, please?', 'What happens between 1:40 and 3:20, please?'],
    ['Was passiert in Kapitel 3?', 'Was passiert zwischen 1:12.25 und 1:40?'],
    ['Was wird im zweiten Kapitel gesagt?', 'Was wird zwischen 0:05 und 1:12.25 gesagt?'],
    ['Sieht man im letzten Kapitel einen Hund?', 'Sieht man zwischen 1:40 und 3:20 einen Hund?'],
    ['Was passiert im 3. Kapitel?', 'Was passiert zwischen 1:12.25 und 1:40?'],
    [
      'Was wird im Kapitel „The vault“ über Geld gesagt?',
      'Was wird zwischen 0:05 und 1:12.25 über Geld gesagt?',
    ],
    ['Fasse Kapitel zwei zusammen', 'Fasse zwischen 0:05 und 1:12.25 zusammen'],
  ])('%s', (question, times) => {
    expect(asked(question)).toBe(times);
    expect(chaptersAsTimes(question, chapters).note).not.toBeNull();
  });

  it.each([
    'What happens in chapter 9?',
    'Where is a new chapter of history mentioned?',
    'What is said about the chapter The vaulted ceiling?',
    'When is a dog seen?',
    'Was passiert in Kapitel 9?',
    'Wo wird ein neues Kapitel der Geschichte erwähnt?',
  ])('that there is none of leaves the question as it is: %s', (question) => {
    expect(chaptersAsTimes(question, chapters)).toEqual({ text: question, note: null });
  });

  it('stands nowhere in a film without chapters', () => {
    expect(chaptersAsTimes('What happens in chapter 2?', [])).toMatchObject({ note: null });
    expect(askedChapters('Which chapters are there?', [])).toBeNull();
  });
});

describe('a chapter that there is not', () => {
  it.each([
    ['What happens in chapter 9?', 9],
    ['what is in the ninth chapter', 9],
    ['Was passiert in Kapitel 12?', 12],
    ['What happens in chapter 2?', null],
    ['What happens in the last chapter?', null],
    ['What is said in chapter 9?', 9],
    ['Was wird in Kapitel 9 gesagt?', 9],
    ['What is said about chapter 9?', null],
    ['When is chapter 9 mentioned?', null],
    ['Where does “chapter 9” stand?', null],
    ['What happens?', null],
  ])('%s', (text, lacked) => {
    expect(lackedChapter(text, chapters)).toBe(lacked);
    expect(lackedChapter(text, [])).toBeNull();
  });
});

describe('a film without chapters', () => {
  it.each([
    'What happens in chapter 3?',
    'And in chapter 2?',
    'what is said during the last chapter',
    'Which chapters are there?',
    'When does chapter 2 begin?',
    'Was passiert in Kapitel 3?',
    'Und im zweiten Kapitel?',
    'Was wird im letzten Kapitel gesagt?',
    'Welche Kapitel gibt es?',
  ])('is asked for them: %s', (text) => {
    expect(asksOfChapters(text)).toBe(true);
  });

  it.each([
    'When is chapter 9 mentioned?',
    'Where does “chapter 9” stand?',
    'What is said about chapter 3?',
    'Where is a new chapter of history mentioned?',
    'Wo wird ein neues Kapitel der Geschichte erwähnt?',
    'When is a dog seen?',
  ])('is not: %s', (text) => {
    expect(asksOfChapters(text)).toBe(false);
  });
});

describe('a question for chapters', () => {
  const numbers = (text: string) => askedChapters(text, chapters)?.map(({ number }) => number) ?? null;
  it('asks for all of them, or for one', () => {
    expect(numbers('Which chapters are there?')).toEqual([1, 2, 3, 4]);
    expect(numbers('List the chapters')).toEqual([1, 2, 3, 4]);
    expect(numbers('How many chapters does it have?')).toEqual([1, 2, 3, 4]);
    expect(numbers('When does chapter 2 begin?')).toEqual([2]);
    expect(numbers('What is chapter 3 called?')).toEqual([3]);
    expect(numbers('Where is the chapter Opening credits?')).toEqual([1]);
    for (const all of ['Welche Kapitel gibt es?', 'Zeig mir die Kapitel', 'Wie viele Kapitel hat der Film?'])
      expect(numbers(all)).toEqual([1, 2, 3, 4]);
    expect(numbers('Wann beginnt Kapitel 2?')).toEqual([2]);
    expect(numbers('Wie heißt das dritte Kapitel?')).toEqual([3]);
    expect(numbers('Wo ist das Kapitel „Opening credits“?')).toEqual([1]);
  });

  it('is not one about what is in them', () => {
    expect(numbers('What happens in chapter 2?')).toBeNull();
    expect(numbers('Was passiert in Kapitel 2?')).toBeNull();
    expect(numbers('Zeig mir Kapitel 2')).toBeNull();
    expect(numbers('What is said in both chapters?')).toBeNull();
    expect(numbers('When is a dog seen?')).toBeNull();
  });
});
