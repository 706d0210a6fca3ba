import { type RefObject, useEffect, useRef } from 'react';
import type { VideoId } from '../../src-shared/primitives';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { useActions } from '../actions/use-actions';
import { PLAYBACK_RATES, playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { typedTimeStore } from '../stores/typed-time-store';
import { Controls } from './controls';
import { followVideo } from './feed';
import { useFullscreen } from './fullscreen';
import { takeStill, togglePictureInPicture } from './picture';
import { frameLength, lastFrame, moveEnd, withIn, withOut } from './range';
import { followRange, playRange, toggleLoop } from './range-play';
import { Stage } from './stage';
import './player.css';

const player = () => playerStore.getState();
const selection = () => selectionStore.getState();

/** The next speed of normal playback, slower or faster. */
function changeRate(direction: 1 | -1): void {
  const { rate, setRate } = player();
  const next =
    direction === 1 ? PLAYBACK_RATES.find((one) => one > rate) : PLAYBACK_RATES.findLast((one) => one < rate);
  if (next !== undefined) setRate(next);
}

/** Moves an end of the range by frames or seconds, and shows the frame there. */
function move(end: 'from' | 'to', unit: 'frame' | 'second', direction: 1 | -1): void {
  const { range, setRange } = selection();
  if (!range) return;
  const film = player();
  const step = unit === 'frame' ? frameLength(film) : MICROS_PER_SECOND;
  const moved = moveEnd(range, end, direction * step, film);
  setRange(moved);
  film.seek(end === 'from' ? moved.from : lastFrame(moved, film));
}

function goToEnd(end: 'from' | 'to'): void {
  const { range } = selection();
  if (range) player().seek(end === 'from' ? range.from : lastFrame(range, player()));
}

/** Carries out what is done with the range while the player is on screen. */
function useRangeActions(): void {
  useEffect(followRange, []);
  useActions({
    'range.in': () => selection().setRange(withIn(selection().range, player().time, player())),
    'range.out': () => selection().setRange(withOut(selection().range, player().time, player())),
    'range.clear': () => selection().setRange(null),
    'range.play': playRange,
    'range.loop': toggleLoop,
    'range.goToIn': () => goToEnd('from'),
    'range.goToOut': () => goToEnd('to'),
    'range.inFrameBack': () => move('from', 'frame', -1),
    'range.inFrameForward': () => move('from', 'frame', 1),
    'range.inSecondBack': () => move('from', 'second', -1),
    'range.inSecondForward': () => move('from', 'second', 1),
    'range.outFrameBack': () => move('to', 'frame', -1),
    'range.outFrameForward': () => move('to', 'frame', 1),
    'range.outSecondBack': () => move('to', 'second', -1),
    'range.outSecondForward': () => move('to', 'second', 1),
  });
}

function usePlayActions(): void {
  useActions({
    'play.toggle': () => player().toggle(),
    'play.back': () => player().shuttle(-1),
    'play.forward': () => player().shuttle(1),
    'play.stop': () => player().pause(),
    'play.slower': () => changeRate(-1),
    'play.faster': () => changeRate(1),
    'play.usualSpeed': () => player().setRate(1),
    'play.mute': () => player().toggleMuted(),
    'play.captions': () => player().toggleCaptions(),
    'play.goTo': () => typedTimeStore.getState().open(''),
    'step.frameBack': () => player().stepFrame(-1),
    'step.frameForward': () => player().stepFrame(1),
    'step.secondBack': () => player().stepSeconds(-1),
    'step.secondForward': () => player().stepSeconds(1),
    'step.scenePrevious': () => player().stepScene(-1),
    'step.sceneNext': () => player().stepScene(1),
    'step.start': () => player().goToStart(),
    'step.end': () => player().goToEnd(),
    'file.copyStill': () => void takeStill('clipboard'),
    'file.saveStill': () => void takeStill('file'),
  });
}

/** Plays the open video. Carries out the playback actions while it is on screen. */
export function Player({ videoId }: { videoId: VideoId }) {
  const root = useRef<HTMLElement>(null);
  const fullscreen = useFullscreen(root);
  useEffect(() => followVideo(videoId), [videoId]);
  usePlayActions();
  useRangeActions();
  useActions({
    'view.fullscreen': fullscreen.toggle,
    'view.pictureInPicture': () => void togglePictureInPicture(pictureIn(root)),
  });
  const classes = ['player', fullscreen.on ? 'player--full' : '', fullscreen.idle ? 'player--idle' : ''];
  return (
    <section className={classes.filter(Boolean).join(' ')} aria-label={t('player.label')} ref={root}>
      <Stage videoId={videoId} onDoubleClick={fullscreen.toggle} />
      <Controls fullscreen={fullscreen.on} />
    </section>
  );
}

function pictureIn(root: RefObject<HTMLElement | null>): HTMLVideoElement | null {
  return root.current?.querySelector('video') ?? null;
}
