import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import { playerStore } from '../stores/player-store';
import { linesOf, transcriptStore } from '../stores/transcript-store';
import { itemsAt, spansOf } from '../timeline/search';

/** What is being said, laid over the picture: what is written in it can be read there already. */
export function Captions({ videoId }: { readonly videoId: VideoId }) {
  const own = useStore(transcriptStore, (state) => state.videoId === videoId);
  const segments = useStore(transcriptStore, (state) => state.segments);
  const spans = useMemo(() => spansOf(linesOf(segments, 'speech')), [segments]);
  const text = useStore(playerStore, (state) => itemsAt(spans, state.time)[0]?.text);
  if (!own || !text) return null;
  return (
    <p className="player__captions" data-testid="captions">
      <span>{text}</span>
    </p>
  );
}
