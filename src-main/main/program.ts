/*
 * What is behind the window: library, services, answers to the page, menu, signs of work. Loaded while the page starts
 * (main.ts), as loading it takes long.
 */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { toUserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';
import { languageOf, systemLanguage } from '../../src-shared/words/language';
import { currentLanguage, setLanguage, t } from '../../src-shared/words/words';
import { nameFilm } from '../base/answer/damaged-films';
import { LibraryAway, LibraryReadOnly } from '../base/library/errors';
import { chooseLibrary, usualLibrary } from '../base/library/place';
import type { Log } from '../base/log';
import { appImageOf, passOnUnpacking, prepareRestart } from './desktop/app-image';
import { askAboutPage } from './desktop/ask-about-page';
import { answerCall, answerDrop, BAD_REQUEST } from './desktop/call';
import { ClipExports } from './desktop/clip-exports';
import { nativeDialogs } from './desktop/dialogs';
import { DragFiles } from './desktop/drag-files';
import { closeBeforeQuit, type Ending } from './desktop/ending';
import { forwardEvents } from './desktop/events';
import type { GivenFiles } from './desktop/given-files';
import { addFiles, createHandlers, fileAdder } from './desktop/handlers';
import type { Answers } from './desktop/ipc';
import { mediaAnswers } from './desktop/media-protocol';
import { setMenu } from './desktop/menu';
import { Notices } from './desktop/notices';
import { PlayerService } from './desktop/player-service';
import { revive } from './desktop/revive';
import { eventSender, type SendEvent } from './desktop/send-event';
import { startDrag } from './desktop/start-drag';
import { showTextMenu } from './desktop/text-menu';
import { openUpdates } from './desktop/update-handlers';
import { utilityWorkers } from './desktop/utility-worker';
import { showTheme } from './desktop/window';
import type { WindowMemory } from './desktop/window-memory';
import { showWork } from './desktop/work-signs';
import { onSurroundings, surroundings, workSystem } from './desktop/work-system';
import { diagnosticsReport } from './diagnostics/report';
import type { OpenedLibrary } from './first';
import { openServices, type Services } from './services';

/** What the start of the window has already. */
export interface Front {
  /** The folder of the program's own code. */
  readonly here: string;
  readonly resourcesDir: string;
  readonly userDataDir: string;
  readonly logFile: Log;
  readonly log: (error: unknown) => void;
  /** Null once it is closed. */
  readonly window: () => BrowserWindow | null;
  readonly memory: WindowMemory;
  /** Brings the window before all others. */
  readonly raise: () => void;
  readonly given: GivenFiles;
}

export interface Program {
  readonly answers: Answers;
  readonly startedAgain: Ending['startedAgain'];
  /** Takes what was given to open, and looks for what has become of films meanwhile. */
  begin(): Promise<void>;
}

/** The services, and the ways to tell the page of what they did. */
interface Running extends Front {
  readonly services: Services;
  readonly send: SendEvent;
  readonly notices: Notices;
  readonly libraryChanged: (...ids: readonly VideoId[]) => void;
  /** Videos that were given to open. */
  readonly opened: VideoId[];
  /** The AppImage that runs, if one does. */
  readonly image: ReturnType<typeof appImageOf>;
}

/** Takes files named on the command line or by the system, and shows the first of them. */
async function openFiles(running: Running, paths: readonly string[]): Promise<void> {
  const { services, libraryChanged, opened, notices, send, log } = running;
  if (paths.length === 0) return;
  try {
    const { videos, refused } = await addFiles(services, paths);
    opened.push(...videos.map(({ id }) => id));
    for (const { error } of refused) notices.tell(error);
    libraryChanged(...videos.map(({ id }) => id));
    const [first] = videos;
    if (first) send('app.open', { videoId: first.id });
  } catch (error) {
    log(error);
    notices.tell(toUserError(error));
  }
}

/** Has a window that is there already told what befalls it. */
function lookAfterWindow(running: Running): void {
  const { services, libraryChanged, notices, logFile, log } = running;
  const window = running.window();
  if (window === null) return;
  showTextMenu(window.webContents);
  revive(window.webContents, {
    onGone: ({ reason, exitCode }) => {
      logFile.info(`The page ended: ${reason}, ${exitCode}`);
      notices.hold();
    },
    tell: (error) => notices.tell(error),
    ask: () => askAboutPage(window),
    quit: () => app.quit(),
  });
  window.on('focus', () => {
    void services.intake
      .checkMissing()
      .then((changed) => libraryChanged(...changed.map(({ id }) => id)))
      .catch(log);
  });
}

/** There is no page any longer that could tell it. */
function tellAtEnd(log: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    log(error);
    const { message, remedy } = toUserError(error);
    dialog.showErrorBox('Longtake', `${message}\n\n${remedy}`);
  };
}

/** Milliseconds for the page to go by itself: one that hangs is not waited for. */
const PAGE_GOES = 3_000;

/** Closes the window, so that its page can tell what is being written in it. */
function closeWindow(closing: BrowserWindow | null): Promise<void> {
  if (closing === null) return Promise.resolve();
  return new Promise((gone) => {
    const late = setTimeout(() => closing.destroy(), PAGE_GOES);
    closing.once('closed', () => {
      clearTimeout(late);
      gone();
    });
    closing.close();
  });
}

/** Serves the page of a window: its calls, its pictures, the menu, what the system shows of the work. */
function serve(front: Front, services: Services, told: Pick<Running, 'send' | 'notices' | 'image'>) {
  const { window, userDataDir, resourcesDir, memory, log } = front;
  const { send, notices } = told;
  const events = forwardEvents(services, send);
  const running: Running = { ...front, ...told, services, opened: [], libraryChanged: events.libraryChanged };
  const player = new PlayerService(services.library, services.ffmpegPath, events.playerChanged, (id) =>
    events.libraryChanged(id),
  );
  // An index may find that another sound track is the one to be heard.
  services.jobs.on('indexed', (videoId, what) => {
    if (what === 'transcript') void player.soundChanged(videoId).catch(log);
  });
  const closing = new AbortController();
  const system = systemLanguage(app.getPreferredSystemLanguages());
  const { language, keys } = services.library.settings.get();
  setLanguage(languageOf(language, system));
  const menu = setMenu((action) => send('app.action', { action }), keys);
  const dragFiles = new DragFiles(join(userDataDir, 'dragged'), {
    ...{ library: services.library, ffmpegPath: services.ffmpegPath, signal: closing.signal },
  });
  void dragFiles.clear().catch(log);
  const updates = openUpdates({
    ...{ services, send, userDataDir, version: app.getVersion(), onUnexpected: log },
  });
  const clips = new ClipExports(
    { library: services.library, ffmpegPath: services.ffmpegPath, signal: closing.signal },
    (all) => send('export.clips', all),
  );
  let warm = false;
  const handlers = createHandlers({
    ...{ services, player, updates, clips, send, notices, dragFiles, resourcesDir, userDataDir },
    dialogs: nativeDialogs(window),
    libraryChanged: events.libraryChanged,
    opened: running.opened,
    frame: {
      zoom: (step) => memory.zoom(window(), step),
      setUndoable: menu.setUndoable,
      setKeys: menu.setKeys,
      systemLanguage: system,
      setTheme: (chosen) => showTheme(window(), chosen),
      started: () => {
        // Not before: loading models would take the processor from the page.
        if (!warm) void services.warm();
        warm = true;
      },
      startDrag: (files, icon) => startDrag(window(), files, icon),
    },
    diagnostics: () =>
      diagnosticsReport({
        ...{ version: app.getVersion(), userDataDir, resourcesDir, signal: closing.signal },
        services: () => services,
      }),
    restart: (whenClosed) => ends.restart(whenClosed),
    leave: (whenClosed) => ends.leave(whenClosed),
    closing: closing.signal,
  });
  const stops = [
    showWork(services.jobs, () => services.library.settings.get(), workSystem(window, front.raise)),
    onSurroundings(() => services.jobs.reconsider()),
  ];
  async function stop(): Promise<void> {
    for (const stop of stops) stop();
    events.stop();
    player.close();
    closing.abort();
    await updates.close();
    await services.close();
  }
  const ends = closeBeforeQuit({
    ...{ app, image: told.image, process, tell: tellAtEnd(log), onUnexpected: log },
    mayEnd: () => clips.list().length === 0 || endsClips(window()),
    closeWindow: () => closeWindow(window()),
    close: () => Promise.all([stop(), memory.close()]),
  });
  updates.start();
  const addDropped = fileAdder({ services, libraryChanged: events.libraryChanged });
  const answers: Answers = {
    call: (name, input) => answerCall(handlers, name, input, log),
    drop: (dropped) =>
      answerDrop((paths) => addDropped(paths.filter((path) => !dragFiles.holds(path))), dropped, log),
    media: filmAnswers(running, player),
    refusal: { ok: false, error: BAD_REQUEST },
  };
  window()?.on('close', (event) => {
    if (!ends.mayGo()) event.preventDefault();
  });
  return { running, answers, startedAgain: ends.startedAgain };
}

/** Answers for pictures and films. */
function filmAnswers({ services, notices }: Running, player: PlayerService): Answers['media'] {
  const damaged = new Set<VideoId>();
  return mediaAnswers(services.library, player, (id, error) => {
    // A filmstrip asks for hundreds of pictures: their damage is told once.
    if (damaged.has(id)) return;
    damaged.add(id);
    const video = services.library.videos.find(id);
    if (video) notices.tell(nameFilm(toUserError(error), video));
  });
}

/** Whether a person wants an end although a clip is being written, of which nothing would be left. */
function endsClips(window: BrowserWindow | null): boolean {
  const options: Electron.MessageBoxSyncOptions = {
    ...{ type: 'question', title: 'Longtake', noLink: true, defaultId: 0, cancelId: 0 },
    message: t('menu.clips.ends'),
    detail: t('menu.clips.detail'),
    buttons: [t('menu.clips.goOn'), t('menu.quit')],
  };
  const chosen = window ? dialog.showMessageBoxSync(window, options) : dialog.showMessageBoxSync(options);
  return chosen === 1;
}

/** Whether a person whose library is away wants the usual one in the meantime. */
function wantsUsual({ message, remedy }: LibraryAway): boolean {
  const buttons = [t('menu.quit'), t('menu.openUsual')];
  return dialog.showMessageBoxSync({ message, detail: remedy, buttons, cancelId: 0, noLink: true }) === 1;
}

/** Says why there is no library; where its disk is away, another one can be taken, and the program is started again with that. */
export async function tellNoLibrary(error: unknown, { userDataDir, log }: Front): Promise<void> {
  log(error);
  if (error instanceof LibraryAway && wantsUsual(error)) {
    await chooseLibrary(userDataDir, usualLibrary(userDataDir)).catch(tellAtEnd(log));
    await prepareRestart(app, ownImage(), process)().catch(tellAtEnd(log));
  } else if (!(error instanceof LibraryAway)) {
    const { message, remedy } = toUserError(error);
    dialog.showErrorBox(t('menu.cannotStart'), `${message}\n\n${remedy}`);
  }
}

function ownImage() {
  const image = appImageOf(process.env, process.execPath);
  passOnUnpacking(process.env, image);
  return image;
}

/** Opens what works on the library: from here on it is closed with the program. */
export function openProgram(front: Front, { library, why }: OpenedLibrary): Program {
  const { userDataDir, resourcesDir, here, window, log } = front;
  const image = ownImage();
  const send = eventSender(() => window()?.webContents ?? null);
  const notices = new Notices(send);
  if (why) notices.tell(toUserError(new LibraryReadOnly(why)));
  const services = openServices({
    ...{ library, userDataDir, resourcesDir, surroundings },
    spawnWorker: utilityWorkers(join(here, 'worker.js')),
    language: currentLanguage,
    readOnly: why !== undefined,
    onUnexpected: log,
  });
  const { running, answers, startedAgain } = serve(front, services, { send, notices, image });
  lookAfterWindow(running);
  return {
    answers,
    startedAgain,
    async begin() {
      await services.intake.checkMissing().catch(log);
      services.folderWatch.start();
      const follow = (paths: readonly string[]): void => void openFiles(running, paths);
      await openFiles(running, front.given.follow(follow));
    },
  };
}
