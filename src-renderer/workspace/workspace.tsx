import { ArrowLeft, Download, FileSearch, Images, PanelRightOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { useActions } from '../actions/use-actions';
import { exportChat } from '../export/exports';
import { rangeRequest } from '../export/places';
import { useWatcher } from '../jobs/watch';
import { doingWords, isActive, jobLine, stateWords } from '../jobs/words';
import { SidePanel } from '../panel/side-panel';
import { Player } from '../player/player';
import { SearchField } from '../search/search-field';
import { exportStore, type VideoPart } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { trayStore } from '../stores/tray-store';
import { PANEL_WIDTH, TIMELINE_HEIGHT, viewStore } from '../stores/view-store';
import { nearestIndex } from '../timeline/search';
import { Timeline } from '../timeline/timeline';
import { Button, IconButton } from '../ui/button';
import { useLayer } from '../ui/layers';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';
import { Splitter } from '../ui/splitter';
import { EmptyState, ErrorNote, Progress } from '../ui/states';
import './workspace.css';

/** One video: the player, its timeline below, and chat, transcript and collections beside it. */
export function Workspace({ videoId }: { readonly videoId: VideoId }) {
  const video = useStore(libraryStore, ({ videos }) => videos.find((one) => one.id === videoId));
  const loading = useStore(libraryStore, ({ status }) => status === 'loading');
  if (video) return <Open video={video} />;
  if (loading) return null;
  return (
    <EmptyState
      icon={<FileSearch size={32} strokeWidth={1.25} />}
      title={t('workspace.gone')}
      actions={<Button onClick={toLibrary}>{t('workspace.gone.back')}</Button>}
    >
      {t('workspace.gone.text')}
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
    noticeStore.getState().hint(t('workspace.noFrame'));
    return;
  }
  void trayStore.getState().findLike('all', videoId, frameIndex, frameTimes[frameIndex] ?? time);
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
  const sceneShown = useStore(viewStore, ({ sceneIndex }) => sceneIndex !== null);
  useLayer(sceneShown, viewStore.getState().closeScene);
  const { videoPanelOpen, panelWidth, timelineHeight } = useStore(viewStore);
  const view = viewStore.getState();
  const scope = { videoId: video.id };
  useActions({
    'view.chat': () => view.showTab('chat'),
    'view.transcript': () => view.showTab('transcript'),
    'view.collections': () => view.showTab('collections'),
    'find.search': () => view.askForField('search'),
    'find.ask': () => view.askForField('chat'),
    'find.similar': () => findSimilar(video.id),
    'view.scene': toggleScene,
    'file.exportTranscript': () => exportPart(video.id, 'transcript'),
    'file.exportScenes': () => exportPart(video.id, 'scenes'),
    'file.exportRange': () => exportRange(video.id),
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
          <aside className="workspace__panel" style={{ width: panelWidth }} aria-label={t('workspace.about')}>
            <Splitter
              label={t('workspace.panelWidth')}
              direction="vertical"
              value={panelWidth}
              limits={PANEL_WIDTH}
              onChange={view.setPanelWidth}
            />
            <SidePanel scope={scope} video={video} />
          </aside>
        )}
      </div>
      <section
        className="workspace__timeline"
        style={{ height: timelineHeight }}
        aria-label={t('workspace.timeline')}
      >
        <Splitter
          label={t('workspace.timelineHeight')}
          direction="horizontal"
          value={timelineHeight}
          limits={TIMELINE_HEIGHT}
          onChange={view.setTimelineHeight}
        />
        <Timeline videoId={video.id} />
      </section>
    </div>
  );
}

function exportPart(videoId: VideoId, first: VideoPart): void {
  exportStore.getState().open({ kind: 'video', videoId, first });
}

/** The marked range as a place or a clip. */
function exportRange(videoId: VideoId): void {
  const { range } = selectionStore.getState();
  if (range) exportStore.getState().open(rangeRequest(videoId, range));
  else noticeStore.getState().hint(t('workspace.markFirst'));
}

function exportsOf(video: Video): MenuItem[] {
  const scope = { videoId: video.id };
  const part = (label: string, first: VideoPart) => ({ label, run: () => exportPart(video.id, first) });
  return [
    part(t('workspace.export.transcript'), 'transcript'),
    ...(video.media.chapters?.length ? [part(t('workspace.export.chapters'), 'chapters')] : []),
    part(t('workspace.export.scenes'), 'scenes'),
    part(t('workspace.export.shots'), 'shots'),
    part(t('workspace.export.tables'), 'tables'),
    { label: t('workspace.export.range'), run: () => exportRange(video.id) },
    { label: t('workspace.export.chatMd'), run: () => void exportChat(scope, 'md') },
    { label: t('workspace.export.chatJson'), run: () => void exportChat(scope, 'json') },
  ];
}

/** Shows the card of the scene at the playhead, or puts it away where it is shown already. */
function toggleScene(): void {
  const { scenes, time } = playerStore.getState();
  const { sceneIndex, showScene, closeScene } = viewStore.getState();
  const scene = scenes.findLast((one) => one.from <= time);
  if (!scene) noticeStore.getState().hint(t('workspace.noScene'));
  else if (scene.index === sceneIndex) closeScene();
  else showScene(scene.index);
}

function Header({ video, panelOpen }: { readonly video: Video; readonly panelOpen: boolean }) {
  const view = viewStore.getState();
  return (
    <header className="bar">
      <IconButton label={t('workspace.gone.back')} hint={tooltip('view.library')} onClick={toLibrary}>
        <ArrowLeft size={17} />
      </IconButton>
      <h1 className="bar__title" title={video.fileName}>
        {video.title}
      </h1>
      <Indexing video={video} />
      <span className="bar__space" />
      <SearchField scope={{ videoId: video.id }} />
      <IconButton
        label={actionLabel('find.similar')}
        hint={tooltip('find.similar')}
        disabled={video.frameCount === 0}
        onClick={() => findSimilar(video.id)}
      >
        <Images size={16} />
      </IconButton>
      <Menu label={t('workspace.export')} icon={<Download size={16} />} items={exportsOf(video)} />
      {!panelOpen && (
        <IconButton label={t('workspace.showPanel')} onClick={() => view.setPanelOpen(true)}>
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
    return <span className={`badge badge--${video.state}`}>{stateWords(video.state)}</span>;
  }
  return (
    <div className="indexing" title={jobLine(job, watcher)}>
      <Progress value={job.progress} label={doingWords(job, video.title)} still={job.state !== 'running'} />
      <span className="indexing__words numbers">{jobLine(job, watcher)}</span>
    </div>
  );
}

function MissingFile({ video }: { readonly video: Video }) {
  const error = video.error ?? {
    code: 'FileMissing' as const,
    message: t('workspace.missing', { file: video.fileName }),
    remedy: t('workspace.missing.remedy'),
  };
  return (
    <div className="workspace__note">
      <ErrorNote
        error={error}
        action={
          <Button small onClick={() => void libraryStore.getState().relocate(video.id)}>
            <FileSearch size={14} /> {t('workspace.findFile')}
          </Button>
        }
      />
    </div>
  );
}
