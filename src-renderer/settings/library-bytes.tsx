import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import type { FilmBytes, LibraryBytes as Sizes } from '../../src-shared/library-bytes';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';

/** Films that are listed: those that take most. */
const LISTED = 10;
const KINDS = ['index', 'tracks', 'answers', 'copy'] as const;
type Kind = (typeof KINDS)[number];

const total = (film: FilmBytes): number => KINDS.reduce((sum, kind) => sum + film[kind], 0);
const sumOf = (films: readonly FilmBytes[], kind: Kind): number =>
  films.reduce((sum, film) => sum + film[kind], 0);

/** What the library takes on the disk, by kind and film, and what of it can be cleared. */
export function LibraryBytes() {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  const load = async (): Promise<void> => {
    const told = await tellIfItFails(call('library.bytes', undefined));
    if (told) setSizes(told);
  };
  async function clear(): Promise<void> {
    await tellIfItFails(call('library.clearCopies', undefined));
    await load();
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown.
  useEffect(() => void load(), []);
  const films = sizes?.films ?? [];
  const copies = sumOf(films, 'copy');
  const all = films.reduce((sum, film) => sum + total(film), sizes?.database ?? 0);
  return (
    <Row
      title={t('settings.room')}
      text={t('settings.room.text')}
      control={
        <Button disabled={copies === 0} onClick={() => void clear()}>
          {t('settings.room.clear', { size: formatBytes(copies) })}
        </Button>
      }
      below={
        sizes && (
          <div className="room">
            <p className="numbers">
              {t('settings.room.all', {
                size: formatBytes(all),
                parts: [
                  ...KINDS.map((kind) => `${t(`settings.room.${kind}`)} ${formatBytes(sumOf(films, kind))}`),
                  `${t('settings.room.database')} ${formatBytes(sizes.database)}`,
                ].join(' · '),
              })}
            </p>
            <FilmList films={films} />
          </div>
        )
      }
    />
  );
}

function FilmList({ films }: { readonly films: readonly FilmBytes[] }) {
  const videos = useStore(libraryStore, (state) => state.videos);
  const largest = films.toSorted((a, b) => total(b) - total(a)).slice(0, LISTED);
  if (largest.length === 0) return null;
  return (
    <details>
      <summary>{t('settings.room.largest')}</summary>
      <table className="room__films">
        <thead>
          <tr>
            <th scope="col">{t('settings.room.film')}</th>
            {KINDS.map((kind) => (
              <th scope="col" key={kind}>
                {t(`settings.room.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="numbers">
          {largest.map((film) => (
            <tr key={film.videoId}>
              <th scope="row">{videos.find(({ id }) => id === film.videoId)?.title ?? ''}</th>
              {KINDS.map((kind) => (
                <td key={kind}>{film[kind] === 0 ? '' : formatBytes(film[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
