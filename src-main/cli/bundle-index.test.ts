// Index bundles as they are made: in shares, once, gone on with, told to an engine.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFile } from '../base/library/lock';
import { makeMedia } from '../base/media/testing';
import { FilmInWork } from '../main/bundles/errors';
import { EXIT } from './exit-codes';
import { run } from './run';
import {
  around,
  bundles,
  bundlesPerTest,
  dir,
  film,
  films,
  ids,
  LIMIT,
  lines,
  longtake,
  manifestOf,
  reading,
  root,
  stdout,
} from './testing/bundles';

bundlesPerTest();

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

  it('makes a bundle of numbered pictures in a folder, which a library takes in with their film', async () => {
    // What the film is read from lies in the bundles' folder, and its path says to the worker whose tokens they are.
    const folder = join(dir, 'of-pack');
    mkdirSync(join(dir, 'shots'));
    makeMedia(join(dir, 'shots', 'shot.%03d.png'), '-f lavfi -i testsrc=s=64x36:r=30:d=1');
    const index = () => longtake('index', join(dir, 'shots'), '--bundle', folder, '--rate', '10', '--json');
    expect(await index()).toBe(EXIT.ok);
    expect(lines().at(-1)).toMatchObject({
      bundles: [{ state: 'made', fileName: 'shot.001.png' }],
      failed: [],
      leftOut: null,
    });
    stdout.text = '';
    expect(await index()).toBe(EXIT.ok);
    expect(lines().at(-1)).toMatchObject({ bundles: [{ state: 'there' }] });
    expect(readdirSync(join(folder, '.work'))).toEqual([]);
    // Where the pictures are no longer.
    rmSync(join(dir, 'shots'), { recursive: true });
    const library = join(dir, 'library');
    expect(await longtake('library', 'import', folder, '--library', library)).toBe(EXIT.ok);
    const [film] = reading('library', ({ videos }) =>
      videos.list().map(({ id, state, title, duration, media: { madeOf } }) => ({
        ...{ id, state, title, duration, madeOf },
        there: existsSync(videos.source(id)),
      })),
    );
    expect(film).toMatchObject({
      ...{ state: 'ready', title: 'shot', duration: 3_000_000, there: true },
      madeOf: { kind: 'pictures', count: 30, rate: 10, first: 'shot.001.png', last: 'shot.030.png' },
    });
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
    // A pack that is not here is replaced by no other.
    reading('named', (library) => library.settings.set({ searchPack: 'not-here' }));
    expect(await longtake(...argv)).toBe(EXIT.tools);
  });
});
