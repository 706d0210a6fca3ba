import type { BearingWords } from '../../../base/film/types';
import { FILM_WORDS } from '../../inference/lexicon';
import { CALIBRATION } from '../calibration';
import { followsHead } from '../reader/head-noun';
import { CARDINALS } from '../reader/number-words';
import { contentWords, stem, type WordAt, wordsOf } from '../words';

/**
 * What people call the detector's classes (COCO's eighty), by class: first words that mean the same, then words that mean less
 * than the class, of which the detector can only tell the class ("woman" is a person). Several words in a row count as one name.
 */
const NAMES: Readonly<Record<string, readonly [same: string, narrower?: string]>> = {
  person: [
    'person, people, human, human being, somebody, someone, pedestrian, individual',
    'man, men, woman, women, boy, girl, child, children, kid, baby, lady, gentleman, guy, adult, actor, actress, speaker, presenter, interviewee, worker, employee, player, passenger, driver, policeman, police officer, teacher, student',
  ],
  bicycle: ['bicycle, bike, cycle', 'mountain bike'],
  car: ['car, automobile, auto', 'taxi, cab, sedan, suv, limousine, police car'],
  motorcycle: ['motorcycle, motorbike', 'scooter, moped'],
  airplane: ['airplane, aeroplane, plane, aircraft', 'jet, airliner'],
  bus: ['bus, coach', 'minibus, school bus'],
  train: ['train', 'tram, locomotive, subway'],
  truck: ['truck, lorry', 'pickup, van, fire engine'],
  boat: ['boat, ship', 'sailboat, ferry, yacht, canoe, kayak'],
  'traffic light': ['traffic light, traffic signal, stoplight'],
  'fire hydrant': ['fire hydrant, hydrant'],
  'stop sign': ['stop sign'],
  'parking meter': ['parking meter'],
  bench: ['bench', 'park bench'],
  bird: ['bird', 'pigeon, seagull, gull, duck, swan, eagle, penguin, parrot, sparrow'],
  cat: ['cat', 'kitten, tabby, tomcat'],
  dog: ['dog', 'puppy, puppies, hound, poodle, labrador, retriever, terrier'],
  horse: ['horse', 'pony, foal, mare, stallion'],
  sheep: ['sheep', 'lamb, ram, ewe'],
  cow: ['cow, cattle', 'bull, calf, ox, oxen'],
  elephant: ['elephant'],
  bear: ['bear', 'polar bear, grizzly'],
  zebra: ['zebra'],
  giraffe: ['giraffe'],
  backpack: ['backpack, rucksack'],
  umbrella: ['umbrella', 'parasol'],
  handbag: ['handbag', 'purse'],
  tie: ['tie, necktie'],
  suitcase: ['suitcase', 'luggage, trolley'],
  frisbee: ['frisbee'],
  skis: ['ski, skis'],
  snowboard: ['snowboard'],
  'sports ball': [
    'sports ball, ball',
    'football, basketball, tennis ball, volleyball, soccer ball, baseball',
  ],
  kite: ['kite'],
  'baseball bat': ['baseball bat'],
  'baseball glove': ['baseball glove'],
  skateboard: ['skateboard'],
  surfboard: ['surfboard'],
  'tennis racket': ['tennis racket, racket'],
  bottle: ['bottle', 'water bottle, wine bottle, coke bottle, beer bottle, pill bottle'],
  'wine glass': ['wine glass, goblet'],
  cup: ['cup', 'mug, teacup, coffee cup'],
  fork: ['fork'],
  knife: ['knife, knives'],
  spoon: ['spoon'],
  bowl: ['bowl'],
  banana: ['banana'],
  apple: ['apple'],
  sandwich: ['sandwich', 'burger, hamburger'],
  // The bare word is a colour as often as a fruit.
  orange: ['orange fruit'],
  broccoli: ['broccoli'],
  carrot: ['carrot'],
  'hot dog': ['hot dog'],
  pizza: ['pizza'],
  donut: ['donut, doughnut'],
  cake: ['cake', 'birthday cake'],
  chair: ['chair', 'armchair, office chair'],
  couch: ['couch, sofa, settee'],
  'potted plant': ['potted plant, houseplant, pot plant'],
  bed: ['bed'],
  'dining table': ['dining table', 'table, desk'],
  toilet: ['toilet'],
  tv: ['tv, television, tv set, television set, monitor', 'flat screen'],
  laptop: ['laptop, notebook computer, laptop computer', 'macbook'],
  mouse: ['computer mouse, mouse'],
  remote: ['remote, remote control'],
  keyboard: ['keyboard, computer keyboard'],
  'cell phone': ['cell phone, cellphone, phone, mobile phone, mobile, smartphone', 'iphone'],
  microwave: ['microwave, microwave oven'],
  oven: ['oven, stove'],
  toaster: ['toaster'],
  sink: ['sink, washbasin'],
  refrigerator: ['refrigerator, fridge'],
  book: ['book', 'novel, textbook'],
  clock: ['clock', 'alarm clock'],
  vase: ['vase'],
  scissors: ['scissors'],
  'teddy bear': ['teddy bear, teddy'],
  'hair drier': ['hair drier, hair dryer, hairdryer'],
  toothbrush: ['toothbrush'],
};
/** Words for several classes at once. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  animal: ['bird', 'cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe'],
  pet: ['cat', 'dog', 'bird'],
  vehicle: ['bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat'],
  fruit: ['banana', 'apple', 'orange'],
};

/** Something that a question names and the detector can find, if only as the wider kind that it belongs to. */
export interface NamedThing {
  /** As it is asked for: "woman". */
  readonly asked: string;
  /** The detector's classes that stand for it. */
  readonly labels: readonly string[];
  /** Whether every thing of these classes is what was asked for: a person need not be a woman. */
  readonly exact: boolean;
  /** Where only so many of them at once are asked for: "many people", "two dogs". */
  readonly many?: Many;
}
export interface Many {
  /** As it is asked for: "many". */
  readonly asked: string;
  /** At least so many at once. */
  readonly least: number;
}

interface Entry {
  readonly stems: readonly string[];
  readonly labels: readonly string[];
  readonly exact: boolean;
}

const ENTRIES = entries();

function entries(): Entry[] {
  const stemsOf = (name: string) => wordsOf(name).map((word) => stem(word.lower));
  const split = (names = '') => names.split(', ').filter(Boolean);
  const own = Object.entries(NAMES).flatMap(([label, [same, narrower]]) => [
    ...split(same).map((name) => ({ stems: stemsOf(name), labels: [label], exact: true })),
    ...split(narrower).map((name) => ({ stems: stemsOf(name), labels: [label], exact: false })),
  ]);
  const groups = Object.entries(GROUPS).map(([name, labels]) => ({
    stems: stemsOf(name),
    labels,
    exact: true,
  }));
  // Longer names first: a "hot dog" is no dog, and a "stop sign" no sign.
  return [...own, ...groups].sort((a, b) => b.stems.length - a.stems.length);
}

/** Every word of the detector's names. */
export const THING_WORDS: ReadonlySet<string> = new Set(
  Object.values(NAMES).flatMap((names) =>
    names.flatMap((name) => wordsOf(name ?? '').map((word) => word.lower)),
  ),
);

const THING_STEMS: ReadonlySet<string> = new Set([...THING_WORDS].map(stem));

/** Whether a word, in whatever form, is one of the detector's names. */
export function isThingWord(word: string): boolean {
  return THING_STEMS.has(stem(word));
}

/** The things that a text names, in order, and the words that carry meaning beside them. */
export function thingsIn(text: string): { things: NamedThing[]; others: string[] } {
  const words = wordsOf(text);
  const stems = words.map((word) => stem(word.lower));
  const things: NamedThing[] = [];
  const taken = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    const entry = ENTRIES.find((each) => each.stems.every((wanted, i) => stems[at + i] === wanted));
    if (!entry) continue;
    const length = entry.stems.length;
    for (let i = at; i < at + length; i++) taken.add(i);
    const asked = words
      .slice(at, at + length)
      .map((word) => word.text)
      .join(' ');
    const counted = manyBefore(words, at);
    for (let i = counted?.from ?? at; i < at; i++) taken.add(i);
    if (!things.some((thing) => sameLabels(thing.labels, entry.labels)))
      things.push({
        asked,
        labels: entry.labels,
        exact: entry.exact,
        ...(counted ? { many: counted.many } : {}),
      });
    at += length - 1;
  }
  const left = words.filter((_, i) => !taken.has(i)).map((word) => word.text);
  const others = contentWords(left.join(' ')).filter((word) => !FILM_WORDS.has(word.toLowerCase()));
  return { things, others };
}

const MANY = /(?:^|\s)((?:so |very |too |really )*many|(?:a |whole )*(?:lots?|crowds?|masses|dozens) of)$/i;

/** The words before a thing that say how many of it are meant. From two on: "a dog", "one dog" ask for any. */
function manyBefore(
  words: readonly WordAt[],
  at: number,
): { readonly from: number; readonly many: Many } | null {
  const before = words[at - 1];
  if (!before) return null;
  const number = /^\d+$/.test(before.lower) ? Number(before.lower) : CARDINALS.indexOf(before.lower) + 1;
  if (number > 1) return { from: at - 1, many: { asked: before.text, least: number } };
  const asked = MANY.exec(
    words
      .slice(0, at)
      .map(({ text }) => text)
      .join(' '),
  )?.[1];
  return asked === undefined
    ? null
    : { from: at - wordsOf(asked).length, many: { asked, least: CALIBRATION.crowd } };
}

/**
 * What has to bear out that a scene looks like a topic. What the detector knows it tells, and pictures of it bear out nothing more: a train is no tunnel
 * that it goes through.
 */
export function bearingOf(topic: string): BearingWords {
  const { things, others } = thingsIn(topic);
  // People are in pictures of anything.
  const known = things.filter(({ exact, labels }) => exact && !labels.includes('person'));
  return { words: others.filter((word) => !followsHead(word)), apartFrom: known.map(({ asked }) => asked) };
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}
