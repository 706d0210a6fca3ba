import { Eye, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import type { Job } from '../../src-shared/jobs';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { answererOf, modelsStore, otherSearchPack } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { aboutWords } from '../ui/format';
import { isActive } from './words';

interface Props {
  readonly video: Video;
  readonly job: Job | undefined;
  readonly tabIndex?: number;
}

/** Name of the pack that watches now; undefined where none is chosen. */
export function useWatcher(): string | undefined {
  const chosen = useStore(settingsStore, (state) => state.settings?.answerPack);
  return useStore(modelsStore, ({ packs }) => packs?.find(({ id }) => id === chosen)?.name);
}

/** Offers to have the chosen language model watch a finished video that it has not watched, or not to the end. */
export function WatchButton({ video, job, tabIndex = 0 }: Props) {
  const settings = useStore(settingsStore, (state) => state.settings);
  const packs = useStore(modelsStore, (state) => state.packs);
  const rate = useStore(libraryStore, (state) => state.watchRate);
  const answerer = answererOf(video, settings, packs);
  if (video.state !== 'ready' || !video.media.video || isActive(job)) return null;
  if (!answerer || answerer.watched === 'wholly') return null;
  const left = video.frameCount - (answerer.watched === 'partly' ? (video.answers?.frameCount ?? 0) : 0);
  const name = answerer.pack.name;
  const partly = answerer.watched === 'partly';
  return (
    <Button
      small
      className="card__offer"
      tabIndex={tabIndex}
      onClick={() => void libraryStore.getState().control(video.id, 'start')}
    >
      <Eye size={14} />{' '}
      {rate === null
        ? t(partly ? 'jobs.watch.goOn' : 'jobs.watch', { name })
        : t(partly ? 'jobs.watch.goOnTook' : 'jobs.watch.took', {
            name,
            time: aboutWords(left / rate),
          })}
    </Button>
  );
}

/** Offers to index a finished video anew where another pack finds now than the one that indexed it. */
export function IndexAgainButton({ video, job, tabIndex = 0 }: Props) {
  const settings = useStore(settingsStore, (state) => state.settings);
  const packs = useStore(modelsStore, (state) => state.packs);
  const pack = otherSearchPack(video, settings, packs);
  if (video.state !== 'ready' || isActive(job) || pack === null) return null;
  return (
    <Button
      small
      className="card__offer"
      tabIndex={tabIndex}
      onClick={() => void libraryStore.getState().control(video.id, 'start')}
    >
      <RefreshCw size={14} /> {t('jobs.indexAgain', { name: pack.name })}
    </Button>
  );
}
