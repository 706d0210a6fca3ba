import type { Language } from '../../../../src-shared/words/language';
import { type Words, wordsIn } from '../../../../src-shared/words/words';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { AskPlan } from './plan';
import type { PrefixSource } from './prefix-store';

const SOURCES = {
  memory: 'answers.model.fromMemory',
  disk: 'answers.model.fromDisk',
  made: 'answers.model.made',
} as const satisfies Record<PrefixSource, string>;

/** How an answer came about, one line each, for the user. */
export function describeAsk(
  part: AnswersPart,
  plan: AskPlan,
  fusion: { readonly frames: readonly number[]; readonly exact: boolean },
  {
    source,
    filmFrames,
    language,
  }: {
    readonly source: PrefixSource;
    readonly filmFrames: number;
    readonly language: Language;
  },
): string[] {
  const words = wordsIn(language);
  const { selection } = plan;
  const rows = plan.prompt.system.length + selection.count * part.compressedTokens;
  const length = rows + plan.prompt.question.length;
  return [
    framesLine(plan, words),
    fusionLine(fusion, selection.count, words),
    // The sum of the system rows is kept over the film, not frame by frame.
    ...(selection.count < filmFrames ? [words('answers.model.instructions')] : []),
    ...(plan.dropped > 0 ? [words('answers.model.dropped', { count: plan.dropped })] : []),
    ...(length > part.contextTokens
      ? [words('answers.model.longer', { length, most: part.contextTokens })]
      : []),
    words(SOURCES[source]),
  ];
}

function framesLine({ selection: { step, count, of }, limit }: AskPlan, words: Words): string {
  if (step === 1) return words('answers.model.frames', { count });
  const which = { step, count, of };
  return limit === 'memory'
    ? words('answers.model.framesForMemory', which)
    : words('answers.model.framesForLength', which);
}

function fusionLine(
  { frames, exact }: { readonly frames: readonly number[]; readonly exact: boolean },
  count: number,
  words: Words,
): string {
  if (frames.length === 0) return words('answers.model.unfused');
  return exact
    ? words('answers.model.fused', { count })
    : words('answers.model.fusedWith', { frames: frames.length, count });
}
