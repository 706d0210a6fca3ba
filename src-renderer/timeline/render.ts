import type { Scene, Segment, Shot } from '../../src-shared/analysis';
import type { Citation, SearchHit } from '../../src-shared/answers';
import type { KeptPlace } from '../../src-shared/collections';
import { formatClock, type Micros } from '../../src-shared/time';
import type { Range } from '../stores/selection-store';
import type { Layout, Row, TrackId, TrackRow } from '../stores/timeline-layout';
import { scaleOf, type View, wholeFilm } from '../stores/timeline-view';
import { type Brush, SMALL_FONT, setFont } from './brush';
import type { Palette } from './palette';
import type { PeakPyramid } from './peaks';
import type { Kind, Writing } from './pieces';
import type { Spans } from './search';
import { drawChapters, type NumberedChapter } from './tracks/chapters';
import { drawCitations, drawHoveredCitation } from './tracks/citations';
import { drawFilmstrip, type Thumbs } from './tracks/filmstrip';
import { drawHits } from './tracks/hits';
import { drawMarks } from './tracks/marks';
import { drawObjects } from './tracks/objects';
import { drawOverview, drawWindow } from './tracks/overview';
import { drawRuler } from './tracks/ruler';
import { drawScenes } from './tracks/scenes';
import { drawShots } from './tracks/shots';
import { drawSpeakers, type ShownTurn } from './tracks/speakers';
import { drawTranscript } from './tracks/transcript';
import { drawWaveform } from './tracks/waveform';
import { drawWriting } from './tracks/writing';

/** What there is to see of a film. Changes seldom; searched, never copied, while drawing. */
export interface Content {
  readonly duration: Micros;
  /** Width over height of a picture. */
  readonly aspect: number;
  readonly frameTimes: readonly Micros[];
  /** The end of what those frames cover: the film's own once it is indexed, less before. */
  readonly indexedTo: Micros;
  readonly scenes: Spans<Scene>;
  /** Those that the file names. */
  readonly chapters: Spans<NumberedChapter>;
  readonly shots: Spans<Shot>;
  /** Kinds of things, the one that is there longest first. */
  readonly kinds: readonly Kind[];
  /** Who speaks. */
  readonly turns: Spans<ShownTurn>;
  /** What is said. */
  readonly segments: Spans<Segment>;
  /** What is written, line by line, and cut into stretches that do not overlap. */
  readonly lines: Spans<Segment>;
  readonly writing: Spans<Writing>;
  readonly pyramid: PeakPyramid | null;
  /** What is kept of it. */
  readonly marks: Spans<KeptPlace>;
  readonly hits: Spans<SearchHit>;
  readonly citations: Spans<Citation>;
}

/** What moves while the film plays or the pointer does. */
export interface Moving {
  readonly time: Micros;
  readonly hover: Micros | null;
  /** Where a drag has snapped to. */
  readonly snapped: Micros | null;
  readonly range: Range | null;
  readonly hoveredCitation: Citation | null;
}

export interface Frame {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly layout: Layout;
  readonly view: View;
  readonly palette: Palette;
}

function brushOf(frame: Frame): Brush {
  return { ctx: frame.ctx, palette: frame.palette, scale: scaleOf(frame.view, frame.width) };
}

function overviewBrush(frame: Frame, duration: Micros): Brush {
  const whole = wholeFilm({ duration, minSpan: 1 });
  return { ctx: frame.ctx, palette: frame.palette, scale: scaleOf(whole, frame.width) };
}

type DrawTrack = (brush: Brush, row: TrackRow, content: Content, time: Micros, thumbs: Thumbs) => void;

const DRAW: Record<TrackId, DrawTrack> = {
  filmstrip: (brush, row, content, _time, thumbs) => drawFilmstrip(brush, row, content, thumbs),
  chapters: (brush, row, content, time) => drawChapters(brush, row, content.chapters, time),
  scenes: (brush, row, content, time) => drawScenes(brush, row, content.scenes, time),
  shots: (brush, row, content) => drawShots(brush, row, content.shots),
  objects: (brush, row, content) => drawObjects(brush, row, content.kinds),
  text: (brush, row, content, time) => drawWriting(brush, row, content.writing, time),
  waveform: (brush, row, content) => drawWaveform(brush, row, content.pyramid, content.duration),
  speakers: (brush, row, content, time) => drawSpeakers(brush, row, content.turns, time),
  transcript: (brush, row, content, time) => drawTranscript(brush, row, content.segments, time),
  marks: (brush, row, content) => drawMarks(brush, row, content.marks),
  hits: (brush, row, content) => drawHits(brush, row, content.hits),
  citations: (brush, row, content) => drawCitations(brush, row, content.citations),
};

/**
 * Draws the film: everything that does not move while it plays. Its cost depends on the pixels, not on
 * how many frames, scenes or lines the film has.
 * @param time lights up the scene and the line that contain it.
 */
export function drawContent(frame: Frame, content: Content, time: Micros, thumbs: Thumbs): void {
  const { ctx, layout } = frame;
  const brush = brushOf(frame);
  ctx.clearRect(0, 0, frame.width, layout.height);
  if (layout.overview) {
    const small = overviewBrush(frame, content.duration);
    drawOverview(small, layout.overview, content);
    drawWindow(small, layout.overview, frame.view);
  }
  drawRuler(brush, layout.ruler, content.duration);
  for (const row of layout.tracks) DRAW[row.id](brush, row, content, time, thumbs);
  fadeOutside(brush, layout, content.duration);
}

/** Before the film's start and after its end there is nothing. */
function fadeOutside({ ctx, scale, palette }: Brush, layout: Layout, duration: Micros): void {
  const top = layout.ruler.top + layout.ruler.height;
  const start = scale.x(0);
  const end = scale.x(duration);
  ctx.fillStyle = palette.surface;
  if (start > 0) ctx.fillRect(0, top, start, layout.height - top);
  if (end < scale.width) ctx.fillRect(end, top, scale.width - end, layout.height - top);
}

/** Draws what moves over the film: playhead, pointer, marked range. */
export function drawMoving(frame: Frame, duration: Micros, moving: Moving): void {
  const { ctx, layout, palette } = frame;
  const brush = brushOf(frame);
  ctx.clearRect(0, 0, frame.width, layout.height);
  if (moving.range) drawRange(brush, layout, moving.range);
  if (moving.hoveredCitation) drawHoveredCitation(brush, layout, moving.hoveredCitation);
  if (moving.snapped !== null) drawLine(brush, layout, moving.snapped, palette.accent);
  else if (moving.hover !== null) drawLine(brush, layout, moving.hover, palette.faint);
  drawPlayhead(brush, layout, moving.time);
  if (!layout.overview) return;
  const small = overviewBrush(frame, duration);
  if (moving.range) drawRangeInSmall(small, layout.overview, moving.range);
  ctx.fillStyle = palette.playhead;
  ctx.fillRect(
    Math.round(small.scale.x(moving.time)) - 0.5,
    layout.overview.top,
    1.5,
    layout.overview.height,
  );
}

function drawRangeInSmall({ ctx, scale, palette }: Brush, row: Row, range: Range): void {
  const left = scale.x(range.from);
  ctx.fillStyle = palette.accent;
  ctx.globalAlpha = 0.35;
  ctx.fillRect(left, row.top, Math.max(scale.x(range.to) - left, 2), row.height);
  ctx.globalAlpha = 1;
}

function drawLine({ ctx, scale }: Brush, layout: Layout, time: Micros, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(Math.round(scale.x(time)), layout.ruler.top, 1, layout.height - layout.ruler.top);
}

function drawPlayhead({ ctx, scale, palette }: Brush, layout: Layout, time: Micros): void {
  const x = Math.round(scale.x(time)) + 0.5;
  if (x < -8 || x > scale.width + 8) return;
  const top = layout.ruler.top + layout.ruler.height - 13;
  ctx.fillStyle = palette.playhead;
  ctx.fillRect(x - 0.75, top + 6, 1.5, layout.height - top - 6);
  ctx.beginPath();
  ctx.moveTo(x - 6, top);
  ctx.lineTo(x + 6, top);
  ctx.lineTo(x + 6, top + 6);
  ctx.lineTo(x, top + 13);
  ctx.lineTo(x - 6, top + 6);
  ctx.closePath();
  ctx.fill();
}

function drawRange(brush: Brush, layout: Layout, range: Range): void {
  const { ctx, scale, palette } = brush;
  const left = scale.x(range.from);
  const width = Math.max(scale.x(range.to) - left, 1);
  const { top } = layout.ruler;
  ctx.fillStyle = palette.accent;
  ctx.globalAlpha = 0.16;
  ctx.fillRect(left, top, width, layout.height - top);
  ctx.globalAlpha = 1;
  ctx.fillRect(left - 1, top, 2, layout.height - top);
  ctx.fillRect(left + width - 1, top, 2, layout.height - top);
  ctx.fillRect(left, top, width, 2);
  if (width < 60) return;
  setFont(brush, SMALL_FONT, 600);
  ctx.textBaseline = 'middle';
  const label = formatClock(range.to - range.from);
  const chip = ctx.measureText(label).width + 12;
  const middle = Math.min(Math.max(left + width / 2, chip / 2 + 4), scale.width - chip / 2 - 4);
  ctx.beginPath();
  ctx.roundRect(middle - chip / 2, top + 4, chip, 16, 8);
  ctx.fill();
  ctx.fillStyle = palette.onAccent;
  ctx.fillText(label, middle - chip / 2 + 6, top + 12.5);
}
