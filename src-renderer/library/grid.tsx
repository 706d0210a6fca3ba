import { Clapperboard } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/video';
import { t, tParts } from '../../src-shared/words/words';
import { shownState } from '../jobs/words';
import { unfiltered } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { recentFilms } from '../stores/recent-films';
import { selectedFilms } from '../stores/selected-films';
import { UNDO_STEPS } from '../stores/undo-store';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { EmptyState } from '../ui/states';
import { Parts } from '../ui/words';
import { arrange } from './arrange';
import { Films } from './films';
import { Filters } from './filters';
import { SelectionBar } from './selection-bar';

/** Films that are to be removed, and which of them no one sees. */
interface Removal {
  readonly videos: readonly Video[];
  readonly hidden: readonly Video[];
}

/** The videos as cards or as a list, filtered and sorted. */
export function Grid({ videos }: { readonly videos: readonly Video[] }) {
  const shown = useShown(videos);
  const [removing, setRemoving] = useState<Removal | null>(null);
  // A filter hides films; what is selected stays so until it leaves the library.
  useEffect(() => selectedFilms.getState().keep(videos.map(({ id }) => id)), [videos]);
  function remove(wanted: readonly Video[]): void {
    setRemoving({ videos: wanted, hidden: wanted.filter((video) => !shown.includes(video)) });
  }
  return (
    <>
      <Filters shown={shown.length} videos={videos} />
      {shown.length === 0 ? (
        <NoMatch all={videos.length} />
      ) : (
        <Films {...{ shown, videos }} onRemove={remove} />
      )}
      <SelectionBar videos={videos} shown={shown} onRemove={remove} />
      {removing && <ConfirmRemoval {...removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

/** The videos that the filter lets through, in their order: anew when that of their states changes, where it matters. */
function useShown(videos: readonly Video[]): readonly Video[] {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const states = useStore(libraryStore, ({ jobs }) =>
    arrangement.sort === 'state' ? videos.map((video) => shownState(video, jobs.get(video.id))).join() : '',
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `states` stands for the jobs, which change ten times a second.
  return useMemo(() => {
    const { jobs } = libraryStore.getState();
    const stateOf = (video: Video) => shownState(video, jobs.get(video.id));
    return arrange(videos, arrangement, { recent: recentFilms(), stateOf });
  }, [videos, arrangement, states]);
}

function NoMatch({ all }: { readonly all: number }) {
  const { arrangement, arrange: show } = libraryStore.getState();
  return (
    <EmptyState
      icon={<Clapperboard size={32} strokeWidth={1.25} />}
      title={t('library.noMatch')}
      actions={<Button onClick={() => show(unfiltered(arrangement))}>{t('library.noMatch.showAll')}</Button>}
    >
      {t('library.noMatch.text', { n: all })}
    </EmptyState>
  );
}

function ConfirmRemoval({ videos, hidden, onClose }: Removal & { readonly onClose: () => void }) {
  const [only, ...others] = videos;
  const one = others.length === 0 && only;
  return (
    <Confirm
      title={
        one ? t('library.remove.one', { title: one.title }) : t('library.remove.some', { n: videos.length })
      }
      confirm={t('library.remove.confirm')}
      onClose={onClose}
      onConfirm={() => void libraryStore.getState().remove(videos.map(({ id }) => id))}
    >
      {!one && hidden[0] && (
        <p>
          <strong>{t('library.remove.hidden', { n: hidden.length, title: hidden[0].title })}</strong>
        </p>
      )}
      {one ? (
        <p>
          <Parts
            of={tParts('library.remove.text', { steps: UNDO_STEPS, file: <strong>{one.fileName}</strong> })}
          />
        </p>
      ) : (
        <p>{t('library.remove.textSome', { steps: UNDO_STEPS })}</p>
      )}
    </Confirm>
  );
}
