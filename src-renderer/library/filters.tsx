import { Search } from 'lucide-react';
import { useStore } from 'zustand';
import type { Arrangement, Sort, StateFilter } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';

const SORTS: Readonly<Record<Sort, string>> = {
  added: 'Newest first',
  title: 'Title',
  length: 'Longest first',
};
const STATES: Readonly<Record<StateFilter, string>> = {
  all: 'All states',
  ready: 'Ready',
  working: 'In progress',
  trouble: 'Needs attention',
};

/** What cards are shown, and in which order. */
export function Filters({ shown, all }: { readonly shown: number; readonly all: number }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const change = (part: Partial<Arrangement>) => libraryStore.getState().arrange({ ...arrangement, ...part });
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
        label="Sort by"
        value={arrangement.sort}
        options={SORTS}
        onChange={(sort) => change({ sort })}
      />
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
