import type { Scene } from '../../src-shared/analysis';
import type { Micros } from '../../src-shared/time';
import { rowAt, type TrackId } from '../stores/timeline-layout';
import { clampView, INSET, span, type View } from '../stores/timeline-view';
import { itemsAt } from './search';
import { SNAP_PIXELS, snapPoints, snapTarget } from './snap';
import type { Surface } from './surface';
import { MARK_PIXELS } from './tracks/hits';

/** Where the pointer rests, for the card beside it. */
export interface Hover {
  readonly time: Micros;
  /** CSS pixels from the canvas's left. */
  readonly x: number;
  /** CSS pixels from its top. */
  readonly y: number;
  /** The canvas's top left in the window. */
  readonly host: { readonly left: number; readonly top: number };
  readonly row: 'overview' | 'ruler' | TrackId | null;
}

type Drag =
  | { readonly kind: 'scrub' }
  | { readonly kind: 'range'; readonly anchor: Micros }
  | { readonly kind: 'pan'; readonly x: number; readonly view: View }
  | { readonly kind: 'window'; readonly grip: number };

const LINE_PIXELS = 16;
const ZOOM_PER_PIXEL = 0.006;
/** One notch of a coarse wheel must not jump. Pixels. */
const MOST_WHEEL = 60;
/** Range ends can be taken this near. CSS pixels. */
const EDGE = 5;
/** A press that moves no further is a click. CSS pixels. */
const CLICK = 3;

/**
 * Turns pointer and wheel into seeks, pans, zooms and ranges.
 * Drag: scrub. Click on a scene: its card, too. Shift-drag: mark a range. Middle button or Alt-drag: pan. Wheel: pan; with Ctrl, Cmd or
 * a pinch: zoom about the pointer. On the overview, drag moves the window.
 */
export class Gestures {
  private drag: Drag | null = null;
  /** The scene that was pressed, until the pointer is moved away: a click on it, not a drag. */
  private pressed: { readonly x: number; readonly scene: number } | null = null;
  private x = 0;
  private edgeHandle = 0;
  private readonly stop = new AbortController();

  /**
   * @param onHover told when the pointer rests over another time; null when it left or drags
   * @param onScene told the number of a scene that was clicked
   */
  constructor(
    private readonly surface: Surface,
    private readonly onHover: (hover: Hover | null) => void,
    private readonly onScene: (index: number) => void,
  ) {
    const { host } = surface;
    const { signal } = this.stop;
    host.addEventListener('pointerdown', (event) => this.press(event), { signal });
    host.addEventListener('pointermove', (event) => this.move(event), { signal });
    host.addEventListener('pointerup', () => this.click(), { signal });
    host.addEventListener('pointercancel', () => this.release(), { signal });
    host.addEventListener('pointerleave', () => this.leave(), { signal });
    host.addEventListener('dblclick', (event) => this.markScene(event), { signal });
    host.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
  }

  dispose(): void {
    this.stop.abort();
    cancelAnimationFrame(this.edgeHandle);
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const box = this.surface.host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private timeAt(x: number): Micros {
    const { duration } = this.surface.content;
    return Math.round(Math.min(Math.max(this.surface.scale.time(x), 0), duration));
  }

  /** The time under the pointer, drawn to a scene boundary where that is on and near. */
  private snapped(x: number): { time: Micros; target: Micros | null } {
    const time = this.timeAt(x);
    const { scale, stores } = this.surface;
    if (!stores.timeline.getState().snap) return { time, target: null };
    const { scenes, duration } = stores.player.getState();
    const target = snapTarget(snapPoints(scenes, duration), time, SNAP_PIXELS / scale.density);
    return { time: target ?? time, target };
  }

  private press(event: PointerEvent): void {
    if (event.button > 1) return;
    const { x, y } = this.at(event);
    const row = rowAt(this.surface.layout, y);
    if (event.button === 0 && this.pickMark(row, x)) return;
    this.surface.host.setPointerCapture(event.pointerId);
    this.drag = this.dragFor(event, row, x);
    const scene = row === 'scenes' && this.drag.kind === 'scrub' ? this.sceneAt(x) : undefined;
    this.pressed = scene ? { x, scene: scene.index } : null;
    this.onHover(null);
    this.surface.hold(true);
    this.pull(x);
    if (event.button === 1) event.preventDefault();
  }

  private dragFor(event: PointerEvent, row: ReturnType<typeof rowAt>, x: number): Drag {
    const { view } = this.surface.stores.timeline.getState();
    if (event.button === 1 || event.altKey) return { kind: 'pan', x, view };
    if (row === 'overview') {
      const time = this.overviewTime(x);
      const inside = time >= view.from && time <= view.to;
      return { kind: 'window', grip: inside ? time - view.from : span(view) / 2 };
    }
    const { range } = this.surface.stores.selection.getState();
    const edge = this.rangeEdgeAt(x);
    if (edge && range) return { kind: 'range', anchor: edge === 'from' ? range.to : range.from };
    if (event.shiftKey) return { kind: 'range', anchor: this.snapped(x).time };
    return { kind: 'scrub' };
  }

  private sceneAt(x: number): Scene | undefined {
    return itemsAt(this.surface.content.scenes, this.timeAt(x))[0];
  }

  private rangeEdgeAt(x: number): 'from' | 'to' | null {
    const { range } = this.surface.stores.selection.getState();
    if (!range) return null;
    const { scale } = this.surface;
    if (Math.abs(scale.x(range.from) - x) <= EDGE) return 'from';
    return Math.abs(scale.x(range.to) - x) <= EDGE ? 'to' : null;
  }

  private overviewTime(x: number): number {
    const { scale, content } = this.surface;
    return ((x - INSET) / Math.max(scale.width - 2 * INSET, 1)) * content.duration;
  }

  /** A click on a hit, a citation or what is kept goes exactly there. */
  private pickMark(row: ReturnType<typeof rowAt>, x: number): boolean {
    const place = this.markAt(row, x);
    if (place === null) return false;
    this.surface.stores.player.getState().seek(place);
    return true;
  }

  private markAt(row: ReturnType<typeof rowAt>, x: number): Micros | null {
    const { content, scale } = this.surface;
    const slack = MARK_PIXELS / scale.density;
    const time = scale.time(x);
    if (row === 'citations') return itemsAt(content.citations, time, slack)[0]?.from ?? null;
    if (row === 'marks') return itemsAt(content.marks, time, slack)[0]?.from ?? null;
    if (row !== 'hits') return null;
    const hit = itemsAt(content.hits, time, slack)[0];
    return hit ? (hit.frameTime ?? hit.from) : null;
  }

  private move(event: PointerEvent): void {
    const { x, y } = this.at(event);
    if (this.drag) {
      if (this.pressed && Math.abs(x - this.pressed.x) > CLICK) this.pressed = null;
      this.pull(x);
      return;
    }
    const row = rowAt(this.surface.layout, y);
    const time = row === 'overview' ? this.overviewTime(x) : this.timeAt(x);
    const { duration } = this.surface.content;
    const held = Math.round(Math.min(Math.max(time, 0), duration));
    this.surface.host.style.cursor = this.cursor(row, x);
    this.surface.point(held, null);
    this.onHover({ time: held, x, y, host: this.surface.host.getBoundingClientRect(), row });
  }

  private cursor(row: ReturnType<typeof rowAt>, x: number): string {
    if (row === 'overview') return 'grab';
    if (this.markAt(row, x) !== null) return 'pointer';
    if (this.rangeEdgeAt(x)) return 'ew-resize';
    return row === 'scenes' && this.sceneAt(x) ? 'pointer' : 'default';
  }

  /** Carries the drag on to a place; past the canvas's ends the film moves along. */
  private pull(x: number): void {
    this.x = x;
    const { drag, surface } = this;
    if (!drag) return;
    const { timeline, player, selection } = surface.stores;
    if (drag.kind === 'pan') {
      const micros = (drag.x - x) / surface.scale.density;
      timeline.getState().setView({ from: drag.view.from + micros, to: drag.view.to + micros });
      return;
    }
    if (drag.kind === 'window') {
      const { view, extent, setView } = timeline.getState();
      const from = this.overviewTime(x) - drag.grip;
      setView(clampView({ from, to: from + span(view) }, extent));
      return;
    }
    const { time, target } = this.snapped(Math.min(Math.max(x, 0), surface.scale.width));
    surface.point(time, target);
    if (drag.kind === 'scrub') player.getState().scrub(time);
    else selection.getState().setRange({ from: drag.anchor, to: time });
    if (x < 0 || x > surface.scale.width) this.roll();
  }

  private roll(): void {
    if (this.edgeHandle) return;
    this.edgeHandle = requestAnimationFrame(() => {
      this.edgeHandle = 0;
      const { scale, stores } = this.surface;
      const beyond = this.x < 0 ? this.x : Math.max(0, this.x - scale.width);
      if (!this.drag || beyond === 0) return;
      stores.timeline
        .getState()
        .panBy((Math.sign(beyond) * Math.min(Math.abs(beyond), 100) * 0.25) / scale.density);
      this.pull(this.x);
    });
  }

  private click(): void {
    if (this.pressed) this.onScene(this.pressed.scene);
    this.release();
  }

  private release(): void {
    this.drag = null;
    this.pressed = null;
    this.surface.hold(false);
    this.surface.point(null, null);
  }

  private leave(): void {
    if (this.drag) return;
    this.surface.point(null, null);
    this.onHover(null);
  }

  /** A double click on a scene marks it, so that a question can be asked of it. */
  private markScene(event: MouseEvent): void {
    const { x, y } = this.at(event);
    if (rowAt(this.surface.layout, y) !== 'scenes') return;
    const scene = this.sceneAt(x);
    if (scene) this.surface.stores.selection.getState().setRange({ from: scene.from, to: scene.to });
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
    const { x } = this.at(event);
    const { scale, stores } = this.surface;
    const { zoom, panBy } = stores.timeline.getState();
    if (event.ctrlKey || event.metaKey) {
      const amount = Math.min(Math.max(event.deltaY * unit, -MOST_WHEEL), MOST_WHEEL);
      zoom(Math.exp(-amount * ZOOM_PER_PIXEL), this.timeAt(x));
    } else {
      panBy(((event.deltaX + event.deltaY) * unit) / scale.density);
    }
    if (this.drag) this.pull(x);
    else this.onHover(null);
  }
}
