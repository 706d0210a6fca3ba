import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { isDoubtful, isDoubtfulReading, type Segment } from '../../src-shared/analysis';
import { t } from '../../src-shared/words/words';
import { IconButton } from '../ui/button';
import { findMarks, Marked, type MarkRange } from '../ui/marks';
import { nextFind } from './locate';

/** Where the words stand of which the speech model was not sure, in the text that is shown; all of a line that was read from a picture, and doubtfully. */
export function doubtfulRanges(line: Segment): MarkRange[] {
  const { text, words } = line;
  if (isDoubtfulReading(line)) return [[0, text.length]];
  const found: MarkRange[] = [];
  let at = 0;
  for (const word of words) {
    const from = text.indexOf(word.text, at);
    if (from < 0) continue;
    at = from + word.text.length;
    if (isDoubtful(word)) found.push([from, at]);
  }
  return found;
}

/** A line's words: those that are looked for marked, doubtful ones with a dotted line below. */
export function LineText({ segment, needle }: { readonly segment: Segment; readonly needle: string }) {
  const { text } = segment;
  const marked = (from: number, to: number) => {
    const piece = text.slice(from, to);
    return <Marked text={piece} marks={findMarks(piece, needle)} />;
  };
  const doubts = doubtfulRanges(segment);
  // What is looked for may go over a doubtful word's end: then the finds are what counts.
  if (doubts.length === 0 || findMarks(text, needle).length > 0) return marked(0, text.length);
  const unsure = isDoubtfulReading(segment) ? t('transcript.doubt.picture') : t('transcript.doubt');
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of doubts) {
    parts.push(text.slice(at, from));
    parts.push(
      <span key={from} className="line__doubt" title={unsure}>
        {text.slice(from, to)}
      </span>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** Steps through the lines with doubtful words. */
export function DoubtSteps({
  lines,
  cursor,
  onFind,
}: {
  readonly lines: readonly Segment[];
  readonly cursor: number;
  readonly onFind: (index: number) => void;
}) {
  const doubtful = lines.flatMap((line, index) =>
    line.words.some(isDoubtful) || isDoubtfulReading(line) ? [index] : [],
  );
  if (doubtful.length === 0) return null;
  const step = (direction: 1 | -1) => {
    const next = nextFind(doubtful, cursor, direction);
    if (next !== null) onFind(next);
  };
  const place = doubtful.indexOf(cursor);
  return (
    <div className="transcript__tools transcript__doubts">
      <span className="transcript__count numbers">
        {place >= 0
          ? t('transcript.doubt.at', { at: place + 1, n: doubtful.length })
          : t('transcript.doubt.lines', { n: doubtful.length })}
      </span>
      <span className="transcript__space" />
      <IconButton label={t('transcript.doubt.previous')} small onClick={() => step(-1)}>
        <ChevronLeft size={15} />
      </IconButton>
      <IconButton label={t('transcript.doubt.next')} small onClick={() => step(1)}>
        <ChevronRight size={15} />
      </IconButton>
    </div>
  );
}
