import { ArrowDownUp, FolderTree, LayoutGrid, List, Search } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { languageName } from '../../src-shared/languages';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import {
  type AddedFilter,
  type Arrangement,
  type LengthFilter,
  SORTS,
  type SpeechFilter,
  type StateFilter,
} from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { IconButton } from '../ui/button';
import { type Option, Select } from '../ui/select';
import { languagesOf } from './arrange';

const STATES = ['all', 'ready', 'working', 'trouble'] as const satisfies readonly StateFilter[];
const LENGTHS = ['any', 'short', 'medium', 'long'] as const satisfies readonly LengthFilter[];
const AGES = ['any', 'day', 'week', 'month'] as const satisfies readonly AddedFilter[];
const SPEECH = ['any', 'with', 'without'] as const satisfies readonly SpeechFilter[];

/** What each choice is called. */
function named<T extends string>(names: readonly T[], words: (name: T) => string): readonly Option<T>[] {
  return names.map((name) => ({ value: name, label: words(name) }));
}

/** What films are shown, in which order, and how. */
export function Filters({ shown, videos }: { readonly shown: number; readonly videos: readonly Video[] }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const change = (part: Partial<Arrangement>) => libraryStore.getState().arrange({ ...arrangement, ...part });
  const all = videos.length;
  const languages = useMemo(() => [...new Set(videos.flatMap(languagesOf))].toSorted(), [videos]);
  const { view, group, language, reversed } = arrangement;
  return (
    <div className="filters">
      <label className="field filters__text">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('library.filter')}
          placeholder={t('library.filter')}
          value={arrangement.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <Select
        label={t('library.state')}
        value={arrangement.state}
        options={named(STATES, (name) => t(`library.state.${name}`))}
        onChange={(state) => change({ state })}
      />
      <Select
        label={t('library.length')}
        value={arrangement.length}
        options={named(LENGTHS, (name) => t(`library.length.${name}`))}
        onChange={(length) => change({ length })}
      />
      <Select
        label={t('library.added')}
        value={arrangement.added}
        options={named(AGES, (name) => t(`library.added.${name}`))}
        onChange={(added) => change({ added })}
      />
      <Select
        label={t('library.speech')}
        value={arrangement.speech}
        options={named(SPEECH, (name) => t(`library.speech.${name}`))}
        onChange={(speech) => change({ speech })}
      />
      {(languages.length > 1 || language !== '') && (
        <Select
          label={t('library.language')}
          value={language}
          options={named(['', ...languages], (code) =>
            code === '' ? t('library.language.any') : languageName(code),
          )}
          onChange={(chosen) => change({ language: chosen })}
        />
      )}
      <Select
        label={t('library.sort')}
        className="filters__sort"
        value={arrangement.sort}
        options={named(SORTS, (name) =>
          // The one that is chosen says which way round it is.
          name === arrangement.sort && reversed
            ? t(`library.sort.${name}.reversed`)
            : t(`library.sort.${name}`),
        )}
        onChange={(sort) => change({ sort, reversed: false })}
      />
      <span className="filters__views">
        <IconButton
          label={t('library.sort.reverse')}
          small
          aria-pressed={reversed}
          onClick={() => change({ reversed: !reversed })}
        >
          <ArrowDownUp size={16} />
        </IconButton>
        <IconButton
          label={t('library.group')}
          small
          aria-pressed={group === 'folder'}
          onClick={() => change({ group: group === 'folder' ? 'none' : 'folder' })}
        >
          <FolderTree size={16} />
        </IconButton>
        <IconButton
          label={view === 'grid' ? t('library.asList') : t('library.asCards')}
          small
          onClick={() => change({ view: view === 'grid' ? 'list' : 'grid' })}
        >
          {view === 'grid' ? <List size={16} /> : <LayoutGrid size={16} />}
        </IconButton>
      </span>
      <span className="filters__count numbers" role="status">
        {shown === all ? t('library.count', { n: all }) : t('library.countShown', { shown, all })}
      </span>
    </div>
  );
}
