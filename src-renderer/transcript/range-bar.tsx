import { Brackets, Copy, Download, Star, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Segment } from '../../src-shared/analysis';
import type { VideoId } from '../../src-shared/primitives';
import { speakerOfLine } from '../../src-shared/speakers';
import { formatClock } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { exportLines } from '../export/exports';
import { linesRequest, stretchOf } from '../export/places';
import { exportStore } from '../stores/export-store';
import { keepStretch } from '../stores/keep';
import { noticeStore } from '../stores/notice-store';
import { selectionStore } from '../stores/selection-store';
import { transcriptStore } from '../stores/transcript-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';
import { transcriptText } from './locate';

export function copyLines(lines: readonly Segment[], what: string, times = true): void {
  const whoSays = speakerOfLine(transcriptStore.getState().speakers);
  if (copyText(transcriptText(lines, times, whoSays)))
    noticeStore.getState().info(t('transcript.copied', { what }));
}

/** Makes the lines' stretch the marked range. */
export function markLines(lines: readonly Segment[]): void {
  selectionStore.getState().setRange(stretchOf(lines));
}

/** Keeps the lines' stretch, called by their words. */
export function keepLines(videoId: VideoId, lines: readonly Segment[]): void {
  void keepStretch(videoId, stretchOf(lines), transcriptText(lines, false).replace(/\s+/g, ' '));
}

/** Marks the lines' stretch and lets a question be asked about it. */
export function askAboutLines(lines: readonly Segment[]): void {
  markLines(lines);
  viewStore.getState().askForField('chat');
}

const FORMATS = { srt: 'SRT', vtt: 'WebVTT', txt: null } as const;

/** What lines can be exported as: subtitles and text of their own, or places for other programs. */
export function exportItems(videoId: VideoId, lines: readonly Segment[]): MenuItem[] {
  return [
    ...(Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((format) => ({
      label: t('transcript.exportAs', { format: FORMATS[format] ?? t('transcript.exportAs.text') }),
      run: () => void exportLines(videoId, lines, format),
    })),
    {
      label: t('transcript.exportPlaces'),
      run: () => exportStore.getState().open(linesRequest(videoId, lines)),
    },
  ];
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
  const words = t('transcript.nLines', { n: lines.length });
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    // Its menus lie elsewhere in the document, and close by Escape themselves.
    if (event.key !== 'Escape' || !event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    onClear();
  }
  return (
    <section className="range-bar" aria-label={t('transcript.selected')} onKeyDown={onKeyDown}>
      <p className="range-bar__words numbers" role="status">
        {words} · {formatClock(stretch.to - stretch.from)}
      </p>
      <Button small tone="primary" onClick={() => askAboutLines(lines)}>
        {t('transcript.ask')}
      </Button>
      <IconButton label={t('transcript.markRange')} small onClick={() => markLines(lines)}>
        <Brackets size={14} />
      </IconButton>
      <IconButton label={t('transcript.keep')} small onClick={() => keepLines(video.id, lines)}>
        <Star size={14} />
      </IconButton>
      <Menu
        label={t('transcript.exportLines')}
        small
        icon={<Download size={14} />}
        items={exportItems(video.id, lines)}
      />
      <Menu
        label={t('transcript.copyLines')}
        small
        icon={<Copy size={14} />}
        items={[
          { label: t('transcript.copyTimes'), run: () => copyLines(lines, words) },
          { label: t('transcript.copyWords'), run: () => copyLines(lines, words, false) },
        ]}
      />
      <IconButton label={t('transcript.selectNothing')} small onClick={onClear}>
        <X size={14} />
      </IconButton>
    </section>
  );
}
