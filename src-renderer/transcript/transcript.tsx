import {
  CaptionsOff,
  ChevronDown,
  ChevronUp,
  Copy,
  Crosshair,
  Download,
  Ear,
  Search,
  VolumeX,
} from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Segment, TranscriptFormat, Video } from '../../src-shared/domain';
import { formatClock, type Micros } from '../../src-shared/time';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { settingsStore } from '../stores/settings-store';
import { transcriptStore } from '../stores/transcript-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { findMarks, Marked } from '../ui/marks';
import { Menu } from '../ui/menu';
import { stepIndex } from '../ui/roving';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { exportTranscript } from '../workspace/exports';
import { findSegments, nextFind, segmentAt, transcriptText } from './locate';
import './transcript.css';

/** The frame that shows a line's beginning begins up to a frame earlier: the line counts as begun. */
const FRAME: Micros = 100_000;

const FORMATS: Readonly<Record<TranscriptFormat, string>> = {
  srt: 'SubRip (.srt)',
  vtt: 'WebVTT (.vtt)',
  txt: 'Plain text (.txt)',
  md: 'Markdown (.md)',
  json: 'JSON (.json)',
};
const ROW_GUESS = 44;

/** The open video's transcript, following playback. */
export function Transcript({ video }: { readonly video: Video }) {
  const { videoId, status, error, segments } = useStore(transcriptStore);
  useEffect(() => void transcriptStore.getState().load(video.id), [video.id]);
  if (videoId !== video.id || status === 'loading') {
    return (
      <div className="empty">
        <Spinner label="Opening the transcript" />
      </div>
    );
  }
  if (status === 'failed' && error) {
    return (
      <div className="transcript__error">
        <ErrorNote error={error} />
        <Button small onClick={() => void transcriptStore.getState().load(video.id)}>
          Try again
        </Button>
      </div>
    );
  }
  if (segments.length === 0) return <NoTranscript video={video} />;
  return <Lines video={video} segments={segments} />;
}

function NoTranscript({ video }: { readonly video: Video }) {
  const transcribe = useStore(settingsStore, (state) => state.settings?.transcribe ?? true);
  if (video.media.audio.length === 0) {
    return (
      <EmptyState icon={<VolumeX size={28} strokeWidth={1.5} />} title="No sound">
        This video has no audio track, so nothing can be transcribed.
      </EmptyState>
    );
  }
  if (!transcribe) {
    return (
      <EmptyState
        icon={<CaptionsOff size={28} strokeWidth={1.5} />}
        title="Transcription is switched off"
        actions={<Button onClick={() => viewStore.getState().go({ name: 'settings' })}>Open settings</Button>}
      >
        Switch it on in the settings; it holds for videos indexed from then on.
      </EmptyState>
    );
  }
  if (video.state !== 'ready') {
    return (
      <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title="Not transcribed yet">
        Speech is transcribed while the video is indexed. Lines appear here as they come.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title="No speech found">
      The whole sound was listened to, and nothing in it was understood as English speech.
    </EmptyState>
  );
}

function Lines({ video, segments }: { readonly video: Video; readonly segments: readonly Segment[] }) {
  const playing = useStore(playerStore, (state) => segmentAt(segments, state.time + FRAME));
  const [follow, setFollow] = useState(true);
  const [cursor, setCursor] = useState(-1);
  const [needle, setNeedle] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const found = useMemo(() => findSegments(segments, needle), [segments, needle]);

  useEffect(() => {
    if (follow && playing >= 0) list.current?.reveal(playing);
  }, [follow, playing]);

  function moveTo(index: number): void {
    setFollow(false);
    setCursor(index);
    list.current?.reveal(index);
  }
  function seek(index: number): void {
    const segment = segments[index];
    if (!segment) return;
    setCursor(index);
    setFollow(true);
    playerStore.getState().seek(segment.from);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const at = cursor >= 0 ? cursor : playing;
    const next = stepIndex(event.key, at, segments.length);
    if (next !== null) {
      event.preventDefault();
      moveTo(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      seek(at);
    }
  }

  return (
    <section className="transcript" aria-label="Transcript">
      <Tools
        video={video}
        segments={segments}
        needle={needle}
        onNeedle={setNeedle}
        found={found}
        cursor={cursor}
        onFind={moveTo}
      />
      <div
        className="transcript__lines"
        ref={scroller}
        role="listbox"
        aria-label="Lines"
        aria-activedescendant={cursor >= 0 ? `line-${cursor}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onWheel={() => setFollow(false)}
        onPointerDown={(event) => {
          // Only the scroll bar is the scroller itself: dragging it is scrolling by hand.
          if (event.target === scroller.current) setFollow(false);
        }}
      >
        <VirtualList
          count={segments.length}
          guess={ROW_GUESS}
          scroller={scroller}
          handle={list}
          row={(index) => (
            <Line
              key={index}
              index={index}
              segment={segments[index]}
              needle={needle}
              playing={index === playing}
              cursor={index === cursor}
              onSeek={seek}
            />
          )}
        />
      </div>
      {!follow && (
        <Button small className="transcript__follow" onClick={() => setFollow(true)}>
          <Crosshair size={13} /> Follow playback
        </Button>
      )}
    </section>
  );
}

function Line({
  index,
  segment,
  needle,
  playing,
  cursor,
  onSeek,
}: {
  readonly index: number;
  readonly segment: Segment | undefined;
  readonly needle: string;
  readonly playing: boolean;
  readonly cursor: boolean;
  readonly onSeek: (index: number) => void;
}) {
  if (!segment) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys for its options.
    // biome-ignore lint/a11y/useFocusableInteractive: the list box holds the focus; see aria-activedescendant.
    <div
      className="line"
      role="option"
      id={`line-${index}`}
      aria-selected={cursor}
      aria-current={playing ? 'time' : undefined}
      onClick={() => {
        // Marking words with the pointer is not a wish to go there.
        if (window.getSelection()?.isCollapsed ?? true) onSeek(index);
      }}
    >
      <span className="line__time numbers">{formatClock(segment.from)}</span>
      <span className="line__text selectable">
        <Marked text={segment.text} marks={findMarks(segment.text, needle)} />
      </span>
    </div>
  );
}

function Tools({
  video,
  segments,
  needle,
  onNeedle,
  found,
  cursor,
  onFind,
}: {
  readonly video: Video;
  readonly segments: readonly Segment[];
  readonly needle: string;
  readonly onNeedle: (needle: string) => void;
  readonly found: readonly number[];
  readonly cursor: number;
  readonly onFind: (index: number) => void;
}) {
  function step(direction: 1 | -1): void {
    const next = nextFind(found, cursor, direction);
    if (next !== null) onFind(next);
  }
  function copy(): void {
    if (copyText(transcriptText(segments))) noticeStore.getState().info('Transcript copied.');
  }
  const place = found.indexOf(cursor);
  return (
    <div className="transcript__tools">
      <label className="field">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label="Find in the transcript"
          placeholder="Find in the transcript"
          value={needle}
          onChange={(event) => onNeedle(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          }}
        />
        {needle.trim() !== '' && (
          <span className="transcript__count numbers" role="status">
            {found.length === 0 ? 'none' : `${place >= 0 ? `${place + 1} of ` : ''}${found.length}`}
          </span>
        )}
      </label>
      {found.length > 0 && (
        <>
          <IconButton label="Previous find" small onClick={() => step(-1)}>
            <ChevronUp size={15} />
          </IconButton>
          <IconButton label="Next find" small onClick={() => step(1)}>
            <ChevronDown size={15} />
          </IconButton>
        </>
      )}
      <IconButton label="Copy transcript" small onClick={copy}>
        <Copy size={14} />
      </IconButton>
      <Menu
        label="Export transcript"
        small
        icon={<Download size={14} />}
        items={(Object.keys(FORMATS) as TranscriptFormat[]).map((format) => ({
          label: FORMATS[format],
          run: () => void exportTranscript(video.id, format),
        }))}
      />
    </div>
  );
}
