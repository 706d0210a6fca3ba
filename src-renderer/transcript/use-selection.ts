import { useMemo, useState } from 'react';
import type { Segment } from '../../src-shared/analysis';
import { lineKey } from '../stores/transcript-store';

export interface LineSelection {
  /** The line that the keys are at; -1 where none is. */
  readonly cursor: number;
  /** First and last line of the selected range; null where less than a range is selected. */
  readonly range: readonly [first: number, last: number] | null;
  /** Puts the cursor there; with `extend`, selects from where the range began to there. */
  readonly moveTo: (index: number, extend?: boolean) => void;
  /** Selects from one line to another, which has the cursor. */
  readonly select: (from: number, to: number) => void;
  readonly clear: () => void;
}

interface Ends {
  /** Where the range began; null where none was begun. Lines by their key: lists change while they are shown. */
  readonly anchor: string | null;
  readonly cursor: string | null;
}

/** One line that the keys are at, and a range of lines from there. */
export function useSelection(lines: readonly Segment[]): LineSelection {
  const [ends, setEnds] = useState<Ends>({ anchor: null, cursor: null });
  const places = useMemo(() => new Map(lines.map((line, index) => [lineKey(line), index])), [lines]);
  const placeOf = (key: string | null) => (key === null ? -1 : (places.get(key) ?? -1));
  const keyOf = (index: number) => {
    const line = lines[index];
    return line ? lineKey(line) : null;
  };
  const cursor = placeOf(ends.cursor);
  const anchor = placeOf(ends.anchor);
  const selected = anchor >= 0 && cursor >= 0;
  return {
    cursor,
    range: selected ? [Math.min(anchor, cursor), Math.max(anchor, cursor)] : null,
    moveTo: (index, extend = false) => {
      const begun = ends.anchor ?? ends.cursor ?? keyOf(index);
      setEnds({ anchor: extend ? begun : null, cursor: keyOf(index) });
    },
    select: (from, to) => setEnds({ anchor: keyOf(from), cursor: keyOf(to) }),
    clear: () => setEnds({ anchor: null, cursor: ends.cursor }),
  };
}
