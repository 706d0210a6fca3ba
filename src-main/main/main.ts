// First: before anything that it could concern is loaded.
import '../base/telemetry';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { toUserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';
import { languageOf, systemLanguage } from '../../src-shared/words/language';
import { currentLanguage, setLanguage, t } from '../../src-shared/words/words';
import { nameFilm } from '../base/answer/damaged-films';
import { KeptJson } from '../base/kept-json';
import { LibraryAway, LibraryReadOnly } from '../base/library/errors';
import { openOrRead } from '../base/library/library';
import { chooseLibrary, usualLibrary } from '../base/library/place';
import { openLog } from '../base/log';
import { appImageOf, passOnUnpacking, prepareRestart } from './desktop/app-image';
import { serveApp } from './desktop/app-protocol';
import { nativeDialogs } from './desktop/dialogs';
import { DragFiles } from './desktop/drag-files';
import { closeBeforeQuit, type Ending } from './desktop/ending';
import { forwardEvents } from './desktop/events';
import { addFiles, createHandlers, fileAdder } from './desktop/handlers';
import { bindIpc, eventSender } from './desktop/ipc';
import { serveMedia } from './desktop/media-protocol';
import { setMenu } from './desktop/menu';
import { Notices } from './desktop/notices';
import { PlayerService } from './desktop/player-service';
import { revive } from './desktop/revive';
import { registerSchemes } from './desktop/schemes';
import { forbidNetwork, lockEveryPage, lockSession, refuseDebugging } from './desktop/security';
import { startDrag } from './desktop/start-drag';
import { showTextMenu } from './desktop/text-menu';
import { openUpdates } from './desktop/update-handlers';
import { utilityWorkers } from './desktop/utility-worker';
import { askAboutPage, openWindow, showTheme } from './desktop/window';
import { WindowMemory } from './desktop/window-memory';
import { showWork } from './desktop/work-signs';
import { onSurroundings, surroundings, workSystem } from './desktop/work-system';
import { diagnosticsReport } from './diagnostics/report';
import { openServices, type Services } from './services';
import { reportPlaces } from './telemetry-leftovers';

const here = import.meta.dirname;
const resourcesDir = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');

app.setName('Longtake');
app.setPath('userData', process.env.LONGTAKE_USER_DATA ?? join(app.getPath('appData'), 'Longtake'));
const userDataDir = app.getPath('userData');
const logFile = openLog(join(userDataDir, 'logs'));
const log = (error: unknown): void => logFile.error('Unforeseen', error);
process.on('uncaughtException', log);
process.on('unhandledRejection', log);
app.on('child-process-gone', (_event, { type, name, serviceName, reason, exitCode }) => {
  const which = name ?? serviceName ?? type;
  if (reason !== 'clean-exit') logFile.info(`Process ${which} is gone: ${reason}, exit code ${exitCode}.`);
});

const image = appImageOf(process.env, process.execPath);
passOnUnpacking(process.env, image);
let window: BrowserWindow | null = null;
const memory = new WindowMemory(new KeptJson(join(userDataDir, 'window.json'), log));
const opened: VideoId[] = [];
const send = eventSender(() => window?.webContents ?? null);
const notices = new Notices(send);

/** The files among a command line's words: without switches and, in a checkout, without the app's own folder. */
function filesOf(argv: readonly string[], cwd: string): string[] {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'));
  return words.slice(app.isPackaged ? 0 : 1).map((word) => resolve(cwd, word));
}

/** The services, and the way to tell the page of what they did. */
interface Running {
  readonly services: Services;
  readonly libraryChanged: (...ids: readonly VideoId[]) => void;
  readonly startedAgain: Ending['startedAgain'];
}

/** Takes files named on the command line or by the system, and shows the first of them. */
async function openFiles({ services, libraryChanged }: Running, paths: readonly string[]): Promise<void> {
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

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
}

function openWindowOver({ services, libraryChanged }: Running): void {
  window = openWindow(join(here, '../preload/preload.cjs'), join(resourcesDir, 'icon.png'), memory);
  showTextMenu(window.webContents);
  window.webContents.once('did-finish-load', () => void services.warm());
  const { webContents } = window;
  revive(webContents, {
    onGone: ({ reason, exitCode }) => {
      logFile.info(`The page ended: ${reason}, ${exitCode}`);
      notices.hold();
    },
    tell: (error) => notices.tell(error),
    ask: () => askAboutPage(window),
    quit: () => app.quit(),
  });
  window.on('closed', () => {
    window = null;
  });
  window.on('focus', () => {
    void services.intake
      .checkMissing()
      .then((changed) => libraryChanged(...changed.map(({ id }) => id)))
      .catch(log);
  });
}

/** There is no page any longer that could tell it. */
function tellAtEnd(error: unknown): void {
  log(error);
  const { message, remedy } = toUserError(error);
  dialog.showErrorBox('Longtake', `${message}\n\n${remedy}`);
}

/** Milliseconds for the page to go by itself: one that hangs is not waited for. */
const PAGE_GOES = 3_000;

/** Closes the window, so that its page can tell what is being written in it. */
function closeWindow(): Promise<void> {
  const closing = window;
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

function serve(services: Services): Running {
  const events = forwardEvents(services, send);
  const player = new PlayerService(services.library, services.ffmpegPath, events.playerChanged, (id) =>
    events.libraryChanged(id),
  );
  // An index may find that another sound track is the one to be heard.
  services.jobs.on('indexed', (videoId, what) => {
    if (what === 'transcript') void player.soundChanged(videoId).catch(log);
  });
  const closing = new AbortController();
  const system = systemLanguage(app.getPreferredSystemLanguages());
  const { language, theme, keys } = services.library.settings.get();
  setLanguage(languageOf(language, system));
  showTheme(theme);
  const menu = setMenu((action) => send('app.action', { action }), keys);
  const dragFiles = new DragFiles(join(userDataDir, 'dragged'), {
    ...{ library: services.library, ffmpegPath: services.ffmpegPath, signal: closing.signal },
  });
  void dragFiles.clear().catch(log);
  const updates = openUpdates({
    ...{ services, send, userDataDir, version: app.getVersion(), onUnexpected: log },
  });
  const handlers = createHandlers({
    services,
    player,
    updates,
    dialogs: nativeDialogs(() => window),
    send,
    libraryChanged: events.libraryChanged,
    opened,
    notices,
    frame: {
      zoom: (step) => memory.zoom(window, step),
      setUndoable: menu.setUndoable,
      setKeys: menu.setKeys,
      systemLanguage: system,
      setTheme: showTheme,
      startDrag: (files, icon) => startDrag(window, files, icon),
    },
    diagnostics: () =>
      diagnosticsReport({
        ...{ version: app.getVersion(), userDataDir, resourcesDir, signal: closing.signal },
        services: () => services,
      }),
    ...{ resourcesDir, userDataDir },
    dragFiles,
    restart: (whenClosed) => ends.restart(whenClosed),
    leave: (whenClosed) => ends.leave(whenClosed),
    closing: closing.signal,
  });
  const addDropped = fileAdder({ services, libraryChanged: events.libraryChanged });
  bindIpc(handlers, (paths) => addDropped(paths.filter((path) => !dragFiles.holds(path))), log);
  lockSession(session.defaultSession);
  serveApp(session.defaultSession, join(here, '../renderer'));
  const damaged = new Set<VideoId>();
  serveMedia(session.defaultSession, services.library, player, (id, error) => {
    // A filmstrip asks for hundreds of pictures: their damage is told once.
    if (damaged.has(id)) return;
    damaged.add(id);
    const video = services.library.videos.find(id);
    if (video) notices.tell(nameFilm(toUserError(error), video));
  });
  const work = workSystem(() => window, showWindow);
  const stops = [
    showWork(services.jobs, () => services.library.settings.get(), work),
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
    ...{ app, image, process, closeWindow, tell: tellAtEnd, onUnexpected: log },
    close: () => Promise.all([stop(), memory.close()]),
  });
  updates.start();
  return { services, libraryChanged: events.libraryChanged, startedAgain: ends.startedAgain };
}

/** Whether a person whose library is away wants the usual one in the meantime. */
function wantsUsual({ message, remedy }: LibraryAway): boolean {
  const buttons = [t('menu.quit'), t('menu.openUsual')];
  return dialog.showMessageBoxSync({ message, detail: remedy, buttons, cancelId: 0, noLink: true }) === 1;
}

async function start(): Promise<void> {
  const paths = filesOf(process.argv, process.cwd());
  let running: Running | null = null;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (running) void openFiles(running, [path]);
    else paths.push(path);
  });
  app.on('window-all-closed', () => app.quit());
  // Chromium replaces the process of the GPU by itself; a report should say that it happened.
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (type === 'GPU') logFile.info(`The process of the GPU ended: ${reason}, ${exitCode}`);
  });
  await app.whenReady();
  let services: Services;
  try {
    services = openOrRead(false, (why) => {
      if (why) notices.tell(toUserError(new LibraryReadOnly(why)));
      return openServices({
        userDataDir,
        resourcesDir,
        spawnWorker: utilityWorkers(join(here, 'worker.js')),
        reports: reportPlaces(process.env, process.platform),
        program: 'its window',
        surroundings,
        language: currentLanguage,
        readOnly: why !== undefined,
        why: why ?? null,
        onUnexpected: log,
      });
    });
  } catch (error) {
    log(error);
    if (error instanceof LibraryAway && wantsUsual(error)) {
      await chooseLibrary(userDataDir, usualLibrary(userDataDir)).catch(tellAtEnd);
      await prepareRestart(app, image, process)().catch(tellAtEnd);
    } else if (!(error instanceof LibraryAway)) {
      const { message, remedy } = toUserError(error);
      dialog.showErrorBox(t('menu.cannotStart'), `${message}\n\n${remedy}`);
    }
    app.exit(1);
    return;
  }
  const served = serve(services);
  running = served;
  app.on('second-instance', (_event, argv, cwd) => {
    if (served.startedAgain(argv, cwd)) return;
    showWindow();
    void openFiles(served, filesOf(argv, cwd));
  });
  openWindowOver(served);
  await services.intake.checkMissing().catch(log);
  services.folderWatch.start();
  await openFiles(served, paths);
}

registerSchemes();
forbidNetwork();
lockEveryPage();
refuseDebugging();
if (app.requestSingleInstanceLock()) void start().catch(log);
else app.quit();
