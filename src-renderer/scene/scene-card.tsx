import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../src-shared/analysis';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { dragged, useDragOut } from '../export/drag-out';
import { Making } from '../export/making';
import { playerStore } from '../stores/player-store';
import { viewStore } from '../stores/view-store';
import { IconButton } from '../ui/button';
import { clocks, formatLength } from '../ui/format';
import { thumbUrl } from '../ui/media';
import { ErrorNote, Spinner } from '../ui/states';
import { Actions } from './actions';
import { Contents } from './sections';
import { useCard } from './use-card';
import './scene.css';

/** What is seen, said and written in one scene, and what can be done with it. Lies over the side panel. */
export function SceneCard({ video }: { readonly video: Video }) {
  const index = useStore(viewStore, (state) => state.sceneIndex);
  const scene = useStore(playerStore, (state) => state.scenes.find((one) => one.index === index));
  return scene ? <Card video={video} scene={scene} /> : null;
}

/** Takes the focus while it is there, and gives it back to where it was. */
function useBorrowedFocus() {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    root.current?.focus();
    return () => {
      // Somebody else may have been given it meanwhile, such as the field to ask in.
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (lost && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return root;
}

function Card({ video, scene }: { readonly video: Video; readonly scene: Scene }) {
  const { card, error } = useCard(video.id, scene.index);
  const root = useBorrowedFocus();
  const { closeScene } = viewStore.getState();
  const own = card?.scene.index === scene.index ? card : null;
  return (
    <section
      ref={root}
      tabIndex={-1}
      className="scene"
      aria-label={t('scene.title', { number: scene.index + 1 })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        closeScene();
      }}
    >
      <Head scene={scene} onClose={closeScene} />
      <div className="scene__scroll">
        <Picture video={video} scene={scene} />
        <Actions video={video} scene={scene} card={own} />
        {error && <ErrorNote error={error} />}
        {!error && !own && <Spinner label={t('scene.looking')} />}
        {own && <Contents video={video} card={own} />}
      </div>
    </section>
  );
}

/** Shows its frame in the player; dragged to another program it is the scene. */
function Picture({ video, scene }: { readonly video: Video; readonly scene: Scene }) {
  const { from, to, keyFrame: at, keyFrameIndex: frameIndex, index } = scene;
  const place = { videoId: video.id, from, to, at, frameIndex };
  const { making, handlers } = useDragOut((still) => dragged(place, still));
  return (
    <button
      type="button"
      className="scene__picture"
      aria-label={t('scene.showFrame')}
      title={t('tray.drag.how')}
      {...handlers}
      onClick={() => playerStore.getState().seek(at)}
    >
      <img key={index} src={thumbUrl(video.id, frameIndex)} alt="" draggable={false} />
      <Making making={making} />
    </button>
  );
}

function Head({ scene, onClose }: { readonly scene: Scene; readonly onClose: () => void }) {
  const total = useStore(playerStore, (state) => state.scenes.length);
  const { showScene } = viewStore.getState();
  return (
    <header className="scene__head">
      <h2>
        {t('scene.title', { number: scene.index + 1 })}{' '}
        <span className="scene__of">{t('scene.of', { total })}</span>
        <span className="scene__times numbers">
          {clocks(scene)} · {formatLength(scene.to - scene.from)}
        </span>
      </h2>
      <IconButton
        label={t('scene.before')}
        small
        disabled={scene.index === 0}
        onClick={() => showScene(scene.index - 1)}
      >
        <ChevronLeft size={15} />
      </IconButton>
      <IconButton
        label={t('scene.after')}
        small
        disabled={scene.index >= total - 1}
        onClick={() => showScene(scene.index + 1)}
      >
        <ChevronRight size={15} />
      </IconButton>
      <IconButton label={t('scene.close')} small onClick={onClose}>
        <X size={15} />
      </IconButton>
    </header>
  );
}
