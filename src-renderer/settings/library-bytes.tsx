import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import type { FilmBytes, LibraryBytes as Sizes } from '../../src-shared/library-bytes';
import { call } from '../api';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';

/** Films that are listed: those that take most. */
const LISTED = 10;
const KINDS = {
  index: 'Indexes',
  tracks: 'Closer look',
  answers: 'Language model',
  copy: 'Preview copies',
} as const;
type Kind = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Kind[];

const total = (film: FilmBytes): number => NAMES.reduce((sum, kind) => sum + film[kind], 0);
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
      title="Room on the disk"
      text="What Longtake keeps beside your films, which stay where they are and are not counted. Copies for preview are made anew when they are needed."
      control={
        <Button disabled={copies === 0} onClick={() => void clear()}>
          Remove preview copies ({formatBytes(copies)})
        </Button>
      }
      below={
        sizes && (
          <div className="room">
            <p className="numbers">
              {formatBytes(all)} in all:{' '}
              {[
                ...NAMES.map((kind) => `${KINDS[kind]} ${formatBytes(sumOf(films, kind))}`),
                `Database ${formatBytes(sizes.database)}`,
              ].join(' · ')}
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
      <summary>The films that take most</summary>
      <table className="room__films">
        <thead>
          <tr>
            <th scope="col">Film</th>
            {NAMES.map((kind) => (
              <th scope="col" key={kind}>
                {KINDS[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="numbers">
          {largest.map((film) => (
            <tr key={film.videoId}>
              <th scope="row">{videos.find(({ id }) => id === film.videoId)?.title ?? ''}</th>
              {NAMES.map((kind) => (
                <td key={kind}>{film[kind] === 0 ? '' : formatBytes(film[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
