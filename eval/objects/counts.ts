/** How many things of a kind a picture shows, counted by eye. */
export interface TrueCount {
  readonly count: number;
  /** There are more, too small or hidden to be counted: those found beyond `count` are neither right nor wrong. */
  readonly more: boolean;
}
/** Counts by kind; what is not named is not there. */
export type Truth = ReadonlyMap<string, TrueCount>;

/** Reads "person:2 dog:1+ tie:?": two people, one dog or more, and ties that cannot be judged. */
export function parseTruth(text: string): Truth {
  const entries = text.matchAll(/([a-z ]+?):(?:(\d+)(\+?)|(\?))(?:\s+|$)/g);
  return new Map(
    [...entries].map(([, label, count, more, unknown]) => [
      label as string,
      { count: Number(count ?? 0), more: more === '+' || unknown === '?' },
    ]),
  );
}

export interface Counts {
  /** Found and there, found and not there, there and not found. */
  right: number;
  wrong: number;
  missed: number;
}

/** Holds what was found in a picture against what is there, kind by kind. Places are not compared. */
export function judge(found: readonly string[], truth: Truth): Map<string, Counts> {
  const labels = new Set([...found, ...truth.keys()]);
  return new Map(
    [...labels].map((label) => {
      const { count, more } = truth.get(label) ?? { count: 0, more: false };
      const number = found.filter((one) => one === label).length;
      const right = Math.min(number, count);
      return [label, { right, wrong: more ? 0 : number - right, missed: count - right }];
    }),
  );
}

/** Shares of what was found that is there, and of what is there that was found; null where there is nothing to share. */
export function rates({ right, wrong, missed }: Counts): { precision: number | null; recall: number | null } {
  const share = (of: number) => (of === 0 ? null : right / of);
  return { precision: share(right + wrong), recall: share(right + missed) };
}
