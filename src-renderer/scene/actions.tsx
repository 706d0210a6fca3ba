import { Copy, Film, Images } from 'lucide-react';
import type { Scene, SceneCard } from '../../src-shared/analysis';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
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
    if (card && copyText(sceneText(video.title, card))) noticeStore.getState().info(t('scene.copied'));
  }
  return (
    <div className="scene__actions">
      <Button small tone="primary" onClick={play}>
        {t('scene.play')}
      </Button>
      <Button small onClick={ask}>
        {t('scene.ask')}
      </Button>
      <span className="scene__icons">
        <IconButton
          label={t('scene.like')}
          small
          onClick={() => void trayStore.getState().findLike('all', video.id, keyFrameIndex, keyFrame)}
        >
          <Images size={14} />
        </IconButton>
        <Menu
          label={t('scene.clip')}
          small
          icon={<Film size={14} />}
          items={[
            { label: t('scene.clip.fast'), run: () => void exportClip(video.id, { from, to }, 'fast') },
            {
              label: t('scene.clip.exact'),
              run: () => void exportClip(video.id, { from, to }, 'exact'),
            },
          ]}
        />
        <IconButton label={t('scene.copy')} small disabled={card === null} onClick={copy}>
          <Copy size={14} />
        </IconButton>
      </span>
    </div>
  );
}
