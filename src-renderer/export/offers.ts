import type {
  ClipMode,
  PlacesFormat,
  PlacesSource,
  TableName,
  TranscriptFormat,
} from '../../src-shared/exports';
import { TRACKS } from '../../src-shared/passes';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { formatNumber } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import type { ExportRequest } from '../stores/export-store';
import type { Range } from '../stores/selection-store';
import { clocks } from '../ui/format';

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

const PLACES = [
  ...(['edl', 'fcpxml', 'xmeml', 'otio', 'resolve'] as const),
  ...(['youtube', 'ffmetadata', 'csv', 'md', 'html'] as const),
] as const satisfies readonly PlacesFormat[];
const TRANSCRIPTS = ['srt', 'vtt', 'txt', 'md', 'json'] as const satisfies readonly TranscriptFormat[];
const CLIPS = ['fast', 'exact'] as const satisfies readonly ClipMode[];

function placeOffers(source: PlacesSource): Offer[] {
  return PLACES.map((format) => ({
    id: format,
    name: t(`exports.places.${format}`),
    use: t(`exports.places.${format}.use`),
    save: () => call('export.places', { source, format }),
  }));
}

function transcriptOffers(videoId: VideoId): Offer[] {
  return TRANSCRIPTS.map((format) => ({
    id: format,
    name: t(`exports.transcript.${format}`),
    use: t(`exports.transcript.${format}.use`),
    save: () => call('export.transcript', { videoId, format }),
  }));
}

function tableOffers(videoId: VideoId, tables: readonly TableName[]): Offer[] {
  return tables.map((table) => {
    const [name, use] =
      table === 'speech' || table === 'speakers' || table === 'scenes'
        ? [t(`exports.table.${table}`), t(`exports.table.${table}.use`)]
        : [t(`passes.${table}.table`), t(`passes.${table}.table.use`)];
    return { id: table, name, use, save: () => call('export.table', { videoId, table }) };
  });
}

function clipSource(stretch: Range & { readonly videoId: VideoId }): Source {
  const { videoId, from, to } = stretch;
  return {
    id: 'clip',
    name: t('exports.clip'),
    detail: t('exports.clip.detail', { time: clocks(stretch) }),
    offers: CLIPS.map((mode) => ({
      id: mode,
      name: t(`exports.clip.${mode}`),
      use: t(`exports.clip.${mode}.use`),
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
    tracks.includes('shots') || shots > 0 ? t('exports.shots', { n: shots }) : t('exports.noShots');
  const chapters = media.chapters?.length ?? 0;
  return [
    {
      id: 'transcript',
      name: t('exports.source.transcript'),
      detail: lines > 0 ? t('exports.lines', { n: lines }) : t('exports.nothingTranscribed'),
      offers: lines > 0 ? transcriptOffers(videoId) : [],
    },
    ...(chapters > 0
      ? [
          {
            id: 'chapters',
            name: t('exports.source.chapters'),
            detail: t('exports.chapters', { n: chapters }),
            offers: placeOffers({ kind: 'chapters', videoId }),
          },
        ]
      : []),
    {
      id: 'scenes',
      name: t('exports.source.scenes'),
      detail: t('exports.scenes', { n: scenes }),
      offers: scenes > 0 ? placeOffers({ kind: 'scenes', videoId }) : [],
    },
    {
      id: 'shots',
      name: t('exports.source.shots'),
      detail: media.video ? shotsDetail : t('exports.noPicture'),
      offers: shots > 0 ? placeOffers({ kind: 'shots', videoId }) : [],
    },
    {
      id: 'tables',
      name: t('exports.source.tables'),
      detail:
        tables.length > 0 ? t('exports.tablesToChoose', { n: tables.length }) : t('exports.nothingIndexed'),
      offers: tableOffers(videoId, tables),
    },
    range === null
      ? { id: 'clip', name: t('exports.clip'), detail: t('exports.clip.noRange'), offers: [] }
      : clipSource({ videoId, ...range }),
  ];
}

/** All places of a list cut out: a file each, or one film of all of them. */
function placeClipsSource(source: PlacesSource, places: number): Source {
  const folder = (mode: ClipMode): Offer => ({
    id: `folder ${mode}`,
    name: t(`exports.clips.folder.${mode}`),
    use: t(`exports.clip.${mode}.use`),
    save: () => call('export.placeClips', { source, mode, as: 'folder' }),
  });
  // What is joined is always encoded anew: there is no faster way to offer.
  const film: Offer = {
    id: 'film',
    name: t('exports.clips.film'),
    use: t('exports.clip.exact.use'),
    save: () => call('export.placeClips', { source, mode: 'exact', as: 'film' }),
  };
  return {
    id: 'clips',
    name: t('exports.source.clips'),
    detail: t('exports.placesCut', { n: places }),
    offers: [folder('fast'), folder('exact'), film],
  };
}

function placesSources(source: PlacesSource, places: number): Source[] {
  const list = { id: 'places', name: t('exports.source.places', { n: places }) };
  if (places === 0) return [{ ...list, detail: t('exports.nothingKept'), offers: [] }];
  if (places > MOST_PLACES) {
    const detail = t('exports.tooMany', { n: places, most: formatNumber(MOST_PLACES) });
    return [{ ...list, detail, offers: [] }];
  }
  return [
    { ...list, detail: t('exports.places', { n: places }), offers: placeOffers(source) },
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
