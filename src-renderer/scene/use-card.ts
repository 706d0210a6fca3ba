import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SceneCard } from '../../src-shared/analysis';
import type { UserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';
import { asUserError, call } from '../api';
import { playerStore } from '../stores/player-store';
import { transcriptStore } from '../stores/transcript-store';

export interface LoadedCard {
  /** The last one that came: that of the scene before, while this one's is on its way. */
  readonly card: SceneCard | null;
  readonly error: UserError | null;
}

/** What is known of a scene; asked for again where lines were corrected or more was found. */
export function useCard(videoId: VideoId, sceneIndex: number): LoadedCard {
  const segments = useStore(transcriptStore, (state) => state.segments);
  const objects = useStore(playerStore, (state) => state.objects);
  const [loaded, setLoaded] = useState<LoadedCard>({ card: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines and things are parts of the card.
  useEffect(() => {
    let wanted = true;
    call('index.sceneCard', { videoId, sceneIndex }).then(
      (card) => wanted && setLoaded({ card, error: null }),
      (thrown) => wanted && setLoaded({ card: null, error: asUserError(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [videoId, sceneIndex, segments, objects]);
  return loaded;
}
