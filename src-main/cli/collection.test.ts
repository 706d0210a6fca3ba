import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../base/library/library';
import { NoSuchFile } from '../base/media/errors';
import { fingerprint } from '../base/media/fingerprint';
import { probe } from '../base/media/probe';
import { ffprobePath, makeMedia, temporaryDir } from '../base/media/testing';
import { readArguments } from './arguments';
import type { Surroundings } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import { run } from './run';
import { Sink } from './testing/sink';

const media = temporaryDir();
const FILM = makeMedia(
  join(media, 'film.mp4'),
  '-f lavfi -i testsrc=s=64x48:r=25:d=3 -f lavfi -i sine=d=3 -pix_fmt yuv420p',
);

let dir: string;
let stdout: Sink;
let stderr: Sink;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-cli-collection-'));
  [stdout, stderr] = [new Sink(), new Sink()];
  const library = openLibrary({ dir: join(dir, 'library') });
  const id = await fingerprint(FILM);
  library.videos.add({
    ...{ id, path: FILM, title: 'Harbour', sizeBytes: 1, media: await probe(ffprobePath, FILM) },
  });
  library.videos.setState(id, 'ready');
  library.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function around(): Surroundings {
  return {
    ...{ stdin: Readable.from([]), stdout, stderr, userDataDir: dir, resourcesDir: resolve('resources') },
    spawnWorker: () => {
      throw new Error('no command here needs a worker');
    },
    ...{ version: '1.2.3', signal: new AbortController().signal },
  };
}
async function longtake(...words: string[]): Promise<{ code: ExitCode; text: string }> {
  stdout.text = '';
  const code = await run(['collection', ...words], around());
  return { code, text: stdout.text };
}
async function json(...words: string[]): Promise<Record<string, unknown>> {
  const { code, text } = await longtake(...words, '--json');
  const document = JSON.parse(text) as Record<string, unknown>;
  expect(document).toMatchObject({ command: 'collection', exitCode: code });
  return document;
}

describe('longtake collection', () => {
  it('makes one, keeps places, shows, orders, finds and removes them', async () => {
    expect((await longtake('list')).code).toBe(EXIT.nothingFound);
    const { collection } = await json('new', 'Opening shots');
    const { id } = collection as { id: string };
    const keep = (from: string, ...more: string[]) =>
      json('add', 'Opening shots', 'Harbour', '--from', from, ...more);
    expect(
      await keep('0:01', '--to', '2', '--title', 'A boat', '--colour', 'blue', '--tags', 'sea, b-roll,sea'),
    ).toMatchObject({
      number: 1,
      place: { from: 1e6, to: 2e6, title: 'A boat', colour: 'blue', tags: ['sea', 'b-roll'], note: '' },
    });
    await keep('0', '--note', 'Gulls');
    expect((await longtake('show', id.slice(0, 8))).text).toBe(
      '1  0:01-0:02  Harbour  A boat  blue  #sea  #b-roll\n2  0:00  Harbour  Gulls\n',
    );
    expect((await longtake('list')).text).toBe(`${id.slice(0, 8)}      2  Opening shots\n`);
    expect(await json('move', 'Opening shots', '2', '1')).toMatchObject({
      places: [{ note: 'Gulls' }, { title: 'A boat' }],
    });
    expect(await json('move', 'Opening shots', '1', '2')).toMatchObject({
      places: [{ title: 'A boat' }, { note: 'Gulls' }],
    });
    expect((await longtake('search', 'harbour', 'BÓAT')).text).toBe(
      'Opening shots  0:01-0:02  Harbour  A boat  blue  #sea  #b-roll\n',
    );
    expect((await longtake('search', 'nothing')).code).toBe(EXIT.nothingFound);
    expect(await json('remove', 'Opening shots', '1')).toMatchObject({ removed: { title: 'A boat' } });
    expect(await json('show', 'Opening shots')).toMatchObject({ places: [{ note: 'Gulls' }] });
    expect((await longtake('remove', 'Opening shots')).code).toBe(EXIT.ok);
    expect((await longtake('list')).code).toBe(EXIT.nothingFound);
  });

  it('keeps no more of a film than there is, and says so', async () => {
    await longtake('new', 'One');
    const { place } = await json('add', 'One', 'Harbour', '--from', '1', '--to', '1:00:00');
    const { to } = place as { to: number };
    expect(Math.round(to / 1e6)).toBe(3);
    expect(stderr.text).toContain('The film ends at 0:03');
    stderr.text = '';
    expect(await json('add', 'One', 'Harbour', '--from', '1', '--to', '2')).toMatchObject({ remark: null });
    expect(stderr.text).toBe('');
  });

  it('says what is not there, and what cannot be', async () => {
    await longtake('new', 'One');
    expect((await longtake('show', 'Two')).code).toBe(EXIT.usage);
    expect((await longtake('remove', 'One', '1')).code).toBe(EXIT.usage);
    expect((await longtake('move', 'One', '1', '2')).code).toBe(EXIT.usage);
    expect((await longtake('export', 'One', '--as', 'edl')).code).toBe(EXIT.nothingFound);
    const add = (...more: string[]) => longtake('add', 'One', 'Harbour', ...more);
    for (const more of [
      ['--from', '9:00'],
      ['--from', '2', '--to', '1'],
      ['--from', '0', '--tags', 'x'.repeat(61)],
      ['--from', '0', '--colour', 'mauve'],
      [],
    ]) {
      expect((await add(...more)).code).toBe(EXIT.usage);
    }
    expect((await longtake('new', ' ')).code).toBe(EXIT.usage);
    expect((await longtake('remove', 'One', 'first')).code).toBe(EXIT.usage);
    expect((await longtake('add', 'One', 'Elsewhere', '--from', '0')).code).toBe(EXIT.badFile);
    // It never was there: nothing is missing any more.
    expect(stderr.text).toContain(new NoSuchFile('Elsewhere').message);
    await longtake('new', 'One');
    expect((await longtake('show', 'One')).code).toBe(EXIT.usage);
    expect(stderr.text).toContain('Several');
    expect(() => readArguments(['collection'])).toThrow('What about the collection?');
    expect(readArguments(['search', '--collection', 'One', 'a', 'dog', '--limit', '3'])).toMatchObject({
      ...{ target: { collection: 'One' }, text: 'a dog', limit: 3 },
    });
    expect(await run(['search', '--collection', 'Two', 'x'], around())).toBe(EXIT.usage);
    expect(readArguments(['ask', '--collection', 'One', 'why?'])).toMatchObject({
      ...{ target: { collection: 'One' }, question: 'why?' },
    });
    expect(await run(['ask', '--collection', 'Two', 'Why?'], around())).toBe(EXIT.usage);
  });

  it('changes nothing while another Longtake writes to the library, and reads beside it', async () => {
    await longtake('new', 'One');
    const library = openLibrary({ dir: join(dir, 'library') });
    try {
      expect((await longtake('list')).code).toBe(EXIT.ok);
      for (const words of [
        ['new', 'Two'],
        ['remove', 'One'],
        ['add', 'One', 'Harbour', '--from', '0'],
      ]) {
        expect((await longtake(...words)).code).toBe(EXIT.library);
      }
    } finally {
      library.close();
    }
  });

  it('exports places, and clips in a folder or as one film', async () => {
    await longtake('new', 'Finds');
    for (const [from, to, title] of [
      ['1', '2', 'boat'],
      ['0', '0.4', 'gulls'],
    ] as const) {
      await longtake(
        'add',
        'Finds',
        'Harbour',
        '--from',
        from,
        '--to',
        to,
        '--title',
        title,
        '--colour',
        'red',
      );
    }
    const { text } = await longtake('export', 'Finds', '--as', 'edl');
    expect(text.match(/^\* LOC: .*$/gm)?.map((line) => line.trim().split(/ +/).at(-1))).toEqual([
      'boat',
      'gulls',
    ]);
    const out = join(dir, 'finds.xml');
    expect(await json('export', 'Finds', '--as', 'xmeml', '--out', out)).toMatchObject({
      written: { fileName: 'finds.xml' },
    });
    expect(readFileSync(out, 'utf8')).toContain('<xmeml version="5">');
    expect((await longtake('export', 'Finds', '--as', 'xmeml', '--out', out)).code).toBe(EXIT.badFile);
    const folder = join(dir, 'clips');
    expect(await json('clips', 'Finds', '--exact', '--out', folder)).toMatchObject({
      ...{ as: 'folder', mode: 'exact', clips: 2, failed: [], fileName: 'clips' },
    });
    expect(readdirSync(folder).sort()).toEqual(['01 boat 0.01-0.02.mp4', '02 gulls 0.00-0.00.mp4']);
    const film = join(dir, 'film.mp4');
    expect(await json('clips', 'Finds', '--out', film)).toMatchObject({
      as: 'film',
      mode: 'exact',
      clips: 2,
    });
    const { video, duration } = await probe(ffprobePath, film);
    expect([video?.displayWidth, video?.displayHeight]).toEqual([64, 48]);
    expect(Math.abs((duration ?? 0) - 1_400_000)).toBeLessThan(50_000);
    expect((await longtake('clips', 'Finds', '--out', join(dir, 'film.mkv'))).code).toBe(EXIT.usage);
    expect(existsSync(join(dir, 'film.mkv'))).toBe(false);
  });
});
