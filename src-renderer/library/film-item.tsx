// What a film has in the library's list in any form, card or row: how it is opened, selected and renamed, its menu and its facts.

import { EllipsisVertical } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { Job } from '../../src-shared/jobs';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { useDragOut } from '../export/drag-out';
import { FilmFacts } from '../film/film-facts';
import { openVideo } from '../stores/go-to';
import { selectedFilms } from '../stores/selected-films';
import { useContextMenu } from '../ui/context-menu';
import { Menu } from '../ui/menu';
import { filmContextMenu, filmMenu } from './film-menu';
import { tableRow } from './table-roles';

export interface Props {
  readonly video: Video;
  readonly job: Job | undefined;
  /** Whether the card's controls are in the tab order: one card of the grid at a time. */
  readonly active: boolean;
  /** Which of how many, from 1: most of a long list are not in the document, where they could be counted. Of a table, the row. */
  readonly place: number;
  readonly of: number;
  readonly selected: boolean;
  readonly onFocus: (videoId: VideoId) => void;
  readonly onRemove: (video: Video) => void;
  readonly onSelect: (videoId: VideoId, how: 'one' | 'to') => void;
}

export function useFilmItem({ video, job, active, place, of, selected, onFocus, onRemove, onSelect }: Props) {
  const [renaming, setRenaming] = useState(false);
  const [showsFacts, setShowsFacts] = useState(false);
  const tabIndex = active ? 0 : -1;
  const own = { rename: () => setRenaming(true), facts: () => setShowsFacts(true), remove: onRemove };
  // A title that is being typed has the menu of text.
  const pointed = useContextMenu<Video>(t('library.moreFor', { title: video.title }), (of) =>
    renaming ? [] : filmContextMenu(of, job, own),
  );
  // The film's own file; with one of those that are selected, all of them.
  const { handlers } = useDragOut(() => {
    const { ids } = selectedFilms.getState();
    return { as: 'films', videoIds: ids.has(video.id) ? [...ids] : [video.id] };
  });
  const whole = {
    'data-selected': selected || undefined,
    'aria-label': video.title,
    onFocus: () => onFocus(video.id),
    onContextMenu: (event: MouseEvent) => {
      // Its dialogs lie elsewhere in the document, and have menus of their own.
      if (event.currentTarget.contains(event.target as Node)) pointed.show(event, video);
    },
  };
  return {
    renaming,
    setRenaming,
    /** Of the element that is the list's item, or the table's row. */
    item: { ...whole, role: 'listitem', 'aria-posinset': place, 'aria-setsize': of },
    row: { ...whole, ...tableRow(place) },
    /** Of the button that opens the film. */
    opener: {
      type: 'button',
      'data-card-open': true,
      ...handlers,
      tabIndex,
      'aria-label': t('library.open', { title: video.title }),
      onClick: (event: MouseEvent) => {
        if (event.shiftKey) onSelect(video.id, 'to');
        else if (event.ctrlKey || event.metaKey) onSelect(video.id, 'one');
        else openVideo(video.id);
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'F2') setRenaming(true);
        if (event.key === 'Delete') onRemove(video);
      },
    },
    menu: (
      <Menu
        label={t('library.moreFor', { title: video.title })}
        hint={t('library.more')}
        small
        tabIndex={tabIndex}
        icon={<EllipsisVertical size={15} />}
        items={filmMenu(video, own)}
      />
    ),
    /** The menu of a right click, or of the key for it. */
    pointed: pointed.menu,
    facts: showsFacts && <FilmFacts video={video} onClose={() => setShowsFacts(false)} />,
  } as const;
}
