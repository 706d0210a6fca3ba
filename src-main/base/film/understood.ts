import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../../src-shared/time';

/**
 * Natural logarithms of how sure the built-in model is, below which it made up what it "heard": it knows English alone. One utterance says little,
 * so that those around it count too, by their words: over a minute or so, English has -0.66 or more, other languages -0.90 or less
 * (docs/lab/tracks.md: 15 films and 45 recordings in nine languages). Where there is little around, the floor is that of single utterances.
 */
const FLOOR = -0.78;
const FLOOR_OF_LITTLE = -0.57;
const LITTLE_WORDS = 60;
/** How far around an utterance others count. */
const AROUND = 60 * MICROS_PER_SECOND;
/** Of this an utterance is English, whatever is spoken around it: not of fewer words than these. */
const PLAIN = -0.25;
const LEAST_WORDS = 4;
/** What an utterance of which nothing was understood counts for: as if so many words a second had been guessed. */
const GUESSED = -1.2;
const WORDS_PER_SECOND = 2;
/** No utterance counts for less than this. */
const LEAST = -1.5;
/** Stretches so near to one another are told as one; a single one that is shorter than this may be no speech at all, and is left out. */
const TOGETHER = 5 * MICROS_PER_SECOND;
const LEAST_STRETCH = MICROS_PER_SECOND;

interface Utterance {
  readonly lines: readonly Segment[];
  readonly from: number;
  readonly to: number;
  /** How many words it counts for, and how sure the model is of it: the logarithm. Null of another model's. */
  readonly words: number;
  readonly sure: number | null;
  /** Nothing of it was understood. */
  readonly blank: boolean;
}

/**
 * What is shown of what the built-in speech model heard: lines as they are, and for what is not English only that somebody speaks
 * (`NOT_UNDERSTOOD`), from when to when. Lines without a confidence are another model's, or an earlier version's, and stay.
 * @param heard in order of time
 */
export function tellUnderstood(heard: readonly Segment[]): Segment[] {
  const utterances = utterancesOf(heard);
  const shown: Segment[] = [];
  for (const [at, utterance] of utterances.entries()) {
    if (isEnglish(utterance, () => around(utterances, at))) {
      shown.push(...utterance.lines);
      continue;
    }
    const last = shown.at(-1);
    if (last?.language === NOT_UNDERSTOOD.language && utterance.from - last.to <= TOGETHER) {
      shown[shown.length - 1] = { ...last, to: utterance.to };
      continue;
    }
    const { id, source, from } = utterance.lines[0] as Segment;
    shown.push({ id, source, from, to: utterance.to, words: [], ...NOT_UNDERSTOOD });
  }
  return shown.filter(
    ({ language, from, to }) => language !== NOT_UNDERSTOOD.language || to - from >= LEAST_STRETCH,
  );
}

/** Lines of one utterance have its confidence, to the thousandth, and follow one another. */
function utterancesOf(heard: readonly Segment[]): Utterance[] {
  const groups: Segment[][] = [];
  for (const line of heard) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const together =
      before?.confidence === line.confidence &&
      before?.text !== '' &&
      line.text !== '' &&
      endsNear(before, line);
    if (group && together) group.push(line);
    else groups.push([line]);
  }
  return groups.map(asUtterance);
}

function asUtterance(lines: readonly Segment[]): Utterance {
  const from = (lines[0] as Segment).from;
  const to = (lines.at(-1) as Segment).to;
  const blank = lines.every(({ text }) => text === '');
  const confidence = lines[0]?.confidence;
  const spoken = lines.reduce((sum, line) => sum + line.words.length, 0);
  return {
    ...{ lines, from, to, blank },
    words: blank ? ((to - from) / MICROS_PER_SECOND) * WORDS_PER_SECOND : spoken,
    sure: confidence === undefined ? null : confidence > 0 ? Math.max(LEAST, Math.log(confidence)) : GUESSED,
  };
}

function endsNear(before: Segment | undefined, line: Segment): boolean {
  return before !== undefined && line.from - before.to <= TOGETHER;
}

interface Surroundings {
  readonly words: number;
  readonly sure: number;
}

function isEnglish({ words, sure, blank }: Utterance, surroundings: () => Surroundings): boolean {
  if (blank) return false;
  if (sure === null || (sure >= PLAIN && words >= LEAST_WORDS)) return true;
  const { sure: mean, words: all } = surroundings();
  return mean >= (all < LITTLE_WORDS ? FLOOR_OF_LITTLE : FLOOR);
}

/** What an utterance and those around it come to, by their words. */
function around(utterances: readonly Utterance[], at: number): Surroundings {
  const own = utterances[at] as Utterance;
  let words = 0;
  let sum = 0;
  const count = (one: Utterance): void => {
    words += one.words;
    sum += one.words * (one.sure ?? 0);
  };
  for (let i = at; i >= 0 && own.from - (utterances[i] as Utterance).to <= AROUND; i--)
    count(utterances[i] as Utterance);
  for (let i = at + 1; i < utterances.length && (utterances[i] as Utterance).from - own.to <= AROUND; i++) {
    count(utterances[i] as Utterance);
  }
  return { words, sure: words > 0 ? sum / words : 0 };
}
