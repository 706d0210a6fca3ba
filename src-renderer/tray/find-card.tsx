import { EllipsisVertical, Star } from 'lucide-react';
import { memo, useState } from 'react';
import type { KeptPlace } from '../../src-shared/collections';
import { formatClock } from '../../src-shared/time';
import { t, tParts } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { dragged, useDragOut } from '../export/drag-out';
import { Making } from '../export/making';
import { toggleKept } from '../stores/keep';
import type { Reason, TrayCard } from '../stores/tray-card';
import { IconButton } from '../ui/button';
import { useContextMenu } from '../ui/context-menu';
import { formatLength } from '../ui/format';
import { isQuoted, KindIcon } from '../ui/kinds';
import { Marked } from '../ui/marks';
import { Menu } from '../ui/menu';
import { type CardMenuOf, menuOf } from './card-menu';
import type { Box } from './layout';
import { Picture } from './picture';
import { likenessWords } from './words';

/** How far the tools stand in from the picture's right edge, CSS pixels. */
const TOOLS_IN = 4;

interface Props {
  readonly card: TrayCard;
  readonly box: Box;
  /** Size of the picture, CSS pixels. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Whether the words stand beside it. */
  readonly beside: boolean;
  /** Which of how many, from 1: most of a long list are not in the document, where they could be counted. */
  readonly place: number;
  readonly of: number;
  /** Whether it was opened or pointed at last: its controls are in the tab order. */
  readonly active: boolean;
  /** Whether the active card's mark is shown: not before one was chosen. */
  readonly marked: boolean;
  /** The film's title, where the tray has cards of several. */
  readonly title: string | undefined;
  readonly kept: KeptPlace | null;
  readonly actions: CardMenuOf;
  readonly onOpen: (card: TrayCard) => void;
  readonly onFocus: (card: TrayCard) => void;
}

/** A find: its picture, why it was found, how long it is, and a star that keeps it. */
export const FindCard = memo(function FindCard(props: Props) {
  const { card, box, picture, beside, place, of, active, marked, title, kept, actions } = props;
  const { onOpen, onFocus } = props;
  const [pointed, setPointed] = useState(false);
  const { making, handlers } = useDragOut((still) => dragged(card, still));
  const pointedAt = useContextMenu<TrayCard>(t('tray.more'), (of) => menuOf(of, kept, actions));
  const tabIndex = active ? 0 : -1;
  const keep = kept ? t('tray.letGoFind') : t('tray.keepFind');
  return (
    // biome-ignore lint/a11y/useSemanticElements: its list holds what stands between cards, too, which <ul> does not allow.
    <div
      className={`find${marked ? ' find--active' : ''}${beside ? ' find--beside' : ''}`}
      role="listitem"
      aria-posinset={place}
      aria-setsize={of}
      style={{ transform: `translate(${box.left}px, ${box.top}px)`, width: box.width, height: box.height }}
      onFocus={() => onFocus(card)}
      onContextMenu={(event) => {
        // Its menus lie elsewhere in the document.
        if (event.currentTarget.contains(event.target as Node)) pointedAt.show(event, card);
      }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      <button
        type="button"
        className="find__open"
        data-find={card.key}
        tabIndex={tabIndex}
        aria-current={marked ? 'true' : undefined}
        {...handlers}
        onClick={() => onOpen(card)}
      >
        <span className="find__picture" style={picture}>
          <Picture card={card} playing={pointed} />
          <Kinds card={card} />
          <span className="find__clock numbers">{formatClock(card.from)}</span>
          <Making making={making} />
          {card.to > card.from && (
            <span className="find__length numbers">{formatLength(card.to - card.from)}</span>
          )}
        </span>
        <Score card={card} />
        <Words card={card} title={title} />
      </button>
      <span
        className={kept ? 'find__tools find__tools--kept' : 'find__tools'}
        style={{ right: box.width - picture.width + TOOLS_IN }}
      >
        <IconButton
          label={keep}
          hint={tooltip('tray.keep', keep)}
          small
          className="find__tool"
          tabIndex={tabIndex}
          aria-pressed={kept !== null}
          onClick={() => void toggleKept(card)}
        >
          <Star size={14} fill={kept ? 'currentColor' : 'none'} />
        </IconButton>
        <Menu
          label={t('tray.more')}
          small
          tabIndex={tabIndex}
          icon={<EllipsisVertical size={14} />}
          items={menuOf(card, kept, actions)}
        />
      </span>
      {pointedAt.menu}
    </div>
  );
});

/** The kinds that it was found by, each once. */
function Kinds({ card }: { readonly card: TrayCard }) {
  const kinds = [
    ...new Map(card.reasons.map((reason) => [`${reason.kind}${reason.fromFile ?? ''}`, reason])).values(),
  ];
  if (kinds.length === 0) return null;
  return (
    <span className="find__kinds">
      {kinds.map(({ kind, fromFile }) => (
        <KindIcon key={kind} kind={kind} fromFile={fromFile ?? false} size={13} />
      ))}
    </span>
  );
}

/** How good a find it is. Of a search: compared with the best one, as nothing else can be said of ranks of different kinds. */
function Score({ card: { score, similarity } }: { readonly card: TrayCard }) {
  if (score === null) return <span className="find__score find__score--none" />;
  const share = Math.round(score * 100);
  return (
    <span
      className="find__score"
      title={similarity === null ? t('tray.score', { share }) : likenessWords(similarity)}
    >
      <span style={{ width: `${share}%` }} />
      {similarity === null && <span className="visually-hidden">{t('tray.score', { share })}</span>}
    </span>
  );
}

function Words({ card, title }: Pick<Props, 'card' | 'title'>) {
  const { place, reasons } = card;
  const said = [
    ...(place && place.note !== '' && !isNamedByNote(place) ? [place.note] : []),
    ...(place?.tags.map((tag) => `#${tag}`) ?? []),
    ...(title === undefined ? [] : [title]),
  ];
  const all = reasons.map(({ text }) => text).join('\n');
  return (
    <span className="find__words" title={all === '' ? undefined : all}>
      <span className="find__reason">
        {place?.colour && <span className={`colour colour--${place.colour}`} aria-hidden="true" />}
        <Name card={card} />
      </span>
      {said.length > 0 && <span className="find__facts">{said.join(' · ')}</span>}
    </span>
  );
}

/** A marker without a name goes by its note. */
function isNamedByNote({ kind, title }: KeptPlace): boolean {
  return kind === null && title === '';
}

/** What it is called: how alike it is, where frames like one were looked for; else its first reason. */
function Name({ card: { similarity, reasons, place } }: { readonly card: TrayCard }) {
  if (similarity !== null) return likenessWords(similarity);
  const [first] = reasons;
  if (first) return <Because reason={first} />;
  const unnamed =
    place && place.to > place.from ? t('collections.place.stretch') : t('collections.place.marker');
  return place?.title || place?.note || unnamed;
}

function Because({ reason }: { readonly reason: Reason }) {
  const quoted = isQuoted(reason.kind) && reason.text !== '';
  const words = <Marked key="words" text={reason.text} marks={reason.marks} />;
  return (
    <>
      {quoted ? tParts('ui.quote', { words }) : words}
      {reason.probability !== null && (
        <span className="find__share numbers"> {Math.round(reason.probability * 100)} %</span>
      )}
    </>
  );
}
