import { Film, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import type { PlayerSource } from '../../src-shared/video';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { playerStore } from '../stores/player-store';
import { MarkNoteOverPicture } from '../timeline/mark-note';
import { Captions } from './captions';
import { GoTo } from './go-to';
import { rangePlayStore } from './range-play';
import { SoundCard } from './sound-card';
import { ThumbView } from './thumb-view';
import { useEngine } from './use-engine';

/** The picture and what lies over it. */
export function Stage({
  videoId,
  onDoubleClick,
}: {
  readonly videoId: VideoId;
  readonly onDoubleClick: () => void;
}) {
  const [media, setMedia] = useState<HTMLVideoElement | null>(null);
  const source = useStore(playerStore, (state) => state.source);
  const frameRate = useStore(playerStore, (state) => state.frameRate);
  const captions = useStore(playerStore, (state) => state.captions);
  useEngine(videoId, media, source, frameRate);

  const playable = source !== null && source.url !== null;
  return (
    // The keyboard toggles with the space bar wherever the focus is; this is the same for the pointer.
    // biome-ignore lint/a11y/noStaticElementInteractions: a second way to what the play button does
    // biome-ignore lint/a11y/useKeyWithClickEvents: the space bar does it wherever the focus is
    <div
      className="player__stage"
      onClick={() => playerStore.getState().toggle()}
      onDoubleClick={onDoubleClick}
    >
      {playable && (
        // biome-ignore lint/a11y/useMediaCaption: captions are laid over it from the transcript
        <video
          key={source.url}
          ref={setMedia}
          src={source.url ?? undefined}
          preload="auto"
          hidden={source.kind === 'audio'}
          data-testid="video"
        />
      )}
      {source?.kind === 'audio' && <SoundCard />}
      <StandIn videoId={videoId} playable={playable} />
      {captions && <Captions videoId={videoId} />}
      <ShuttleBadge />
      <LoopBadge />
      <GoTo />
      <MarkNoteOverPicture videoId={videoId} />
      {source && <SourceNote source={source} />}
    </div>
  );
}

/** A thumbnail in the picture's place: while scrubbing, and while there is nothing to play yet. */
function StandIn({ videoId, playable }: { readonly videoId: VideoId; readonly playable: boolean }) {
  const time = useStore(playerStore, (state) => state.preview ?? (playable ? null : state.time));
  return time === null ? null : <ThumbView videoId={videoId} time={time} />;
}

function ShuttleBadge() {
  const speed = useStore(playerStore, (state) => state.shuttleSpeed);
  if (speed === 0 || speed === 1) return null;
  return (
    <span className="player__badge numbers">
      {speed < 0 ? '◀◀' : '▶▶'} {Math.abs(speed)}×
    </span>
  );
}

function LoopBadge() {
  const loop = useStore(rangePlayStore, (state) => state.loop);
  return loop ? <span className="player__badge player__badge--loop">{t('player.loop')}</span> : null;
}

/** Says what is not as usual: a proxy being made, nothing to play. */
function SourceNote({ source }: { readonly source: PlayerSource }) {
  if (source.kind === 'unavailable') {
    return (
      <div className="player__unavailable" role="status">
        <Film size={28} aria-hidden />
        <p>{source.note === null ? t('player.cannot') : sentenceInLanguage(source.note)}</p>
      </div>
    );
  }
  if (source.kind !== 'preparing') return null;
  const percent = source.progress === null ? null : Math.round(source.progress * 100);
  return (
    <div className="player__note" role="status">
      <LoaderCircle size={14} className="player__spinner" aria-hidden />
      <span>{source.note === null ? t('player.copying') : sentenceInLanguage(source.note)}</span>
      {percent !== null && <span className="numbers">{percent} %</span>}
      {percent !== null && <progress max={100} value={percent} aria-label={t('player.copyProgress')} />}
    </div>
  );
}
