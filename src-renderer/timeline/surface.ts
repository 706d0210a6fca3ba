import type { StoreApi } from 'zustand/vanilla';
import type { VideoId } from '../../src-shared/primitives';
import { NO_SPEAKERS } from '../../src-shared/speakers';
import type { Micros } from '../../src-shared/time';
import type { CollectionsState } from '../stores/collections-store';
import type { PlayerStore } from '../stores/player-store';
import type { SelectionState } from '../stores/selection-store';
import { type Layout, layoutOf } from '../stores/timeline-layout';
import type { TimelineState } from '../stores/timeline-store';
import { extentOf, isVisible, type Scale, scaleOf } from '../stores/timeline-view';
import type { TranscriptState } from '../stores/transcript-store';
import { absentTracks, createContentMaker } from './content';
import { FORCED, type Palette, readPalette } from './palette';
import { type Content, drawContent, drawMoving, type Frame } from './render';
import { itemsAt, type Stretch } from './search';
import type { VideoThumbs } from './thumbs';

export interface SurfaceStores {
  readonly player: StoreApi<PlayerStore>;
  readonly timeline: StoreApi<TimelineState>;
  readonly selection: StoreApi<SelectionState>;
  /** What is kept of films. */
  readonly collections: StoreApi<Pick<CollectionsState, 'kept'>>;
  readonly transcript: StoreApi<Pick<TranscriptState, 'videoId' | 'segments' | 'speakers'>>;
}

/** A change of time greater than this is a jump, not play going on. */
const JUMP: Micros = 1_000_000;
/** Where the playhead stands after a page was turned: this share of the width from the left. */
const PAGE_SHARE = 0.05;

/**
 * The timeline's two canvases: the film below, and above it what moves. Each is drawn at most once per
 * display frame and only when something in it changed, so that playing redraws a few lines, not the film.
 */
export class Surface {
  layout: Layout;
  private width = 0;
  private palette: Palette;
  private handle = 0;
  private stale = { film: true, moving: true };
  private hover: Micros | null = null;
  private snapped: Micros | null = null;
  private held = false;
  private lit = '';
  private readonly makeContent: ReturnType<typeof createContentMaker>;
  private readonly stops: (() => void)[] = [];

  /** @param onLayout called when rows moved, for the labels beside the canvas. */
  constructor(
    readonly host: HTMLElement,
    private readonly canvases: { film: HTMLCanvasElement; moving: HTMLCanvasElement },
    readonly stores: SurfaceStores,
    private readonly videoId: VideoId,
    private readonly thumbs: VideoThumbs,
    private readonly onLayout: (layout: Layout) => void,
  ) {
    this.makeContent = createContentMaker(videoId);
    this.layout = layoutOf(host.clientHeight, stores.timeline.getState().folded, absentTracks(this.content));
    this.palette = readPalette(host);
    this.watchSize();
    this.watchTheme();
    this.watchLoss();
    this.watchStores();
    this.extend();
  }

  dispose(): void {
    cancelAnimationFrame(this.handle);
    for (const stop of this.stops) stop();
  }

  get scale(): Scale {
    return scaleOf(this.stores.timeline.getState().view, this.width);
  }

  get content(): Content {
    const { player, transcript, selection, collections } = this.stores;
    const said = transcript.getState();
    return this.makeContent({
      player: player.getState(),
      segments: said.videoId === this.videoId ? said.segments : NO_SEGMENTS,
      speakers: said.videoId === this.videoId ? said.speakers : NO_SPEAKERS,
      selection: selection.getState(),
      marks: collections.getState().kept.get(this.videoId) ?? NO_MARKS,
    });
  }

  /** Where the pointer is, and where a drag has snapped to; null for nowhere. */
  point(hover: Micros | null, snapped: Micros | null): void {
    this.hover = hover;
    this.snapped = snapped;
    this.refresh('moving');
  }

  /** While the user holds the playhead the view does not follow it by itself. */
  hold(held: boolean): void {
    this.held = held;
  }

  private refresh(what: 'film' | 'moving'): void {
    this.stale[what] = true;
    if (!this.handle) this.handle = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.handle = 0;
    const film = this.stale.film ? this.frame(this.canvases.film) : null;
    const moving = this.stale.moving ? this.frame(this.canvases.moving) : null;
    this.stale = { film: false, moving: false };
    const content = this.content;
    const { time } = this.stores.player.getState();
    if (film) drawContent(film, content, time, this.thumbs);
    if (!moving) return;
    const { range, hoveredCitation } = this.stores.selection.getState();
    const own = hoveredCitation?.videoId === this.videoId ? hoveredCitation : null;
    const { hover, snapped } = this;
    drawMoving(moving, content.duration, { time, hover, snapped, range, hoveredCitation: own });
  }

  /** Readies a canvas for the display's pixel density. */
  private frame(canvas: HTMLCanvasElement): Frame | null {
    const ctx = canvas.getContext('2d');
    if (!ctx || this.width === 0) return null;
    const ratio = window.devicePixelRatio;
    const width = Math.round(this.width * ratio);
    const height = Math.round(this.layout.height * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { view } = this.stores.timeline.getState();
    return { ctx, width: this.width, layout: this.layout, view, palette: this.palette };
  }

  private refreshAll(): void {
    this.refresh('film');
    this.refresh('moving');
  }

  private relayout(): void {
    const { folded } = this.stores.timeline.getState();
    this.layout = layoutOf(this.host.clientHeight, folded, absentTracks(this.content));
    this.onLayout(this.layout);
    this.refreshAll();
  }

  private watchSize(): void {
    const observer = new ResizeObserver(() => {
      this.width = this.host.clientWidth;
      this.relayout();
    });
    observer.observe(this.host);
    this.width = this.host.clientWidth;
    this.relayout();
    this.stops.push(() => observer.disconnect());
  }

  private watchTheme(): void {
    const read = () => {
      this.palette = readPalette(this.host);
      this.refreshAll();
    };
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.stops.push(() => observer.disconnect());
    for (const feature of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', FORCED]) {
      const system = window.matchMedia(feature);
      system.addEventListener('change', read);
      this.stops.push(() => system.removeEventListener('change', read));
    }
  }

  /** When the graphics' process dies it takes what was drawn along. */
  private watchLoss(): void {
    const again = () => this.refreshAll();
    for (const canvas of Object.values(this.canvases)) {
      canvas.addEventListener('contextrestored', again);
      this.stops.push(() => canvas.removeEventListener('contextrestored', again));
    }
  }

  private watchStores(): void {
    const { player, timeline, selection, transcript, collections } = this.stores;
    this.stops.push(
      player.subscribe((now, before) => this.onPlayer(now, before)),
      timeline.subscribe((now, before) => {
        if (now.folded !== before.folded) this.relayout();
        if (now.view !== before.view) this.refreshAll();
      }),
      selection.subscribe((now, before) => {
        if (now.hits !== before.hits || now.citations !== before.citations) this.refresh('film');
        this.refresh('moving');
      }),
      transcript.subscribe((now, before) => {
        if (SAID.every((part) => now[part] === before[part])) return;
        this.relayout();
      }),
      collections.subscribe((now, before) => {
        if (now.kept.get(this.videoId) !== before.kept.get(this.videoId)) this.relayout();
      }),
      this.thumbs.subscribe(() => this.refresh('film')),
    );
  }

  private onPlayer(now: PlayerStore, before: PlayerStore): void {
    if (now.duration !== before.duration || now.frameRate !== before.frameRate) this.extend();
    const differs = (key: keyof PlayerStore) => now[key] !== before[key];
    const changed = (['frameTimes', 'scenes', 'chapters', 'waveform', 'aspect', 'duration'] as const).some(
      differs,
    );
    if (now.frameTimes.length < before.frameTimes.length) this.thumbs.forget();
    else if (now.frameTimes !== before.frameTimes) this.thumbs.retry();
    if (differs('shots') || differs('objects')) this.relayout();
    else if (changed) this.refreshAll();
    if (now.time === before.time) return;
    this.refresh('moving');
    this.relight(now.time);
    if (!this.held) this.follow(now.time, before.time, now.playing);
  }

  private extend(): void {
    const { duration, frameRate } = this.stores.player.getState();
    this.stores.timeline.getState().setExtent(extentOf(duration, frameRate));
  }

  /** The film is drawn anew when another scene or line than before is the one playing. */
  private relight(time: Micros): void {
    const { scenes, segments, writing } = this.content;
    const lit = [scenes, segments, writing].map((spans) => itemsAt<Stretch>(spans, time)[0]?.from).join('/');
    if (lit === this.lit) return;
    this.lit = lit;
    this.refresh('film');
  }

  /** Keeps the playhead in view: pages on while playing, unless the user has looked elsewhere. */
  private follow(time: Micros, before: Micros, playing: boolean): void {
    const { view, reveal } = this.stores.timeline.getState();
    const jumped = Math.abs(time - before) > JUMP;
    if (!playing || jumped) reveal(time);
    else if (isVisible(view, before)) reveal(time, time > before ? PAGE_SHARE : 1 - PAGE_SHARE);
  }
}

const NO_SEGMENTS: readonly never[] = [];
const NO_MARKS: readonly never[] = [];
/** What of the transcript is drawn. */
const SAID = ['segments', 'speakers', 'videoId'] as const;
