import type { Segment } from '../../src-shared/analysis';
import type { KeptPlace } from '../../src-shared/collections';
import type { VideoId } from '../../src-shared/primitives';
import { type FilmSpeakers, placesOf } from '../../src-shared/speakers';
import type { Micros } from '../../src-shared/time';
import type { Facts, PlayerState } from '../stores/player-store';
import type { SelectionState } from '../stores/selection-store';
import type { TrackId } from '../stores/timeline-layout';
import { linesOf } from '../stores/transcript-store';
import { PeakPyramid } from './peaks';
import { kindsOf, writingOf } from './pieces';
import type { Content } from './render';
import { spansOf } from './search';
import type { ShownTurn } from './tracks/speakers';

const USUAL_ASPECT = 16 / 9;
/** How long a frame stands of which no neighbour is known yet. */
const USUAL_STEP: Micros = 1_000_000;

/** Remembers the last result: content is made anew only where its own source changed. */
function remember<I, O>(make: (input: I) => O): (input: I) => O {
  let last: { input: I; output: O } | null = null;
  return (input) => {
    if (last === null || last.input !== input) last = { input, output: make(input) };
    return last.output;
  };
}

/**
 * Up to where the film's pictures are known. Scenes are found once every frame has been looked at: before that,
 * the last frame stands as long as the others do on average, and what comes after it has no picture yet.
 */
function indexedTo({
  frameTimes,
  scenes,
  duration,
}: Pick<PlayerState, 'frameTimes' | 'scenes' | 'duration'>): Micros {
  const last = frameTimes.at(-1);
  if (scenes.length > 0 || last === undefined) return duration;
  const step = frameTimes.length > 1 ? last / (frameTimes.length - 1) : USUAL_STEP;
  return Math.min(duration, Math.round(last + step));
}

export interface Sources {
  readonly player: Pick<PlayerState, 'videoId'> & Omit<Facts, 'source' | 'frameRate'>;
  /** Speech and writing. */
  readonly segments: readonly Segment[];
  readonly speakers: FilmSpeakers;
  readonly selection: Pick<SelectionState, 'hits' | 'citations'>;
  /** What is kept of the film. */
  readonly marks: readonly KeptPlace[];
}

/** Makes what the timeline draws out of what the stores hold; each part only when it changed. */
export function createContentMaker(videoId: VideoId): (sources: Sources) => Content {
  const own = <T extends { videoId: VideoId }>(items: readonly T[]) =>
    items.filter((item) => item.videoId === videoId);
  const scenes = remember(spansOf<PlayerState['scenes'][number]>);
  const chapters = remember((all: PlayerState['chapters']) =>
    spansOf(all.map((chapter, n) => ({ ...chapter, number: n + 1 }))),
  );
  const shots = remember(spansOf<PlayerState['shots'][number]>);
  const kinds = remember(kindsOf);
  const segments = remember((all: readonly Segment[]) => spansOf(linesOf(all, 'speech')));
  const lines = remember((all: readonly Segment[]) => spansOf(linesOf(all, 'text')));
  const writing = remember((all: readonly Segment[]) => spansOf(writingOf(linesOf(all, 'text'))));
  const marks = remember(spansOf<KeptPlace>);
  const turns = remember((all: FilmSpeakers) => spansOf(shownTurns(all)));
  const hits = remember((all: SelectionState['hits']) => spansOf(own(all)));
  const citations = remember((all: SelectionState['citations']) => spansOf(own(all)));
  const pyramid = remember((waveform: PlayerState['waveform']) =>
    waveform && waveform.peaks.length > 0 ? new PeakPyramid(waveform.peaks, waveform.peaksPerSecond) : null,
  );
  return ({ player, segments: all, speakers, selection, marks: kept }) => ({
    duration: player.duration,
    aspect: player.aspect ?? USUAL_ASPECT,
    frameTimes: player.frameTimes,
    indexedTo: indexedTo(player),
    scenes: scenes(player.scenes),
    chapters: chapters(player.chapters),
    shots: shots(player.shots),
    kinds: kinds(player.objects),
    turns: turns(speakers),
    segments: segments(all),
    lines: lines(all),
    writing: writing(all),
    pyramid: pyramid(player.waveform),
    marks: marks(kept),
    hits: hits(selection.hits),
    citations: citations(selection.citations),
  });
}

/** Turns with whose they are; those that are shown alike have one colour. */
function shownTurns({ speakers, turns }: FilmSpeakers): ShownTurn[] {
  const shown = new Map(speakers.map((one) => [one.number, one.shown]));
  const places = placesOf(speakers);
  return turns.map((turn) => {
    const name = shown.get(turn.speaker) ?? '';
    return { ...turn, shown: name, place: places.get(name) ?? 0 };
  });
}

/** Tracks that were not read, or in which nothing was found: they take no room. */
export function absentTracks(content: Content): ReadonlySet<TrackId> {
  const { chapters, shots, kinds, writing, marks, turns } = content;
  const empty: Partial<Record<TrackId, boolean>> = {
    chapters: chapters.items.length === 0,
    shots: shots.items.length === 0,
    objects: kinds.length === 0,
    text: writing.items.length === 0,
    marks: marks.items.length === 0,
    speakers: turns.items.length === 0,
  };
  return new Set((Object.keys(empty) as TrackId[]).filter((id) => empty[id]));
}
