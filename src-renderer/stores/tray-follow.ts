import type { ChatMessage, ChatScope } from '../../src-shared/answers';
import { chatStore } from './chat-store';
import { collectionsStore } from './collections-store';
import { openVideo, showMoment } from './go-to';
import { type TraySource, trayStore } from './tray-store';
import { viewStore } from './view-store';

/** The latest answer of each chat. */
function latestAnswers(chats: ReturnType<typeof chatStore.getState>['chats']): ChatMessage[] {
  return Object.values(chats).flatMap(({ messages }) => {
    const last = messages.at(-1);
    return last?.role === 'assistant' ? [last] : [];
  });
}

function isInTray(messageId: string): boolean {
  const { source } = trayStore.getState();
  return source?.kind === 'answer' && source.messageId === messageId;
}

/**
 * Puts the places of an answer into the tray as they come, unless something else was put there meanwhile. An answer that was
 * written before this window opened its chat waits until it is asked for, and one without places leaves the tray as it is.
 */
export function followAnswers(): () => void {
  /** Answers being written, and whether they have been in the tray. */
  const written = new Map<string, boolean>();
  return chatStore.subscribe(({ chats }, before) => {
    if (chats === before.chats) return;
    for (const { id, state, citations } of latestAnswers(chats)) {
      if (state === 'streaming' && !written.has(id)) written.set(id, false);
      const wasShown = written.get(id);
      if (wasShown === undefined) continue;
      if (citations.length > 0 && (!wasShown || isInTray(id))) {
        written.set(id, true);
        trayStore.getState().showAnswer(id);
      }
      if (state !== 'streaming') written.delete(id);
    }
  });
}

/** Goes back to what the tray's cards came from: the answer, the field of the search, the frame, the collection. */
export function backToSource(source: TraySource): void {
  const view = viewStore.getState();
  switch (source.kind) {
    case 'similar':
      showMoment(source.videoId, source.time);
      return;
    case 'search':
      goToScope(source.scope);
      view.askForField('search');
      return;
    case 'answer':
      goToChat(source.scope);
      view.wantMessage(source.messageId);
      return;
    default:
      view.showTab('collections');
  }
}

function goToScope(scope: Extract<TraySource, { kind: 'search' }>['scope']): void {
  if (scope === 'all') viewStore.getState().go({ name: 'library' });
  else openVideo(scope.videoId);
}

/** The chat of a collection stands in the collection, beside whatever is on screen. */
function goToChat(scope: ChatScope): void {
  if (scope === 'all' || 'videoId' in scope) {
    goToScope(scope);
    viewStore.getState().showTab('chat');
    return;
  }
  collectionsStore.getState().ask(scope.collectionId);
  viewStore.getState().showTab('collections');
}
