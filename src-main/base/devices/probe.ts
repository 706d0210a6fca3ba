import type { CheckPart } from './check';

/** What a device did of a check. */
export interface CheckDone {
  readonly parts: readonly CheckPart[];
  /** Of the check's unit of work; null where it took longer than it may. */
  readonly milliseconds: number | null;
}

/**
 * Trying a device ended without numbers: it is not there, did not take the graphs, took its process down, never came back, or lacks
 * halves; or the system did not let it be tried, which says nothing of it.
 */
export class ProbeEnded extends Error {
  constructor(
    readonly how: 'absent' | 'refused' | 'crashed' | 'hung' | 'half' | 'untried',
    options?: { cause?: unknown },
  ) {
    super(`the device ${how}`, options);
    this.name = 'ProbeEnded';
  }
}

/** How a device did in a process of its own. */
export type ProbeOutcome =
  | ({ readonly how: 'answered' } & CheckDone)
  /** With words for the log: what it said of the device, or last before it ended. */
  | { readonly how: ProbeEnded['how']; readonly why: string };

/** What a process that tries a device tells of it last: how long its unit of work took, or why it is refused, for the log. */
export type TriedHere =
  | { readonly milliseconds: number }
  | { readonly refused: 'absent' | 'refused' | 'half' | 'untried'; readonly why: string };
