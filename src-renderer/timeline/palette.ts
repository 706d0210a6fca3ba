import { PLACE_COLOURS, type PlaceColour } from '../../src-shared/collections';

/** The media feature of a system that forces its own few colours upon every page. */
export const FORCED = '(forced-colors: active)';

/** The colours that the canvas draws with: the design's tokens, read where the canvas stands. */
export interface Palette {
  readonly font: string;
  readonly surface: string;
  readonly trough: string;
  readonly block: string;
  /** Strong enough for edges; blocks use it thinned. */
  readonly edge: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly seen: string;
  readonly said: string;
  readonly written: string;
  readonly object: string;
  /** For kinds of things, the one that is there longest first; `otherKind` for the rest. */
  readonly kinds: readonly string[];
  readonly otherKind: string;
  /** That somebody gives to what is kept. */
  readonly places: Readonly<Record<PlaceColour, string>>;
  readonly playhead: string;
}

/**
 * Reads the tokens in force at an element, which differ between light, dark and forced colours. A canvas does not know the colours
 * that a system forces upon a page: an element that stands in it is asked what they come to.
 */
export function readPalette(element: Element): Palette {
  const probe = element.ownerDocument.createElement('span');
  probe.className = 'colour-probe';
  element.append(probe);
  const style = getComputedStyle(probe);
  const forced = window.matchMedia(FORCED).matches;
  const token = (name: string) => {
    if (!forced) return style.getPropertyValue(name).trim();
    probe.style.color = `var(${name})`;
    return style.color;
  };
  // What somebody coloured is told apart by its note; upon the system's background no other colour is sure to be seen.
  const place = (colour: PlaceColour) => token(forced ? '--text' : `--place-${colour}`);
  const palette: Palette = {
    font: style.getPropertyValue('--font').trim(),
    surface: token('--surface'),
    trough: token('--bg'),
    block: token('--hover'),
    edge: token('--line-strong'),
    line: token('--line'),
    text: token('--text'),
    muted: token('--text-muted'),
    faint: token('--text-faint'),
    accent: token('--accent'),
    onAccent: token('--on-accent'),
    seen: token('--seen'),
    said: token('--said'),
    written: token('--written'),
    object: token('--object'),
    kinds: [1, 2, 3, 4, 5, 6].map((n) => token(`--kind-${n}`)),
    otherKind: token('--line-strong'),
    places: Object.fromEntries(PLACE_COLOURS.map((colour) => [colour, place(colour)])) as Palette['places'],
    playhead: token('--playhead'),
  };
  probe.remove();
  return palette;
}
