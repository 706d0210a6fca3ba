/*
 * German names of things, from one list that answers, the window and the reader of German questions share. An entry is a line:
 *
 *   English name: gender Name, plural; other words by which people ask for it
 *
 * The gender is m, f or n; w is a masculine name with -(e)n in every other form (der Elefant, den Elefanten); p has no singular (Skier).
 * The plural may be an ending (`~e`), is left out where a rule gives it, and is `-` where there is none (Schnee). In brackets stands
 * what the name needs beside other names that are spelled alike.
 */
import { KINDS } from './kinds';
import { ANIMALS } from './labels-animals';
import { MORE } from './labels-more';
import { OBJECTS } from './labels-objects';
import { ADJECTIVES, OTHERS } from './others';

/** `p`: named only as many. */
export type Gender = 'm' | 'f' | 'n' | 'p';

export interface GermanName {
  readonly name: string;
  readonly gender: Gender;
  /** The same as the name where it is named only as many; null where there is none. */
  readonly plural: string | null;
  /** Whether the accusative is the plural's form. */
  readonly weak: boolean;
  /** Other words for it. */
  readonly others: readonly string[];
}

/** What an English name stands for, where it stands for two: a kind of the detector's, or a label of whole frames. */
export type Naming = 'thing' | 'label';

const RULES: readonly (readonly [genders: string, ending: RegExp, plural: string])[] = [
  ['f', /(?:e|el|er)$/, 'n'],
  ['f', /in$/, 'nen'],
  ['f', /(?:ung|heit|keit|schaft|ei|ion|tät|atur)$/, 'en'],
  ['mn', /(?:er|el|en|chen|lein)$/, ''],
  ['n', /e$/, ''],
  ['w', /e$/, 'n'],
  ['w', /$/, 'en'],
  ['mfn', /[aiouy]$/, 's'],
];

/** @returns undefined where neither a rule nor the entry gives one */
function pluralOf(name: string, gender: string, written: string | undefined): string | null | undefined {
  if (gender === 'p') return name;
  if (written === '-') return null;
  if (written !== undefined) return written.startsWith('~') ? name + written.slice(1) : written;
  const rule = RULES.find(([genders, ending]) => genders.includes(gender) && ending.test(name));
  return rule && name + rule[2];
}

function parsed(text: string): [string, GermanName][] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, english = '', gender = '', own = '', others = ''] =
        /^(.+?): ([mfnwp]) ([^;]+)(?:; (.+))?$/.exec(line) ?? [];
      const [name = '', written] = own.split(', ');
      const plural = pluralOf(name, gender, written);
      if (plural === undefined) throw new Error(`No plural of a German name: ${line}`);
      const weak = gender === 'w';
      const entry = { name, plural, weak, others: others === '' ? [] : others.split(', ') };
      return [english, { ...entry, gender: weak ? 'm' : (gender as Gender) }];
    });
}

type Names = ReadonlyMap<string, GermanName>;

/** Parsed once somebody asks: most of what the program does needs no names. */
function once(parse: () => Names): () => Names {
  let made: Names | null = null;
  return () => {
    made ??= parse();
    return made;
  };
}

const kinds = once(() => new Map(parsed(KINDS)));
const things = once(() => new Map([...parsed(OTHERS), ...kinds()]));
const labels = once(() => new Map(parsed(`${ANIMALS.trim()}\n${OBJECTS.trim()}\n${MORE.trim()}`)));

/** The German name of a thing, or of what a frame is labelled; undefined where there is none. */
export function germanName(english: string, naming: Naming): GermanName | undefined {
  const [first, second] = naming === 'thing' ? [things, labels] : [labels, things];
  return first().get(english) ?? second().get(english);
}

/** One of a kind of the detector's, as the object of a sentence: `einen Hund`, `eine Katze`, `Skier`. */
export function germanKind(kind: string): string {
  const known = kinds().get(kind);
  if (!known) throw new Error(`The detector has no kind “${kind}”.`);
  const { name, gender, plural, weak } = known;
  if (gender === 'p' || plural === null) return name;
  if (gender === 'm') return `einen ${weak ? plural : name}`;
  return `${gender === 'f' ? 'eine' : 'ein'} ${name}`;
}

/** All English names with their German ones; of what stands twice, what people mean first comes first. */
export function germanNames(): readonly (readonly [english: string, GermanName])[] {
  return [...things(), ...labels()];
}

/** English and German words for how something is, the German ones without their endings; `fixed` ones take none. */
export function germanAdjectives(): readonly { english: string; german: string; fixed: boolean }[] {
  return ADJECTIVES.split(/;\s*/).map((entry) => {
    const [english = '', word = ''] = entry.split(': ');
    return { english, german: word.replace('!', ''), fixed: word.endsWith('!') };
  });
}
