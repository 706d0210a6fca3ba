import { AudioLines, Film } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Micros } from '../../src-shared/time';
import { frameTimesOf } from '../stores/frame-times';
import type { TrayCard } from '../stores/tray-card';
import { thumbUrl } from '../ui/media';

/** Frames of a loop, and how long each is shown. A short stretch is shown with what follows, so that something moves. */
const LEAST_FRAMES = 5;
const MOST_FRAMES = 16;
const STEP_MS = 280;

/** Numbers of the frames that a loop over a stretch shows, in order. */
export function framesOfLoop(
  times: readonly Micros[],
  { from, to }: { readonly from: Micros; readonly to: Micros },
): number[] {
  if (times.length === 0) return [];
  const after = times.findIndex((time) => time > from);
  const first = Math.max(0, (after === -1 ? times.length : after) - 1);
  const end = times.findIndex((time) => time > to);
  const inside = (end === -1 ? times.length : end) - first;
  const start = Math.max(0, Math.min(first, times.length - LEAST_FRAMES));
  const count = Math.min(Math.max(inside, LEAST_FRAMES), times.length - start);
  const shown = Math.min(count, MOST_FRAMES);
  return Array.from({ length: shown }, (_, n) => start + Math.floor((n * count) / shown));
}

function prefersStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The number of the frame to be shown while the loop plays; null while it does not, or nothing is known of its frames. */
function useLoop(card: TrayCard, playing: boolean): number | null {
  const [frame, setFrame] = useState<number | null>(null);
  const { videoId, from, to, frameIndex } = card;
  useEffect(() => {
    if (!playing || frameIndex === null || prefersStill()) return;
    let timer: number | undefined;
    let over = false;
    void frameTimesOf(videoId).then((times) => {
      const frames = framesOfLoop(times, { from, to });
      if (over || frames.length < 2) return;
      let at = 0;
      const step = () => {
        setFrame(frames[at % frames.length] ?? null);
        // The next one is fetched while this one is looked at.
        new Image().src = thumbUrl(videoId, frames[(at + 1) % frames.length] ?? 0);
        at++;
      };
      step();
      timer = window.setInterval(step, STEP_MS);
    });
    return () => {
      over = true;
      window.clearInterval(timer);
      setFrame(null);
    };
  }, [playing, videoId, from, to, frameIndex]);
  return frame;
}

/** A card's key frame, and while it is pointed at, its stretch of film as a short loop. */
export function Picture({ card, playing }: { readonly card: TrayCard; readonly playing: boolean }) {
  const [broken, setBroken] = useState(false);
  const frame = useLoop(card, playing) ?? card.frameIndex;
  if (frame === null || broken) {
    return (
      <span className="find__blank" aria-hidden="true">
        {card.frameIndex === null ? <AudioLines size={22} /> : <Film size={22} />}
      </span>
    );
  }
  return (
    <img
      src={thumbUrl(card.videoId, frame)}
      alt=""
      draggable={false}
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}
