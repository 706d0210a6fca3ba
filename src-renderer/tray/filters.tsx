import { useStore } from 'zustand';
import type { EvidenceKind } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { filmsIn, kindsIn, type TraySort } from '../stores/tray-card';
import { trayStore } from '../stores/tray-store';
import { KindIcon, kindInLine } from '../ui/kinds';
import { Select } from '../ui/select';
import { Tooltip } from '../ui/tooltip';

const ORDER: readonly EvidenceKind[] = ['seen', 'said', 'written', 'object', 'scene', 'named', 'weighed'];

/** Which of the cards are shown, and in which order. */
export function Filters() {
  const cards = useStore(trayStore, (state) => state.cards);
  const filter = useStore(trayStore, (state) => state.filter);
  const source = useStore(trayStore, (state) => state.source);
  const { change } = trayStore.getState();
  const counts = kindsIn(cards);
  const kinds = ORDER.filter((kind) => counts.has(kind));
  function toggle(kind: EvidenceKind): void {
    const chosen = new Set(filter.kinds);
    if (!chosen.delete(kind)) chosen.add(kind);
    change({ kinds: chosen });
  }
  if (cards.length < 2) return null;
  const best = source?.kind === 'collection' ? t('tray.order.own') : t('tray.order.best');
  return (
    <fieldset className="tray__filters" aria-label={t('tray.filter')}>
      {kinds.length > 1 &&
        kinds.map((kind) => (
          <Tooltip key={kind} content={t('tray.only', { kind: kindInLine(kind) })} describes={false}>
            <button
              type="button"
              className="kind-filter numbers"
              aria-pressed={filter.kinds.has(kind)}
              onClick={() => toggle(kind)}
            >
              <KindIcon kind={kind} size={13} />
              {counts.get(kind)}
            </button>
          </Tooltip>
        ))}
      <Films chosen={filter.videoId} />
      <Select<TraySort>
        label={t('tray.order')}
        small
        value={filter.sort}
        options={[
          { value: 'best', label: best },
          { value: 'time', label: t('tray.order.time') },
        ]}
        onChange={(sort) => change({ sort })}
      />
    </fieldset>
  );
}

function Films({ chosen }: { readonly chosen: string | null }) {
  const cards = useStore(trayStore, (state) => state.cards);
  const videos = useStore(libraryStore, (state) => state.videos);
  const films = filmsIn(cards);
  if (films.length < 2) return null;
  return (
    <Select
      label={t('tray.film')}
      small
      className="tray__film"
      value={chosen ?? ''}
      options={[
        { value: '', label: t('tray.allFilms') },
        ...films.map((id) => ({
          value: id,
          label: videos.find((video) => video.id === id)?.title ?? t('tray.aFilm'),
        })),
      ]}
      onChange={(id) => trayStore.getState().change({ videoId: id || null })}
    />
  );
}
