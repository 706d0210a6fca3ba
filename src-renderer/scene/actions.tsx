import { Copy, Film, Images } from 'lucide-react';
import type { Scene, SceneCard } from '../../src-shared/analysis';
import type { Video } from '../../src-shared/video';
import { exportClip } from '../export/exports';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { trayStore } from '../stores/tray-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { Menu } from '../ui/menu';
import { sceneText } from './facts';

/** What can be done with a scene. */
export function Actions({
  video,
  scene,
  card,
}: {
  readonly video: Video;
  readonly scene: Scene;
  /** Null while it is on its way. */
  readonly card: SceneCard | null;
}) {
  const { from, to, keyFrame, keyFrameIndex } = scene;
  function play(): void {
    playerStore.getState().seek(from);
    playerStore.getState().play();
  }
  function ask(): void {
    selectionStore.getState().setRange({ from, to });
    viewStore.getState().askForField('chat');
  }
  function copy(): void {
    if (card && copyText(sceneText(video.title, card))) noticeStore.getState().info('Scene copied.');
  }
  return (
    <div className="scene__actions">
      <Button small tone="primary" onClick={play}>
        Play from here
      </Button>
      <Button small onClick={ask}>
        Ask about this scene
      </Button>
      <span className="scene__icons">
        <IconButton
          label="Search like this frame"
          small
          onClick={() => void trayStore.getState().findLike('all', video.id, keyFrameIndex, keyFrame)}
        >
          <Images size={14} />
        </IconButton>
        <Menu
          label="Export clip"
          small
          icon={<Film size={14} />}
          items={[
            { label: 'Clip, fast…', run: () => void exportClip(video.id, { from, to }, 'fast') },
            {
              label: 'Clip, exact to the frame…',
              run: () => void exportClip(video.id, { from, to }, 'exact'),
            },
          ]}
        />
        <IconButton label="Copy as text" small disabled={card === null} onClick={copy}>
          <Copy size={14} />
        </IconButton>
      </span>
    </div>
  );
}
