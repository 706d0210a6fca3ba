import { FileSearch, FolderOpen, Info, Pencil, RotateCw, Trash2 } from 'lucide-react';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import type { MenuItem } from '../ui/menu-items';

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
