// Which films some words ask for: by their names, and by what their files say of how and when they came about.
import type { Recording } from './media-facts';

/** What is asked about of a film. */
export interface FilteredFilm {
  readonly title: string;
  readonly fileName: string;
  readonly folder: { readonly name: string };
  readonly media: { readonly recording?: Recording | undefined };
}

/** Kilometres around a place that is asked for. */
const AROUND = 10;
const EARTH_RADIUS = 6371;

/** Words that ask about one thing that a file says. What does not read as one is a word like any other. */
const FILTERS: Readonly<Record<string, (recording: Recording, wanted: string) => boolean>> = {
  camera: ({ camera = '' }, wanted) => camera.toLowerCase().includes(wanted),
  date: ({ createdAt }, wanted) => createdAt?.startsWith(wanted) ?? false,
  after: ({ createdAt }, wanted) => createdAt !== undefined && createdAt.slice(0, wanted.length) >= wanted,
  before: ({ createdAt }, wanted) => createdAt !== undefined && createdAt.slice(0, wanted.length) < wanted,
  timecode: ({ timecode }, wanted) => timecode?.startsWith(wanted) ?? false,
  place: ({ place }, wanted) => place !== undefined && isNear(place, wanted),
};

/**
 * Whether every word of a text is one that a film has in its title, its file's or folder's name, or in what its file says of its title, camera, date and
 * timecode. `camera:sony`, `date:2024-05`, `after:2024-05-01` (that day too), `before:2024`, `timecode:01:`, `place:any` and `place:48.14,11.58`
 * (ten kilometres around) ask for one of these alone.
 */
export function isAskedFor({ title, fileName, folder, media }: FilteredFilm, text: string): boolean {
  const recording = media.recording ?? {};
  const { title: own = '', camera = '', createdAt = '', timecode = '' } = recording;
  const says = `${title} ${fileName} ${folder.name} ${own} ${camera} ${createdAt} ${timecode}`.toLowerCase();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => {
    const [, name = '', wanted = ''] = /^([a-z]+):(.+)$/.exec(word) ?? [];
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    // Dates are written with a T and a Z.
    return filter
      ? filter(recording, name === 'camera' ? wanted : wanted.toUpperCase())
      : says.includes(word);
  });
}

function isNear(place: NonNullable<Recording['place']>, wanted: string): boolean {
  if (wanted === 'ANY') return true;
  const [latitude = Number.NaN, longitude = Number.NaN] = wanted.split(',').map(Number);
  return kilometresBetween(place, { latitude, longitude }) <= AROUND;
}

/** Along a great circle (haversine). */
function kilometresBetween(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const across = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const along = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = across + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * along;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(chord));
}
