import { FolderTree, LayoutGrid, List, Search } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { languageName } from '../../src-shared/languages';
import type { Video } from '../../src-shared/video';
import type {
  AddedFilter,
  Arrangement,
  LengthFilter,
  Sort,
  SpeechFilter,
  StateFilter,
} from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { IconButton } from '../ui/button';
import { languagesOf } from './arrange';

const SORTS: Readonly<Record<Sort, string>> = {
  added: 'Newest first',
  opened: 'Last opened',
  title: 'Title',
  length: 'Longest first',
};
const STATES: Readonly<Record<StateFilter, string>> = {
  all: 'All states',
  ready: 'Ready',
  working: 'In progress',
  trouble: 'Needs attention',
};

const LENGTHS: Readonly<Record<LengthFilter, string>> = {
  any: 'Any length',
  short: 'Under 5 minutes',
  medium: '5 minutes to an hour',
  long: 'Over an hour',
};
const AGES: Readonly<Record<AddedFilter, string>> = {
  any: 'Added any time',
  day: 'Added today',
  week: 'Added this week',
  month: 'Added this month',
};
const SPEECH: Readonly<Record<SpeechFilter, string>> = {
  any: 'With or without speech',
  with: 'With speech',
  without: 'Without speech',
};

/** What films are shown, in which order, and how. */
export function Filters({ shown, videos }: { readonly shown: number; readonly videos: readonly Video[] }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const change = (part: Partial<Arrangement>) => libraryStore.getState().arrange({ ...arrangement, ...part });
  const all = videos.length;
  const languages = useMemo(() => [...new Set(videos.flatMap(languagesOf))].toSorted(), [videos]);
  const { view, group, language } = arrangement;
  const names = Object.fromEntries(languages.map((code) => [code, languageName(code)]));
  return (
    <div className="filters">
      <label className="field filters__text">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label="Filter by title"
          placeholder="Filter by title"
          value={arrangement.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <Choice
        label="State"
        value={arrangement.state}
        options={STATES}
        onChange={(state) => change({ state })}
      />
      <Choice
        label="Length"
        value={arrangement.length}
        options={LENGTHS}
        onChange={(length) => change({ length })}
      />
      <Choice
        label="Added"
        value={arrangement.added}
        options={AGES}
        onChange={(added) => change({ added })}
      />
      <Choice
        label="Speech"
        value={arrangement.speech}
        options={SPEECH}
        onChange={(speech) => change({ speech })}
      />
      {(languages.length > 1 || language !== '') && (
        <Choice
          label="Language"
          value={language}
          options={{ '': 'Any language', ...names }}
          onChange={(chosen) => change({ language: chosen })}
        />
      )}
      <Choice
        label="Sort by"
        value={arrangement.sort}
        options={SORTS}
        onChange={(sort) => change({ sort })}
      />
      <span className="filters__views">
        <IconButton
          label="Group by folder"
          small
          aria-pressed={group === 'folder'}
          onClick={() => change({ group: group === 'folder' ? 'none' : 'folder' })}
        >
          <FolderTree size={16} />
        </IconButton>
        <IconButton
          label={view === 'grid' ? 'Show as a list' : 'Show as cards'}
          small
          onClick={() => change({ view: view === 'grid' ? 'list' : 'grid' })}
        >
          {view === 'grid' ? <List size={16} /> : <LayoutGrid size={16} />}
        </IconButton>
      </span>
      <span className="filters__count numbers" role="status">
        {shown === all ? `${all} ${all === 1 ? 'video' : 'videos'}` : `${shown} of ${all} videos`}
      </span>
    </div>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}) {
  const keys = Object.keys(options) as T[];
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = keys.find((key) => key === event.target.value);
        if (chosen) onChange(chosen);
      }}
    >
      {keys.map((key) => (
        <option key={key} value={key}>
          {options[key]}
        </option>
      ))}
    </select>
  );
}
