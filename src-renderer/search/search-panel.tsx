import { AudioLines, Download, Images, SearchX, Telescope } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Scope, SearchGroup, SearchHit } from '../../src-shared/answers';
import { formatClock } from '../../src-shared/time';
import { tooltip } from '../actions/keys';
import { hitsRequest } from '../export/places';
import { exportStore } from '../stores/export-store';
import { showHit } from '../stores/go-to';
import { libraryStore } from '../stores/library-store';
import { type Query, sameScope, searchStore } from '../stores/search-store';
import { useWantedField } from '../stores/wanted-field';
import { Button, IconButton } from '../ui/button';
import { count } from '../ui/format';
import { isQuoted, KindIcon } from '../ui/kinds';
import { Marked } from '../ui/marks';
import { thumbUrl } from '../ui/media';
import { moveFocus } from '../ui/roving';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { SearchField } from './search-field';
import './search.css';

/** Search in one video or in all, and what was found, grouped by scene. */
export function SearchPanel({ scope }: { readonly scope: Scope }) {
  const search = useStore(searchStore);
  const field = useRef<HTMLInputElement>(null);
  const mine = sameScope(search.scope, scope);
  useWantedField('search', field);

  return (
    <section className="search" aria-label="Search">
      {/* The library has its search field in the header. */}
      {scope !== 'all' && (
        <div className="search__head">
          <SearchField scope={scope} inputRef={field} />
        </div>
      )}
      <div className="search__results">
        {!mine || search.status === 'idle' ? (
          <EmptyState icon={<Telescope size={28} strokeWidth={1.5} />} title="Search by meaning">
            Things and places as they look, and words as they were said or stand in the picture. Enter goes to
            a result, arrows move among them.
          </EmptyState>
        ) : (
          <Results scope={scope} />
        )}
      </div>
    </section>
  );
}

function Results({ scope }: { readonly scope: Scope }) {
  const { status, error, groups, notes, query } = useStore(searchStore);
  const [active, setActive] = useState<SearchHit | null>(null);
  if (status === 'searching') {
    return (
      <div className="empty">
        <Spinner label="Searching" />
      </div>
    );
  }
  if (status === 'failed' && error) return <ErrorNote error={error} />;
  const hits = groups.flatMap((group) => group.hits);
  const current = active && hits.includes(active) ? active : hits[0];
  return (
    <>
      {query?.kind === 'similar' && (
        <p className="search__like">
          <img src={thumbUrl(query.videoId, query.frameIndex)} alt="" /> Frames like this one
        </p>
      )}
      {hits.length > 0 && (
        <div className="search__summary">
          <p role="status">
            {count(hits.length, 'result')} in {count(groups.length, 'place')}
          </p>
          <Button
            small
            tone="quiet"
            onClick={() => exportStore.getState().open(hitsRequest(hitsName(query), hits))}
          >
            <Download size={13} /> Export hits…
          </Button>
        </div>
      )}
      <Notes notes={notes} />
      {hits.length === 0 && (
        <EmptyState icon={<SearchX size={28} strokeWidth={1.5} />} title="Nothing found">
          {notes.length === 0 && 'Try another word for it, or something that stands near it.'}
        </EmptyState>
      )}
      {groups.map((group) => (
        <Group
          key={`${group.videoId}:${group.scene?.index ?? group.hits[0]?.from}`}
          group={group}
          scope={scope}
          current={current}
          onFocus={setActive}
        />
      ))}
    </>
  );
}

/** What a list of hits is called. */
function hitsName(query: Query | null): string {
  return query?.kind === 'text' ? `Hits for ${query.text}` : 'Frames like one';
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="search__notes selectable">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function Group({
  group,
  scope,
  current,
  onFocus,
}: {
  readonly group: SearchGroup;
  readonly scope: Scope;
  readonly current: SearchHit | undefined;
  readonly onFocus: (hit: SearchHit) => void;
}) {
  const title = useStore(libraryStore, ({ videos }) =>
    scope === 'all' ? videos.find((video) => video.id === group.videoId)?.title : undefined,
  );
  const { scene } = group;
  return (
    <section className="group">
      <h3 className="group__head">
        {title !== undefined && <span className="group__title">{title}</span>}
        {scene && (
          <span className="numbers">
            Scene {scene.index + 1} · {formatClock(scene.from)}–{formatClock(scene.to)}
          </span>
        )}
      </h3>
      <ul>
        {group.hits.map((hit) => (
          <Hit
            key={`${hit.from}:${hit.frameIndex}`}
            hit={hit}
            scope={scope}
            active={hit === current}
            onFocus={() => onFocus(hit)}
          />
        ))}
      </ul>
    </section>
  );
}

function Hit({
  hit,
  scope,
  active,
  onFocus,
}: {
  readonly hit: SearchHit;
  readonly scope: Scope;
  readonly active: boolean;
  readonly onFocus: () => void;
}) {
  const { videoId, frameIndex } = hit;
  const clock = formatClock(hit.frameTime ?? hit.from);
  function similar(): void {
    if (frameIndex !== null) void searchStore.getState().run(scope, { kind: 'similar', videoId, frameIndex });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'm' && frameIndex !== null) {
      event.preventDefault();
      similar();
    } else {
      moveFocus(event, '[data-hit]', { within: event.currentTarget.closest('.search__results') });
    }
  }
  return (
    <li className="hit" onFocus={onFocus}>
      <button
        type="button"
        className="hit__open"
        data-hit
        tabIndex={active ? 0 : -1}
        aria-label={`Go to ${clock}: ${hit.matches.map((match) => match.text).join('; ')}`}
        onClick={() => showHit(hit)}
        onKeyDown={onKeyDown}
      >
        <span className="hit__picture">
          {frameIndex === null ? (
            <AudioLines size={18} aria-hidden="true" />
          ) : (
            <img src={thumbUrl(videoId, frameIndex)} alt="" loading="lazy" draggable={false} />
          )}
        </span>
        <span className="hit__words">
          <span className="hit__time numbers">{clock}</span>
          {hit.matches.map((match) => (
            <Match key={`${match.kind}:${match.text}`} match={match} />
          ))}
        </span>
      </button>
      {frameIndex !== null && (
        <IconButton
          label="More like this frame"
          hint={tooltip('find.similar')}
          small
          className="hit__similar"
          tabIndex={active ? 0 : -1}
          onClick={similar}
        >
          <Images size={14} />
        </IconButton>
      )}
    </li>
  );
}

/** One reason why it was found. */
function Match({ match }: { readonly match: SearchHit['matches'][number] }) {
  const quoted = isQuoted(match.kind);
  return (
    <span className="match">
      <KindIcon kind={match.kind} fromFile={match.fromFile ?? false} />
      <span className="match__text">
        {quoted && '“'}
        <Marked text={match.text} marks={match.marks} />
        {quoted && '”'}
        {match.probability !== null && (
          <span className="match__share numbers"> {Math.round(match.probability * 100)} %</span>
        )}
      </span>
    </span>
  );
}
