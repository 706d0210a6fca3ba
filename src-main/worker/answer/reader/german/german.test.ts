import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { germanName } from '../../../../../src-shared/words/de/names/names';
import { inEnglish, readQuestion } from '../../question';
import { thingsIn } from '../../things/names';
import { germanInEnglish } from './german';
import { nounPhraseInEnglish, wholePhraseInEnglish } from './noun-phrase';
import { takeGermanTime } from './times';

const s = (seconds: number) => seconds * 1_000_000;

describe('a question in German', () => {
  it.each([
    ['Wann sieht man den Hund?', { form: 'when', sense: 'seen', topic: 'dog', own: 'Hund' }],
    ['Gibt es einen roten Bus?', { form: 'exists', topic: 'red bus' }],
    ['Wie viele Stühle sind zu sehen?', { form: 'howMany', topic: 'chair' }],
    ['Wie viele Stuehle sind zu sehen?', { form: 'howMany', topic: 'chair' }],
    ['Was wird über das Klima gesagt?', { form: 'whatSaid', sense: 'said', topic: 'climate', own: 'Klima' }],
    ['Was wird über die Gewerkschaft gesagt?', { form: 'whatSaid', topic: 'Gewerkschaft' }],
    ['Was steht auf dem Schild?', { form: 'whatWritten', sense: 'written' }],
    ['Worum geht es?', { form: 'summary', topic: '' }],
    ['Zeig mir alle Stellen mit einem Fahrrad', { form: 'when', topic: 'bicycle' }],
    ['Was passiert in Szene 3?', { form: 'content', time: { kind: 'part', unit: 'scene', number: 3 } }],
    [
      'Sieht man in den ersten 20 Sekunden einen Bus?',
      { form: 'exists', topic: 'bus', time: { kind: 'first', length: s(20) } },
    ],
    ['Wann sieht man zum letzten Mal ein Pferd?', { form: 'when', topic: 'horse', ordinal: 'last' }],
    ['Kommt der Bus wieder?', { form: 'when', topic: 'bus', again: true, own: 'Bus' }],
    ['Taucht der Mann noch einmal wieder auf?', { form: 'when', topic: 'man', again: true }],
    ['Wann sind keine Autos im Bild?', { form: 'when', topic: 'car', wanted: { kind: 'absence' } }],
    ['Was passiert nach dem Kuss?', { form: 'around', side: 'after', topic: 'kiss' }],
    ['Fass den Film in einem Satz zusammen', { form: 'summary', output: { kind: 'sentences', count: 1 } }],
    ['Fass den Film in drei Sätzen zusammen', { form: 'summary', output: { kind: 'sentences', count: 3 } }],
    [
      'Wann ist „Rue de Londres“ zu lesen?',
      { form: 'when', sense: 'written', topic: '', quote: 'Rue de Londres' },
    ],
    ['Wo steht „Ausgang“ da?', { form: 'when', sense: 'written', topic: '', quote: 'Ausgang' }],
    ['Wie oft wird „harbour“ gesagt?', { form: 'howOften', sense: 'said', topic: '', quote: 'harbour' }],
    [
      'Was passiert zwischen 0:05.5 und 1:12.25?',
      { form: 'content', time: { kind: 'between', from: s(5.5), to: s(72.25) } },
    ],
    ['Fasse es nach Szenen zusammen.', { form: 'summary' }],
    ['Wer sagt „nie wieder“?', { form: 'whoSays', quote: 'nie wieder' }],
    ['Welche Farbe hat das Auto?', { form: 'cannot', limit: 'colour', topic: 'car' }],
    ['Und die Katze?', { topic: 'cat', followUp: 'topic' }],
    ['Wie lang ist der Film?', { form: 'filmFact', wanted: { kind: 'fact', fact: 'length' } }],
  ])('%s', (question, expected) => {
    expect(readQuestion(question)).toMatchObject({ foreign: false, ...expected });
  });

  it('asks for those who speak', () => {
    expect(inEnglish('Wer spricht?')).toBe('who speaks');
    expect(inEnglish('Was sagt Sprecher 2?')).toBe('what does speaker 2 say');
    expect(inEnglish('Wann spricht Sprecher 2?')).toBe('when does speaker 2 speak');
    expect(inEnglish('Was sagt die Studentin über Geld?')).toBe('what does student say about money');
    expect(inEnglish('Was sagt Bob?')).toBe('what does Bob say');
    expect(inEnglish('Wann wird nichts gesagt?')).toBe('when is nobody talking');
  });

  it('is searched for its words where its form is not known', () => {
    expect(readQuestion('Warum ist die Brücke seit gestern gesperrt?')).toMatchObject({
      form: 'open',
      foreign: true,
    });
  });

  it.each([
    'find the part about taxes',
    'was he there',
    'will there be a dog',
    'is there a dog',
    'was it a dog?',
  ])('is none: %s', (english) => {
    expect(germanInEnglish(english)).toBeNull();
  });
});

describe('German nouns', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(`resources/packs/${file}`, 'utf8'));
  const kinds = read('tracks/objects/labels.json') as string[];
  const { labels } = read('core/labels.json') as { labels: { name: string; synonyms: string[] }[] };

  it('are read for every class of the detector, as it is called in German', () => {
    const asked = (kind: string, form: 'name' | 'plural') =>
      nounPhraseInEnglish(germanName(kind, 'thing')?.[form] ?? '');
    for (const form of ['name', 'plural'] as const)
      expect(
        kinds.filter((kind) => {
          const english = asked(kind, form);
          return english !== '' && !thingsIn(english).things.some((thing) => thing.labels.includes(kind));
        }),
      ).toEqual([]);
  });

  it('are read for every label, as its name or as another that stands for it', () => {
    const plain = (name: string) => name.replace(/ \([^)]*\)$/, '');
    const read = labels.map(({ name, synonyms }) => {
      const german = plain(germanName(name, 'label')?.name ?? '');
      return { name, english: wholePhraseInEnglish(german), same: [plain(name), ...synonyms] };
    });
    const others = read.filter(({ english, same }) => english === null || !same.includes(english));
    expect(others.map(({ name, english }) => [name, english])).toEqual(MEANT);
  });

  it.each([
    ['die Häuser', 'house'],
    ['einen großen schwarzen Hund', 'big black dog'],
    ['einen Deutschen Schäferhund', 'German shepherd'],
    ['Weiße Haie', 'great white shark'],
    ['ein Mann mit Hut', 'man with hat'],
    ['Katzen', 'cat'],
    ['mit den Hunden', 'dog'],
    ['sieben Hunde', 'sieben dog'],
    ['Eisen', 'Eisen'],
    ['Kuchen', 'cake'],
    ['Küchen', 'kitchen'],
    ['Kuechen', 'kitchen'],
    ['Dachs', 'badger'],
    ['Gewerkschaften', 'Gewerkschaften'],
    ['der', ''],
  ])('%s: %s', (phrase, english) => {
    expect(nounPhraseInEnglish(phrase)).toBe(english);
  });

  it.each([
    ['Hund', 'dog'],
    ['ein roter Bus', 'red bus'],
    ['Hund auf dem Sofa', 'dog on couch'],
    ['Gewerkschaft', null],
    ['Hund und Gewerkschaft', null],
    ['dog', null],
    ['', null],
  ])('make a whole phrase, or none: %s', (phrase, english) => {
    expect(wholePhraseInEnglish(phrase)).toBe(english);
  });
});

/** Labels whose German name is read as something else that it is called, the same thing mostly. */
const MEANT = [
  ['bow tie', 'fly'],
  ['cellular telephone', 'cell phone'],
  ['missile', 'rocket'],
  ['shield', 'sign'],
  ['soccer ball', 'football'],
  ['television', 'tv'],
  ['upright', 'piano'],
  ['washbasin', 'sink'],
  ['orange', 'orange fruit'],
];

describe('a place in a film, in German', () => {
  it.each([
    ['in den letzten zehn Minuten', 'in the last 10 minutes'],
    ['zwischen 1:00 und 1:30', 'between 1:00 and 1:30'],
    ['von Minute 2 bis 4', 'between 2 and 4 minutes'],
    ['in der zweiten Hälfte', 'in the second half'],
    ['in der dritten Szene', 'in the third scene'],
    ['bei 2:30', 'at 2:30'],
    ['ab Minute 3', 'from 3 minutes on'],
    ['am Anfang', 'at the beginning'],
  ])('%s: %s', (place, english) => {
    expect(takeGermanTime(place)).toEqual({ rest: '', time: english });
  });
});
