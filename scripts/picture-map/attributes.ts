import { normalise } from '../../src-main/worker/inference/vectors';
import { type Likeness, type Measured, resemblance, type Way } from './measure';

/** Sentences for what holds of a whole picture, tried by `--check`; those that are good enough are in the program. */
const TRIED: Readonly<Record<string, readonly string[]>> = {
  indoors: ['a photo taken indoors', 'inside a room', 'an indoor scene with furniture'],
  outdoors: ['a photo taken outdoors', 'outside in the open air', 'an outdoor scene under the sky'],
  beach: ['a sandy beach by the sea', 'people on the beach', 'waves on the shore'],
  water: ['a boat on the water', 'the sea', 'a lake or a river'],
  grass: ['green grass', 'a grassy field', 'animals on a meadow'],
  snow: ['snow on the ground', 'a snowy slope', 'skiing in winter'],
  street: ['a city street', 'cars and people on a road', 'traffic in a town'],
  crowd: ['a crowd of people', 'many people together', 'a large group of people'],
  sport: ['people playing sport', 'an athlete in a game', 'a match with players'],
  screen: ['a screenshot of a computer program', 'a window with text and menus', 'source code on a screen'],
  animated: ['a cartoon', 'a scene of a computer game', 'computer generated 3d graphics'],
  office: ['people in an office', 'a meeting with laptops', 'a desk with a computer'],
  bw: ['a black and white photograph', 'an old photo without colour'],
  night: ['a street at night', 'lights in the dark', 'a night scene'],
  forest: ['trees in a forest', 'a path through the woods'],
};
const FEWEST = 6;

/** Prints how often a picture that has an attribute scores above one that has not, by maps that were not learnt from either. */
export async function measureAttributes(measured: Measured, like: Likeness): Promise<void> {
  const { pictures, space } = measured;
  console.log(
    '\n| attribute | pictures | its word, by labels | its word, by the map | sentences, by labels | sentences, by the map |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [name, sentences] of Object.entries(TRIED)) {
    const has = pictures.map(({ attributes }) => attributes.split(' ').includes(name));
    if (has.filter(Boolean).length < FEWEST) continue;
    const word = await space.embedTexts([name === 'bw' ? 'black and white' : name]);
    const mean = await meanOf(sentences, space.embedTexts, space.dim);
    const cells = [word, mean].flatMap((text) =>
      (['labels', 'map'] satisfies Way[]).map((way) =>
        shareAbove(
          has,
          pictures.map((_, i) => resemblance(like, way, text, i)),
        ).toFixed(2),
      ),
    );
    console.log(`| ${[name, has.filter(Boolean).length, ...cells].join(' | ')} |`);
  }
}

async function meanOf(
  texts: readonly string[],
  embed: (texts: readonly string[]) => Promise<Float32Array>,
  dim: number,
): Promise<Float32Array> {
  const vectors = await embed(texts);
  const sum = new Float32Array(dim);
  for (const [at, value] of vectors.entries()) sum[at % dim] = (sum[at % dim] as number) + value;
  return normalise(sum);
}

/** The area under the curve: the share of pairs of one that has it and one that has not in which the first scores more. */
function shareAbove(has: readonly boolean[], scores: readonly number[]): number {
  const [yes, no] = [true, false].map((wanted) => scores.filter((_, i) => has[i] === wanted)) as [
    number[],
    number[],
  ];
  const above = yes.reduce((sum, a) => sum + no.reduce((n, b) => n + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
  return above / (yes.length * no.length);
}
