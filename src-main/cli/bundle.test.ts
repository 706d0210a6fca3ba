// Index bundles from end to end, with a worker that only counts: made, gone on with, taken in, handed out, and refused.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../base/library/film-record';
import { openLibrary } from '../base/library/library';
import { lockFile } from '../base/library/lock';
import { makeMedia } from '../base/media/testing';
import { FilmInWork } from '../main/bundles/errors';
import type { Manifest } from '../main/bundles/manifest';
import { childWorkers } from '../main/jobs/child-worker';
import type { Surroundings } from './context';
import { EXIT } from './exit-codes';
import { run } from './run';
import { Sink } from './testing/sink';

const FAKE = fileURLToPath(new URL('../main/jobs/testing/fake-worker.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'longtake-bundles-'));
const films = join(root, 'films');
let dir: string;
let count = 0;
let stdout: Sink;
let stderr: Sink;

/** A film of six seconds with a picture of its own: which one its path says to the worker. */
function film(name: string): string {
  count += 1;
  const path = join(films, name);
  const source = `color=c=0x${(count * 40).toString(16).padStart(6, '0')}:s=64x36:r=2:d=6`;
  return existsSync(path) ? path : makeMedia(path, `-f lavfi -i ${source} -c:v mpeg4`);
}
const around = (signal = new AbortController().signal): Surroundings => ({
  ...{ stdin: Readable.from([]), stdout, stderr, signal, version: '1.2.3' },
  ...{ userDataDir: join(root, 'user'), resourcesDir: resolve('resources'), spawnWorker: childWorkers(FAKE) },
});
const longtake = (...argv: string[]) => run(argv, around());
const lines = () =>
  stdout.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const bundles = () => join(dir, 'bundles');
const ids = () => readdirSync(bundles()).filter((name) => /^[0-9a-f]{32}$/.test(name));
const manifestOf = (bundle: string) =>
  JSON.parse(readFileSync(join(bundle, 'bundle.json'), 'utf8')) as Manifest;
const reading = <T>(name: string, work: (library: ReturnType<typeof openLibrary>) => T): T => {
  const library = openLibrary({ dir: join(dir, name) });
  try {
    return work(library);
  } finally {
    library.close();
  }
};

beforeAll(() => mkdirSync(films));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  dir = mkdtempSync(join(root, 'test-'));
  [stdout, stderr] = [new Sink(), new Sink()];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Milliseconds. Each test starts workers, some of them dozens of times; this only ends one that hangs. */
const LIMIT = { timeout: 240_000 };

describe('index --bundle', LIMIT, () => {
  it('makes a bundle of each film, tells its progress in lines, and does nothing twice', async () => {
    const [a, b] = [film('of-pack-a.mp4'), film('of-pack-b.mp4')];
    expect(await longtake('index', a, b, '--bundle', bundles(), '--json')).toBe(EXIT.ok);
    const told = lines();
    expect(told.at(-1)).toMatchObject({
      ...{ longtake: 1, command: 'index', exitCode: 0, failed: [] },
      bundles: [
        { state: 'made', fileName: 'of-pack-a.mp4' },
        { state: 'made', fileName: 'of-pack-b.mp4' },
      ],
    });
    expect(told.map(({ event }) => event)).toEqual(expect.arrayContaining(['begun', 'progress', 'done']));
    expect(ids()).toHaveLength(2);
    expect(readdirSync(join(bundles(), '.work'))).toEqual([]);
    for (const id of ids()) {
      const { files, film: of, made, longtake: version } = manifestOf(join(bundles(), id));
      expect([of.id, version, made.frames, made.tracks]).toEqual([
        ...[id, '1.2.3', expect.stringMatching(/^core@/)],
        ['shots', 'objects', 'text'],
      ]);
      const listed = files.map(({ path, sha256 }) => [path, sha256]);
      const there = readdirSync(join(bundles(), id)).filter((name) => name !== 'bundle.json');
      const hashes = there.map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(bundles(), id, name)))
          .digest('hex'),
      ]);
      expect(listed).toEqual(hashes.sort());
    }
    expect(existsSync(join(root, 'user', 'library'))).toBe(false);
    stdout.text = '';
    expect(await longtake('index', a, '--bundle', bundles(), '--json')).toBe(EXIT.ok);
    expect(lines().at(-1)).toMatchObject({ bundles: [{ state: 'there' }] });
  });

  it('shares a list among tasks: each film is of one of them', async () => {
    const all = ['of-pack-a.mp4', 'of-pack-b.mp4', 'of-pack-c.mp4'].map(film);
    const list = join(dir, 'films.txt');
    writeFileSync(list, `${all.join('\r\n')}\n\n`);
    const sizes = [];
    for (const shard of ['1/2', '2/2']) {
      expect(await longtake('index', '--list', list, '--bundle', bundles(), '--shard', shard)).toBe(EXIT.ok);
      sizes.push(ids().length);
    }
    expect(sizes).toEqual([2, 3]);
    expect(await longtake('index', '--list', list, '--bundle', bundles(), '--shard', '3/2')).toBe(EXIT.usage);
  });

  it('makes anew what is damaged or of another pack; every byte is looked at where that is asked for', async () => {
    const a = film('of-pack-a.mp4');
    expect(await longtake('index', a, '--bundle', bundles())).toBe(EXIT.ok);
    const [id = ''] = ids();
    const bundle = join(bundles(), id);
    const before = readFileSync(join(bundle, 'bundle.json'), 'utf8');
    const damage = (change: () => void, ...more: string[]) => {
      change();
      return longtake('index', a, '--bundle', bundles(), ...more);
    };
    const words = readFileSync(join(bundle, 'library.json'), 'utf8');
    const changes: (() => void)[] = [
      () => writeFileSync(join(bundle, 'library.json'), '{}'),
      () => rmSync(join(bundle, 'library.json')),
      () => writeFileSync(join(bundle, 'bundle.json'), 'no'),
      () => writeFileSync(join(bundle, 'bundle.json'), before.replace('core@', 'other@')),
    ];
    for (const change of changes) {
      stdout.text = '';
      expect(await damage(change)).toBe(EXIT.ok);
      expect(stdout.text).toContain('made');
      expect(readFileSync(join(bundle, 'bundle.json'), 'utf8')).toBe(before);
    }
    const flip = () => writeFileSync(join(bundle, 'library.json'), words.replace('Hello', 'Jello'));
    stdout.text = '';
    expect(await damage(flip)).toBe(EXIT.ok);
    expect(stdout.text).toContain('there');
    stdout.text = '';
    expect(await damage(flip, '--again')).toBe(EXIT.ok);
    expect(stdout.text).toContain('made');
    expect(readFileSync(join(bundle, 'library.json'), 'utf8')).toBe(words);
    const later = { ...manifestOf(bundle), bundle: 2 };
    // What a later Longtake made is not replaced.
    expect(await damage(() => writeFileSync(join(bundle, 'bundle.json'), JSON.stringify(later)))).toBe(
      EXIT.badFile,
    );
    expect(manifestOf(bundle)).toMatchObject({ bundle: 2 });
  });

  it('ends with a code that says whether to try again, and goes on where it was', async () => {
    const notes = join(films, 'notes.mp4');
    writeFileSync(notes, 'these are not moving pictures');
    const [good, full] = [film('of-pack-a.mp4'), film('of-pack-full-at-3.mp4')];
    const index = (...files: string[]) => longtake('index', ...files, '--bundle', bundles(), '--json');
    expect(await index(notes, good)).toBe(EXIT.badFile);
    expect(lines().at(-1)).toMatchObject({
      bundles: [{ state: 'made' }],
      failed: [{ again: false, error: { code: 'CannotReadVideo' } }],
    });
    expect(await index(join(films, 'none.mp4'))).toBe(EXIT.badFile);
    // A full disk passes, whatever else there is.
    expect(await index(notes, full)).toBe(EXIT.again);
    expect(await index(full)).toBe(EXIT.ok);
    const [{ id } = { id: '' }] = (lines().at(-1) as { bundles: { id: string }[] }).bundles;
    expect(readFileSync(join(bundles(), id, 'runs'), 'utf8')).toBe('0 3 ');
    expect(await longtake('index', '--bundle', bundles())).toBe(EXIT.usage);
    expect(await longtake('index', good, '--bundle', bundles(), '--library', join(dir, 'none'))).toBe(
      EXIT.nothingFound,
    );
  });

  it('stops at a checkpoint when it is told to, and the next one goes on from there', async () => {
    const path = film('of-pack-wait-at-3.mp4');
    const interrupt = new AbortController();
    stdout.onWrite = (text) => text.includes('"percent":50') && interrupt.abort();
    const argv = ['index', path, '--bundle', bundles(), '--json'];
    expect(await run(argv, around(interrupt.signal))).toBe(EXIT.interrupted);
    expect(ids()).toEqual([]);
    stdout.onWrite = () => undefined;
    expect(await run(argv, around())).toBe(EXIT.ok);
    expect(readFileSync(join(bundles(), ids()[0] ?? '', 'runs'), 'utf8')).toBe('0 3 ');
  });

  it('killed before a bundle came to its place, the next one puts it there', async () => {
    const path = film('of-pack-a.mp4');
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    const [id = ''] = ids();
    const record = readFileSync(join(bundles(), id, 'library.json'), 'utf8');
    renameSync(join(bundles(), id), join(bundles(), '.work', id));
    mkdirSync(join(bundles(), '.work', '.removed-before'));
    writeFileSync(join(bundles(), '.work', id, 'index.json.new'), 'the tail of a write');
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    expect(readFileSync(join(bundles(), id, 'library.json'), 'utf8')).toBe(record);
    expect(readdirSync(join(bundles(), id))).not.toContain('index.json.new');
    expect(await longtake('library', 'import', bundles(), '--library', join(dir, 'library'))).toBe(EXIT.ok);
  });

  it('leaves a film alone that another process is at, and takes what that one made', async () => {
    const path = film('of-pack-a.mp4');
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    const [id = ''] = ids();
    const elsewhere = join(dir, 'elsewhere');
    renameSync(join(bundles(), id), elsewhere);
    const lock = lockFile(join(bundles(), '.work', `${id}.lock`), () => new FilmInWork('a'));
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.again);
    lock.close();
    renameSync(elsewhere, join(bundles(), id));
    stdout.text = '';
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    expect(stdout.text).toContain('there');
  });

  it('two at once end with one whole bundle', async () => {
    const path = film('of-pack-a.mp4');
    const codes = await Promise.all([1, 2].map(() => longtake('index', path, '--bundle', bundles())));
    expect(codes.sort()).toEqual([EXIT.ok, expect.toBeOneOf([EXIT.ok, EXIT.again])]);
    stdout.text = '';
    expect(await longtake('index', path, '--bundle', bundles(), '--again')).toBe(EXIT.ok);
    expect(stdout.text).toContain('there');
  });

  it('takes the settings of a library that is named, and writes nothing to it', async () => {
    reading('named', (library) => library.settings.set({ findShots: false, workPaused: true }));
    const path = film('of-pack-a.mp4');
    const argv = ['index', path, '--bundle', bundles(), '--library', join(dir, 'named')];
    expect(await longtake(...argv)).toBe(EXIT.ok);
    expect(manifestOf(join(bundles(), ids()[0] ?? '')).made.tracks).toEqual(['objects', 'text']);
    expect(reading('named', ({ videos }) => videos.list())).toEqual([]);
  });
});

describe('library import', LIMIT, () => {
  const importing = (...more: string[]) =>
    longtake('library', 'import', bundles(), '--library', join(dir, 'library'), ...more);
  /** Every file of an index. */
  const contents = (index: string) =>
    Object.fromEntries(
      readdirSync(index, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'base64')]),
    );

  it('makes of a bundle what indexing in the library makes, once', async () => {
    const path = film('of-pack-a.mp4');
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    expect(await longtake('index', path, '--library', join(dir, 'whole'))).toBe(EXIT.ok);
    expect(await importing()).toBe(EXIT.ok);
    const [id = ''] = ids();
    const [one, other] = ['library', 'whole'].map((name) =>
      reading(name, (library) => ({
        record: readRecord(library, id),
        files: contents(library.indexDir(id)),
        path: library.videos.path(id),
        state: library.videos.get(id).state,
        job: library.jobs.find(id)?.state,
      })),
    );
    expect(one).toEqual(other);
    expect(one).toMatchObject({ state: 'ready', job: 'done', path });
    stdout.text = '';
    expect(await importing('--json')).toBe(EXIT.ok);
    expect(JSON.parse(stdout.text)).toMatchObject({ films: [{ what: 'there' }], failed: [] });
    stdout.text = '';
    // There is nothing left to do.
    expect(await longtake('index', path, '--library', join(dir, 'library'), '--json')).toBe(EXIT.ok);
    expect(contents(join(dir, 'library', 'index', id))).toEqual(other?.files);
  });

  it('takes a film whose file is missing, says so, and finds it in a folder', async () => {
    const path = makeMedia(join(dir, 'of-pack-here.mp4'), '-f lavfi -i testsrc=s=64x36:r=2:d=6 -c:v mpeg4');
    expect(await longtake('index', path, '--bundle', bundles())).toBe(EXIT.ok);
    mkdirSync(join(dir, 'moved'));
    renameSync(path, join(dir, 'moved', 'other name.mp4'));
    expect(await importing()).toBe(EXIT.ok);
    expect(stderr.text).toContain('--films');
    const [id = ''] = ids();
    reading('library', ({ videos, segments }) => {
      expect(videos.get(id).state).toBe('missing');
      expect(segments.search('hello', { scope: 'all', limit: 1, mode: 'all' })).toMatchObject([
        { videoId: id },
      ]);
    });
    const found = [
      'library',
      'import',
      bundles(),
      '--library',
      join(dir, 'second'),
      '--films',
      join(dir, 'moved'),
    ];
    expect(await longtake(...found)).toBe(EXIT.ok);
    expect(reading('second', ({ videos }) => videos.path(id))).toBe(join(dir, 'moved', 'other name.mp4'));
  });

  it('brings what people made of a film from one library to another, and nothing of theirs besides', async () => {
    const path = film('of-pack-a.mp4');
    expect(await longtake('index', path, '--library', join(dir, 'whole'))).toBe(EXIT.ok);
    const id = reading('whole', (library) => {
      const [{ id } = { id: '' }] = library.videos.list();
      library.segments.correct(id, 'speech', 0, 'Hello, world!');
      library.videos.rename(id, 'A film');
      library.glossary.replace(id, [{ text: 'Wörld', soundsLike: ['world'] }]);
      const turn = { from: 0, to: 9, speaker: 0, confidence: 0.9 };
      library.speakers.replace(id, { speakers: [{ number: 0, voice: [0.1, 0.7] }], turns: [turn] });
      library.speakers.rename(id, 0, 'Anna', false);
      return id;
    });
    const exporting = ['library', 'export', '--bundle', bundles(), '--library', join(dir, 'whole')];
    expect(await longtake(...exporting)).toBe(EXIT.ok);
    expect(await longtake('library', 'export', 'A film', ...exporting.slice(2), '--again')).toBe(EXIT.ok);
    expect(await longtake('library', 'export', 'No film', ...exporting.slice(2))).toBe(EXIT.nothingFound);
    expect(ids()).toEqual([id]);
    expect(await importing()).toBe(EXIT.ok);
    const [one, other] = ['library', 'whole'].map((name) =>
      reading(name, (library) => readRecord(library, id)),
    );
    expect(one).toEqual(other);
    expect(one).toMatchObject({ speech: [{ correction: 'Hello, world!' }], video: { title: 'A film' } });
  });

  it('writes over nothing that is no bundle, a library’s own index least of all', async () => {
    const path = film('of-pack-a.mp4');
    const [library, elsewhere] = [join(dir, 'whole'), join(dir, 'a link')];
    expect(await longtake('index', path, '--library', library)).toBe(EXIT.ok);
    const before = contents(join(library, 'index'));
    symlinkSync(library, elsewhere);
    for (const [folder, code] of [
      [library, EXIT.usage],
      [join(library, 'index'), EXIT.usage],
      [join(elsewhere, 'index'), EXIT.badFile],
    ] as const) {
      expect(await longtake('library', 'export', '--bundle', folder, '--library', library)).toBe(code);
      expect(await longtake('index', path, '--bundle', folder, '--library', library)).toBe(code);
      expect(contents(join(library, 'index'))).toEqual(before);
    }
  });

  it('refuses what was made by another pack or a later Longtake, and says what to do', async () => {
    expect(await longtake('index', film('of-pack-a.mp4'), '--bundle', bundles())).toBe(EXIT.ok);
    const bundle = join(bundles(), ids()[0] ?? '');
    const given = readFileSync(join(bundle, 'bundle.json'), 'utf8');
    for (const [changed, told] of [
      [given.replace('"core@', '"core@0.'), 'core@0.'],
      [given.replace('"bundle": 1', '"bundle": 9'), 'later'],
    ] as const) {
      writeFileSync(join(bundle, 'bundle.json'), changed);
      stderr.text = '';
      expect(await importing()).toBe(EXIT.badFile);
      expect(stderr.text).toContain(told);
    }
    expect(reading('library', ({ videos }) => videos.list())).toEqual([]);
  });

  it('takes nothing from outside of a bundle, and nothing that is not what was written', async () => {
    expect(await longtake('index', film('of-pack-a.mp4'), '--bundle', bundles())).toBe(EXIT.ok);
    const original = join(bundles(), ids()[0] ?? '');
    const good = manifestOf(original);
    const secret = join(dir, 'secret');
    writeFileSync(secret, 'mine');
    const sha256 = createHash('sha256').update('mine').digest('hex');
    const [first] = good.files;
    const record = JSON.parse(readFileSync(join(original, 'library.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    /** A file of the bundle with other bytes that the manifest lists as they are. */
    const relisted = (name: string, text: string) => (at: string, manifest: Manifest) => {
      writeFileSync(join(at, name), text);
      const hash = createHash('sha256').update(text).digest('hex');
      const files = manifest.files.map((file) =>
        file.path === name ? { ...file, bytes: Buffer.byteLength(text), sha256: hash } : file,
      );
      return { ...manifest, files };
    };
    const added = (path: string) => (_: string, manifest: Manifest) => ({
      ...manifest,
      files: [...manifest.files, { path, bytes: 4, sha256 }],
    });
    const changes: Record<string, (at: string, manifest: Manifest) => unknown> = {
      ...Object.fromEntries(
        [
          '../../secret',
          '/etc/hostname',
          'a/../../x',
          'a\\..\\x',
          'C:\\x',
          '.hidden',
          'a/./b',
          '',
          'nul.bin',
          'a//b',
        ]
          .concat(['x'.repeat(300), 'a/b/c/d/e', 'bundle.json', 'a\0b', 'trailing.'])
          .map((path) => [`path ${JSON.stringify(path).slice(0, 20)}`, added(path)]),
      ),
      'no such file': added('more.bin'),
      'a link': (at, manifest) => {
        symlinkSync(secret, join(at, 'link.bin'));
        return added('link.bin')(at, manifest);
      },
      'a link to a folder': (at, manifest) => {
        symlinkSync(dir, join(at, 'folder'));
        return added('folder/secret')(at, manifest);
      },
      'a folder': (at, manifest) => {
        mkdirSync(join(at, 'folder.bin'));
        return added('folder.bin')(at, manifest);
      },
      'twice, on a disk that knows no case': (_, manifest) => ({
        ...manifest,
        files: [...manifest.files, { ...first, path: first?.path.toUpperCase() }],
      }),
      'another hash': (_, manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, sha256: sha256 })),
      }),
      'another size': (_, manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, bytes: file.bytes + 1 })),
      }),
      'other bytes': (at, manifest) => {
        writeFileSync(join(at, 'index.json'), readFileSync(join(at, 'index.json'), 'utf8').replace('1', '2'));
        return manifest;
      },
      'no index': (_, manifest) => ({
        ...manifest,
        files: manifest.files.filter(({ path }) => path !== 'index.json'),
      }),
      'no record': (_, manifest) => ({
        ...manifest,
        files: manifest.files.filter(({ path }) => path !== 'library.json'),
      }),
      'a record of something else': relisted('library.json', '{"video":{}}'),
      'a record that is none': relisted('library.json', 'not JSON'),
      'a record of another index': relisted(
        'library.json',
        JSON.stringify({ ...record, video: { ...(record.video as object), frameCount: 7 } }),
      ),
      'an index that is none': relisted('index.json', '{}'),
      'an id that leads elsewhere': (_, manifest) => ({
        ...manifest,
        film: { ...manifest.film, id: '../../x' },
      }),
      'a list': () => [],
      nothing: () => null,
    };
    for (const [what, change] of Object.entries(changes)) {
      const at = join(dir, 'hostile', 'bundle');
      cpSync(original, at, { recursive: true });
      writeFileSync(join(at, 'bundle.json'), JSON.stringify(change(at, good)));
      stdout.text = '';
      expect(await longtake('library', 'import', at, '--library', join(dir, 'library'), '--json'), what).toBe(
        EXIT.badFile,
      );
      const document = JSON.parse(stdout.text) as { failed: { error: { code: string } }[] };
      expect(document.failed, what).toMatchObject([{ error: { code: 'BundleUnusable' } }]);
      rmSync(join(dir, 'hostile'), { recursive: true });
    }
    reading('library', (library) => {
      expect(library.videos.list()).toEqual([]);
      expect(existsSync(join(dir, 'x'))).toBe(false);
    });
    expect(readFileSync(secret, 'utf8')).toBe('mine');
    // A manifest that is a link, however right what it leads to.
    const linked = join(dir, 'linked');
    cpSync(original, linked, { recursive: true });
    renameSync(join(linked, 'bundle.json'), join(dir, 'manifest'));
    symlinkSync(join(dir, 'manifest'), join(linked, 'bundle.json'));
    expect(await longtake('library', 'import', linked, '--library', join(dir, 'library'))).toBe(EXIT.badFile);
    rmSync(join(linked, 'bundle.json'));
    linkSync(join(dir, 'manifest'), join(linked, 'bundle.json'));
    // As it is, it is taken.
    expect(await longtake('library', 'import', linked, '--library', join(dir, 'library'))).toBe(EXIT.ok);
  });

  it('does not look for a film on another machine because a bundle says so', async () => {
    expect(await longtake('index', film('of-pack-a.mp4'), '--bundle', bundles())).toBe(EXIT.ok);
    const bundle = join(bundles(), ids()[0] ?? '');
    const manifest = manifestOf(bundle);
    const elsewhere = {
      ...manifest.film,
      path: '//machine/share/film.mp4',
      fileName: '\\\\machine\\share\\film.mp4',
    };
    writeFileSync(join(bundle, 'bundle.json'), JSON.stringify({ ...manifest, film: elsewhere }));
    expect(await importing()).toBe(EXIT.ok);
    expect(reading('library', ({ videos }) => videos.path(manifest.film.id))).toBe(join(bundle, 'film.mp4'));
  });
});
