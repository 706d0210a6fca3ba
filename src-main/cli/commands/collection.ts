import { extname } from 'node:path';
import { type Collection, type KeptPlace, type NewPlace, newPlace } from '../../../src-shared/collections';
import { formatClock } from '../../../src-shared/time';
import { cutNote } from '../../base/library/within-film';
import { CLIP_ENDINGS } from '../../base/media/clip';
import { exportPlaceClips } from '../../main/export/write-place-clips';
import { placesTools } from '../../main/export/write-places';
import type { Services } from '../../main/services';
import type { Command } from '../arguments';
import { collectionNamed } from '../collection-named';
import type { Context } from '../context';
import { NoSuchPlace, UsageError } from '../errors';
import { EXIT } from '../exit-codes';
import { printable, printableName } from '../output';
import type { Result } from '../result';
import { writeList } from './export';

export type CollectionCommand = Extract<Command, { name: 'collection' }>;
type Of<A extends CollectionCommand['action']> = Extract<CollectionCommand, { action: A }>;

/** Collections of places that the window keeps, and their exports. */
export function collection(context: Context, command: CollectionCommand): Promise<Result> | Result {
  switch (command.action) {
    case 'list':
      return list(context);
    case 'show':
      return show(context, command.collection);
    case 'search':
      return search(context, command.text);
    case 'new':
      return made(context.writable().collections.create(command.collection));
    case 'add':
      return add(context, command);
    case 'remove':
      return remove(context, command);
    case 'move':
      return move(context, command);
    case 'export':
      return exportCollection(context, command);
    case 'clips':
      return clips(context, command);
  }
}

function list(context: Context): Result {
  const collections = context.existing().collections.list();
  const lines = collections.map(
    ({ id, name, placeCount, waitingFor }) =>
      `${id.slice(0, 8)}  ${String(placeCount).padStart(5)}  ${printableName(name)}${waits(waitingFor)}\n`,
  );
  return {
    exitCode: collections.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: lines.join(''),
    document: { collections },
  };
}

function waits(films: readonly string[] = []): string {
  if (films.length === 0) return '';
  return films.length === 1 ? '  (waits for a film)' : `  (waits for ${films.length} films)`;
}

async function show(context: Context, name: string): Promise<Result> {
  const services = context.existing();
  const found = collectionNamed(services, name);
  return shown(services, found, await services.collections.places(found.id));
}

function shown(services: Services, found: Collection, places: readonly KeptPlace[]): Result {
  return {
    exitCode: places.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: places.map((place, n) => `${n + 1}  ${line(services, place)}`).join(''),
    document: { collection: found, places },
  };
}

/** Where it is, in which film, what it is called, and what else is said of it. */
function line({ library }: Services, place: KeptPlace): string {
  const film = library.videos.find(place.videoId)?.title ?? '(film not in the library)';
  const between = place.to > place.from ? `-${formatClock(place.to)}` : '';
  const more = [place.title, place.note, place.colour ?? '', ...place.tags.map((tag) => `#${tag}`)];
  const said = [film, ...more.filter((text) => text !== '')].map(printableName).join('  ');
  return `${formatClock(place.from)}${between}  ${said}\n`;
}

async function search(context: Context, text: string): Promise<Result> {
  const services = context.existing();
  const places = await services.collections.search(text);
  const names = new Map(services.collections.list().map(({ id, name }) => [id, name]));
  const lines = places.map(
    (place) => `${printableName(names.get(place.collectionId) ?? '')}  ${line(services, place)}`,
  );
  return {
    exitCode: places.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: lines.join(''),
    document: { text, places },
  };
}

function made(created: Collection): Result {
  return { exitCode: EXIT.ok, text: `${created.id.slice(0, 8)}\n`, document: { collection: created } };
}

async function add(context: Context, command: Of<'add'>): Promise<Result> {
  const services = context.writable();
  const { id } = collectionNamed(services, command.collection);
  const { from, to, title, note, colour, tags } = command;
  const details = { from, to: to ?? from, title, note, colour, tags, frameIndex: null, kind: null };
  const parts: Omit<NewPlace, 'videoId'> = checked(details);
  const video = await context.video(command.file);
  const [place] = await services.collections.keep(id, [{ ...parts, videoId: video.id }]);
  const places = await services.collections.places(id);
  const cut = cutNote(parts, video);
  if (cut !== null) context.tell(cut);
  return {
    exitCode: EXIT.ok,
    text: `${places.length}\n`,
    document: { collection: services.collections.get(id), place, number: places.length, remark: cut },
  };
}

function checked(details: Omit<NewPlace, 'videoId'>): Omit<NewPlace, 'videoId'> {
  const parsed = newPlace.omit({ videoId: true }).safeParse(details);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    '--title takes 500 characters at most, --note 5000, and --tags 30 tags of 60 characters.',
  );
}

async function remove(context: Context, command: Of<'remove'>): Promise<Result> {
  const services = context.writable();
  const found = collectionNamed(services, command.collection);
  if (command.number === null) {
    services.collections.remove(found.id);
    return { exitCode: EXIT.ok, text: '', document: { collection: found, removed: 'collection' } };
  }
  const place = numbered(await services.collections.places(found.id), command.number);
  services.collections.removePlaces([place.id]);
  return {
    exitCode: EXIT.ok,
    text: '',
    document: { collection: services.collections.get(found.id), removed: place },
  };
}

async function move(context: Context, command: Of<'move'>): Promise<Result> {
  const services = context.writable();
  const { id } = collectionNamed(services, command.collection);
  const places = await services.collections.places(id);
  const moved = numbered(places, command.number);
  numbered(places, command.to);
  const others = places.filter((place) => place !== moved);
  services.collections.move(moved.id, others[command.to - 1]?.id ?? null);
  return shown(services, services.collections.get(id), await services.collections.places(id));
}

async function exportCollection(context: Context, command: Of<'export'>): Promise<Result> {
  const found = collectionNamed(context.existing(), command.collection);
  const source = { kind: 'collection', collectionId: found.id } as const;
  return writeList(context, source, command, { collection: found, format: command.format });
}

async function clips(context: Context, command: Of<'clips'>): Promise<Result> {
  const services = context.existing();
  const { library, ffmpegPath } = services;
  const found = collectionNamed(services, command.collection);
  const { mode, out } = command;
  const as = CLIP_ENDINGS.includes(extname(out.path).slice(1).toLowerCase()) ? 'film' : 'folder';
  const source = { kind: 'collection', collectionId: found.id } as const;
  const written = await exportPlaceClips({ source, mode, as }, out, {
    ...{ ...placesTools(library, ffmpegPath), signal: context.around.signal },
    onProgress: (fraction) =>
      context.progress.show({
        title: found.name,
        ...{ stage: 'clips', fraction, framesPerSecond: null, etaSeconds: null },
      }),
  });
  context.progress.end();
  if (written.note !== null) context.tell(printable(written.note));
  return {
    // What was asked for is not all there.
    exitCode: written.failed.length > 0 ? EXIT.failure : EXIT.ok,
    text: '',
    document: { collection: found, as, mode: as === 'film' ? 'exact' : mode, ...written },
  };
}

/** @param number as `longtake collection show` counts, from 1 @throws NoSuchPlace */
function numbered(places: readonly KeptPlace[], number: number): KeptPlace {
  const place = places[number - 1];
  if (!place) throw new NoSuchPlace(number, places.length);
  return place;
}
