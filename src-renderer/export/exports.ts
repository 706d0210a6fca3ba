import type { Segment } from '../../src-shared/analysis';
import type { ChatScope } from '../../src-shared/answers';
import { formatBytes } from '../../src-shared/bytes';
import type { ChatFormat, ClipMode, TranscriptFormat } from '../../src-shared/exports';
import type { VideoId } from '../../src-shared/primitives';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';
import type { Range } from '../stores/selection-store';
import type { Saved } from './offers';

/** Tells where an export went, and what of it is not as asked. */
export function tellSaved({ fileName, bytes, note, savedId }: Saved): void {
  const what = { file: fileName, size: formatBytes(bytes) };
  const show = savedId && {
    label: t('exports.show'),
    run: () => void tellIfItFails(call('export.show', { savedId })),
  };
  noticeStore
    .getState()
    .info(note ? t('exports.savedNote', { ...what, note }) : t('exports.saved', what), show || null);
}

/** Says nothing when the user closed the dialog. */
async function report(exporting: Promise<Saved | null>): Promise<void> {
  const saved = await tellIfItFails(exporting);
  if (saved) tellSaved(saved);
}

export function exportChat(scope: ChatScope, format: ChatFormat): Promise<void> {
  return report(call('export.chat', { scope, format }));
}
/** These lines of a transcript alone. */
export function exportLines(
  videoId: VideoId,
  lines: readonly Pick<Segment, 'source' | 'id'>[],
  format: TranscriptFormat,
): Promise<void> {
  const names = lines.map(({ source, id }) => ({ source, id }));
  return report(call('export.transcript', { videoId, format, lines: names }));
}
export function exportClip(videoId: VideoId, { from, to }: Range, mode: ClipMode): Promise<void> {
  return report(call('export.clip', { videoId, from, to, mode }));
}
