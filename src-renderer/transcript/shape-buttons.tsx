import type { RefObject } from 'react';
import type { Segment } from '../../src-shared/analysis';
import type { LineEdit } from '../../src-shared/glossary';
import { t } from '../../src-shared/words/words';
import { editLines } from '../stores/line-edits';
import { editKey, linesOf, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';

/** How many whole words stand before a place in a text. */
export function wordsBefore(text: string, place: number): number {
  return text
    .slice(0, place)
    .split(/\s+/)
    .filter((word) => word !== '').length;
}

/** Splits the line that is being rewritten at the cursor, joins it with the next, or takes that back. Typed words are kept first. */
export function ShapeButtons({
  segment,
  field,
  onDone,
}: {
  readonly segment: Segment;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onDone: () => void;
}) {
  const { videoId, segments } = transcriptStore.getState();
  const last = linesOf(segments, segment.source).at(-1)?.id === segment.id;
  async function shape(edit: LineEdit): Promise<void> {
    if (videoId === null) return;
    onDone();
    await transcriptStore.getState().saveEdit(segment);
    // Where the words could not be kept, they are still being edited.
    if (transcriptStore.getState().edits.has(editKey(videoId, segment))) return;
    await editLines(videoId, segment.source, edit);
  }
  const { id: segmentId } = segment;
  return (
    <>
      <Button
        small
        tone="quiet"
        onClick={() => {
          const element = field.current;
          if (!element) return;
          const at = wordsBefore(element.value, element.selectionStart);
          const all = wordsBefore(element.value, element.value.length);
          void shape({ kind: 'split', segmentId, at: Math.max(1, Math.min(at, all - 1)) });
        }}
      >
        {t('transcript.split')}
      </Button>
      <Button small tone="quiet" disabled={last} onClick={() => void shape({ kind: 'join', segmentId })}>
        {t('transcript.join')}
      </Button>
      {segment.shaped && (
        <Button small tone="quiet" onClick={() => void shape({ kind: 'unshape', segmentId })}>
          {t('transcript.unshape')}
        </Button>
      )}
    </>
  );
}
