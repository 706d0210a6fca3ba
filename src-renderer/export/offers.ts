import type {
  ClipMode,
  ClipsAs,
  PlacesFormat,
  PlacesSource,
  TableName,
  TranscriptFormat,
} from '../../src-shared/exports';
import { TRACK_PASSES, TRACKS } from '../../src-shared/passes';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { call } from '../api';
import type { ExportRequest } from '../stores/export-store';
import type { Range } from '../stores/selection-store';
import { clocks, count } from '../ui/format';

export interface Saved {
  readonly fileName: string;
  readonly bytes: number;
  /** What is not as asked. */
  readonly note?: string | null;
  /** By which the file can be shown in its folder. */
  readonly savedId?: string | undefined;
}

/** One way to write something. */
export interface Offer {
  readonly id: string;
  readonly name: string;
  /** What it is good for, in a line. */
  readonly use: string;
  /** Null where the user closed the system's dialog. */
  readonly save: () => Promise<Saved | null>;
}

/** Something to be exported, and the ways to do it. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** How much of it there is, or why there is none. */
  readonly detail: string;
  /** Empty where there is nothing to export. */
  readonly offers: readonly Offer[];
}

/** What the page knows of the video whose parts are offered. */
export interface Known {
  readonly video: Video;
  readonly lines: number;
  readonly speakers: number;
  readonly scenes: number;
  readonly shots: number;
  readonly range: Range | null;
}

/** The contract takes no more places in one list. */
const MOST_PLACES = 5000;

const PLACES: Readonly<Record<PlacesFormat, readonly [name: string, use: string]>> = {
  edl: ['Edit decision list (.edl)', 'CMX 3600: for Premiere Pro, DaVinci Resolve, Avid and most editors'],
  fcpxml: ['Final Cut Pro XML (.fcpxml)', 'Version 1.11: for Final Cut Pro and DaVinci Resolve'],
  xmeml: ['Final Cut Pro 7 XML (.xml)', 'For Premiere Pro and DaVinci Resolve: clips with coloured markers'],
  otio: ['OpenTimelineIO (.otio)', 'For tools and pipelines that read OpenTimelineIO'],
  resolve: ['Markers for DaVinci Resolve (.edl)', 'To be imported into a timeline, each in its colour'],
  youtube: ['YouTube chapters (.txt)', 'To paste into a video’s description'],
  ffmetadata: ['ffmpeg chapters (.ffmetadata)', 'To write chapters into a file with ffmpeg'],
  csv: ['Table (.csv)', 'For a spreadsheet: one row a place, with its times'],
  md: ['Report, Markdown (.md)', 'Pictures, times and notes, for a wiki or a text editor'],
  html: ['Report, web page (.html)', 'Pictures, times and notes, to read and print in a browser'],
};
const TRANSCRIPTS: Readonly<Record<TranscriptFormat, readonly [name: string, use: string]>> = {
  srt: ['SubRip (.srt)', 'Subtitles that every player and editor takes'],
  vtt: ['WebVTT (.vtt)', 'Subtitles for web pages'],
  txt: ['Plain text (.txt)', 'The words, to read'],
  md: ['Markdown (.md)', 'The words with their times, for notes'],
  json: ['JSON (.json)', 'Every line and word with its times, for programs'],
};
/** Of what every index has; tracks have theirs in their rows. */
const TABLES = {
  speech: ['What is said (.csv)', 'A row for each line of speech'],
  speakers: ['Who speaks (.csv)', 'A row for each turn, with who speaks and how sure it is'],
  scenes: ['Scenes (.csv)', 'A row for each scene, with its key frame'],
} as const;
const CLIPS: Readonly<Record<ClipMode, readonly [name: string, use: string]>> = {
  fast: ['Fast', 'Copied as it is; may have to begin a little earlier, where the film can be cut'],
  exact: ['Exact', 'Encoded anew, to the frame; takes longer'],
};

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}

function placeOffers(source: PlacesSource): Offer[] {
  return entries(PLACES).map(([format, [name, use]]) => ({
    id: format,
    name,
    use,
    save: () => call('export.places', { source, format }),
  }));
}

function transcriptOffers(videoId: VideoId): Offer[] {
  return entries(TRANSCRIPTS).map(([format, [name, use]]) => ({
    id: format,
    name,
    use,
    save: () => call('export.transcript', { videoId, format }),
  }));
}

function tableOffers(videoId: VideoId, tables: readonly TableName[]): Offer[] {
  return tables.map((table) => {
    const [name, use] =
      table === 'speech' || table === 'speakers' || table === 'scenes'
        ? TABLES[table]
        : TRACK_PASSES[table].table;
    return { id: table, name, use, save: () => call('export.table', { videoId, table }) };
  });
}

function clipSource(stretch: Range & { readonly videoId: VideoId }): Source {
  const { videoId, from, to } = stretch;
  return {
    id: 'clip',
    name: 'Clip',
    detail: `${clocks(stretch)} as a film`,
    offers: entries(CLIPS).map(([mode, [name, use]]) => ({
      id: mode,
      name,
      use,
      save: () => call('export.clip', { videoId, from, to, mode }),
    })),
  };
}

/** What can be exported of a video, in the dialog's order. */
function videoSources({ video, lines, speakers, scenes, shots, range }: Known): Source[] {
  const { id: videoId, tracks, media } = video;
  const tables: TableName[] = [
    ...(lines > 0 ? (['speech'] as const) : []),
    ...(speakers > 0 ? (['speakers'] as const) : []),
    ...TRACKS.toReversed().filter((track) => tracks.includes(track)),
    ...(scenes > 0 ? (['scenes'] as const) : []),
  ];
  const shotsDetail =
    tracks.includes('shots') || shots > 0 ? count(shots, 'shot') : 'Cuts were not looked for';
  const chapters = media.chapters?.length ?? 0;
  return [
    {
      id: 'transcript',
      name: 'Transcript',
      detail: lines > 0 ? count(lines, 'line') : 'Nothing is transcribed',
      offers: lines > 0 ? transcriptOffers(videoId) : [],
    },
    ...(chapters > 0
      ? [
          {
            id: 'chapters',
            name: 'Chapters',
            detail: `${count(chapters, 'chapter')} that the file names`,
            offers: placeOffers({ kind: 'chapters', videoId }),
          },
        ]
      : []),
    {
      id: 'scenes',
      name: 'Scenes',
      detail: count(scenes, 'scene'),
      offers: scenes > 0 ? placeOffers({ kind: 'scenes', videoId }) : [],
    },
    {
      id: 'shots',
      name: 'Shots',
      detail: media.video ? shotsDetail : 'No picture',
      offers: shots > 0 ? placeOffers({ kind: 'shots', videoId }) : [],
    },
    {
      id: 'tables',
      name: 'Tables',
      detail: tables.length > 0 ? `${tables.length} to choose from` : 'Nothing is indexed',
      offers: tableOffers(videoId, tables),
    },
    range === null
      ? { id: 'clip', name: 'Clip', detail: 'No range is marked on the timeline', offers: [] }
      : clipSource({ videoId, ...range }),
  ];
}

/** All places of a list cut out: a file each, or one film of all of them. */
function placeClipsSource(source: PlacesSource, places: number): Source {
  const offer = (as: ClipsAs, mode: ClipMode): Offer => {
    const [name, use] = CLIPS[mode];
    const what = as === 'folder' ? 'A file for each place' : 'One film';
    return {
      id: `${as} ${mode}`,
      name: `${what}, ${name.toLowerCase()}`,
      use,
      save: () => call('export.placeClips', { source, mode, as }),
    };
  };
  return {
    id: 'clips',
    name: 'Clips',
    detail: `${count(places, 'place')} cut out of ${places === 1 ? 'its film' : 'their films'}`,
    offers: [
      offer('folder', 'fast'),
      offer('folder', 'exact'),
      offer('film', 'fast'),
      offer('film', 'exact'),
    ],
  };
}

function placesSources(source: PlacesSource, places: number): Source[] {
  const list = { id: 'places', name: places === 1 ? 'Place' : 'Places' };
  if (places === 0) return [{ ...list, detail: 'Nothing is kept in it', offers: [] }];
  if (places > MOST_PLACES) {
    const most = MOST_PLACES.toLocaleString('en');
    return [
      { ...list, detail: `${count(places, 'place')}: no more than ${most} go into one file`, offers: [] },
    ];
  }
  return [
    { ...list, detail: count(places, 'place'), offers: placeOffers(source) },
    placeClipsSource(source, places),
  ];
}

/** What the dialog offers for a request. `known` is needed for a video's parts only. */
export function sourcesOf(request: ExportRequest, known: Known | null): Source[] {
  if (request.kind === 'video') return known ? videoSources(known) : [];
  if (request.kind === 'collection') {
    return placesSources({ kind: 'collection', collectionId: request.collectionId }, request.count);
  }
  const { name, places, stretch } = request;
  const sources = placesSources({ kind: 'chosen', name, places: [...places] }, places.length);
  // A stretch that holds them all is a clip by itself; a list of many is cut out place by place.
  return stretch ? [...sources.filter(({ id }) => id === 'places'), clipSource(stretch)] : sources;
}
