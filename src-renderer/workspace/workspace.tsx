import { ArrowLeft, Download, FileSearch, Images, PanelRightOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { TranscriptFormat, Video, VideoId } from '../../src-shared/domain';
import { tooltip } from '../actions/keys';
import { useActions } from '../actions/use-actions';
import { isActive, jobLine, STATE_WORDS } from '../library/arrange';
import { useWatcher } from '../library/watch';
import { SidePanel } from '../panel/side-panel';
import { Player } from '../player/player';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { searchStore } from '../stores/search-store';
import { PANEL_WIDTH, TIMELINE_HEIGHT, viewStore } from '../stores/view-store';
import { nearestIndex } from '../timeline/search';
import { Timeline } from '../timeline/timeline';
import { Button, IconButton } from '../ui/button';
import { Menu, type MenuItem } from '../ui/menu';
import { Splitter } from '../ui/splitter';
import { EmptyState, ErrorNote, Progress } from '../ui/states';
import { exportChat, exportScenes, exportTranscript } from './exports';
import './workspace.css';

/** One video: the player, its timeline below, and chat, transcript and search beside it. */
export function Workspace({ videoId }: { readonly videoId: VideoId }) {
  const video = useStore(libraryStore, ({ videos }) => videos.find((one) => one.id === videoId));
  const loading = useStore(libraryStore, ({ status }) => status === 'loading');
  if (video) return <Open video={video} />;
  if (loading) return null;
  return (
    <EmptyState
      icon={<FileSearch size={32} strokeWidth={1.25} />}
      title="This video is not in the library"
      actions={<Button onClick={toLibrary}>Back to the library</Button>}
    >
      It may have been removed meanwhile.
    </EmptyState>
  );
}

function toLibrary(): void {
  viewStore.getState().go({ name: 'library' });
}

/** Looks for frames like the one that the player shows. */
function findSimilar(videoId: VideoId): void {
  const { frameTimes, time } = playerStore.getState();
  const frameIndex = nearestIndex(frameTimes, time);
  if (frameIndex < 0) {
    noticeStore.getState().info('No frame of this video is indexed yet.');
    return;
  }
  viewStore.getState().showTab('search');
  void searchStore.getState().run({ videoId }, { kind: 'similar', videoId, frameIndex });
}

/** The system's list of windows names the film that is open. */
function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Longtake`;
    return () => {
      document.title = 'Longtake';
    };
  }, [title]);
}

function Open({ video }: { readonly video: Video }) {
  useWindowTitle(video.title);
  const { videoPanelOpen, panelWidth, timelineHeight } = useStore(viewStore);
  const view = viewStore.getState();
  const scope = { videoId: video.id };
  useActions({
    'view.library': () => {
      // Escape leaves full screen first.
      if (!document.fullscreenElement) toLibrary();
    },
    'view.chat': () => view.showTab('chat'),
    'view.transcript': () => view.showTab('transcript'),
    'find.search': () => view.askForField('search'),
    'find.ask': () => view.askForField('chat'),
    'find.similar': () => findSimilar(video.id),
    'file.exportTranscript': () => void exportTranscript(video.id, 'srt'),
    'file.exportScenes': () => void exportScenes(video.id),
    'file.exportChat': () => void exportChat(scope, 'md'),
  });
  return (
    <div className="workspace">
      <div className="workspace__top">
        <main className="workspace__stage">
          <Header video={video} panelOpen={videoPanelOpen} />
          {video.state === 'missing' && <MissingFile video={video} />}
          <div className="workspace__player">
            <Player videoId={video.id} />
          </div>
        </main>
        {videoPanelOpen && (
          <>
            <Splitter
              label="Width of the side panel"
              direction="vertical"
              value={panelWidth}
              limits={PANEL_WIDTH}
              onChange={view.setPanelWidth}
            />
            <aside className="workspace__panel" style={{ width: panelWidth }} aria-label="About this video">
              <SidePanel scope={scope} video={video} />
            </aside>
          </>
        )}
      </div>
      <Splitter
        label="Height of the timeline"
        direction="horizontal"
        value={timelineHeight}
        limits={TIMELINE_HEIGHT}
        onChange={view.setTimelineHeight}
      />
      <section className="workspace__timeline" style={{ height: timelineHeight }} aria-label="Timeline">
        <Timeline videoId={video.id} />
      </section>
    </div>
  );
}

const TRANSCRIPTS: Readonly<Record<TranscriptFormat, string>> = {
  srt: 'Transcript as SubRip…',
  vtt: 'Transcript as WebVTT…',
  txt: 'Transcript as text…',
  md: 'Transcript as Markdown…',
  json: 'Transcript as JSON…',
};

function exportsOf(video: Video): MenuItem[] {
  const scope = { videoId: video.id };
  return [
    ...(Object.keys(TRANSCRIPTS) as TranscriptFormat[]).map((format) => ({
      label: TRANSCRIPTS[format],
      run: () => void exportTranscript(video.id, format),
    })),
    { label: 'Scenes as CSV…', run: () => void exportScenes(video.id) },
    { label: 'Chat as Markdown…', run: () => void exportChat(scope, 'md') },
    { label: 'Chat as JSON…', run: () => void exportChat(scope, 'json') },
  ];
}

function Header({ video, panelOpen }: { readonly video: Video; readonly panelOpen: boolean }) {
  const view = viewStore.getState();
  return (
    <header className="bar">
      <IconButton label="Back to the library" hint={tooltip('view.library', 'Library')} onClick={toLibrary}>
        <ArrowLeft size={17} />
      </IconButton>
      <h1 className="bar__title" title={video.fileName}>
        {video.title}
      </h1>
      <Indexing video={video} />
      <span className="bar__space" />
      <IconButton
        label="More like this frame"
        hint={tooltip('find.similar')}
        disabled={video.frameCount === 0}
        onClick={() => findSimilar(video.id)}
      >
        <Images size={16} />
      </IconButton>
      <Menu label="Export" icon={<Download size={16} />} items={exportsOf(video)} />
      {!panelOpen && (
        <IconButton label="Show the side panel" onClick={() => view.setPanelOpen(true)}>
          <PanelRightOpen size={16} />
        </IconButton>
      )}
    </header>
  );
}

/** How far the index is; nothing once it is whole. */
function Indexing({ video }: { readonly video: Video }) {
  const job = useStore(libraryStore, ({ jobs }) => jobs.get(video.id));
  const watcher = useWatcher();
  if (video.state === 'ready' && !isActive(job)) return null;
  if (!isActive(job)) {
    return <span className={`badge badge--${video.state}`}>{STATE_WORDS[video.state]}</span>;
  }
  return (
    <div className="indexing" title={jobLine(job, watcher)}>
      <Progress
        value={job.progress}
        label={`${job.stage === 'watch' ? 'Watching' : 'Indexing'} ${video.title}`}
        still={job.state !== 'running'}
      />
      <span className="indexing__words numbers">{jobLine(job, watcher)}</span>
    </div>
  );
}

function MissingFile({ video }: { readonly video: Video }) {
  const error = video.error ?? {
    code: 'FileMissing' as const,
    message: `${video.fileName} is not where it was.`,
    remedy: 'Its index still answers; to play it, point to the file anew.',
  };
  return (
    <div className="workspace__note">
      <ErrorNote
        error={error}
        action={
          <Button small onClick={() => void libraryStore.getState().relocate(video.id)}>
            <FileSearch size={14} /> Find the file…
          </Button>
        }
      />
    </div>
  );
}
