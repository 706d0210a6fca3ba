import { ArrowDown, ArrowUp } from 'lucide-react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { isRising, type Sort, sortedBy } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { selectedFilms } from '../stores/selected-films';
import { columnHead, tableRow } from './table-roles';

/** The columns that films can be sorted by, in the order of a row's cells. */
const COLUMNS = ['title', 'state', 'length', 'folder', 'added', 'size'] as const satisfies readonly Sort[];
type Column = (typeof COLUMNS)[number];

function columnWords(column: Column): string {
  switch (column) {
    case 'title':
      return t('library.name');
    case 'folder':
    case 'size':
      return t(`library.column.${column}`);
    default:
      return t(`library.${column}`);
  }
}

/** The heads of the list's columns, each a button that sorts by it: a second press turns the order round. */
export function ListHead({ shown }: { readonly shown: readonly Video[] }) {
  return (
    <div className="film-row film-row--head" {...tableRow(1)}>
      <div {...columnHead({})}>
        <span className="visually-hidden">{t('library.column.select')}</span>
        <SelectAll shown={shown} />
      </div>
      {COLUMNS.map((column) => (
        <Head key={column} column={column} />
      ))}
      <div {...columnHead({})}>
        <span className="visually-hidden">{t('library.column.controls')}</span>
      </div>
    </div>
  );
}

function Head({ column }: { readonly column: Column }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const sorted = arrangement.sort === column;
  const rising = isRising(arrangement);
  const direction = rising ? 'ascending' : 'descending';
  return (
    <div {...columnHead({ 'aria-sort': sorted ? direction : 'none' })}>
      <button
        type="button"
        className="film-row__sort"
        title={t('library.sort.by', { column: columnWords(column) })}
        onClick={() => libraryStore.getState().arrange(sortedBy(arrangement, column))}
      >
        {columnWords(column)}
        {sorted &&
          (rising ? <ArrowUp size={13} aria-hidden="true" /> : <ArrowDown size={13} aria-hidden="true" />)}
      </button>
    </div>
  );
}

/** Selects all films that are shown, or lets go of them where all are. */
function SelectAll({ shown }: { readonly shown: readonly Video[] }) {
  const ids = useStore(selectedFilms, (state) => state.ids);
  const seen = shown.filter(({ id }) => ids.has(id)).length;
  const all = seen === shown.length;
  function change(): void {
    const { all: select, keep } = selectedFilms.getState();
    const here = new Set(shown.map(({ id }) => id));
    if (all) keep([...ids].filter((id) => !here.has(id)));
    else select([...here]);
  }
  return (
    <input
      type="checkbox"
      className="card__select"
      aria-label={t('library.selected.allShown')}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = seen > 0 && !all;
      }}
      onChange={change}
    />
  );
}
