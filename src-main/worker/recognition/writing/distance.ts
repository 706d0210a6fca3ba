/** The fewest characters to change, leave out and add that turn one text into the other (Levenshtein distance). */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const character of a) {
    const next = [(row[0] as number) + 1];
    for (const [i, other] of b.entries()) {
      const changed = (row[i] as number) + (character === other ? 0 : 1);
      next.push(Math.min(changed, (row[i + 1] as number) + 1, (next[i] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
}

/** How many characters two texts have in common, in the same order (length of the longest common subsequence). */
export function commonLength(a: readonly string[], b: readonly string[]): number {
  let row: number[] = new Array(b.length + 1).fill(0);
  for (const character of a) {
    const next = [0];
    for (const [i, other] of b.entries()) {
      next.push(
        character === other ? (row[i] as number) + 1 : Math.max(row[i + 1] as number, next[i] as number),
      );
    }
    row = next;
  }
  return row.at(-1) as number;
}
