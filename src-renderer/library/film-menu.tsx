import {
  CircleX,
  FileSearch,
  Film,
  FolderOpen,
  Info,
  Pause,
  Pencil,
  Play,
  RotateCw,
  Trash2,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { Job } from '../../src-shared/jobs';
import type { RunName } from '../../src-shared/passes';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { controlsFor, runOfJob } from '../jobs/words';
import { openVideo } from '../stores/go-to';
import { type JobControl, libraryStore } from '../stores/library-store';
import type { MenuItem } from '../ui/menu-items';

export const CONTROL_ICONS: Readonly<Record<JobControl, ReactElement>> = {
  start: <Play size={15} />,
  pause: <Pause size={15} />,
  resume: <Play size={15} />,
  cancel: <CircleX size={15} />,
  retry: <RotateCw size={15} />,
};

export function controlWords(control: JobControl, run: RunName): string {
  if (control === 'start') return t('library.startIndexing');
  return control === 'retry' ? t('library.again') : t(`library.${control}Run.${run}`);
}

interface Own {
  readonly rename: () => void;
  readonly facts: () => void;
  readonly remove: (video: Video) => void;
}

/** What can be done with one film, as its card and its line in the list offer it. */
export function filmMenu(video: Video, own: Own): MenuItem[] {
  const library = libraryStore.getState();
  return [
    { label: t('library.menu.rename'), icon: <Pencil size={15} />, run: own.rename },
    {
      label: t('library.menu.show'),
      icon: <FolderOpen size={15} />,
      disabled: video.state === 'missing',
      run: () => void library.reveal(video.id),
    },
    {
      label: t('library.menu.relocate'),
      icon: <FileSearch size={15} />,
      run: () => void library.relocate(video.id),
    },
    { label: t('library.menu.about'), icon: <Info size={15} />, run: own.facts },
    {
      label: t('library.menu.index'),
      icon: <RotateCw size={15} />,
      disabled: video.state !== 'ready',
      run: () => void library.control(video.id, 'retry'),
    },
    {
      label: t('library.menu.remove'),
      icon: <Trash2 size={15} />,
      danger: true,
      run: () => own.remove(video),
    },
  ];
}

/** All that a card and a line of the list offer, in one menu: what a click and their buttons do, and what their menu holds. */
export function filmContextMenu(video: Video, job: Job | undefined, own: Own): MenuItem[] {
  return [
    { label: t('library.menu.open'), icon: <Film size={15} />, run: () => openVideo(video.id) },
    ...controlsFor(video, job).map((control) => ({
      label: controlWords(control, runOfJob(job)),
      icon: CONTROL_ICONS[control],
      run: () => void libraryStore.getState().control(video.id, control),
    })),
    ...filmMenu(video, own),
  ];
}
