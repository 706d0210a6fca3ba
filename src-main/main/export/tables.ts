import type { ObjectTrack, Scene, Segment, Shot } from '../../../src-shared/analysis';
import type { TableName } from '../../../src-shared/exports';
import { TRACK_PASSES } from '../../../src-shared/passes';
import type { Box, VideoId } from '../../../src-shared/primitives';
import { type FilmSpeakers, speakerOfLine } from '../../../src-shared/speakers';
import { formatTimestamp, type Micros } from '../../../src-shared/time';
import type { Library } from '../../base/library/types';
import { toCsv } from './csv';
import { NothingToExport } from './errors';
import { saidBetween } from './place-list';

type Source = Pick<Library, 'videos' | 'scenes' | 'segments' | 'speakers' | 'tracks'>;
type Rows = (readonly (string | number)[])[];

/**
 * One track as a table: times as `hh:mm:ss.mmm` for people, and in microseconds for machines.
 * @throws NotFound, NothingToExport
 */
export function tableText(library: Source, id: VideoId, table: TableName): string {
  const { tracks, state } = library.videos.get(id);
  const [header, ...rows] = ROWS[table](library, id);
  if (header === undefined || rows.length === 0) {
    // Scenes and speech are part of every index; of the others it is known whether they were read to the end.
    if (table === 'scenes' || table === 'speech') throw new NothingToExport(EMPTY[table], state === 'ready');
    const { read } = library.speakers.of(id);
    if (table === 'speakers') throw new NothingToExport(read ? SILENT : UNHEARD, read);
    const { nothing, unread } = TRACK_PASSES[table];
    const finished = tracks.includes(table);
    throw new NothingToExport(finished ? nothing : unread, finished);
  }
  return toCsv([header, ...rows]);
}

const EMPTY = {
  speech: 'Nothing said was found in this video',
  scenes: 'This video has no scenes',
} as const;

const SILENT = 'Nobody was heard to speak in this video';
const UNHEARD = 'It was not listened for who speaks in this video';

const ROWS: Readonly<Record<TableName, (library: Source, id: VideoId) => Rows>> = {
  speech: (library, id) => [
    ['line', ...SPAN, 'text', 'heard', 'language', 'origin', 'speaker'],
    ...library.segments.list(id, 'speech').map(speechRow(speakerOfLine(library.speakers.of(id)))),
  ],
  speakers: (library, id) => [
    ['turn', ...SPAN, 'speaker', 'confidence'],
    ...speakerRows(library.speakers.of(id)),
  ],
  text: (library, id) => [
    ['line', ...SPAN, 'text', 'read', 'confidence', ...BOX],
    ...library.tracks.text.list(id).map(textRow),
  ],
  objects: (library, id) => [
    ['object', 'label', ...SPAN, 'score', 'frames', 'best', 'best_us', 'best_frame_number', ...BOX],
    ...library.tracks.objects.list(id).map(objectRow),
  ],
  shots: (library, id) => [['shot', ...SPAN, 'begins'], ...library.tracks.shots.list(id).map(shotRow)],
  scenes: (library, id) => [
    ['scene', 'from', 'to', 'key_frame', 'from_us', 'to_us', 'key_frame_us', 'key_frame_number', 'said'],
    ...library.scenes
      .list(id)
      .map((scene) => sceneRow(scene, saidBetween(library, id, scene.from, scene.to))),
  ],
};

const SPAN = ['from', 'to', 'from_us', 'to_us'];
const BOX = ['left', 'top', 'width', 'height'];

function span({ from, to }: { from: Micros; to: Micros }): (string | number)[] {
  return [formatTimestamp(from), formatTimestamp(to), from, to];
}

function fractions(box: Box | undefined): (string | number)[] {
  return box ? [box.left, box.top, box.width, box.height].map(round) : ['', '', '', ''];
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

/** `heard` is what the model made of it, where a person has corrected the text. */
function speechRow(whoSays: ReturnType<typeof speakerOfLine>) {
  return (segment: Segment, n: number): (string | number)[] => [
    n + 1,
    ...span(segment),
    segment.text,
    segment.heard ?? '',
    segment.language ?? '',
    segment.fromFile ? 'subtitles' : 'heard',
    whoSays(segment) ?? '',
  ];
}

function speakerRows({ speakers, turns }: FilmSpeakers): Rows {
  const shown = new Map(speakers.map((speaker) => [speaker.number, speaker.shown]));
  return turns.map((turn, n) => [
    n + 1,
    ...span(turn),
    shown.get(turn.speaker) ?? '',
    round(turn.confidence),
  ]);
}

function textRow(segment: Segment, n: number): (string | number)[] {
  const { text, heard, confidence, box } = segment;
  return [
    n + 1,
    ...span(segment),
    text,
    heard ?? '',
    confidence === undefined ? '' : round(confidence),
    ...fractions(box),
  ];
}

function objectRow(track: ObjectTrack, n: number): (string | number)[] {
  const { label, score, frames, best } = track;
  const seen = [round(score), frames, formatTimestamp(best.time), best.time, best.frameIndex];
  return [n + 1, label, ...span(track), ...seen, ...fractions(best.box)];
}

function shotRow(shot: Shot): (string | number)[] {
  return [shot.index + 1, ...span(shot), shot.begins];
}

function sceneRow(scene: Scene, said: string): (string | number)[] {
  const { index, from, to, keyFrame, keyFrameIndex } = scene;
  const times = [from, to, keyFrame];
  return [index + 1, ...times.map((time) => formatTimestamp(time)), ...times, keyFrameIndex, said];
}
