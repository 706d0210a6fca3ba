import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { germanKind, germanName, germanNames } from './names';

const read = (file: string): unknown => JSON.parse(readFileSync(`resources/packs/${file}`, 'utf8'));
const kinds = read('tracks/objects/labels.json') as string[];
const labels = (read('core/labels.json') as { labels: { name: string }[] }).labels.map(({ name }) => name);

describe('German names', () => {
  it('are there for every kind of the detector’s, each once', () => {
    expect(kinds).toHaveLength(80);
    expect(kinds.filter((kind) => germanName(kind, 'thing') === undefined)).toEqual([]);
  });

  it('are there for every label of the built-in pack', () => {
    expect(labels).toHaveLength(1000);
    expect(labels.filter((label) => germanName(label, 'label') === undefined)).toEqual([]);
  });

  it('are each of one label: two labels of one name could not be told apart', () => {
    const names = labels.map((label) => germanName(label, 'label')?.name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('are of nothing that there is not', () => {
    const written = germanNames().map(([english]) => english);
    const twice = written.filter((name, at) => written.indexOf(name, at + 1) >= 0);
    // Of the labels those that the detector or people name too.
    expect(twice.filter((name) => !labels.includes(name))).toEqual([]);
  });

  it('are those of what is meant where an English word means two things', () => {
    const [toy, hawk] = [germanName('kite', 'thing'), germanName('kite', 'label')];
    expect([toy?.name, hawk?.name]).toEqual(['Drachen', 'Milan']);
    expect(germanName('nothing of the kind', 'label')).toBeUndefined();
  });

  it.each([
    ['dog', 'einen Hund'],
    ['elephant', 'einen Elefanten'],
    ['cat', 'eine Katze'],
    ['car', 'ein Auto'],
    ['skis', 'Skier'],
    ['broccoli', 'Brokkoli'],
  ])('are asked for in the accusative: %s', (kind, asked) => {
    expect(germanKind(kind)).toBe(asked);
  });

  it.each([
    ['dog', 'm', 'Hund', 'Hunde'],
    ['cat', 'f', 'Katze', 'Katzen'],
    ['car', 'n', 'Auto', 'Autos'],
    ['elephant', 'm', 'Elefant', 'Elefanten'],
    ['lion', 'm', 'Löwe', 'Löwen'],
    ['spoon', 'm', 'Löffel', 'Löffel'],
    ['apple', 'm', 'Apfel', 'Äpfel'],
    ['teacher', 'm', 'Lehrer', 'Lehrer'],
    ['government', 'f', 'Regierung', 'Regierungen'],
    ['building', 'n', 'Gebäude', 'Gebäude'],
    ['snow', 'm', 'Schnee', null],
    ['skis', 'p', 'Skier', 'Skier'],
  ])('have gender and plural: %s', (english, gender, name, plural) => {
    expect(germanName(english, 'thing')).toMatchObject({ gender, name, plural });
  });
});
