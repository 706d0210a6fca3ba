import { ChevronDown, ChevronRight, Magnet, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type ActionId, actionLabel } from '../../src-shared/actions';
import type { VideoId } from '../../src-shared/primitives';
import { formatClock, type Micros } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { dispatcher } from '../actions/dispatcher';
import { tooltip } from '../actions/keys';
import { useActions } from '../actions/use-actions';
import { collectionsStore } from '../stores/collections-store';
import { keepRange } from '../stores/keep';
import { markMoment } from '../stores/mark-note';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import type { Layout, TrackRow } from '../stores/timeline-layout';
import { timelineStore, ZOOM_STEP } from '../stores/timeline-store';
import { transcriptStore } from '../stores/transcript-store';
import { viewStore } from '../stores/view-store';
import { IconButton } from '../ui/button';
import { useContextMenu } from '../ui/context-menu';
import type { MenuItem } from '../ui/menu-items';
import { Gestures, type Hover } from './gestures';
import { HoverCard } from './hover-card';
import { MarkNote } from './mark-note';
import { Surface } from './surface';
import { thumbsOf } from './thumbs';
import './timeline.css';

/** PageUp and PageDown move by this share of what is in view. */
const PAGE = 0.5;

function zoomBy(factor: number): void {
  timelineStore.getState().zoom(factor, playerStore.getState().time);
}

/** The film laid out in time: pictures, scenes, shots, things, sound, words, and what is lit up. */
export function Timeline({ videoId }: { videoId: VideoId }) {
  const host = useRef<HTMLDivElement>(null);
  const film = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const [surface, setSurface] = useState<Surface | null>(null);
  const [layout, setLayout] = useState<Layout | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const thumbs = thumbsOf(videoId);

  useEffect(() => {
    if (!host.current || !film.current || !moving.current) return;
    const stores = {
      player: playerStore,
      timeline: timelineStore,
      selection: selectionStore,
      transcript: transcriptStore,
      collections: collectionsStore,
    };
    const canvases = { film: film.current, moving: moving.current };
    const made = new Surface(host.current, canvases, stores, videoId, thumbsOf(videoId), setLayout);
    const gestures = new Gestures(made, setHover, viewStore.getState().showScene);
    timelineStore.getState().zoomFit();
    setSurface(made);
    void collectionsStore.getState().know([videoId]);
    return () => {
      gestures.dispose();
      made.dispose();
    };
  }, [videoId]);

  useActions({
    'timeline.zoomIn': () => zoomBy(ZOOM_STEP),
    'timeline.zoomOut': () => zoomBy(1 / ZOOM_STEP),
    'timeline.zoomFit': () => timelineStore.getState().zoomFit(),
    'timeline.snap': () => timelineStore.getState().toggleSnap(),
    'mark.add': () => void markMoment(),
    'range.keep': keepRange,
  });

  const menu = useContextMenu<Micros>('Timeline', timelineItems);
  function onMenu(event: MouseEvent): void {
    const box = host.current?.getBoundingClientRect();
    if (!box || !surface) return;
    // The key for menus has no place of the pointer: what is meant is where the film is.
    const byKey = event.button !== 2;
    const time = byKey ? playerStore.getState().time : surface.scale.time(event.clientX - box.left);
    menu.show(event, Math.round(Math.min(Math.max(time, 0), playerStore.getState().duration)));
  }

  return (
    <div className="timeline">
      <div className="timeline__gutter">
        <Tools />
        {layout?.tracks.map((row) => (
          <TrackLabel key={row.id} row={row} />
        ))}
      </div>
      <Slider ref={host} onContextMenu={onMenu}>
        <canvas ref={film} />
        <canvas ref={moving} />
        {surface && <MarkNote videoId={videoId} scale={surface.scale} />}
        {hover && surface && (
          <HoverCard
            hover={hover}
            content={surface.content}
            layout={surface.layout}
            scale={surface.scale}
            thumbs={thumbs}
          />
        )}
      </Slider>
      {menu.menu}
    </div>
  );
}

/** What can be done at a place of the timeline: the actions of the keys, at the place that was pointed at. */
function timelineItems(time: Micros): MenuItem[] {
  const { scenes, seek } = playerStore.getState();
  const { range, setRange } = selectionStore.getState();
  const scene = scenes.findLast((each) => each.from <= time);
  const here = (action: ActionId) => ({
    label: actionLabel(action),
    run: () => {
      seek(time);
      dispatcher.run(action);
    },
  });
  return [
    { label: t('timeline.goHere'), run: () => seek(time) },
    here('range.in'),
    here('range.out'),
    ...(range
      ? [
          { label: actionLabel('range.keep'), run: keepRange },
          { label: actionLabel('range.clear'), run: () => setRange(null) },
        ]
      : []),
    ...(scene
      ? [
          { label: t('timeline.markScene'), run: () => setRange({ from: scene.from, to: scene.to }) },
          { label: actionLabel('view.scene'), run: () => viewStore.getState().showScene(scene.index) },
        ]
      : []),
    here('find.similar'),
    here('file.copyStill'),
    here('file.saveStill'),
  ];
}

/** The canvas as assistive technology meets it: a slider over the film's length. Enter shows the scene at the playhead. */
function Slider({
  ref,
  onContextMenu,
  children,
}: {
  ref: React.Ref<HTMLDivElement>;
  onContextMenu: (event: MouseEvent) => void;
  children: React.ReactNode;
}) {
  // Whole seconds: the words need not change with every frame.
  const second = useStore(playerStore, (state) => Math.floor(state.time / 1_000_000));
  const duration = useStore(playerStore, (state) => state.duration);
  const scene = useStore(playerStore, (state) => state.scenes.findLast((each) => each.from <= state.time));
  const words = [
    t('timeline.at', { time: formatClock(second * 1_000_000), duration: formatClock(duration) }),
  ];
  if (scene) words.push(t('timeline.scene.inLine', { number: scene.index + 1 }));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && scene) {
      event.preventDefault();
      viewStore.getState().showScene(scene.index);
    }
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const { view } = timelineStore.getState();
    const { time, seek } = playerStore.getState();
    seek(time + (event.key === 'PageDown' ? 1 : -1) * PAGE * (view.to - view.from));
  }
  return (
    <div
      ref={ref}
      className="timeline__stage"
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.position')}
      aria-valuemin={0}
      aria-valuemax={Math.floor(duration / 1_000_000)}
      aria-valuenow={second}
      aria-valuetext={words.join(', ')}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      {children}
    </div>
  );
}

function Tools() {
  const snap = useStore(timelineStore, (state) => state.snap);
  return (
    <div className="timeline__tools">
      <IconButton
        small
        label={actionLabel('timeline.snap')}
        hint={tooltip('timeline.snap')}
        aria-pressed={snap}
        onClick={() => dispatcher.run('timeline.snap')}
      >
        <Magnet size={14} />
      </IconButton>
      <IconButton
        small
        label={actionLabel('timeline.zoomOut')}
        hint={tooltip('timeline.zoomOut')}
        onClick={() => dispatcher.run('timeline.zoomOut')}
      >
        <ZoomOut size={14} />
      </IconButton>
      <IconButton
        small
        label={actionLabel('timeline.zoomIn')}
        hint={tooltip('timeline.zoomIn')}
        onClick={() => dispatcher.run('timeline.zoomIn')}
      >
        <ZoomIn size={14} />
      </IconButton>
      <IconButton
        small
        label={actionLabel('timeline.zoomFit')}
        hint={tooltip('timeline.zoomFit')}
        onClick={() => dispatcher.run('timeline.zoomFit')}
      >
        <Maximize2 size={14} />
      </IconButton>
    </div>
  );
}

function TrackLabel({ row }: { readonly row: TrackRow }) {
  const Chevron = row.folded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      className="timeline__label"
      style={{ top: row.top, height: row.height }}
      aria-expanded={!row.folded}
      onClick={() => timelineStore.getState().toggleFold(row.id)}
    >
      <Chevron size={11} aria-hidden />
      {t(`timeline.track.${row.id}`)}
    </button>
  );
}
