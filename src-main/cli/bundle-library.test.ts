// Index bundles as they come into a library and out of it; hostile ones are refused.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../base/library/film-record';
import { NoSuchFile } from '../base/media/errors';
import { makeMedia } from '../base/media/testing';
import type { Manifest } from '../main/bundles/manifest';
import { EXIT } from './exit-codes';
import {
  bundles,
  bundlesPerTest,
  contents,
  dir,
  film,
  ids,
  LIMIT,
  longtake,
  manifestOf,
  reading,
  stderr,
  stdout,
} from './testing/bundles';

bundlesPerTest();

describe('library import', LIMIT, () => {
  const importing = (...more: string[]) =>
    longtake('library', 'import', bundles(), '--library', join(dir, 'library'), ...more);
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

  it('says of a folder that is not there that it is not there, and makes no library for it', async () => {
    const [none, file] = [join(dir, 'no such folder'), join(dir, 'a file')];
    writeFileSync(file, '');
    for (const path of [none, file]) {
      stderr.text = '';
      expect(await longtake('library', 'import', path, '--library', join(dir, 'library'))).toBe(EXIT.badFile);
      expect(stderr.text).toContain(new NoSuchFile(path).message);
    }
    expect(await longtake('library', 'import', dir, '--library', join(dir, 'library'))).not.toBe(EXIT.ok);
    expect(stderr.text).toContain('bundle.json');
    stderr.text = '';
    expect(await longtake('library', 'import', dir, '--library', join(dir, 'other'), '--films', none)).toBe(
      EXIT.badFile,
    );
    expect(stderr.text).toContain(new NoSuchFile(none).message);
    expect(existsSync(join(dir, 'other'))).toBe(false);
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
    expect(await longtake('library', 'export', 'No film', ...exporting.slice(2))).toBe(EXIT.usage);
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
