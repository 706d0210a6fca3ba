import { createRoot } from 'react-dom/client';
import { dispatcher } from './actions/dispatcher';
import { call, listen } from './api';
import { Shell } from './shell';
import { followChats } from './stores/chat-store';
import { followExports } from './stores/export-store';
import { forgetRemovedVideos } from './stores/forget';
import { openVideo } from './stores/go-to';
import { lastOpenVideo, rememberOpenVideo } from './stores/last-screen';
import { followLibrary, libraryStore } from './stores/library-store';
import { followModels, modelsStore } from './stores/models-store';
import { noticeStore, tellIfItFails } from './stores/notice-store';
import { followSettings, settingsStore } from './stores/settings-store';
import { followTranscript } from './stores/transcript-store';
import { followWork, workStore } from './stores/work-store';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/layers.css';
import './ui/page.css';

/** Connects the stores to main's events and asks for what the first screen shows. */
async function start(): Promise<void> {
  followLibrary();
  followWork();
  followChats();
  followTranscript();
  followSettings();
  followModels();
  followExports();
  forgetRemovedVideos();
  listen('app.action', ({ action }) => {
    // The menu offers everything everywhere; a key that means nothing here stays silent, a menu item must not.
    if (!dispatcher.run(action))
      noticeStore.getState().info('Open a video first: this works on the open one.');
  });
  listen('app.open', ({ videoId }) => openVideo(videoId));
  listen('app.notice', (error) => noticeStore.getState().error(error));
  await Promise.all([libraryStore.getState().load(), settingsStore.getState().load()]);
  // Not waited for: nothing on the first screen hangs on it.
  void modelsStore.getState().load();
  void workStore.getState().load();
  const info = await tellIfItFails(call('app.info', undefined));
  for (const error of info?.notices ?? []) noticeStore.getState().error(error);
  const [first] = info?.opened ?? [];
  const last = lastOpenVideo();
  rememberOpenVideo();
  const isThere = libraryStore.getState().videos.some(({ id }) => id === last);
  if (last !== null && isThere) openVideo(last);
  else if (first !== undefined) openVideo(first);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<Shell />);
void start();
