import type { TrayForm } from '../stores/view-store';

/** CSS pixels, from the top left of what scrolls. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export type TrayItem =
  | { readonly kind: 'card'; readonly index: number; readonly box: Box }
  /** Where what was found ends and candidates begin. */
  | { readonly kind: 'candidates'; readonly box: Box }
  /** What is said after the last card. */
  | { readonly kind: 'end'; readonly box: Box };

export interface TrayLayout {
  readonly items: readonly TrayItem[];
  readonly width: number;
  readonly height: number;
  /** Size of a card's picture. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Whether a card's words stand beside its picture, not below it. */
  readonly beside: boolean;
}

const PAD = 8;
const GAP = 8;
/** Words below a picture: one line of them where the tray is low, else two. */
const WORDS = { low: 40, usual: 48 } as const;
const LOW = 140;
/** A card that is lower has its words beside the picture, so wide: below it, they would leave nothing of it. */
const SLIM = 100;
const BESIDE = 138;
const CARD = { least: 124, most: 600, inGrid: 176 } as const;
const ASPECT = 16 / 9;
/** What stands between cards, along the strip and in the grid. */
const CANDIDATES = { strip: 28, grid: 26 } as const;
const END = { strip: 168, grid: 44 } as const;

/** A grid that is lower shows not one row whole. */
const LEAST_GRID = 150;

/** How cards stand in a room so high: where it is too low for a row of a grid they are a strip. @param height 0: not known yet */
export function formIn(wanted: TrayForm, height: number): TrayForm {
  return height > 0 && height < LEAST_GRID ? 'strip' : wanted;
}

/**
 * Places cards of one size in a strip as high as its room, or in a grid as wide as it.
 * @param sure how many of the cards were found surely: candidates come after a mark of their own
 * @param hasEnd whether something is said after the last card
 */
export function layoutTray(
  form: TrayForm,
  room: { readonly width: number; readonly height: number },
  count: number,
  sure: number,
  hasEnd: boolean,
): TrayLayout {
  return form === 'strip'
    ? layoutStrip(room.height, count, sure, hasEnd)
    : layoutGrid(room.width, count, sure, hasEnd);
}

function layoutStrip(room: number, count: number, sure: number, hasEnd: boolean): TrayLayout {
  const height = Math.max(room - 2 * PAD, 60);
  const beside = height < SLIM;
  const shown = beside ? height : height - (height < LOW ? WORDS.low : WORDS.usual);
  const wide = Math.round(Math.min(CARD.most, shown * ASPECT));
  const width = beside ? wide + BESIDE : Math.max(CARD.least, wide);
  const picture = { width: beside ? wide : width, height: shown };
  const items: TrayItem[] = [];
  let left: number = PAD;
  const add = (size: number) => {
    const box = { left, top: PAD, width: size, height };
    left += size + GAP;
    return box;
  };
  for (let index = 0; index < count; index++) {
    if (index === sure) items.push({ kind: 'candidates', box: add(CANDIDATES.strip) });
    items.push({ kind: 'card', index, box: add(width) });
  }
  if (hasEnd && count > 0) items.push({ kind: 'end', box: add(END.strip) });
  return { items, width: left - GAP + PAD, height: height + 2 * PAD, picture, beside };
}

function layoutGrid(room: number, count: number, sure: number, hasEnd: boolean): TrayLayout {
  const inner = Math.max(room - 2 * PAD, CARD.least);
  const columns = Math.max(1, Math.floor((inner + GAP) / (CARD.inGrid + GAP)));
  const width = Math.floor((inner - (columns - 1) * GAP) / columns);
  const picture = { width, height: Math.round(width / ASPECT) };
  const height = picture.height + WORDS.usual;
  const items: TrayItem[] = [];
  let top: number = PAD;
  let column = 0;
  const newRow = () => {
    if (column > 0) top += height + GAP;
    column = 0;
  };
  const bar = (size: number) => {
    newRow();
    const box = { left: PAD, top, width: inner, height: size };
    top += size + GAP;
    return box;
  };
  for (let index = 0; index < count; index++) {
    if (index === sure) items.push({ kind: 'candidates', box: bar(CANDIDATES.grid) });
    if (column === columns) newRow();
    items.push({
      kind: 'card',
      index,
      box: { left: PAD + column * (width + GAP), top, width, height },
    });
    column++;
  }
  if (hasEnd && count > 0) items.push({ kind: 'end', box: bar(END.grid) });
  newRow();
  return { items, width: room, height: top - GAP + PAD, picture, beside: false };
}

/** The items that touch a stretch of what scrolls, and the card that is kept wherever it is. */
export function itemsIn(
  { items }: TrayLayout,
  view: Box,
  margin: number,
  keep: number | null,
): readonly TrayItem[] {
  return items.filter((item) => {
    if (item.kind === 'card' && item.index === keep) return true;
    const { left, top, width, height } = item.box;
    return (
      left < view.left + view.width + margin &&
      left + width > view.left - margin &&
      top < view.top + view.height + margin &&
      top + height > view.top - margin
    );
  });
}

export function boxOfCard({ items }: TrayLayout, index: number): Box | null {
  return items.find((item) => item.kind === 'card' && item.index === index)?.box ?? null;
}

/** The card that a key leads to from another; null where the key means nothing, or there is none further on. */
export function cardAfterKey(layout: TrayLayout, form: TrayForm, at: number, key: string): number | null {
  const cards = layout.items.filter((item) => item.kind === 'card');
  const last = cards.length - 1;
  const beside = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[key];
  if (beside !== undefined) return beside >= 0 && beside <= last ? beside : null;
  const from = boxOfCard(layout, at);
  if (form !== 'grid' || from === null || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null;
  const beyond = cards.filter(({ box }) => (key === 'ArrowDown' ? box.top > from.top : box.top < from.top));
  const row = key === 'ArrowDown' ? beyond[0]?.box.top : beyond.at(-1)?.box.top;
  const inRow = beyond.filter(({ box }) => box.top === row);
  const nearest = inRow.toSorted(
    (a, b) => Math.abs(a.box.left - from.left) - Math.abs(b.box.left - from.left),
  )[0];
  return nearest?.index ?? null;
}
