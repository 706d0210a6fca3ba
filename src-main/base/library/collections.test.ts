import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { NewPlace } from '../../../src-shared/collections';
import { Database } from './database';
import { MIGRATIONS, migrate } from './migrations';
import { A, addVideo, B, close, code, dir, librariesPerTest, media, open } from './testing/libraries';
import type { Library, WithFrameTime } from './types';

librariesPerTest();

const place = (more: Partial<NewPlace & WithFrameTime> = {}): NewPlace & WithFrameTime => ({
  ...{ videoId: A, from: 1_000_000, to: 2_000_000, frameIndex: 3, frameTime: 1_500_000 },
  ...{ kind: 'seen', title: 'A dog', note: 'Good light', colour: 'blue', tags: ['opening', 'b-roll'] },
  ...more,
});
const titles = (library: Library, id: string) => library.collections.places(id).map(({ title }) => title);
/** A library with a film, and a collection of so many places, called by their numbers. */
function filled(count: number) {
  const library = open();
  addVideo(library);
  const { id } = library.collections.create('Shots');
  const places = library.collections.keep(
    id,
    Array.from({ length: count }, (_, n) => place({ title: `${n}` })),
  );
  return { library, id, ids: places.map((kept) => kept.id) };
}

describe('collections', () => {
  it('are kept over a restart, with all that is said of a place', () => {
    const first = open();
    addVideo(first);
    const made = first.collections.create('Opening shots');
    first.collections.change(made.id, { note: 'For the trailer' });
    const kept = first.collections.keep(made.id, [
      place(),
      place({ from: 4_000_000, to: 4_000_000, frameIndex: null, frameTime: null, kind: null, colour: null }),
    ]);
    close(first);
    const again = open();
    expect(again.collections.list()).toEqual([
      { ...made, note: 'For the trailer', placeCount: 2, videoIds: [A] },
    ]);
    expect(again.collections.places(made.id)).toEqual(kept);
    expect(kept[0]).toMatchObject({ ...place(), collectionId: made.id });
    expect(again.collections.placesOf(A)).toEqual(kept);
    expect(again.collections.placesOf(B)).toEqual([]);
  });

  it('are told of films by time, whatever collection they stand in', () => {
    const { library, id } = filled(0);
    const other = library.collections.create('Others');
    library.collections.keep(id, [place({ from: 3, to: 9, title: 'late' })]);
    library.collections.keep(other.id, [place({ from: 1, to: 2, title: 'early' })]);
    expect(library.collections.placesOf(A).map(({ title }) => title)).toEqual(['early', 'late']);
  });

  it('know which of them was kept into last', () => {
    const library = open();
    addVideo(library);
    expect(library.collections.lastUsed()).toBeNull();
    const [one, two] = [library.collections.create('One'), library.collections.create('Two')];
    expect(library.collections.lastUsed()?.id).toBe(two.id);
    library.collections.keep(one.id, [place()]);
    expect(library.collections.lastUsed()?.id).toBe(one.id);
    library.collections.remove(one.id);
    expect(library.collections.lastUsed()?.id).toBe(two.id);
  });

  it('change of a place what is said, and leave the rest', () => {
    const { library, ids } = filled(1);
    const [id = ''] = ids;
    const changed = library.collections.changePlace(id, { note: '', tags: ['x'], colour: null });
    expect(changed).toMatchObject({ ...place({ title: '0' }), note: '', tags: ['x'], colour: null });
    expect(library.collections.place(id)).toEqual(changed);
    // Its frame lies within the new stretch, and then does not.
    expect(library.collections.changePlace(id, { to: 1_600_000 })).toMatchObject({ frameIndex: 3 });
    const moved = library.collections.changePlace(id, { from: 1_550_000 });
    expect(moved).toMatchObject({ from: 1_550_000, frameIndex: null, frameTime: null });
  });

  it('refuse places outside their film, and change nothing then', () => {
    const { library, id, ids } = filled(1);
    const refused = (more: Partial<NewPlace>) =>
      code(() => library.collections.keep(id, [place(), place(more)]));
    expect(refused({ from: -1 })).toBe('BadRequest');
    expect(refused({ from: 3, to: 2 })).toBe('BadRequest');
    expect(refused({ videoId: B })).toBe('NotFound');
    // Before a film is indexed, its length is a guess.
    expect(refused({ from: 6_000_000, to: 7_000_000 })).toBe('no error');
    library.videos.setState(A, 'ready');
    expect(refused({ from: 6_000_000, to: 7_000_000 })).toBe('BadRequest');
    expect(code(() => library.collections.changePlace(ids[0] ?? '', { to: 1 }))).toBe('BadRequest');
    expect(library.collections.places(id)).toHaveLength(3);
  });

  it('end where their film does, once its length is known', () => {
    const { library, id, ids } = filled(1);
    const kept = (more: Partial<NewPlace>) => library.collections.keep(id, [place(more)])[0];
    expect(kept({ from: 1_000_000, to: 9_000_000 })).toMatchObject({ to: 9_000_000 });
    library.videos.setState(A, 'ready');
    expect(kept({ from: 1_000_000, to: 9_000_000 })).toMatchObject({ from: 1_000_000, to: 5_000_000 });
    expect(library.collections.changePlace(ids[0] ?? '', { to: 9_000_000 })).toMatchObject({ to: 5_000_000 });
    expect(kept({ from: 5_000_000, to: 5_000_000 })).toMatchObject({ to: 5_000_000 });
    expect(code(() => kept({ from: 5_000_000, to: 9_000_000 }))).toBe('BadRequest');
  });

  it('say NotFound for what is not there, and do nothing by halves', () => {
    const { library, id, ids } = filled(2);
    const { collections } = library;
    const [first = '', second = ''] = ids;
    for (const work of [
      () => collections.get('none'),
      () => collections.change('none', { name: 'x' }),
      () => collections.remove('none'),
      () => collections.places('none'),
      () => collections.keep('none', [place()]),
      () => collections.changePlace('none', {}),
      () => collections.removePlaces([first, 'none']),
      () => collections.putBack([first, 'none']),
      () => collections.move('none', null),
      () => collections.move(first, 'none'),
    ]) {
      expect(code(work)).toBe('NotFound');
    }
    const other = collections.create('Other');
    const [elsewhere] = collections.keep(other.id, [place()]);
    expect(code(() => collections.move(first, elsewhere?.id ?? ''))).toBe('BadRequest');
    expect(collections.places(id).map((kept) => kept.id)).toEqual([first, second]);
  });

  it('have a most of places, and a library a most of collections', () => {
    const { library, id } = filled(0);
    const many = Array.from({ length: 5000 }, () => place({ note: '', tags: [] }));
    for (let n = 0; n < 4; n += 1) library.collections.keep(id, many);
    expect(code(() => library.collections.keep(id, [place()]))).toBe('BadRequest');
    expect(library.collections.get(id).placeCount).toBe(20_000);
    for (let n = 1; n < 1000; n += 1) library.collections.create(`${n}`);
    expect(code(() => library.collections.create('more'))).toBe('BadRequest');
  });

  it('are changed by one process, and read by others beside it', () => {
    const { library, id } = filled(1);
    const reader = open(true);
    expect(titles(reader, id)).toEqual(['0']);
    expect(code(() => reader.collections.create('x'))).toBe('LibraryInUse');
    expect(code(() => reader.collections.keep(id, [place()]))).toBe('LibraryInUse');
    library.collections.keep(id, [place({ title: 'later' })]);
    expect(titles(reader, id)).toEqual(['0', 'later']);
  });
});

describe('what is removed', () => {
  it('comes back where it stood, though others moved meanwhile', () => {
    const { library, id, ids } = filled(5);
    const [a = '', b = '', c = '', d = ''] = ids;
    library.collections.removePlaces([b, c]);
    expect(titles(library, id)).toEqual(['0', '3', '4']);
    expect(library.collections.get(id).placeCount).toBe(3);
    library.collections.move(d, a);
    expect(library.collections.putBack([c, b]).map((kept) => kept.id)).toEqual([c, b]);
    expect(titles(library, id)).toEqual(['3', '0', '1', '2', '4']);
  });

  it('comes back with its collection, but not what was removed before that', () => {
    const { library, id, ids } = filled(3);
    const [a = '', b = ''] = ids;
    library.collections.removePlaces([a]);
    library.collections.remove(id);
    expect(library.collections.list()).toEqual([]);
    expect(library.collections.placesOf(A)).toEqual([]);
    expect(library.collections.search('dog')).toEqual([]);
    library.collections.putBack([b]);
    expect(titles(library, id)).toEqual(['1', '2']);
  });

  it('is there for a week, over restarts, and then no more', () => {
    const { library, id, ids } = filled(3);
    const [a = '', b = '', c = ''] = ids;
    const gone = library.collections.create('Gone');
    const [inGone] = library.collections.keep(gone.id, [place()]);
    library.collections.removePlaces([a, b]);
    library.collections.remove(gone.id);
    close(library);
    const day = 24 * 60 * 60 * 1000;
    const age = (days: number, where: string) => {
      const raw = new DatabaseSync(join(dir, 'library.db'));
      raw.exec(`UPDATE ${where.replace('SET', `SET removed_at = ${Date.now() - days * day}`)}`);
      raw.close();
    };
    age(6, `places SET WHERE id = '${a}'`);
    age(8, `places SET WHERE id = '${b}'`);
    age(8, `collections SET WHERE id = '${gone.id}'`);
    const again = open();
    again.collections.putBack([a]);
    expect(titles(again, id)).toEqual(['0', '2']);
    expect(code(() => again.collections.putBack([b]))).toBe('NotFound');
    expect(code(() => again.collections.putBack([inGone?.id ?? '']))).toBe('NotFound');
    expect(again.collections.place(c).title).toBe('2');
  });
});

describe('the order of places', () => {
  /** Numbers that look like chance and are the same each time. */
  function chance(seed: number) {
    let state = seed;
    return (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is that of a list with the same moves, however many: chance %s',
    (seed) => {
      const { library, id, ids } = filled(8);
      const { collections } = library;
      const next = chance(seed);
      /** Of all, those removed too; and which those are. */
      const order = [...ids];
      const removed = new Set<string>();
      const there = () => order.filter((one) => !removed.has(one));
      const some = (from: readonly string[]) => from[next(from.length)] ?? '';
      for (let step = 0; step < 200; step += 1) {
        const kind = next(10);
        if (kind < 6 && there().length > 0) {
          const moved = some(there());
          const before = next(5) === 0 ? null : some(there());
          collections.move(moved, before);
          if (before !== moved) {
            order.splice(order.indexOf(moved), 1);
            order.splice(before === null ? order.length : order.indexOf(before), 0, moved);
          }
        } else if (kind === 6) {
          const added = collections.keep(id, [place(), place()]);
          order.push(...added.map((kept) => kept.id));
        } else if (kind === 7 && there().length > 0) {
          const one = some(there());
          collections.removePlaces([one]);
          removed.add(one);
        } else if (removed.size > 0) {
          const one = some([...removed]);
          collections.putBack([one]);
          removed.delete(one);
        }
        expect(collections.places(id).map((kept) => kept.id)).toEqual(there());
      }
      const raw = new DatabaseSync(join(dir, 'library.db'), { readOnly: true });
      const doubles = raw.prepare('SELECT position FROM places GROUP BY position HAVING count(*) > 1').all();
      raw.close();
      expect(doubles).toEqual([]);
    },
  );
});

describe('a search in collections', () => {
  it('finds all words in title, note, tags and film’s title, whatever their case and accents', () => {
    const library = open();
    library.videos.add({ id: A, path: '/a.mp4', title: 'Ein Café in Córdoba', sizeBytes: 1, media });
    addVideo(library, B, '/b.mp4');
    const { id } = library.collections.create('Finds');
    library.collections.keep(id, [
      place({ title: 'Straße', note: 'naïve Überblendung', tags: ['Ångström'] }),
      place({ videoId: B, title: '100% _ready_', note: 'sky', tags: ['blue'] }),
    ]);
    const found = (text: string) => library.collections.search(text).map(({ title }) => title);
    for (const text of ['strasse', 'CAFE cordoba NAIVE', 'uberblendung angstrom', 'Ü café', 'strass']) {
      expect(found(text)).toEqual(['Straße']);
    }
    expect(found('sky one')).toEqual(['100% _ready_']);
    for (const text of ['100%', '_ready_']) expect(found(text)).toEqual(['100% _ready_']);
    // No word but those that are there, and of syntax nothing.
    for (const text of ['cafe sky', '%', 'sky*', '"sky"', "' OR 1=1 --"]) {
      expect(found(text)).toEqual(text === '%' ? ['100% _ready_'] : []);
    }
    library.videos.rename(B, 'Nordlicht');
    expect(found('NORDLICHT')).toEqual(['100% _ready_']);
    library.videos.remove(B);
    expect(found('nordlicht')).toEqual(['100% _ready_']);
    library.collections.changePlace(library.collections.places(id)[1]?.id ?? '', { note: 'rain' });
    expect([found('rain'), found('sky')]).toEqual([['100% _ready_'], []]);
  });

  it('are found by the German word for what is kept in English', () => {
    const library = open();
    addVideo(library, A, '/a.mp4');
    const { id } = library.collections.create('Finds');
    library.collections.keep(id, [
      place({ title: 'dog', kind: 'object' }),
      place({ title: 'Das war der Hund', note: '', tags: [] }),
    ]);
    const found = (text: string) => library.collections.search(text).map(({ title }) => title);
    expect(found('Hund')).toEqual(['dog', 'Das war der Hund']);
    expect(found('hunde')).toEqual(['dog']);
    expect(found('dog')).toEqual(['dog']);
    expect(found('Katze')).toEqual([]);
  });
});

describe('places of a film that leaves the library', () => {
  it('stay, are waited for under its last title, and are there again when the same content is', () => {
    const { library, id } = filled(1);
    addVideo(library, B, '/b.mp4');
    library.collections.keep(id, [place({ videoId: B, title: 'of B' })]);
    library.videos.rename(B, 'Renamed');
    library.videos.remove(B);
    expect(library.collections.get(id)).toMatchObject({
      ...{ placeCount: 2, videoIds: [A, B], waitingFor: ['Renamed'] },
    });
    expect(titles(library, id)).toEqual(['0', 'of B']);
    const [, of] = library.collections.places(id);
    // Their words can be changed meanwhile; their times only with the film.
    expect(library.collections.changePlace(of?.id ?? '', { note: 'later' }).note).toBe('later');
    expect(code(() => library.collections.changePlace(of?.id ?? '', { to: 3_000_000 }))).toBe('NotFound');
    close(library);
    const again = open();
    addVideo(again, B, '/elsewhere.mp4');
    expect(again.collections.get(id).waitingFor).toBeUndefined();
    expect(again.collections.placesOf(B).map(({ note }) => note)).toEqual(['later']);
  });

  it('stay over an index that is begun anew', () => {
    const { library, id } = filled(1);
    library.videos.setIndexed(A, { frameCount: 0 });
    library.scenes.replace(A, []);
    library.segments.replace(A, 'speech', []);
    expect(titles(library, id)).toEqual(['0']);
  });
});

describe('the migration', () => {
  const at = MIGRATIONS.findIndex((step) => step.includes('CREATE TABLE collections'));
  it('leaves what was there as it was, and a later one’s backup holds the collections', () => {
    const file = join(dir, 'library.db');
    const before = new Database(file, { backup: () => null });
    migrate(before, MIGRATIONS.slice(0, at));
    before.run(
      `INSERT INTO videos (id, path, title, state, added_at, size_bytes, duration, media)
       VALUES (?, '/a.mp4', 'From before', 'ready', 1, 2, 3000000, ?)`,
      A,
      JSON.stringify(media),
    );
    before.close();
    const library = open();
    expect(library.videos.get(A).title).toBe('From before');
    expect(library.collections.list()).toEqual([]);
    const { id } = library.collections.create('Kept');
    library.collections.keep(id, [place()]);
    close(library);
    const later = new Database(file, { backup: () => null });
    migrate(later, [...MIGRATIONS, 'ALTER TABLE videos ADD COLUMN rating INTEGER']);
    later.close();
    const copy = join(dir, 'backups', `library-version-${MIGRATIONS.length}.db`);
    const backup = new DatabaseSync(copy, { readOnly: true });
    const kept = backup.prepare('SELECT name, title, places.note FROM places JOIN collections ON true').all();
    backup.close();
    expect(kept.map((row) => ({ ...row }))).toEqual([{ name: 'Kept', title: 'A dog', note: 'Good light' }]);
  });
});
