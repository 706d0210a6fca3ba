import { pathToFileURL } from 'node:url';
import { filmFrame } from './film-clock';
import { colourNames } from './place-colours';
import { filmsOf, framesOf, type Place, type PlacedFilm, type PlaceList } from './place-list';
import { escapeXml, oneLine } from './plain-text';
import { type Timebase, toTimecode } from './timecode';

/** For sound alone, which has no size. */
const NO_PICTURE = { width: 1920, height: 1080 };

/** A place on the sequence: where it lies there, in the list's frames, and in its film, in the film's own. */
interface Item {
  readonly place: Place;
  readonly n: number;
  readonly film: number;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** Of a film, as `<file>`: told in full where it comes first, by its id from then on. */
type TellFile = (film: PlacedFilm, n: number) => string;

/**
 * Final Cut Pro 7's XML, version 5, which Premiere Pro and DaVinci Resolve read: a sequence that holds a clip a place, and over each a
 * marker with its title, note and colour. Times of the sequence count in the list's timebase, `in` and `out` in the film's own, from
 * its first frame (Apple's "Final Cut Pro XML Interchange Format"). A film with more than one channel of sound has two tracks of it.
 */
export function toXmeml(list: PlaceList): string {
  const films = filmsOf(list);
  const items: Item[] = [];
  for (const [n, place] of list.places.entries()) {
    const { from, to } = framesOf(place, list.timebase);
    const start = items.at(-1)?.end ?? 0;
    const own = framesOf(place, place.film.clock.timebase);
    const film = films.findIndex(({ id }) => id === place.film.id);
    items.push({ place, n: n + 1, film, start, end: start + to - from, from: own.from, to: own.to });
  }
  const file = tellFiles(items);
  const video = items.filter(hasPicture).map((item) => clip(item, 'video', 1, items, file));
  const sound = ([1, 2] as const).map((track) =>
    items.filter((item) => channelsOf(item) >= track).map((item) => clip(item, 'audio', track, items, file)),
  );
  const { width, height } = sizeOf(list);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xmeml>
<xmeml version="5">
<sequence id="sequence">
<name>${escapeXml(oneLine(list.name))}</name>
<duration>${items.at(-1)?.end ?? 0}</duration>
${rate(list.timebase)}
${timecode(3600 * Math.round(list.timebase.rate.num / list.timebase.rate.den), list.timebase, '01:00:00:00')}
<media>
<video>
<format><samplecharacteristics>${rate(list.timebase)}<width>${width}</width><height>${height}</height><pixelaspectratio>square</pixelaspectratio></samplecharacteristics></format>
${track(video)}
</video>
<audio>
${sound
  .filter((clips) => clips.length > 0)
  .map(track)
  .join('\n')}
</audio>
</media>
${items.map(marker).join('\n')}
</sequence>
</xmeml>
`;
}

function hasPicture({ place }: Item): boolean {
  return place.film.media.video !== null;
}

/** One or two: a film's other channels are reached through the file. */
function channelsOf({ place }: Item): number {
  return Math.min(2, place.film.media.audio[0]?.channels ?? 0);
}

function sizeOf({ places }: PlaceList): { width: number; height: number } {
  const video = places.find(({ film }) => film.media.video !== null)?.film.media.video;
  return video ? { width: video.displayWidth, height: video.displayHeight } : NO_PICTURE;
}

function rate({ rate: { num, den } }: Timebase): string {
  return `<rate><timebase>${Math.round(num / den)}</timebase><ntsc>${bool(den === 1001)}</ntsc></rate>`;
}

function bool(yes: boolean): string {
  return yes ? 'TRUE' : 'FALSE';
}

function timecode(frame: number, timebase: Timebase, text = toTimecode(frame, timebase)): string {
  const format = timebase.dropFrame ? 'DF' : 'NDF';
  return `<timecode>${rate(timebase)}<string>${text}</string><frame>${frame}</frame><displayformat>${format}</displayformat></timecode>`;
}

function track(clips: readonly string[]): string {
  return `<track>\n${clips.join('\n')}\n</track>`;
}

function clip(
  item: Item,
  kind: 'video' | 'audio',
  channel: 1 | 2,
  items: readonly Item[],
  file: TellFile,
): string {
  const { place, start, end, from, to } = item;
  const { film } = place;
  const { timebase } = film.clock;
  const source =
    kind === 'video'
      ? ''
      : `\n<sourcetrack><mediatype>audio</mediatype><trackindex>${channel}</trackindex></sourcetrack>`;
  return `<clipitem id="${clipId(item, kind, channel)}">
<name>${nameOf(item)}</name>
<enabled>TRUE</enabled>
<duration>${framesOfFilm(film, to)}</duration>
${rate(timebase)}
<start>${start}</start><end>${end}</end><in>${from}</in><out>${to}</out>
${file(film, item.film)}${source}${links(item, items)}${said(place)}
</clipitem>`;
}

function clipId({ n }: Item, kind: 'video' | 'audio', channel: number): string {
  return `${kind}-${channel}-${n}`;
}

function nameOf({ place }: Item): string {
  return escapeXml(oneLine(place.title) || oneLine(place.film.fileName));
}

/** Picture and sound of one place move together. */
function links(item: Item, items: readonly Item[]): string {
  const parts: [kind: 'video' | 'audio', channel: 1 | 2, among: readonly Item[]][] = [
    ...(hasPicture(item) ? [['video', 1, items.filter(hasPicture)] as ['video', 1, Item[]]] : []),
    ...([1, 2] as const)
      .filter((channel) => channelsOf(item) >= channel)
      .map((channel): ['audio', 1 | 2, Item[]] => [
        'audio',
        channel,
        items.filter((other) => channelsOf(other) >= channel),
      ]),
  ];
  if (parts.length < 2) return '';
  return parts
    .map(
      ([kind, channel, among]) =>
        `\n<link><linkclipref>${clipId(item, kind, channel)}</linkclipref><mediatype>${kind}</mediatype><trackindex>${channel}</trackindex><clipindex>${among.indexOf(item) + 1}</clipindex></link>`,
    )
    .join('');
}

/** A clip's own note, tags and label, which stay with it when it is moved; markers stay on the sequence. */
function said({ note, tags, colour }: Place): string {
  const comments = [
    ...(note === '' ? [] : [`<mastercomment1>${escapeXml(note)}</mastercomment1>`]),
    ...(tags.length === 0 ? [] : [`<mastercomment2>${escapeXml(tags.join(', '))}</mastercomment2>`]),
  ];
  const label = colourNames(colour)?.label;
  return [
    ...(comments.length === 0 ? [] : [`\n<comments>${comments.join('')}</comments>`]),
    ...(label === undefined ? [] : [`\n<labels><label2>${label}</label2></labels>`]),
  ].join('');
}

/** Over the whole place. */
function marker(item: Item): string {
  const { place, start, end } = item;
  const colour = colourNames(place.colour);
  const [red, green, blue] = colour?.rgb ?? [];
  const marked =
    colour === null
      ? ''
      : `<color><alpha>0</alpha><red>${red}</red><green>${green}</green><blue>${blue}</blue></color><pproColor>${colour.premiere}</pproColor>`;
  const note = [place.note, ...(place.tags.length > 0 ? [`Tags: ${place.tags.join(', ')}`] : [])];
  const comment = escapeXml(note.filter((part) => part !== '').join('\n'));
  // A marker of one frame has no end.
  const out = end - start > 1 ? end : -1;
  return `<marker><name>${nameOf(item)}</name><comment>${comment}</comment><in>${start}</in><out>${out}</out>${marked}</marker>`;
}

/** All of a film; never less than what a place reaches, however it is rounded. */
function framesOfFilm(film: PlacedFilm, reached: number): number {
  return Math.max(1, reached, filmFrame(film.clock, film.duration, film.clock.timebase.rate));
}

function tellFiles(items: readonly Item[]): TellFile {
  const told = new Set<number>();
  return (film, n) => {
    if (told.has(n)) return `<file id="film-${n}"/>`;
    told.add(n);
    const { media, clock } = film;
    const reached = Math.max(...items.filter((item) => item.film === n).map(({ to }) => to));
    const { video } = media;
    const [sound] = media.audio;
    return `<file id="film-${n}">
<name>${escapeXml(film.fileName)}</name>
<pathurl>${escapeXml(pathUrl(film.path))}</pathurl>
${rate(clock.timebase)}
<duration>${framesOfFilm(film, reached)}</duration>
${timecode(clock.startFrame, clock.timebase)}
<media>${video ? `<video><samplecharacteristics>${rate(clock.timebase)}<width>${video.displayWidth}</width><height>${video.displayHeight}</height></samplecharacteristics></video>` : ''}${sound ? `<audio><samplecharacteristics><samplerate>${sound.sampleRate}</samplerate></samplecharacteristics><channelcount>${Math.max(1, sound.channels)}</channelcount></audio>` : ''}</media>
</file>`;
  };
}

/** As these programs write it: with this computer's name. */
function pathUrl(path: string): string {
  return pathToFileURL(path).href.replace(/^file:\/\/\//, 'file://localhost/');
}
