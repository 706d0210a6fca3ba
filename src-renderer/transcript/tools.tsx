import { ChevronDown, ChevronUp, Copy, Download, Search } from 'lucide-react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import type { Segment } from '../../src-shared/analysis';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { exportStore } from '../stores/export-store';
import { type LineFilter, viewStore } from '../stores/view-store';
import { IconButton } from '../ui/button';
import { Segmented } from '../ui/segmented';
import { LineTools } from './line-tools';
import { nextFind } from './locate';
import { copyLines } from './range-bar';

const FILTERS: readonly LineFilter[] = ['all', 'speech', 'text'];

/** Which lines are shown. */
function Filter() {
  const chosen = useStore(viewStore, (state) => state.lineFilter);
  return (
    <Segmented
      label={t('transcript.shown')}
      value={chosen}
      options={FILTERS.map((filter) => ({ value: filter, label: t(`transcript.filter.${filter}`) }))}
      onChange={(filter) => viewStore.getState().filterLines(filter)}
    />
  );
}

/** Filter, copy and export of the lines. */
export function Toolbar({ video, lines }: { readonly video: Video; readonly lines: readonly Segment[] }) {
  return (
    <div className="transcript__tools">
      <Filter />
      <span className="transcript__space" />
      <LineTools video={video} empty={lines.length === 0} />
      <IconButton
        label={t('transcript.copy')}
        small
        disabled={lines.length === 0}
        onClick={() => copyLines(lines, t('transcript.copied.all'))}
      >
        <Copy size={14} />
      </IconButton>
      <IconButton
        label={actionLabel('file.exportTranscript')}
        small
        onClick={() => exportStore.getState().open({ kind: 'video', videoId: video.id, first: 'transcript' })}
      >
        <Download size={14} />
      </IconButton>
    </div>
  );
}

/** The search in the lines. Enter goes to the next find, Shift+Enter to the one before. */
export function Find({
  needle,
  onNeedle,
  found,
  cursor,
  onFind,
}: {
  readonly needle: string;
  readonly onNeedle: (needle: string) => void;
  readonly found: readonly number[];
  readonly cursor: number;
  readonly onFind: (index: number) => void;
}) {
  function step(direction: 1 | -1): void {
    const next = nextFind(found, cursor, direction);
    if (next !== null) onFind(next);
  }
  const place = found.indexOf(cursor);
  return (
    <div className="transcript__tools">
      <label className="field">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('transcript.find')}
          placeholder={t('transcript.find')}
          value={needle}
          onChange={(event) => onNeedle(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          }}
        />
        {needle.trim() !== '' && (
          <span className="transcript__count numbers" role="status">
            {found.length === 0
              ? t('transcript.find.none')
              : place >= 0
                ? t('transcript.find.at', { at: place + 1, n: found.length })
                : found.length}
          </span>
        )}
      </label>
      {found.length > 0 && (
        <>
          <IconButton label={t('transcript.find.previous')} small onClick={() => step(-1)}>
            <ChevronUp size={15} />
          </IconButton>
          <IconButton label={t('transcript.find.next')} small onClick={() => step(1)}>
            <ChevronDown size={15} />
          </IconButton>
        </>
      )}
    </div>
  );
}
