import { formatClock, formatTimestamp } from '../../../src-shared/time';
import { currentLanguage, t } from '../../../src-shared/words/words';
import { toCsv } from './csv';
import { timebaseName } from './film-clock';
import { cssColour } from './place-colours';
import { filmsOf, framesOf, type Place, type PlaceList, sourceFrames } from './place-list';
import { escapeMarkdown, escapeXml, markdownPath, oneLine } from './plain-text';
import { rateName, toTimecode } from './timecode';

/** A row a place: times for people and for machines, frames from the film's beginning, and the film's own timecode. */
export function placesToCsv(list: PlaceList): string {
  const rows = list.places.map((place, n) => {
    const { film, from, to, title, note, colour, tags } = place;
    const { timebase } = film.clock;
    const frames = framesOf(place, timebase);
    const { from: first, to: last } = sourceFrames(place, timebase);
    return [
      ...[n + 1, film.title, film.fileName, title, note],
      ...[formatTimestamp(from), formatTimestamp(to), from, to, frames.from, frames.to],
      ...[toTimecode(first, timebase), toTimecode(last, timebase)],
      ...[
        rateName(timebase.rate),
        timebase.dropFrame ? 'drop' : 'non-drop',
        film.clock.steady ? 'yes' : 'no',
      ],
      ...[colour ?? '', tags.join(', ')],
    ];
  });
  return toCsv([CSV_HEADER, ...rows]);
}

const CSV_HEADER = [
  ...['place', 'video', 'file', 'title', 'note'],
  ...['from', 'to', 'from_us', 'to_us', 'from_frame', 'to_frame'],
  ...['from_timecode', 'to_timecode', 'frame_rate', 'timecode_kind', 'steady_rate'],
  ...['colour', 'tags'],
];

/** Where a place's picture is, for each place that has one: a path beside the report, or a data: address. */
export type Pictures = ReadonlyMap<Place, string>;

export interface ReportSource {
  readonly list: PlaceList;
  readonly pictures: Pictures;
  /** Milliseconds since the epoch. */
  readonly exportedAt: number;
}

/** A report as Markdown. Everything from outside stands in it as text. */
export function toMarkdownReport({ list, pictures, exportedAt }: ReportSource): string {
  const parts = [`# ${escapeMarkdown(list.name)}\n`, `${escapeMarkdown(summary(list, exportedAt))}\n`];
  list.places.forEach((place, n) => {
    const picture = pictures.get(place);
    const title = place.title === '' ? numbered(n) : `${n + 1}: ${place.title}`;
    parts.push(`## ${escapeMarkdown(title)}\n`, `${escapeMarkdown(whereText(place))}\n`);
    if (picture !== undefined)
      parts.push(
        `![${t('exports.chat.frame', { time: formatClock(place.from) })}](${markdownPath(picture)})\n`,
      );
    if (oneLine(place.note) !== '') parts.push(`${escapeMarkdown(place.note)}\n`);
    const marks = marksOf(place);
    if (marks !== '') parts.push(`${escapeMarkdown(marks)}\n`);
  });
  return parts.join('\n');
}

/** A report as one page of HTML that needs nothing beside it, loads nothing and runs nothing. */
export function toHtmlReport({ list, pictures, exportedAt }: ReportSource): string {
  const places = list.places.map((place, n) => {
    const picture = pictures.get(place);
    const alt = escapeXml(t('exports.report.frame', { time: formatClock(place.from) }));
    const image = picture === undefined ? '' : `\n<img src="${escapeXml(picture)}" alt="${alt}">`;
    const note = oneLine(place.note) === '' ? '' : `\n<p>${escapeXml(oneLine(place.note))}</p>`;
    const title = escapeXml(oneLine(place.title) || numbered(n));
    const marks = marksOf(place) === '' ? '' : `\n<p class="marks">${escapeXml(oneLine(marksOf(place)))}</p>`;
    const edge =
      place.colour === null
        ? ''
        : ` style="border-left: .5rem solid ${cssColour(place.colour)}; padding-left: 1rem"`;
    return `<li${edge}>${image}<div><h2>${title}</h2>
<p class="where">${escapeXml(whereText(place))}</p>${note}${marks}</div></li>`;
  });
  return `<!DOCTYPE html>
<html lang="${currentLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(oneLine(list.name))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeXml(oneLine(list.name))}</h1>
<p>${escapeXml(summary(list, exportedAt))}</p>
<ol>
${places.join('\n')}
</ol>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
ol { list-style: none; padding: 0; }
li { display: flex; gap: 1rem; padding: 1rem 0; border-top: 1px solid #8886; break-inside: avoid; }
img { width: 16rem; height: auto; align-self: start; }
h2 { font-size: 1.1rem; margin: 0; }
.where, .marks { margin: 0; opacity: .75; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { li { flex-direction: column; } }
`;

function summary(list: PlaceList, exportedAt: number): string {
  const films = filmsOf(list).map(({ title, clock }) =>
    t(clock.steady ? 'exports.report.film' : 'exports.report.filmRounded', {
      ...{ title: oneLine(title), rate: timebaseName(clock.timebase) },
    }),
  );
  const time = new Date(exportedAt).toISOString();
  return t('exports.report.summary', { n: list.places.length, films: films.join('; '), time });
}

/** @param n from 0 */
function numbered(n: number): string {
  return t('exports.report.place', { number: n + 1 });
}

/** `Blue. Tags: b-roll, opening.` Empty where there is nothing to say. */
function marksOf({ colour, tags }: Place): string {
  const parts = [
    ...(colour === null ? [] : [t(`collections.colour.${colour}`)]),
    ...(tags.length === 0 ? [] : [t('exports.report.tags', { tags: tags.join(', ') })]),
  ];
  return parts.length === 0 ? '' : `${parts.join('. ')}.`;
}

/** `0:01 to 0:05, 00:00:01:00 to 00:00:05:00, in A film`. */
function whereText(place: Place): string {
  const { film, from, to } = place;
  const { timebase } = film.clock;
  const frames = sourceFrames(place, timebase);
  return t('exports.report.where', {
    ...{ from: formatClock(from), to: formatClock(to), title: oneLine(film.title) },
    ...{ first: toTimecode(frames.from, timebase), last: toTimecode(frames.to, timebase) },
  });
}
