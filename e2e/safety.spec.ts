import { answerQuestions } from './dialogs';
import { expect, test } from './indexed';
import { Library } from './pages/library';

test('the page runs no script but its own files', async ({ shared }) => {
  const policy = await shared.evaluate(async () => {
    const violated = new Promise<string>((seen) => {
      document.addEventListener('securitypolicyviolation', (event) => seen(event.effectiveDirective), {
        once: true,
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const directive = await violated;
    script.remove();
    return { directive, ran: 'injected' in window };
  });
  expect(policy).toEqual({ directive: 'script-src-elem', ran: false });
});

test('each of its answers carries the policy, which begins from nothing', async ({ shared }) => {
  const reloaded = shared.waitForResponse((response) => response.url().endsWith('/index.html'));
  await shared.reload();
  const header = (await (await reloaded).allHeaders())['content-security-policy'];
  expect(header).toContain("default-src 'none'");
  expect(header).not.toContain('unsafe');
});

test('the page can neither leave nor open a window', async ({ app }) => {
  await expect(new Library(app.window).root).not.toBeEmpty();
  expect(await app.window.evaluate(() => window.open('https://example.org') === null)).toBe(true);
  // Asked in the main process: Playwright would wait for the navigation that never comes.
  const tried = app.electron.evaluate(
    ({ webContents }) =>
      new Promise<boolean>((done) => {
        const [page] = webContents.getAllWebContents();
        page?.once('will-navigate', (event) => done(event.defaultPrevented));
      }),
  );
  const left = app.electron.evaluate(async ({ webContents }) => {
    const [page] = webContents.getAllWebContents();
    await page?.executeJavaScript("window.location.href = 'https://example.org/'; 0");
  });
  expect(await tried).toBe(true);
  await left;
  const pages = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((page) => page.getURL()),
  );
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatch(/^longtake:\/\/app\//);
});

test('nothing reaches the network, from the page or from its session', async ({ sharedApp, shared }) => {
  const fromPage = await shared.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  expect(fromPage).toBe('refused');
  const fromSession = await sharedApp.electron.evaluate(({ net }) =>
    net.fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(fromSession).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('the page has no way to peers, whatever the network', async ({ sharedApp, shared }) => {
  const policies = await sharedApp.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getWebRTCIPHandlingPolicy()),
  );
  expect(policies).toEqual(['disable_non_proxied_udp']);
  const reached = await shared
    .evaluate(async () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] });
      const candidates: string[] = [];
      peer.onicecandidate = ({ candidate }) => candidate?.candidate && candidates.push(candidate.candidate);
      peer.createDataChannel('words');
      await peer.setLocalDescription(await peer.createOffer());
      const done = () => peer.iceGatheringState === 'complete';
      while (!done()) await new Promise((changed) => (peer.onicegatheringstatechange = changed));
      peer.close();
      return candidates;
    })
    .catch((error: Error) => error.message);
  expect(reached).toEqual([]);
});

test('the page cannot name a path, nor where models come from: a person is asked', async ({
  launch,
  ownCopy: _,
}) => {
  const app = await launch();
  const page = app.window;
  const asked = await answerQuestions(app.electron, false);
  const before = await page.evaluate(() => window.longtake.invoke['settings.get']());
  expect(before.ok).toBe(true);
  for (const change of [
    { mirror: 'http://127.0.0.1:9/transcript-words' },
    { proxy: 'http://127.0.0.1:9' },
    { theme: 'dark', mirror: 'https://elsewhere.example' },
  ] as const) {
    expect(await page.evaluate((change) => window.longtake.invoke['settings.set'](change), change)).toEqual(
      before,
    );
  }
  expect(await page.evaluate(() => window.longtake.invoke['settings.get']())).toEqual(before);
  expect(await asked()).toEqual([
    expect.stringContaining('http://127.0.0.1:9/transcript-words'),
    expect.stringContaining('http://127.0.0.1:9/'),
    expect.stringContaining('https://elsewhere.example/'),
  ]);
  const tried = await page.evaluate(async () => {
    const { invoke, addDropped } = window.longtake;
    const made = new File(['words'], '/etc/passwd');
    Object.defineProperty(made, 'path', { value: '/etc/passwd' });
    // Thrown by the preload itself, before anything is sent.
    const text = await Promise.resolve(['/etc/passwd'] as unknown as File[])
      .then(addDropped)
      .catch((error: Error) => error.message);
    return { method: 'library.addPaths' in invoke, made: await addDropped([made]), text };
  });
  expect(tried).toEqual({
    method: false,
    made: { ok: true, value: { videos: [], refused: [] } },
    text: expect.stringContaining('getPathForFile'),
  });
});

test('permissions are denied', async ({ shared }) => {
  const answers = await shared.evaluate(async () => {
    const states = await Promise.all(
      (['geolocation', 'notifications'] as const).map((name) => navigator.permissions.query({ name })),
    );
    return states.map(({ state }) => state);
  });
  expect(answers).toEqual(['denied', 'denied']);
});

test('media:// answers ranges, the end of the file, HEAD, and what is not there', async ({ shared }) => {
  const id = await new Library(shared).idOf('talk');
  const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
    shared.evaluate(
      async ({ path, init }) => {
        const response = await fetch(`media://${path}`, init);
        const { byteLength } = await response.arrayBuffer();
        return { status: response.status, range: response.headers.get('Content-Range'), byteLength };
      },
      { path, init },
    );
  const film = `video/${id}/original`;
  const whole = await ask(film);
  expect(whole).toMatchObject({ status: 200, range: null });
  const size = whole.byteLength;
  expect(size).toBeGreaterThan(1000);

  const range = (Range: string) => ask(film, { headers: { Range } });
  expect(await range('bytes=10-19')).toEqual({ status: 206, range: `bytes 10-19/${size}`, byteLength: 10 });
  expect(await range('bytes=-5')).toEqual({
    status: 206,
    range: `bytes ${size - 5}-${size - 1}/${size}`,
    byteLength: 5,
  });
  expect(await range(`bytes=${size}-`)).toMatchObject({ status: 416, byteLength: 0 });
  expect(await ask(film, { method: 'HEAD' })).toMatchObject({ status: 200, byteLength: 0 });
  for (const path of [
    `video/${'0'.repeat(32)}/original`,
    `video/${id}/..%2F..%2Flibrary.db`,
    `video/..%2Flibrary.db/original`,
    `thumb/${id}/100000`,
    `library/${id}/original`,
  ]) {
    expect(await ask(path), path).toMatchObject({ status: 404 });
  }
});

test('requests that break the contract are refused as data', async ({ shared }) => {
  const codes = await shared.evaluate(async () => {
    const invoke = window.longtake.invoke as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    const refused = [
      invoke['jobs.start']?.({ videoId: '../../etc/passwd' }),
      invoke['search.text']?.({ scope: 'all', text: 'x', limit: 1e9 }),
      invoke['settings.set']?.({ framesPerSecond: 'many' }),
      invoke['chat.ask']?.({ scope: 'all', question: '', range: null }),
    ];
    return (await Promise.all(refused)).map((reply) => (reply as { error: { code: string } }).error.code);
  });
  expect(codes).toEqual(['BadRequest', 'BadRequest', 'BadRequest', 'BadRequest']);
  expect(await shared.evaluate(() => Object.isFrozen(window.longtake.invoke))).toBe(true);
});
