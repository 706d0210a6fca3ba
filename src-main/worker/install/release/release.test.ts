// Reading the list of releases and fetching a package, against a server on this machine that lies, stalls and cuts.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES } from '../../../../src-shared/updates';
import { feedAddress } from '../../../base/release/feed';
import { fetchRelease, type ReleaseTools, readReleases } from './fetch';
import { MOST_NOTES, readList } from './list';
import { listOf, type ReleaseServer, startReleases } from './testing/release-server';

const PACKAGE = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251));
const NAME = 'Longtake-9.8.7.AppImage';
const QUICK: ReleaseTools = {
  timing: { stall: 200, backOff: () => 1, longestWait: 1 },
  longest: 2000,
  pieceBytes: 100_000,
};

let server: ReleaseServer;
let dir: string;
beforeEach(async () => {
  server = await startReleases();
  server.files.set('latest-linux.yml', listOf('9.8.7', { [NAME]: PACKAGE }, { releaseNotes: 'New.' }));
  server.files.set(NAME, PACKAGE);
  dir = mkdtempSync(join(tmpdir(), 'longtake-release-'));
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const read = (list = 'latest-linux.yml', signal = new AbortController().signal) =>
  readReleases({ feed: server.url, proxy: null, list }, signal, QUICK);

describe('the list', () => {
  it('is read with one GET that tells nothing but who asks', async () => {
    const release = await read();
    expect(release).toMatchObject({ version: '9.8.7', notes: 'New.' });
    expect(release.files).toMatchObject([{ name: NAME, bytes: PACKAGE.length }]);
    const { host } = new URL(server.url);
    expect(server.requests).toEqual([
      {
        method: 'GET',
        path: '/releases/latest-linux.yml',
        headers: { host, connection: 'keep-alive', 'accept-encoding': 'identity', 'user-agent': 'Longtake' },
      },
    ]);
  });

  it('that does not come, stalls, drips, is cut or too large is none, and is asked for once', async () => {
    const faults: Parameters<ReleaseServer['files']['set']>[1][] = [
      (_, response) => response.writeHead(500).end(),
      (_, response) => response.writeHead(204).end(),
      (request) => request.socket.destroy(),
      () => undefined,
      (_, response) => response.writeHead(200).write('version: 9'),
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('#'), 50);
        response.on('close', () => clearInterval(drip));
      },
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('version: 9.8.7');
        setImmediate(() => response.destroy());
      },
      (_, response) => response.end(Buffer.alloc(70_000, '#')),
      Buffer.concat([listOf('9.8.7', { [NAME]: PACKAGE }), Buffer.alloc(70_000, '#')]),
    ];
    for (const fault of faults) {
      server.files.set('faulty.yml', fault);
      await expect(read('faulty.yml')).rejects.toMatchObject({ code: 'DownloadFailed' });
    }
    expect(server.requests).toHaveLength(faults.length);
  });

  it('is not looked for where a redirection leads from what is secure, nor over another scheme', async () => {
    for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/list', 'javascript:1', '//']) {
      server.files.set('away.yml', (_, response) => response.writeHead(302, { location }).end());
      await expect(read('away.yml')).rejects.toMatchObject({ code: 'DownloadFailed' });
    }
    server.files.set('round.yml', (_, response) => response.writeHead(302, { location: 'round.yml' }).end());
    await expect(read('round.yml')).rejects.toMatchObject({ code: 'DownloadFailed' });
  });

  it('is asked for at one address over https, or on this computer for tests', () => {
    expect(new URL(RELEASES).protocol).toBe('https:');
    for (const named of [undefined, '', 'http://elsewhere.example/', 'https://elsewhere.example/', 'x'])
      expect(feedAddress(named)).toBe(RELEASES);
    expect(feedAddress('http://127.0.0.1:8080/releases')).toBe('http://127.0.0.1:8080/releases');
  });
});

describe('what the list says', () => {
  const good = listOf('9.8.7', { [NAME]: PACKAGE }).toString();
  it.each([
    ['nothing', ''],
    ['no YAML', '{ version: ['],
    ['no map', '- 9.8.7'],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['no version', good.replace('9.8.7', 'latest')],
    ['a version with more in it', good.replace('9.8.7', '9.8.7 ; rm')],
    ['a version before a release', good.replace('9.8.7', '9.8.7-beta.1')],
    ['no files', 'version: 9.8.7\nfiles: []'],
    ['a file elsewhere', good.replace(`url: ${NAME}`, 'url: https://elsewhere.example/x.AppImage')],
    ['a file above', good.replace(`url: ${NAME}`, 'url: ../../x.AppImage')],
    ['a hidden file', good.replace(`url: ${NAME}`, 'url: .x.AppImage')],
    ['no hash', good.replace(/sha512: .*/, 'sha512: ""')],
    ['a hash of another kind', good.replace(/sha512: .*/, `sha512: ${'a'.repeat(64)}`)],
    ['no size', good.replace('size: 300000', 'size: -1')],
    ['a size of a disk', good.replace('size: 300000', 'size: 99999999999999')],
    ['a tag that makes a function', `${good}\nx: !!js/function "function () { return 1 }"`],
    ['the same key twice', `${good}\nversion: 1.1.1`],
    [
      'aliases that unfold',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghijk'
        .split('')
        .map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]`)
        .join('\n')}\nversion: 9.8.7\nfiles: *k`,
    ],
  ])('%s is no list', (_, text) => {
    expect(() => readList(text)).toThrow(expect.objectContaining({ code: 'DownloadFailed' }));
  });

  it('is text that looks like what it is, and ends', () => {
    const notes = (releaseNotes: string) =>
      readList(listOf('9.8.7', { [NAME]: PACKAGE }, { releaseNotes }).toString()).notes;
    expect(notes('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
    expect(notes('a\u202Eb\u0007\u200B\u001B[2Jc\r\n\r\n\r\n\r\nd\te')).toBe('ab[2Jc\n\nd\te');
    expect(notes('x'.repeat(20_000))).toBe(`${'x'.repeat(MOST_NOTES)} …`);
  });
});

describe('a package', () => {
  const fetchPackage = async (change: { bytes?: number } = {}) => {
    const [file] = (await read()).files;
    if (!file) throw new Error('no file');
    const to = join(dir, NAME);
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    await fetchRelease({ feed: server.url, proxy: null, file: { ...file, ...change }, to }, options, QUICK);
    return to;
  };

  it('is fetched and checked', async () => {
    expect(readFileSync(await fetchPackage())).toEqual(PACKAGE);
    expect(readdirSync(dir)).toEqual([NAME]);
    expect(server.requests.every(({ headers }) => headers['user-agent'] === 'Longtake')).toBe(true);
  });

  it('is refused where its hash is another, also where it lay there already', async () => {
    const other = Buffer.from(PACKAGE);
    other[200_000] = 7;
    server.files.set(NAME, other);
    await expect(fetchPackage()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(existsSync(join(dir, NAME))).toBe(false);
    server.files.set(NAME, PACKAGE);
    await fetchPackage();
    // The same name and size, and another content in the list.
    server.files.set('latest-linux.yml', listOf('9.8.7', { [NAME]: other }));
    await expect(fetchPackage()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(existsSync(join(dir, NAME))).toBe(false);
  });

  it('is refused where its size is another', async () => {
    server.files.set(NAME, Buffer.concat([PACKAGE, Buffer.from('more')]));
    await expect(fetchPackage()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(existsSync(join(dir, NAME))).toBe(false);
  });

  it('that is cut on its way goes on from there, and one that never comes ends with words', async () => {
    let cuts = 0;
    const whole = server.files.get(NAME);
    server.files.set(NAME, (request, response) => {
      cuts += 1;
      const [, from, to] = /^bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const some = PACKAGE.subarray(Number(from), Math.min(Number(to) + 1, Number(from) + 40_000));
      response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${PACKAGE.length}` });
      response.write(some, () => setTimeout(() => response.destroy(), 10));
    });
    await fetchPackage();
    expect(cuts).toBeGreaterThan(3);
    expect(readFileSync(join(dir, NAME))).toEqual(PACKAGE);
    rmSync(join(dir, NAME));
    server.files.set(NAME, () => undefined);
    await expect(fetchPackage()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(existsSync(join(dir, NAME))).toBe(false);
    if (whole) server.files.set(NAME, whole);
    await fetchPackage();
  });
});
