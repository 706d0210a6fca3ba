import { useStore } from 'zustand';
import type { EvidenceKind } from '../../src-shared/answers';
import { libraryStore } from '../stores/library-store';
import { filmsIn, kindsIn, type TraySort } from '../stores/tray-card';
import { trayStore } from '../stores/tray-store';
import { KindIcon, kindWords } from '../ui/kinds';
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
  const best = source?.kind === 'collection' ? 'As ordered' : 'Best first';
  return (
    <fieldset className="tray__filters" aria-label="Filter">
      {kinds.length > 1 &&
        kinds.map((kind) => (
          <Tooltip key={kind} content={`Only ${kindWords(kind).toLowerCase()}`} describes={false}>
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
        aria-label="Order of the finds"
        value={filter.sort}
        onChange={(event) => change({ sort: event.target.value as TraySort })}
      >
        <option value="best">{best}</option>
        <option value="time">By time</option>
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
      aria-label="Film"
      value={chosen ?? ''}
      onChange={(event) => trayStore.getState().change({ videoId: event.target.value || null })}
    >
      <option value="">All films</option>
      {films.map((id) => (
        <option key={id} value={id}>
          {videos.find((video) => video.id === id)?.title ?? 'A film'}
        </option>
      ))}
    </select>
  );
}
