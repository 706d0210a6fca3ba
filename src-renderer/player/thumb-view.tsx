import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { playerStore } from '../stores/player-store';
import { nearestIndex } from '../timeline/search';
import { thumbsOf } from '../timeline/thumbs';

/** The thumbnail nearest to a time, fitted like the film. Stays on the last one while the next loads. */
export function ThumbView({ videoId, time }: { readonly videoId: VideoId; readonly time: Micros }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frameTimes = useStore(playerStore, (state) => state.frameTimes);
  const aspect = useStore(playerStore, (state) => state.aspect);
  const frame = nearestIndex(frameTimes, time);

  useEffect(() => {
    if (frame < 0) return;
    const thumbs = thumbsOf(videoId);
    const paint = () => {
      const picture = thumbs.get(frame);
      const target = canvas.current;
      if (!picture || !target) return;
      target.width = picture.width;
      target.height = picture.height;
      target.getContext('2d')?.drawImage(picture, 0, 0);
    };
    paint();
    return thumbs.subscribe(paint);
  }, [videoId, frame]);

  if (frame < 0) return null;
  return <canvas ref={canvas} className="player__thumb" style={{ aspectRatio: aspect ?? undefined }} />;
}
