import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { keptAs } from '../stores/keep';
import { libraryStore } from '../stores/library-store';
import { playerStore } from '../stores/player-store';
import { filmsIn, type TrayCard } from '../stores/tray-card';
import { trayStore } from '../stores/tray-store';
import type { TrayForm } from '../stores/view-store';
import { showTarget } from '../ui/virtual-list';
import type { CardMenuOf } from './card-menu';
import { FindCard } from './find-card';
import { type Box, boxOfCard, cardAfterKey, formIn, itemsIn, layoutTray, type TrayLayout } from './layout';

/** Drawn beyond what is seen, on every side. CSS pixels. */
const MARGIN = 480;
const NOWHERE: Box = { left: 0, top: 0, width: 0, height: 0 };

/** What of the scrolling box is seen. */
function useSeen(scroller: React.RefObject<HTMLElement | null>): Box {
  const [seen, setSeen] = useState(NOWHERE);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () => {
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
      setSeen({ left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight });
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);
  return seen;
}

/** Scrolls no further than it takes to see the whole card. */
function scrollTo(element: HTMLElement, box: Box): void {
  const across = showTarget(
    { top: box.left, height: box.width },
    { top: element.scrollLeft, height: element.clientWidth },
  );
  const down = showTarget(
    { top: box.top, height: box.height },
    { top: element.scrollTop, height: element.clientHeight },
  );
  if (across !== null) element.scrollLeft = across;
  if (down !== null) element.scrollTop = down;
}

/** A wheel that turns up and down moves a strip along, where it has nowhere else to go. */
function useWheelAlong(scroller: React.RefObject<HTMLElement | null>, form: TrayForm): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || form !== 'strip') return;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaX !== 0 || element.scrollWidth <= element.clientWidth) return;
      event.preventDefault();
      element.scrollLeft += event.deltaY;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, form]);
}

/** The cards of the tray, of which those in sight are in the document, and the active one. */
export function Finds({
  cards,
  form: wanted,
  end,
  actions,
}: {
  /** As they are shown: those that were surely found first. */
  readonly cards: readonly TrayCard[];
  readonly form: TrayForm;
  /** What is said after the last of them. */
  readonly end: string | null;
  readonly actions: CardMenuOf;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useSeen(scroller);
  const form = formIn(wanted, seen.height);
  useWheelAlong(scroller, form);
  const kept = useStore(collectionsStore, (state) => state.kept);
  const activeKey = useStore(trayStore, (state) => state.activeKey);
  const titles = useTitles(cards);
  /** Whether the card that becomes active is to take the focus: a key moved it there. */
  const wantsFocus = useRef(false);
  const firstWeak = cards.findIndex(({ weak }) => weak);
  const sure = firstWeak === -1 ? cards.length : firstWeak;
  const layout = useMemo(
    () => layoutTray(form, seen, cards.length, sure, end !== null),
    [form, seen, cards.length, sure, end],
  );
  const isMeasured = seen.width > 0;
  const chosen = cards.findIndex(({ key }) => key === activeKey);
  const active = Math.max(0, chosen);

  // Only when another card is active, not when somebody scrolls it away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout of that moment counts.
  useLayoutEffect(() => {
    const element = scroller.current;
    const box = boxOfCard(layout, chosen);
    if (element && box && isMeasured) scrollTo(element, box);
  }, [activeKey, form, isMeasured]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('[data-find][tabindex="0"]')?.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.find === undefined) return;
    const card = cards[active];
    if (event.key === 'Delete' && card?.place) {
      event.preventDefault();
      void collectionsStore.getState().removePlaces([card.place]);
      return;
    }
    if (event.altKey && card?.place && actions.onMove && MOVES[event.key]) {
      event.preventDefault();
      wantsFocus.current = true;
      actions.onMove(card.place, MOVES[event.key] ?? 1);
      return;
    }
    const next = cardAfterKey(layout, form, active, event.key);
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    wantsFocus.current = true;
    const to = cards[next];
    if (to) trayStore.getState().activate(to.key);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: what stands between the cards is no item of theirs, which <ul> does not allow.
    <div
      className={`finds finds--${form}`}
      role="list"
      aria-label={t('tray.finds')}
      ref={scroller}
      onKeyDown={onKeyDown}
    >
      <div className="finds__all" role="presentation" style={sizeOf(layout, form)}>
        {itemsIn(layout, seen, MARGIN, active).map((item) => {
          if (item.kind !== 'card') return <Between key={item.kind} item={item} form={form} end={end} />;
          const card = cards[item.index];
          if (!card) return null;
          return (
            <FindCard
              key={card.key}
              card={card}
              box={item.box}
              picture={layout.picture}
              beside={layout.beside}
              place={item.index + 1}
              of={cards.length}
              active={item.index === active}
              marked={item.index === chosen}
              title={titles.get(card.videoId)}
              kept={keptAs(kept, card)}
              actions={actions}
              onOpen={trayStore.getState().open}
              onFocus={activate}
            />
          );
        })}
      </div>
    </div>
  );
}

const MOVES: Readonly<Record<string, 1 | -1 | undefined>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

function activate({ key }: TrayCard): void {
  trayStore.getState().activate(key);
}

function sizeOf({ width, height }: TrayLayout, form: TrayForm) {
  return form === 'strip' ? { width, height: '100%' } : { height };
}

function Between({
  item,
  form,
  end,
}: {
  readonly item: Exclude<TrayLayout['items'][number], { kind: 'card' }>;
  readonly form: TrayForm;
  readonly end: string | null;
}) {
  const { left, top, width, height } = item.box;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an item of the list that says how to take those that follow.
    <div
      className={`between between--${item.kind} between--${form}`}
      role="listitem"
      style={{ transform: `translate(${left}px, ${top}px)`, width, height }}
    >
      {item.kind === 'candidates' ? <span title={t('tray.unsure')}>{t('tray.candidates')}</span> : end}
    </div>
  );
}

/** Titles by film, where cards of several films, or of another one than is open, are shown. */
function useTitles(cards: readonly TrayCard[]): ReadonlyMap<string, string> {
  const videos = useStore(libraryStore, (state) => state.videos);
  const openId = useStore(playerStore, (state) => state.videoId);
  return useMemo(() => {
    const films = filmsIn(cards);
    if (films.length === 0 || (films.length === 1 && films[0] === openId)) return new Map();
    return new Map(videos.map(({ id, title }) => [id, title]));
  }, [cards, videos, openId]);
}
