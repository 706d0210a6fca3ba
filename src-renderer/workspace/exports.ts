import type { ChatFormat, Scope, TranscriptFormat, VideoId } from '../../src-shared/domain';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';
import { formatBytes } from '../ui/format';

/** Tells where an export went; says nothing when the user closed the dialog. */
async function report(exporting: Promise<{ fileName: string; bytes: number } | null>): Promise<void> {
  const saved = await tellIfItFails(exporting);
  if (saved) noticeStore.getState().info(`Saved ${saved.fileName} (${formatBytes(saved.bytes)}).`);
}

export function exportTranscript(videoId: VideoId, format: TranscriptFormat): Promise<void> {
  return report(call('export.transcript', { videoId, format }));
}
export function exportScenes(videoId: VideoId): Promise<void> {
  return report(call('export.table', { videoId, table: 'scenes' }));
}
export function exportChat(scope: Scope, format: ChatFormat): Promise<void> {
  return report(call('export.chat', { scope, format }));
}
