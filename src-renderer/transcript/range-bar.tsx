import { Copy, X } from 'lucide-react';
import type { Segment } from '../../src-shared/analysis';
import { formatClock } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { linesRequest, stretchOf } from '../export/places';
import { exportStore } from '../stores/export-store';
import { noticeStore } from '../stores/notice-store';
import { selectionStore } from '../stores/selection-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { count } from '../ui/format';
import { transcriptText } from './locate';

export function copyLines(lines: readonly Segment[], what: string): void {
  if (copyText(transcriptText(lines))) noticeStore.getState().info(`${what} copied.`);
}

/** What can be done with the selected lines. */
export function RangeBar({
  video,
  lines,
  onClear,
}: {
  readonly video: Video;
  readonly lines: readonly Segment[];
  readonly onClear: () => void;
}) {
  const stretch = stretchOf(lines);
  const words = count(lines.length, 'line');
  function ask(): void {
    selectionStore.getState().setRange(stretch);
    viewStore.getState().askForField('chat');
  }
  return (
    <section className="range-bar" aria-label="Selected lines">
      <p className="range-bar__words numbers" role="status">
        {words} · {formatClock(stretch.to - stretch.from)}
      </p>
      <Button small tone="primary" onClick={ask}>
        Ask about this
      </Button>
      <Button small onClick={() => exportStore.getState().open(linesRequest(video.id, lines))}>
        Export…
      </Button>
      <IconButton label="Copy the lines" small onClick={() => copyLines(lines, words)}>
        <Copy size={14} />
      </IconButton>
      <IconButton label="Select nothing" small onClick={onClear}>
        <X size={14} />
      </IconButton>
    </section>
  );
}
