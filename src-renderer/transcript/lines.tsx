import { Crosshair } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Segment } from '../../src-shared/analysis';
import type { Micros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { playerStore } from '../stores/player-store';
import { editKey, lineKey, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';
import { useContextMenu } from '../ui/context-menu';
import { stepIndex } from '../ui/roving';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { DoubtSteps } from './doubt';
import { Editor } from './editor';
import { Line } from './line';
import { currentLines, findSegments, segmentAt, timed } from './locate';
import { askAboutLines, copyLines, exportItems, keepLines, markLines, RangeBar } from './range-bar';
import { NameSpeaker, speakerLabels } from './speakers';
import { Find } from './tools';
import { type LineSelection, useSelection } from './use-selection';

/** The frame that shows a line's beginning begins up to a frame earlier: the line counts as begun. */
const FRAME: Micros = 100_000;
const ROW_GUESS = 44;

/** Which line an event came from; null for none. */
function lineOf(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  return line ? Number(line.dataset.line) : null;
}

/** Selects lines by dragging over their times. */
function useTimeDrag(selection: LineSelection) {
  const from = useRef<number | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      const onTime = event.target instanceof Element && event.target.closest('.line__time') !== null;
      from.current = onTime && event.button === 0 && !event.shiftKey ? lineOf(event.target) : null;
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current === null || event.buttons !== 1) return;
      const at = lineOf(event.target);
      if (at === null || (at === from.current && selection.range === null)) return;
      selection.select(from.current, at);
    },
  };
}

/** The lines, following playback, and what can be done with them. */
export function Lines({
  video,
  lines,
  both,
}: {
  readonly video: Video;
  readonly lines: readonly Segment[];
  /** Whether what is said and what is written stand side by side. */
  readonly both: boolean;
}) {
  const ready = useMemo(() => timed(lines), [lines]);
  const playing = useStore(playerStore, (state) => segmentAt(lines, state.time + FRAME));
  const current = useStore(playerStore, (state) => currentLines(ready, state.time + FRAME).join());
  const edits = useStore(transcriptStore, (state) => state.edits);
  const [follow, setFollow] = useState(true);
  const [needle, setNeedle] = useState('');
  const selection = useSelection(lines);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const drag = useTimeDrag(selection);
  /** Key of the line whose editor is to take the focus once it is there. */
  const asked = useRef<string | null>(null);
  const [named, setNamed] = useState<string | null>(null);
  const speakers = useStore(transcriptStore, (state) => state.speakers);
  const labels = useMemo(() => speakerLabels(lines, speakers), [lines, speakers]);
  const found = useMemo(() => findSegments(lines, needle), [lines, needle]);
  const lit = new Set(current.split(',').filter(Boolean).map(Number));
  const { cursor, range } = selection;

  useEffect(() => {
    if (follow && playing >= 0) list.current?.reveal(playing);
  }, [follow, playing]);

  function moveTo(index: number, extend = false): void {
    setFollow(false);
    selection.moveTo(index, extend);
    list.current?.reveal(index);
  }
  function seek(index: number): void {
    const line = lines[index];
    if (!line) return;
    selection.moveTo(index);
    setFollow(true);
    playerStore.getState().seekInto(line.from);
  }
  function letGo(): void {
    selection.clear();
    scroller.current?.focus();
  }
  function rewrite(line: Segment): void {
    asked.current = lineKey(line);
    transcriptStore.getState().beginEdit(line);
  }
  const menu = useContextMenu<number>(t('transcript.line'), (index) => {
    const line = lines[index];
    if (!line) return [];
    // Of the line that was pointed at, or of all that are selected with it.
    const within = range !== null && index >= range[0] && index <= range[1];
    const meant = within ? lines.slice(range[0], range[1] + 1) : [line];
    const what = t('transcript.nLines', { n: meant.length });
    return [
      { label: t('transcript.goThere'), run: () => seek(index) },
      { label: t('transcript.ask'), run: () => askAboutLines(meant) },
      { label: t('transcript.mark'), run: () => markLines(meant) },
      { label: t('transcript.keep'), run: () => keepLines(video.id, meant) },
      { label: t('transcript.correct'), run: () => rewrite(line) },
      { label: t('transcript.copyTimes'), run: () => copyLines(meant, what) },
      { label: t('transcript.copyWords'), run: () => copyLines(meant, what, false) },
      ...exportItems(video.id, meant),
    ];
  });
  function row(index: number) {
    const segment = lines[index];
    if (!segment) return null;
    const edit = edits.get(editKey(video.id, segment));
    const key = lineKey(segment);
    if (edit) {
      return (
        <Editor
          key={key}
          segment={segment}
          edit={edit}
          asked={asked}
          onDone={() => scroller.current?.focus()}
        />
      );
    }
    return (
      <Line
        key={key}
        index={index}
        segment={segment}
        needle={needle}
        current={lit.has(index)}
        cursor={index === cursor}
        selected={range !== null && index >= range[0] && index <= range[1]}
        signed={both}
        speaker={labels[index] ?? null}
        onName={setNamed}
        onSeek={seek}
        onEdit={rewrite}
        onMenu={menu.show}
        onExtend={(at) => {
          scroller.current?.focus();
          moveTo(at, true);
        }}
      />
    );
  }
  const selected = range ? lines.slice(range[0], range[1] + 1) : [];
  const keys = { lines, playing, selection, selected, moveTo, seek, rewrite };

  return (
    <>
      <Find needle={needle} onNeedle={setNeedle} found={found} cursor={cursor} onFind={moveTo} />
      <DoubtSteps lines={lines} cursor={cursor} onFind={moveTo} />
      {/* biome-ignore lint/a11y/useSemanticElements: most of its rows are not in the document, and none is laid out as a table. */}
      <div
        className="transcript__lines"
        ref={scroller}
        role="grid"
        aria-label={t('transcript.lines')}
        aria-multiselectable="true"
        aria-activedescendant={cursor >= 0 ? `line-${cursor}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => onKey(event, keys)}
        onWheel={() => setFollow(false)}
        onPointerMove={drag.onPointerMove}
        onPointerDown={(event) => {
          drag.onPointerDown(event);
          // Only the scroll bar is the scroller itself: dragging it is scrolling by hand.
          if (event.target === scroller.current) setFollow(false);
        }}
      >
        <VirtualList count={lines.length} guess={ROW_GUESS} scroller={scroller} handle={list} row={row} />
      </div>
      {!follow && selected.length === 0 && (
        <Button small className="transcript__follow" onClick={() => setFollow(true)}>
          <Crosshair size={13} /> {t('transcript.follow')}
        </Button>
      )}
      {menu.menu}
      {named !== null && <NameSpeaker shown={named} onClose={() => setNamed(null)} />}
      {selected.length > 0 && <RangeBar video={video} lines={selected} onClear={letGo} />}
    </>
  );
}

interface Keys {
  readonly lines: readonly Segment[];
  readonly playing: number;
  readonly selection: LineSelection;
  readonly selected: readonly Segment[];
  readonly moveTo: (index: number, extend?: boolean) => void;
  readonly seek: (index: number) => void;
  readonly rewrite: (line: Segment) => void;
}

/** Arrows move, with Shift they select; Enter goes there, F2 rewrites; Ctrl+A and Ctrl+C as everywhere; Escape selects nothing. */
function onKey(event: KeyboardEvent, keys: Keys): void {
  const { lines, playing, selection, selected, moveTo, seek, rewrite } = keys;
  const at = selection.cursor >= 0 ? selection.cursor : playing;
  const line = lines[at];
  const next = stepIndex(event.key, at, lines.length);
  const mod = event.ctrlKey || event.metaKey;
  if (next !== null) moveTo(next, event.shiftKey);
  else if (event.key === 'Enter') seek(at);
  else if (event.key === 'F2' && line) rewrite(line);
  else if (event.key === 'Escape' && selection.range) selection.clear();
  else if (mod && event.key === 'a') selection.select(0, lines.length - 1);
  else if (mod && event.key === 'c' && selected.length > 0 && (window.getSelection()?.isCollapsed ?? true))
    copyLines(
      selected,
      selected.length === 1 ? t('transcript.line') : t('transcript.nLines', { n: selected.length }),
    );
  else return;
  event.preventDefault();
}
