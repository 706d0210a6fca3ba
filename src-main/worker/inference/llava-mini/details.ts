import type { AnswersPart } from '../../../base/packs/manifest';
import type { AskPlan } from './plan';
import type { PrefixSource } from './prefix-store';

const ORDINALS = [
  '',
  '',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

const grouped = (count: number): string => count.toLocaleString('en-US');

/** How an answer came about, one line each, for the user. */
export function describeAsk(
  part: AnswersPart,
  plan: AskPlan,
  fusion: { readonly frames: readonly number[]; readonly exact: boolean },
  source: PrefixSource,
  filmFrames: number,
): string[] {
  const { selection } = plan;
  const rows = plan.prompt.system.length + selection.count * part.compressedTokens;
  const length = rows + plan.prompt.question.length;
  return [
    framesLine(plan),
    fusionLine(fusion, selection.count),
    // The sum of the system rows is kept over the film, not frame by frame.
    ...(selection.count < filmFrames
      ? [
          'The model’s standing instructions are fused with the whole film, not with these frames alone (an approximation)',
        ]
      : []),
    ...(plan.dropped > 0
      ? [
          `The ${plan.dropped === 1 ? 'oldest question' : `${plan.dropped} oldest questions`} of this chat did not fit and ${plan.dropped === 1 ? 'was' : 'were'} left out`,
        ]
      : []),
    ...(length > part.contextTokens
      ? [
          `${grouped(length)} tokens: longer than the ${grouped(part.contextTokens)} that the model was tuned for`,
        ]
      : []),
    {
      memory: 'Frames read for an earlier question',
      disk: 'Frames read for an earlier question, from disk',
      made: 'Frames read for this question; the next one need not wait for them',
    }[source],
  ];
}

function framesLine({ selection: { step, count, of }, limit }: AskPlan): string {
  if (step === 1) return count === 1 ? '1 frame' : `${grouped(count)} frames`;
  const which = `every ${ORDINALS[step] ?? `${step}th`} frame: ${grouped(count)} of ${grouped(of)}`;
  return limit === 'memory' ? `${which}, to fit the memory` : `${which}, to fit the model’s length`;
}

function fusionLine(
  { frames, exact }: { readonly frames: readonly number[]; readonly exact: boolean },
  count: number,
): string {
  if (frames.length === 0)
    return 'Question not fused with any frame: none was kept for it (an approximation)';
  if (exact) return `Question fused with ${count === 1 ? 'the frame' : `all ${grouped(count)} frames`}`;
  return `Question fused with ${grouped(frames.length)} of ${grouped(count)} frames (an approximation)`;
}
