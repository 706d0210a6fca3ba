import { AudioLines } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { playerStore } from '../stores/player-store';
import { PeakPyramid } from '../timeline/peaks';

const BARS = 96;

/** Draws the loudness of the whole recording as bars, what has been played in the accent's colour. */
function paint(canvas: HTMLCanvasElement, pyramid: PeakPyramid | null, played: number): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const ratio = window.devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const style = getComputedStyle(canvas);
  const finest = pyramid?.levels[0]?.loudest.length ?? 0;
  const level = pyramid?.levels[Math.max(0, Math.floor(Math.log2(Math.max(1, finest / BARS))))];
  const step = width / BARS;
  for (let bar = 0; bar < BARS; bar += 1) {
    const entry = level?.average[Math.floor((bar / BARS) * level.average.length)] ?? 0;
    const tall = Math.max(3, (entry / 255) * height);
    ctx.fillStyle = style.getPropertyValue(bar / BARS < played ? '--accent' : '--line-strong');
    ctx.beginPath();
    ctx.roundRect(bar * step, (height - tall) / 2, step * 0.6, tall, 2);
    ctx.fill();
  }
}

/** Stands in for the picture of a recording that has none. */
export function SoundCard() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const waveform = useStore(playerStore, (state) => state.waveform);
  const played = useStore(playerStore, (state) =>
    state.duration > 0 ? Math.floor((state.time / state.duration) * BARS) / BARS : 0,
  );
  const videoId = useStore(playerStore, (state) => state.videoId);
  const title = useStore(libraryStore, (state) => state.videos.find((each) => each.id === videoId)?.title);

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const pyramid = waveform ? new PeakPyramid(waveform.peaks, waveform.peaksPerSecond) : null;
    const again = () => paint(target, pyramid, played);
    const observer = new ResizeObserver(again);
    observer.observe(target);
    // When the graphics' process dies it takes what was drawn along.
    target.addEventListener('contextrestored', again);
    return () => {
      observer.disconnect();
      target.removeEventListener('contextrestored', again);
    };
  }, [waveform, played]);

  return (
    <div className="sound-card">
      <AudioLines size={28} aria-hidden />
      <p className="sound-card__title">{title ?? t('player.sound.title')}</p>
      <canvas ref={canvas} aria-hidden />
      <p className="sound-card__note">{t('player.sound.note')}</p>
    </div>
  );
}
