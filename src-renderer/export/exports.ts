import type { Scope } from '../../src-shared/answers';
import { formatBytes } from '../../src-shared/bytes';
import type { ChatFormat, ClipMode } from '../../src-shared/exports';
import type { VideoId } from '../../src-shared/primitives';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';
import type { Range } from '../stores/selection-store';
import type { Saved } from './offers';

/** Tells where an export went, and what of it is not as asked. */
export function tellSaved({ fileName, bytes, note, savedId }: Saved): void {
  const saved = `Saved ${fileName} (${formatBytes(bytes)}).`;
  const show = savedId && {
    label: 'Show in its folder',
    run: () => void tellIfItFails(call('export.show', { savedId })),
  };
  noticeStore.getState().info(note ? `${saved} ${note}` : saved, show || null);
}

/** Says nothing when the user closed the dialog. */
async function report(exporting: Promise<Saved | null>): Promise<void> {
  const saved = await tellIfItFails(exporting);
  if (saved) tellSaved(saved);
}

export function exportChat(scope: Scope, format: ChatFormat): Promise<void> {
  return report(call('export.chat', { scope, format }));
}
export function exportClip(videoId: VideoId, { from, to }: Range, mode: ClipMode): Promise<void> {
  return report(call('export.clip', { videoId, from, to, mode }));
}
