import { pathToFileURL } from 'node:url';
import { filmFrame } from './film-clock';
import { filmsOf, framesOf, type Place, type PlacedFilm, type PlaceList, sourceFrames } from './place-list';
import { escapeXml } from './plain-text';
import { rateName, sameRate, type Timebase } from './timecode';

/** For sound alone, which has no size. */
const NO_PICTURE = { width: 1920, height: 1080 };

/**
 * Final Cut Pro XML 1.11: one project, whose storyline holds a clip a place, each with a marker, and its tags as keywords. Times of the storyline count
 * in the list's timebase, times within a film in the film's own, both as whole frames (Apple's "FCPXML Reference").
 */
export function toFcpxml(list: PlaceList): string {
  const films = filmsOf(list);
  const ids = new Map(films.map(({ id }, n) => [id, n]));
  const name = escapeXml(list.name);
  const clips: string[] = [];
  let offset = 0;
  for (const place of list.places) {
    const { from, to } = framesOf(place, list.timebase);
    clips.push(clip(place, { ids, offset, duration: to - from, timebase: list.timebase }));
    offset += to - from;
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.11">
  <resources>
    ${format('sequence', list.timebase, list.places[0]?.film)}
${films.map((film, n) => asset(film, n, list)).join('\n')}
  </resources>
  <library>
    <event name="${name}">
      <project name="${name}">
        <sequence format="sequence" duration="${time(offset, list.timebase)}" tcStart="0s" tcFormat="${tcFormat(list.timebase)}">
          <spine>
${clips.join('\n')}
          </spine>
        </sequence>
      </project>
    </event>
  </library>
</fcpxml>
`;
}

function format(id: string, timebase: Timebase, film: PlacedFilm | undefined): string {
  const video = film?.media.video;
  const { width, height } = video ? { width: video.displayWidth, height: video.displayHeight } : NO_PICTURE;
  return `<format id="${id}" frameDuration="${time(1, timebase)}" width="${width}" height="${height}"/>`;
}

function asset(film: PlacedFilm, n: number, list: PlaceList): string {
  const { media, clock } = film;
  const { timebase } = clock;
  const [sound] = media.audio;
  const attributes = [
    `id="film${n}"`,
    `name="${escapeXml(film.fileName)}"`,
    `start="${time(clock.startFrame, timebase)}"`,
    `duration="${time(assetFrames(film, list), timebase)}"`,
    ...(media.video ? [`hasVideo="1" format="format${n}" videoSources="1"`] : []),
    ...(sound
      ? [
          `hasAudio="1" audioSources="1" audioChannels="${Math.max(1, sound.channels)}" audioRate="${sound.sampleRate}"`,
        ]
      : []),
  ];
  const source = escapeXml(pathToFileURL(film.path).href);
  const own = media.video ? `    ${format(`format${n}`, timebase, film)}\n` : '';
  return `${own}    <asset ${attributes.join(' ')}>
      <media-rep kind="original-media" src="${source}"/>
    </asset>`;
}

/** All of a film; never less than what its places reach, however they are rounded. */
function assetFrames(film: PlacedFilm, { places, timebase }: PlaceList): number {
  const own = film.clock.timebase;
  const ends = places
    .filter((place) => place.film.id === film.id)
    .map((place) => {
      const { from } = framesOf(place, own);
      const length = framesOf(place, timebase);
      return Math.max(framesOf(place, own).to, from + inFrames(length.to - length.from, timebase, own));
    });
  return Math.max(1, filmFrame(film.clock, film.duration, own.rate), ...ends);
}

/** Frames of one timebase that hold so many of another. */
function inFrames(frames: number, from: Timebase, to: Timebase): number {
  if (sameRate(from.rate, to.rate)) return frames;
  return Math.ceil((frames * from.rate.den * to.rate.num) / (from.rate.num * to.rate.den));
}

interface Where {
  readonly ids: ReadonlyMap<string, number>;
  readonly offset: number;
  readonly duration: number;
  readonly timebase: Timebase;
}

function clip(place: Place, { ids, offset, duration, timebase }: Where): string {
  const n = ids.get(place.film.id) ?? 0;
  const own = place.film.clock.timebase;
  const source = sourceFrames(place, own);
  const start = time(source.from, own);
  const length = time(source.to - source.from, own);
  const title = escapeXml(place.title === '' ? place.film.fileName : place.title);
  const note = escapeXml(place.note);
  const inside = [
    ...(note === '' ? [] : [`<note>${note}</note>`]),
    // A film of another rate keeps its speed: it is not played faster or slower to fit frame on frame.
    ...(sameRate(own.rate, timebase.rate) ? [] : [`<conform-rate scaleEnabled="0"${sourceRate(own)}/>`]),
    // Of a marker this format tells no colour.
    `<marker start="${start}" duration="${time(1, own)}" value="${title}"${note === '' ? '' : ` note="${note}"`}/>`,
    ...(place.tags.length === 0
      ? []
      : [`<keyword start="${start}" duration="${length}" value="${escapeXml(place.tags.join(', '))}"/>`]),
  ];
  const attributes = [
    `ref="film${n}" name="${title}"`,
    `offset="${time(offset, timebase)}" start="${start}" duration="${time(duration, timebase)}"`,
    ...(place.film.media.video ? [`format="format${n}"`] : []),
    `tcFormat="${tcFormat(own)}"`,
  ];
  const lines = inside.map((line) => `              ${line}`).join('\n');
  return `            <asset-clip ${attributes.join(' ')}>\n${lines}\n            </asset-clip>`;
}

/** Rates that Apple names; two are written shorter. A film of any other tells its rate by its format alone. */
const SOURCE_RATES = ['23.98', '24', '25', '29.97', '30', '47.95', '48', '50', '59.94', '60'];
const SHORTER = new Map([
  ['23.976', '23.98'],
  ['47.952', '47.95'],
]);

function sourceRate({ rate }: Timebase): string {
  const name = SHORTER.get(rateName(rate)) ?? rateName(rate);
  return SOURCE_RATES.includes(name) ? ` srcFrameRate="${name}"` : '';
}

/** Frames as a rational number of seconds, over the rate's own denominator. */
function time(frames: number, { rate }: Timebase): string {
  return frames === 0 ? '0s' : `${frames * rate.den}/${rate.num}s`;
}

function tcFormat({ dropFrame }: Timebase): string {
  return dropFrame ? 'DF' : 'NDF';
}
