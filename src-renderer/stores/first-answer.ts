import type { VideoId } from '../../src-shared/primitives';
import { chatStore } from './chat-store';
import { openVideo } from './go-to';
import { libraryStore } from './library-store';
import { viewStore } from './view-store';

/** What the film that comes with Longtake is asked first: what is said of it is heard without fail. */
export const FIRST_QUESTION = 'What is said about the museum?';

/** Adds the film that comes with Longtake, opens it, and asks it a question as soon as it can be answered. */
export async function tryOut(): Promise<void> {
  const video = await libraryStore.getState().addSample();
  if (video === null) return;
  openVideo(video.id);
  viewStore.getState().showTab('chat');
  if (!(await searchable(video.id))) return;
  const scope = { videoId: video.id };
  await chatStore.getState().open(scope);
  // Whoever tries it once more finds the answer there.
  if (isOpen(video.id) && chatStore.getState().chats[video.id]?.messages.length === 0) {
    await chatStore.getState().ask(scope, FIRST_QUESTION, null);
  }
}

function isOpen(videoId: VideoId): boolean {
  const { screen } = viewStore.getState();
  return screen.name === 'video' && screen.videoId === videoId;
}

/** Resolves once a film can be searched; with false where that will not be. */
function searchable(videoId: VideoId): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const look = (): boolean => {
    const video = libraryStore.getState().videos.find(({ id }) => id === videoId);
    if (video?.state === 'ready') resolve(true);
    else if (!video || video.state === 'failed' || video.state === 'missing') resolve(false);
    else return false;
    return true;
  };
  if (look()) return promise;
  const stop = libraryStore.subscribe(() => {
    if (look()) stop();
  });
  return promise;
}
