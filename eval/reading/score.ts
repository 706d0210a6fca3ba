// How a question was read, held against what it asks.
import type { Query } from '../../src-main/worker/answer/reader/query';
import { contentStems } from '../../src-main/worker/answer/words';
import { type Labelled, outputName, type ReadForm, timeName, wantedName } from './labelled';

/** A question as it was read; `form` is `speakers` where it asks for those who speak. */
export type Reading = Omit<Query, 'form'> & { readonly form: ReadForm };

/**
 * `right`; `search`: taken for a search of its words, which claims nothing; `refused`: taken for what is not answered; `specific`:
 * taken for a question that it is not, and so answered beside the point.
 */
export type Verdict = 'right' | 'search' | 'refused' | 'specific';
export interface Scored {
  readonly label: Labelled;
  readonly reading: Reading;
  readonly intent: Verdict;
  /** Slots that were read otherwise than they are meant. */
  readonly slots: readonly string[];
  /** Whether it would be answered beside the point: another intent, or another time, side, quotation or negation. */
  readonly wrongAndSpecific: boolean;
}

const REFUSALS: ReadonlySet<ReadForm> = new Set(['cannot', 'help', 'greeting', 'unable']);
/** Of what is read wrongly in these, the answer speaks of something else; a topic too long is only not found. */
const MISLEAD: ReadonlySet<string> = new Set(['time', 'side', 'quote', 'absence', 'wanted']);

export function score(label: Labelled, reading: Reading): Scored {
  const intent = verdictOf(label, reading.form);
  const slots = slotsAmiss(label, reading);
  const misled = intent === 'right' && slots.some((slot) => MISLEAD.has(slot));
  return { label, reading, intent, slots, wrongAndSpecific: intent === 'specific' || misled };
}

function verdictOf({ forms }: Labelled, form: ReadForm): Verdict {
  if (forms.includes(form)) return 'right';
  if (form === 'open') return 'search';
  return REFUSALS.has(form) ? 'refused' : 'specific';
}

function slotsAmiss(label: Labelled, reading: Reading): string[] {
  const { time, wanted, output } = reading;
  const amiss = (name: string, is: string | null, meant: string | undefined) =>
    is === (meant ?? null) ? [] : [name];
  const where = <T>(meant: T | undefined, name: string, right: boolean) =>
    meant === undefined || right ? [] : [name];
  const absent = wanted?.kind === 'absence';
  return [
    ...amiss('time', time && timeName(time), label.time),
    ...where(label.side, 'side', reading.side === label.side),
    ...amiss('quote', reading.quote, label.quote),
    ...(absent === (label.wanted === 'absence') ? [] : ['absence']),
    ...where(
      label.wanted,
      'wanted',
      label.wanted === 'absence' || (wanted !== null && wantedName(wanted) === label.wanted),
    ),
    ...where(label.output, 'output', output !== null && outputName(output) === label.output),
    ...where(label.ordinal, 'ordinal', reading.ordinal === label.ordinal),
    ...where(label.again, 'again', reading.again),
    ...where(label.followUp, 'followUp', reading.followUp === label.followUp),
    ...where(label.sense, 'sense', reading.sense === label.sense),
    ...where(label.topics, 'topic', label.topics?.some((topic) => sameTopic(topic, reading.topic)) ?? false),
  ];
}

function sameTopic(meant: string, read: string): boolean {
  return contentStems(meant).sort().join() === contentStems(read).sort().join();
}
