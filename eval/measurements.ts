import {
  filmQuestions,
  givenQuestions,
  ordinaryQuestions,
  publishedQuestions,
  storedQuestions,
} from './answers/question-sets';
import { calibration } from './calibration/floors';
import { CannotRun } from './errors';
import type { Measurement } from './measurement';
import { fusion } from './needle/fusion';
import { leaveOut } from './needle/leave-out';
import { needle } from './needle/sweep';
import { objectCounts } from './objects/object-counts';
import type { Options } from './options';
import { parity, searchParity } from './parity/parity';
import { reading } from './reading/reading';
import { shotBoundaries } from './shots/shot-boundaries';
import { speakers } from './speakers/speakers';
import { languages } from './speech/languages';
import { noSpeech } from './speech/no-speech';
import { speechUnderstood } from './speech/understood';
import { wordErrorRate } from './speech/word-error-rate';
import { wordTimes } from './speech/word-times';
import { tenQuestions } from './ten-questions/ten-questions';
import { changedPictures } from './writing/changed-pictures';
import { characterErrorRate } from './writing/character-error-rate';

/** Everything that says how true something is. */
export const MEASUREMENTS: readonly Measurement[] = [
  filmQuestions,
  ordinaryQuestions,
  storedQuestions(),
  reading,
  wordErrorRate,
  speechUnderstood,
  wordTimes,
  languages,
  noSpeech,
  speakers,
  characterErrorRate,
  changedPictures,
  objectCounts,
  shotBoundaries,
  calibration,
  tenQuestions,
  needle,
  leaveOut,
  fusion,
  parity,
  searchParity,
];
/** Cheap, and of what lies in the repository alone: `npm test` holds them against their thresholds. */
export const HELD_BY_TESTS: readonly Measurement[] = [
  reading,
  wordErrorRate,
  speechUnderstood,
  characterErrorRate,
  objectCounts,
  shotBoundaries,
];
/** Of questions and films that the project does not have. */
const OF_OTHERS: readonly Measurement[] = [givenQuestions, publishedQuestions];

/** Those that a run is to do: by name; the question sets where none is named. @throws CannotRun */
export function chosen(options: Options): readonly Measurement[] {
  const { names, given, published } = options;
  if (names.length === 0) {
    if (published !== null) return [publishedQuestions];
    return given === null ? [filmQuestions, ordinaryQuestions] : [givenQuestions];
  }
  if (names.includes('all'))
    return MEASUREMENTS.filter(({ needs }) => needs.every((need) => options[need] !== null));
  const all = [...MEASUREMENTS, ...OF_OTHERS];
  return names.map((name) => {
    const found = all.find((measurement) => measurement.name === name);
    if (!found)
      throw new CannotRun(
        `There is no measurement ${name}. There are: ${all.map((m) => m.name).join(', ')}.`,
      );
    return found;
  });
}
