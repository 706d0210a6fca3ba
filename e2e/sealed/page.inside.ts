import { expect, test } from '../fixtures';
import { Library } from '../pages/library';

/** A machine that would answer. */
const WORLD = '10.77.0.1';

test('a page that does all it can to be heard', async ({ app }) => {
  await expect(new Library(app.window).root).not.toBeEmpty();
  const tried = await app.window.evaluate(async (world) => {
    const url = `http://${world}/words-of-a-film`;
    const outcome = (settled: Promise<unknown>) =>
      settled.then(
        () => 'reached',
        () => 'refused',
      );
    const byEvent = (target: EventTarget, good: string) =>
      new Promise((done, failed) => {
        target.addEventListener(good, done);
        target.addEventListener('error', failed);
        document.addEventListener('securitypolicyviolation', failed);
      });
    const element = (tag: string, attributes: Record<string, string>) => {
      const made = Object.assign(document.createElement(tag), attributes);
      const loaded = byEvent(made, 'load');
      document.head.append(made);
      return loaded;
    };
    const open = (make: () => EventTarget) => {
      try {
        return byEvent(make(), 'open');
      } catch (error) {
        return Promise.reject(error);
      }
    };
    for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'prerender']) {
      void element('link', { rel, href: `http://${rel}.test/` }).catch(() => undefined);
    }
    navigator.sendBeacon(url, 'words');
    return {
      fetch: await outcome(fetch(url)),
      opaque: await outcome(fetch(url, { mode: 'no-cors', method: 'POST', body: 'words' })),
      image: await outcome(element('img', { src: url })),
      style: await outcome(element('link', { rel: 'stylesheet', href: url })),
      script: await outcome(element('script', { src: url })),
      socket: await outcome(open(() => new WebSocket(`ws://${world}/words`))),
      events: await outcome(open(() => new EventSource(url))),
      module: await outcome(import(/* @vite-ignore */ url)),
    };
  }, WORLD);
  expect(new Set(Object.values(tried))).toEqual(new Set(['refused']));

  // Peers, found by way of servers over each transport; whatever the policy makes of it is well, if nothing is sent.
  const candidates = await app.window
    .evaluate(async (world) => {
      const turn = ['turn:W?transport=udp', 'turn:W?transport=tcp', 'turns:W?transport=tcp'];
      const server = { username: 'words-of-a-film', credential: 'x' };
      const peer = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${world}:3478` },
          { urls: 'stun:words.test' },
          ...turn.map((urls) => ({ urls: urls.replace('W', `${world}:80`), ...server })),
        ],
      });
      const found: string[] = [];
      const gathered = new Promise<void>((done) => {
        peer.onicecandidate = ({ candidate }) => (candidate ? found.push(candidate.candidate) : done());
      });
      peer.createDataChannel('words');
      await peer.setLocalDescription(await peer.createOffer());
      await gathered;
      peer.close();
      return found.filter((line) => line !== '');
    }, WORLD)
    .catch((error: Error) => [error.message]);
  test.info().annotations.push({ type: 'candidates', description: candidates.join('\n') });
});
