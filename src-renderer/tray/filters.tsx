import { useStore } from 'zustand';
import type { EvidenceKind } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { filmsIn, kindsIn, type TraySort } from '../stores/tray-card';
import { trayStore } from '../stores/tray-store';
import { KindIcon, kindInLine } from '../ui/kinds';
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
      <select
        className="select select--small"
        aria-label={t('tray.order')}
        value={filter.sort}
        onChange={(event) => change({ sort: event.target.value as TraySort })}
      >
        <option value="best">{best}</option>
        <option value="time">{t('tray.order.time')}</option>
      </select>
    </fieldset>
  );
}

function Films({ chosen }: { readonly chosen: string | null }) {
  const cards = useStore(trayStore, (state) => state.cards);
  const videos = useStore(libraryStore, (state) => state.videos);
  const films = filmsIn(cards);
  if (films.length < 2) return null;
  return (
    <select
      className="select select--small tray__film"
      aria-label={t('tray.film')}
      value={chosen ?? ''}
      onChange={(event) => trayStore.getState().change({ videoId: event.target.value || null })}
    >
      <option value="">{t('tray.allFilms')}</option>
      {films.map((id) => (
        <option key={id} value={id}>
          {videos.find((video) => video.id === id)?.title ?? t('tray.aFilm')}
        </option>
      ))}
    </select>
  );
}
