// First: before anything that it could concern is loaded.
import '../base/telemetry';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { app, type BrowserWindow, dialog, Menu, session } from 'electron';
import { KeptJson } from '../base/kept-json';
import type { Library } from '../base/library/types';
import { openLog } from '../base/log';
import { serveApp } from './desktop/app-protocol';
import { GivenFiles } from './desktop/given-files';
import { type Answers, bindIpc } from './desktop/ipc';
import { MEDIA_SCHEME } from './desktop/origin';
import { pageHasFiles } from './desktop/page-files';
import { registerSchemes } from './desktop/schemes';
import { forbidNetwork, lockEveryPage, lockSession, refuseDebugging } from './desktop/security';
import { openWindow, showTheme } from './desktop/window';
import { WindowMemory } from './desktop/window-memory';
import type { OpenedLibrary } from './first';
import type { Front, Program } from './program';

/*
 * Opens the window, and lets its page begin to load before anything else is: the library and all that works on it come meanwhile
 * (program.ts). So nothing that takes long to load may be imported here: no schemas, no words.
 */
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

/** Milliseconds after which the program goes on although the page has asked for nothing more. */
const PATIENCE = 1000;

let window: BrowserWindow | null = null;
/** All that is behind the window; null until it is there. */
let program: Program | null = null;
/** The library, as long as nobody else closes it. */
let opened: OpenedLibrary | null = null;
let leaving = false;
const given = new GivenFiles(filesOf(process.argv, process.cwd()));
/** Who answers the page: what it begins with, and everything. */
const [first, all] = [Promise.withResolvers<Pick<Answers, 'call'>>(), Promise.withResolvers<Answers>()];

/** The files among a command line's words: without switches and, in a checkout, without the app's own folder. */
function filesOf(argv: readonly string[], cwd: string): string[] {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'));
  return words.slice(app.isPackaged ? 0 : 1).map((word) => resolve(cwd, word));
}

/** Brings the window before all others. */
function raise(): void {
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
}

function listen(): void {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    given.give([path]);
  });
  app.on('second-instance', (_event, argv, cwd) => {
    if (program?.startedAgain(argv, cwd)) return;
    // Until then it is on its way anyhow.
    if (program) raise();
    given.give(filesOf(argv, cwd));
  });
  app.once('before-quit', () => {
    leaving = true;
    opened?.library.close();
  });
  app.on('window-all-closed', () => app.quit());
  // Chromium replaces the process of the GPU by itself; a report should say that it happened.
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (type === 'GPU') logFile.info(`The process of the GPU ended: ${reason}, ${exitCode}`);
  });
}

async function start(): Promise<void> {
  listen();
  await app.whenReady();
  lockSession(session.defaultSession);
  serveApp(session.defaultSession, join(here, '../renderer'));
  // Before there is a page: one that loads knows no scheme that comes later.
  session.defaultSession.protocol.handle(MEDIA_SCHEME, async (request) => (await all.promise).media(request));
  bindIpc(first.promise, all.promise);
  const memory = new WindowMemory(new KeptJson(join(userDataDir, 'window.json'), log));
  const icon = join(resourcesDir, 'icon.png');
  const { window: own, show } = openWindow(join(here, '../preload/preload.cjs'), icon, memory);
  window = own;
  own.on('closed', () => {
    window = null;
  });
  // Loading what follows keeps this process from anything else.
  await pageHasFiles(session.defaultSession, own.webContents);
  const front = {
    ...{ here, resourcesDir, userDataDir, logFile, log, memory, raise, given },
    window: () => window,
  };
  const library = await openLibrary(front);
  if (library === null) return;
  showTheme(own, library.settings.get().theme);
  show();
  await pageHasDrawn(library);
  const { openProgram } = await import('./program');
  if (leaving || opened === null) return;
  program = openProgram(front, opened);
  opened = null;
  all.resolve(program.answers);
  await program.begin().catch(log);
}

/** @returns null where there is none, which was told, or where nobody wants it any more */
async function openLibrary(front: Front): Promise<Library | null> {
  const { openWindowLibrary } = await import('./first');
  if (leaving) return null;
  try {
    opened = openWindowLibrary(userDataDir);
    return opened.library;
  } catch (error) {
    const { tellNoLibrary } = await import('./program');
    await tellNoLibrary(error, front);
    app.exit(1);
    return null;
  }
}

/** Gives the page what it needs to draw. Once it has, it asks for more: until then the processors are its own. */
async function pageHasDrawn(library: Library): Promise<void> {
  const { answerFirst } = await import('./first');
  const more = Promise.withResolvers<void>();
  const rest = { all: all.promise, asked: more.resolve };
  first.resolve(answerFirst(library, app.getPreferredSystemLanguages(), rest));
  await Promise.race([more.promise, setTimeout(PATIENCE)]);
}

/** Nothing could be opened, and there is no page that could say so. */
function cannotStart(error: unknown): void {
  log(error);
  dialog.showErrorBox('Longtake', String(error));
  app.exit(1);
}

registerSchemes();
forbidNetwork();
lockEveryPage();
refuseDebugging();
// Electron would make a menu of its own. Its bar is there from the first, so that the page does not move when the menu comes.
Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: ' ', submenu: [] }]));
if (app.requestSingleInstanceLock()) void start().catch(cannotStart);
else app.quit();
