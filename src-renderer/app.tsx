import { createRoot } from 'react-dom/client';
import type { VideoId } from '../src-shared/primitives';
import { t } from '../src-shared/words/words';
import { dispatcher } from './actions/dispatcher';
import { call, listen } from './api';
import { firstPaint } from './first-paint';
import { startLanguage, useLanguage } from './language';
import { Shell } from './shell';
import { followChats } from './stores/chat-store';
import { collectionsStore, followCollections } from './stores/collections-store';
import { followExports } from './stores/export-store';
import { forgetRemovedVideos } from './stores/forget';
import { followFrameTimes } from './stores/frame-times';
import { openVideo } from './stores/go-to';
import { followTrayCollection } from './stores/keep';
import { isLoadedAgain, lastOpenVideo, rememberOpenVideo } from './stores/last-screen';
import { followLibrary, libraryStore } from './stores/library-store';
import { followMemory } from './stores/memory';
import { followModels, modelsStore } from './stores/models-store';
import { noticeStore, tellIfItFails } from './stores/notice-store';
import { followSettings } from './stores/settings-store';
import { followTranscript } from './stores/transcript-store';
import { followAnswers } from './stores/tray-follow';
import { type UndoState, undoStore } from './stores/undo-store';
import { followUpdates, updatesStore } from './stores/updates-store';
import { viewStore } from './stores/view-store';
import { followWork, workStore } from './stores/work-store';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/layers.css';
import './ui/page.css';
import './ui/system-colours.css';

/** Connects the stores to main's events, and says what the first screen is. @returns the video that was open last */
function follow(): VideoId | null {
  followLibrary();
  followWork();
  followChats();
  followTranscript();
  followModels();
  followExports();
  followCollections();
  followTrayCollection();
  followAnswers();
  followFrameTimes();
  forgetRemovedVideos();
  listen('app.action', ({ action }) => {
    // The menu offers everything everywhere; a key that means nothing here stays silent, a menu item must not.
    if (!dispatcher.run(action)) noticeStore.getState().hint(t('shell.openFirst'));
  });
  listen('app.open', ({ videoId }) => openVideo(videoId));
  listen('app.notice', (error) => noticeStore.getState().error(error));
  followMemory();
  // At once, so that the library is not shown for a moment before: whether it is still there is seen when the list has come.
  const last = lastOpenVideo();
  if (last !== null) openVideo(last);
  return last;
}

/** Asks for what the first screen shows, and then for the rest. */
async function load(last: VideoId | null): Promise<void> {
  const again = isLoadedAgain();
  rememberOpenVideo();
  tellMenu();
  await libraryStore.getState().load();
  // Not waited for: nothing on the first screen hangs on it.
  void modelsStore.getState().load();
  void collectionsStore.getState().load();
  const isThere = libraryStore.getState().videos.some(({ id }) => id === last);
  if (last !== null && !isThere) viewStore.getState().go({ name: 'library' });
  void workStore.getState().load();
  void updatesStore.getState().load();
  const info = await tellIfItFails(call('app.info', undefined));
  for (const error of info?.notices ?? []) noticeStore.getState().error(error);
  const [first] = info?.opened ?? [];
  if (first !== undefined && !again) openVideo(first);
}

/** The window, drawn anew as a whole where its language changes: no word of the other stays. */
function App() {
  return <Shell key={useLanguage()} />;
}

/** Says in the menu what Undo and Redo would do. */
function tellMenu(): void {
  const label = (step: { label: string } | undefined) => step?.label.slice(0, 300) ?? null;
  const tell = ({ past, future }: UndoState) =>
    void tellIfItFails(call('app.undoable', { undo: label(past.at(-1)), redo: label(future.at(-1)) }));
  // At the start too: a page that was loaded again can undo nothing of before.
  tell(undoStore.getState());
  undoStore.subscribe(tell);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// Before it is drawn: what was open last is the first that is shown.
followSettings();
followUpdates();
const language = startLanguage();
// While main looks for the answer: what the page keeps by itself is slow to read the first time.
const last = follow();
await language;
createRoot(root).render(<App />);
// Main is busy with loading itself from the first question on.
await firstPaint();
void load(last);
