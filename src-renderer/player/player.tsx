import { useEffect, useRef, useState } from 'react';
import type { VideoId } from '../../src-shared/primitives';
import { useActions } from '../actions/use-actions';
import { playerStore } from '../stores/player-store';
import { Controls } from './controls';
import { followVideo } from './feed';
import { Stage } from './stage';
import './player.css';

/** Plays the open video. Carries out the playback actions while it is on screen. */
export function Player({ videoId }: { videoId: VideoId }) {
  const root = useRef<HTMLElement>(null);
  const fullscreen = useFullscreen(root);
  useEffect(() => followVideo(videoId), [videoId]);

  const player = () => playerStore.getState();
  useActions({
    'play.toggle': () => player().toggle(),
    'play.back': () => player().shuttle(-1),
    'play.forward': () => player().shuttle(1),
    'play.stop': () => player().pause(),
    'step.frameBack': () => player().stepFrame(-1),
    'step.frameForward': () => player().stepFrame(1),
    'step.secondBack': () => player().stepSeconds(-1),
    'step.secondForward': () => player().stepSeconds(1),
    'step.scenePrevious': () => player().stepScene(-1),
    'step.sceneNext': () => player().stepScene(1),
    'step.start': () => player().goToStart(),
    'step.end': () => player().goToEnd(),
  });

  return (
    <section className="player" aria-label="Player" ref={root}>
      <Stage videoId={videoId} />
      <Controls fullscreen={fullscreen.on} onFullscreen={fullscreen.toggle} />
    </section>
  );
}

function useFullscreen(root: React.RefObject<HTMLElement | null>): { on: boolean; toggle: () => void } {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const read = () => setOn(document.fullscreenElement === root.current && root.current !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [root]);
  // Refused where the system forbids it; then the window stays as it is, which the user sees.
  const toggle = () => void (on ? document.exitFullscreen() : root.current?.requestFullscreen());
  return { on, toggle };
}
