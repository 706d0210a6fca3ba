import {
  Captions as CaptionsIcon,
  Maximize,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  Scissors,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { type ActionId, actionLabel } from '../../src-shared/actions';
import { t } from '../../src-shared/words/words';
import { dispatcher } from '../actions/dispatcher';
import { tooltip } from '../actions/keys';
import { PLAYBACK_RATES, playerStore } from '../stores/player-store';
import { transcriptStore } from '../stores/transcript-store';
import { IconButton } from '../ui/button';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';
import { Select } from '../ui/select';
import { formatLong, formatPrecise } from '../ui/time-format';

const ICON = 17;
const RATES = PLAYBACK_RATES.map((rate) => ({ value: rate, label: `${rate}×` }));

function ActionButton({
  action,
  label = actionLabel(action),
  disabled = false,
  children,
}: {
  readonly action: ActionId;
  /** Where it is not the action's own, as of one that goes to and fro. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <IconButton
      label={label}
      hint={tooltip(action, label)}
      disabled={disabled}
      onClick={() => dispatcher.run(action)}
    >
      {children}
    </IconButton>
  );
}

/** The row of buttons under the picture. */
export function Controls({ fullscreen }: { readonly fullscreen: boolean }) {
  const playing = useStore(playerStore, (state) => state.playing);
  const playable = useStore(playerStore, (state) => state.source !== null && state.source.url !== null);
  return (
    <div className="player__controls">
      {fullscreen && <SeekBar />}
      <Clock />
      <div className="player__transport">
        <ActionButton action="step.scenePrevious">
          <SkipBack size={ICON} />
        </ActionButton>
        <ActionButton action="step.frameBack">
          <StepBack size={ICON} />
        </ActionButton>
        <ActionButton
          action="play.toggle"
          label={playing ? t('player.pause') : t('player.play')}
          disabled={!playable}
        >
          {playing ? <Pause size={20} fill="currentColor" /> : <Play size={20} fill="currentColor" />}
        </ActionButton>
        <ActionButton action="step.frameForward">
          <StepForward size={ICON} />
        </ActionButton>
        <ActionButton action="step.sceneNext">
          <SkipForward size={ICON} />
        </ActionButton>
      </div>
      <div className="player__options">
        <Rate />
        <CaptionsToggle />
        <Volume />
        <Menu label={t('player.more')} icon={<Scissors size={ICON} />} items={moreItems()} />
        <ActionButton action="view.pictureInPicture" label={t('player.ownWindow')}>
          <PictureInPicture2 size={ICON} />
        </ActionButton>
        <ActionButton action="view.fullscreen" label={fullscreen ? t('player.fullLeave') : t('player.full')}>
          {fullscreen ? <Minimize size={ICON} /> : <Maximize size={ICON} />}
        </ActionButton>
      </div>
    </div>
  );
}

const MORE: readonly ActionId[] = [
  ...([
    'range.in',
    'range.out',
    'range.clear',
    'range.keep',
    'range.play',
    'range.loop',
    'play.goTo',
  ] as const),
  ...(['file.copyStill', 'file.saveStill'] as const),
];

/** What keys do with the range and the frame, for the pointer, with the keys. */
function moreItems(): MenuItem[] {
  return MORE.map((id) => ({ label: tooltip(id), run: () => void dispatcher.run(id) }));
}

/** Time shown and length; a click shows milliseconds, which tell neighbouring frames apart. */
function Clock() {
  const [precise, setPrecise] = useState(false);
  const shown = useStore(playerStore, (state) =>
    precise ? formatPrecise(state.time) : formatLong(state.time),
  );
  const duration = useStore(playerStore, (state) => state.duration);
  const time = `${shown} / ${formatLong(duration)}`;
  return (
    <button
      type="button"
      className="player__clock numbers"
      aria-pressed={precise}
      aria-label={precise ? t('player.clock.seconds', { time }) : t('player.clock.milliseconds', { time })}
      title={precise ? t('player.seconds') : t('player.milliseconds')}
      onClick={() => setPrecise(!precise)}
    >
      <span data-testid="time">{shown}</span>
      <span className="player__length"> / {formatLong(duration)}</span>
    </button>
  );
}

function Rate() {
  const rate = useStore(playerStore, (state) => state.rate);
  return (
    <Select
      label={t('player.speed')}
      small
      className="player__rate numbers"
      hint={t('player.speedKeys', { slower: tooltip('play.slower'), faster: tooltip('play.faster') })}
      value={rate}
      options={RATES}
      onChange={(chosen) => playerStore.getState().setRate(chosen)}
    />
  );
}

function CaptionsToggle() {
  const on = useStore(playerStore, (state) => state.captions);
  const any = useStore(transcriptStore, (state) => state.segments.length > 0);
  const label = on ? t('player.captionsHide') : t('player.captionsShow');
  return (
    <IconButton
      label={label}
      hint={any ? tooltip('play.captions', label) : t('player.captionsNone')}
      aria-pressed={on}
      disabled={!any}
      onClick={() => playerStore.getState().toggleCaptions()}
    >
      <CaptionsIcon size={ICON} />
    </IconButton>
  );
}

function Volume() {
  const volume = useStore(playerStore, (state) => state.volume);
  const muted = useStore(playerStore, (state) => state.muted);
  const Icon = muted ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="player__volume">
      <IconButton
        label={muted ? t('player.soundOn') : actionLabel('play.mute')}
        hint={tooltip('play.mute', muted ? t('player.soundOn') : actionLabel('play.mute'))}
        aria-pressed={muted}
        onClick={() => playerStore.getState().toggleMuted()}
      >
        <Icon size={ICON} />
      </IconButton>
      <input
        type="range"
        aria-label={t('player.volume')}
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        onChange={(event) => playerStore.getState().setVolume(Number(event.target.value))}
      />
    </div>
  );
}

/** In full screen the timeline is out of sight: a plain bar takes its place. */
function SeekBar() {
  const time = useStore(playerStore, (state) => state.time);
  const duration = useStore(playerStore, (state) => state.duration);
  return (
    <input
      type="range"
      className="player__seek"
      aria-label={t('player.position')}
      aria-valuetext={formatLong(time)}
      min={0}
      max={Math.max(duration, 1)}
      step={1000}
      value={time}
      onChange={(event) => playerStore.getState().scrub(Number(event.target.value))}
    />
  );
}
