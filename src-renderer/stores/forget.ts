import { chatListStore } from './chat-list-store';
import { chatStore } from './chat-store';
import { libraryStore } from './library-store';
import { filmCause, noticeStore } from './notice-store';
import { playerStore } from './player-store';
import { transcriptStore } from './transcript-store';
import { trayStore } from './tray-store';

/**
 * Lets go of what the stores keep of videos that left the library: the same file, added again, is a new entry with the
 * same id, and must not come with the old chat and transcript.
 */
export function forgetRemovedVideos(): () => void {
  return libraryStore.subscribe((now, before) => {
    if (now.videos === before.videos || before.status !== 'ready') return;
    const left = new Set(now.videos.map((video) => video.id));
    for (const { id } of before.videos) if (!left.has(id)) forget(id);
  });
}

function forget(videoId: string): void {
  noticeStore.getState().settle(filmCause(videoId));
  const { [videoId]: _chat, ...chats } = chatStore.getState().chats;
  const { [videoId]: _draft, ...drafts } = chatStore.getState().drafts;
  chatStore.setState({ chats, drafts });
  const { [videoId]: _list, ...lists } = chatListStore.getState().lists;
  const { [videoId]: _questions, ...suggestions } = chatListStore.getState().suggestions;
  chatListStore.setState({ lists, suggestions });
  if (transcriptStore.getState().videoId === videoId) {
    transcriptStore.setState({ videoId: null, status: 'loading', error: null, segments: [] });
  }
  const edits = [...transcriptStore.getState().edits].filter(([key]) => !key.startsWith(`${videoId}/`));
  transcriptStore.setState({ edits: new Map(edits) });
  if (playerStore.getState().videoId === videoId) playerStore.getState().close();
  trayStore.getState().forget(videoId);
}
