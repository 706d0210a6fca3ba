import { randomUUID } from 'node:crypto';
import { evidenceKind } from '../../../src-shared/answers';
import { type Collection, keptPlace, type NewPlace, type PlaceChange } from '../../../src-shared/collections';
import type { VideoId } from '../../../src-shared/primitives';
import type { VideoState } from '../../../src-shared/video';
import { namesMeant } from '../../../src-shared/words/names';
import type { Database } from './database';
import { CollectionFull, NotFound, OtherCollection, TooManyCollections } from './errors';
import type { CollectionRepository, StoredPlace, WithFrameTime } from './types';
import { withinFilm } from './within-film';

const MOST_COLLECTIONS = 1000;
const MOST_PLACES = 20_000;
/** What was removed can be put back for a week. */
const KEPT_REMOVED = 7 * 24 * 60 * 60 * 1000;

interface CollectionRow {
  id: string;
  name: string;
  note: string;
  created_at: number;
}
interface PlaceRow {
  id: string;
  collection_id: string;
  video_id: string;
  from_time: number;
  to_time: number;
  frame_index: number | null;
  frame_time: number | null;
  kind: string | null;
  title: string;
  note: string;
  colour: string | null;
  tags: string;
  added_at: number;
}

const HERE = 'removed_at IS NULL';
/** Places that are there, and whose collection is. */
const PLACES = `SELECT places.* FROM places JOIN collections ON collections.id = places.collection_id
  WHERE places.${HERE} AND collections.${HERE}`;

function toPlace(row: PlaceRow): StoredPlace {
  // A later version may know other kinds: a place is not lost for that.
  const kind = evidenceKind.safeParse(row.kind);
  const place = keptPlace.parse({
    id: row.id,
    collectionId: row.collection_id,
    videoId: row.video_id,
    from: row.from_time,
    to: row.to_time,
    frameIndex: row.frame_index,
    kind: kind.success ? kind.data : null,
    title: row.title,
    note: row.note,
    colour: row.colour,
    tags: JSON.parse(row.tags),
    addedAt: row.added_at,
  });
  return { ...place, frameTime: row.frame_time };
}

/** Text as it is compared: without case and accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

/** What of a place is searched, its film's title apart. */
function termsOf({ title, note, tags }: Pick<NewPlace, 'title' | 'note' | 'tags'>): string {
  return folded([title, note, ...tags].join('\n'));
}

/** Collections of places, each in an order of its own: dense enough integers, of which no two of a collection are the same. */
export class Collections implements CollectionRepository {
  constructor(private readonly database: Database) {}

  list(): Collection[] {
    return this.database
      .all<CollectionRow>(`SELECT * FROM collections WHERE ${HERE} ORDER BY created_at, rowid`)
      .map((row) => this.#shown(row));
  }

  get(id: string): Collection {
    const row = this.#row(id);
    if (row === null) throw new NotFound('collection');
    return this.#shown(row);
  }

  create(name: string): Collection {
    const id = randomUUID();
    this.database.transaction(() => {
      const there = this.database.get<{ n: number }>(`SELECT count(*) AS n FROM collections WHERE ${HERE}`);
      if ((there?.n ?? 0) >= MOST_COLLECTIONS) throw new TooManyCollections(MOST_COLLECTIONS);
      this.database.run(
        `INSERT INTO collections (id, name, note, created_at, last_used)
         VALUES (?, ?, '', ?, (SELECT coalesce(max(last_used), 0) + 1 FROM collections))`,
        id,
        name,
        Date.now(),
      );
    });
    return this.get(id);
  }

  change(id: string, { name, note }: Partial<Pick<Collection, 'name' | 'note'>>): Collection {
    this.#changeCollection(
      id,
      'name = coalesce(?, name), note = coalesce(?, note)',
      name ?? null,
      note ?? null,
    );
    return this.get(id);
  }

  remove(id: string): void {
    // Its places need no mark of their own: those that were removed before stay so when it is put back.
    this.#changeCollection(id, 'removed_at = ?', Date.now());
  }

  lastUsed(): Collection | null {
    const row = this.database.get<CollectionRow>(
      `SELECT * FROM collections WHERE ${HERE} ORDER BY last_used DESC LIMIT 1`,
    );
    return row && this.#shown(row);
  }

  places(id: string): StoredPlace[] {
    return this.#placesWhere('places.collection_id = ? ORDER BY position', this.get(id).id);
  }

  placesOf(id: VideoId): StoredPlace[] {
    return this.#placesWhere('places.video_id = ? ORDER BY from_time, to_time, position, places.id', id);
  }

  place(placeId: string): StoredPlace {
    const [place] = this.#placesWhere('places.id = ?', placeId);
    if (!place) throw new NotFound('place');
    return place;
  }

  keep(id: string, places: readonly (NewPlace & WithFrameTime)[]): StoredPlace[] {
    return this.database.transaction(() => {
      const { name } = this.get(id);
      // Those that are removed count: they may be put back.
      const { n = 0, last = 0 } =
        this.database.get<{ n: number; last: number }>(
          'SELECT count(*) AS n, coalesce(max(position), 0) AS last FROM places WHERE collection_id = ?',
          id,
        ) ?? {};
      if (n + places.length > MOST_PLACES) throw new CollectionFull(name, MOST_PLACES);
      for (const [at, place] of places.entries()) this.#add(id, place, last + 1 + at);
      this.#changeCollection(id, 'last_used = (SELECT max(last_used) + 1 FROM collections)');
      return this.#placesWhere('places.collection_id = ? AND position > ? ORDER BY position', id, last);
    });
  }

  changePlace(placeId: string, change: PlaceChange): StoredPlace {
    return this.database.transaction(() => {
      const before = this.place(placeId);
      const changed = { ...before, ...withoutUndefined(change) };
      const moved = changed.from !== before.from || changed.to !== before.to;
      const place = moved ? withinFilm(changed, this.#film(changed.videoId)) : changed;
      // A frame that lies outside by now stands for something else.
      const { frameTime } = place;
      const outside = frameTime === null || frameTime < place.from || frameTime > place.to;
      const frame = moved && outside ? { frameIndex: null, frameTime: null } : place;
      this.database.run(
        `UPDATE places SET from_time = ?, to_time = ?, frame_index = ?, frame_time = ?, title = ?, note = ?,
           colour = ?, tags = ?, terms = ? WHERE id = ?`,
        place.from,
        place.to,
        frame.frameIndex,
        frame.frameTime,
        place.title,
        place.note,
        place.colour,
        JSON.stringify(place.tags),
        termsOf(place),
        placeId,
      );
      return this.place(placeId);
    });
  }

  removePlaces(placeIds: readonly string[]): void {
    const now = Date.now();
    this.database.transaction(() => {
      for (const id of new Set(placeIds)) {
        this.place(id);
        this.database.run('UPDATE places SET removed_at = ? WHERE id = ?', now, id);
      }
    });
  }

  putBack(placeIds: readonly string[]): StoredPlace[] {
    return this.database.transaction(() => {
      const ids = [...new Set(placeIds)];
      for (const id of ids) {
        if (this.database.run('UPDATE places SET removed_at = NULL WHERE id = ?', id) === 0) {
          throw new NotFound('place');
        }
        this.database.run(
          'UPDATE collections SET removed_at = NULL WHERE id = (SELECT collection_id FROM places WHERE id = ?)',
          id,
        );
      }
      return ids.map((id) => this.place(id));
    });
  }

  move(placeId: string, before: string | null): void {
    this.database.transaction(() => {
      const { collectionId } = this.place(placeId);
      if (before === placeId) return;
      if (before !== null && this.place(before).collectionId !== collectionId) throw new OtherCollection();
      const last = 'SELECT max(position) + 1 AS at FROM places WHERE collection_id = ?';
      const { at = 0 } =
        (before === null
          ? this.database.get<{ at: number }>(last, collectionId)
          : this.database.get<{ at: number }>('SELECT position AS at FROM places WHERE id = ?', before)) ??
        {};
      // Those that are removed move along, so that they come back between the same two.
      this.database.run(
        'UPDATE places SET position = position + 1 WHERE collection_id = ? AND position >= ?',
        collectionId,
        at,
      );
      this.database.run('UPDATE places SET position = ? WHERE id = ?', at, placeId);
    });
  }

  search(text: string): StoredPlace[] {
    // What a place was found by is kept in English: a German word for it is looked for as that, too.
    const words = text
      .split(/\s+/)
      .filter((word) => folded(word).trim() !== '')
      .map((word) => [word, ...namesMeant(word)].map(folded));
    if (words.length === 0) return [];
    const titles = this.database
      .all<{ id: string; title: string }>(
        // Of a film that is not there: what it was called.
        `SELECT DISTINCT places.video_id AS id, coalesce(videos.title, places.film_title) AS title
         FROM places LEFT JOIN videos ON videos.id = places.video_id`,
      )
      .map(({ id, title }) => ({ id, title: folded(title) }));
    const films = (word: string) =>
      JSON.stringify(titles.filter(({ title }) => title.includes(word)).map(({ id }) => id));
    const holds = '(instr(places.terms, ?) > 0 OR places.video_id IN (SELECT value FROM json_each(?)))';
    return this.#placesWhere(
      `${words.map((any) => `(${any.map(() => holds).join(' OR ')})`).join(' AND ')}
       ORDER BY collections.created_at, collections.rowid, places.position`,
      ...words.flat().flatMap((word) => [word, films(word)]),
    );
  }

  /** Forgets what was removed more than a week before. @param now milliseconds since 1970 */
  purge(now: number): void {
    for (const table of ['places', 'collections']) {
      this.database.run(`DELETE FROM ${table} WHERE removed_at < ?`, now - KEPT_REMOVED);
    }
  }

  #row(id: string): CollectionRow | null {
    return this.database.get<CollectionRow>(`SELECT * FROM collections WHERE id = ? AND ${HERE}`, id);
  }

  #shown({ id, name, note, created_at: createdAt }: CollectionRow): Collection {
    const films = this.database.all<{ id: string; n: number; title: string; missing: number }>(
      `SELECT places.video_id AS id, count(*) AS n, max(film_title) AS title, videos.id IS NULL AS missing
       FROM places LEFT JOIN videos ON videos.id = places.video_id
       WHERE collection_id = ? AND ${HERE} GROUP BY places.video_id ORDER BY min(position)`,
      id,
    );
    const waitingFor = films.filter(({ missing }) => missing === 1).map(({ title }) => title);
    return {
      ...{ id, name, note, createdAt },
      placeCount: films.reduce((sum, { n }) => sum + n, 0),
      videoIds: films.map((film) => film.id),
      ...(waitingFor.length > 0 ? { waitingFor } : {}),
    };
  }

  #placesWhere(condition: string, ...values: (string | number)[]): StoredPlace[] {
    return this.database.all<PlaceRow>(`${PLACES} AND ${condition}`, ...values).map(toPlace);
  }

  #add(collectionId: string, place: NewPlace & WithFrameTime, position: number): void {
    const film = this.#film(place.videoId);
    const { from, to } = withinFilm(place, film);
    this.database.run(
      `INSERT INTO places (id, collection_id, position, video_id, film_title, from_time, to_time, frame_index,
         frame_time, kind, title, note, colour, tags, terms, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[randomUUID(), collectionId, position, place.videoId, film.title, from, to],
      ...[place.frameIndex, place.frameTime, place.kind, place.title, place.note, place.colour],
      ...[JSON.stringify(place.tags), termsOf(place), Date.now()],
    );
  }

  /** @throws NotFound */
  #film(videoId: VideoId): { title: string; state: VideoState; duration: number } {
    const film = this.database.get<{ title: string; state: VideoState; duration: number }>(
      'SELECT title, state, duration FROM videos WHERE id = ?',
      videoId,
    );
    if (film === null) throw new NotFound('video');
    return film;
  }

  #changeCollection(id: string, set: string, ...values: (string | number | null)[]): void {
    const sql = `UPDATE collections SET ${set} WHERE id = ? AND ${HERE}`;
    if (this.database.run(sql, ...values, id) === 0) throw new NotFound('collection');
  }
}

/** What was left out of a change stays as it is. */
function withoutUndefined<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
