// What keeps the page from reaching anything but its own files, besides its content security policy.
import inspector from 'node:inspector';
import { app, type Session, type WebContents } from 'electron';
import { APP_SCHEME, MEDIA_SCHEME } from './origin';

const ALLOWED_PROTOCOLS = new Set([`${APP_SCHEME}:`, `${MEDIA_SCHEME}:`, 'blob:', 'devtools:']);

/** Chromium's switches that let other programs in. */
const DEBUGGING = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'auto-open-devtools-for-tabs',
];

/** Before the app is ready: Chromium's own network use is switched off, names resolve to nothing. */
export function forbidNetwork(): void {
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // Else a page that looks for peers has this machine announced to its neighbours.
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
}

/**
 * To be called before the app is ready. A packed app opens no port or pipe for debugging, through which other programs drive
 * the page and read what it shows, whatever it was started with. Where Node's own inspector is open, that is no more than what
 * is open anyhow; in what is shipped it never is, by a fuse of the binary.
 */
export function refuseDebugging(): void {
  if (!app.isPackaged || inspector.url() !== undefined) return;
  for (const name of DEBUGGING) app.commandLine.removeSwitch(name);
}

/** Denies every permission and every request that does not stay inside the app. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, done) => done(permission === 'fullscreen'));
  session.setPermissionCheckHandler((_contents, permission) => permission === 'fullscreen');
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, done) => {
    done({ cancel: !ALLOWED_PROTOCOLS.has(new URL(details.url).protocol) });
  });
}

/** Locks every page from the moment that it comes to be. */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** A page can neither leave, open a window, embed one, download, nor talk to peers past the proxy. */
function lockContents(contents: WebContents): void {
  // Peers are no requests: neither the content security policy nor webRequest sees them, and Chromium does not know the
  // policy's directive for them. This keeps their datagrams in; the resolver's rules keep their connections in.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.session.on('will-download', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
