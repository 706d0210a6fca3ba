import type { PlaceColour } from '../../../src-shared/collections';

/** What a colour is called in other programs; where one of theirs is missing, the nearest. */
export interface ColourNames {
  /** DaVinci Resolve's markers: `ResolveColorBlue`. */
  readonly resolve: string;
  /** Avid's locators, which `* LOC:` of an EDL names: eight there are. */
  readonly locator: string;
  /** OpenTimelineIO's Marker.Color. */
  readonly otio: string;
  /** Premiere Pro's markers, as its XML numbers them: alpha, blue, green and red, a byte each. It has no pink. */
  readonly premiere: number;
  /** Premiere Pro's labels of clips. */
  readonly label: string;
  readonly rgb: readonly [number, number, number];
}

const NAMES: Readonly<Record<PlaceColour, ColourNames>> = {
  red: {
    ...{ resolve: 'Red', locator: 'RED', otio: 'RED', premiere: 4_281_740_498, label: 'Rose' },
    rgb: [210, 44, 54],
  },
  orange: {
    ...{ resolve: 'Sand', locator: 'YELLOW', otio: 'ORANGE', premiere: 4_280_578_025, label: 'Mango' },
    rgb: [233, 111, 36],
  },
  yellow: {
    ...{ resolve: 'Yellow', locator: 'YELLOW', otio: 'YELLOW', premiere: 4_281_049_552, label: 'Yellow' },
    rgb: [208, 161, 43],
  },
  green: {
    ...{ resolve: 'Green', locator: 'GREEN', otio: 'GREEN', premiere: 4_281_828_977, label: 'Green' },
    rgb: [113, 134, 55],
  },
  blue: {
    ...{ resolve: 'Blue', locator: 'BLUE', otio: 'BLUE', premiere: 4_294_741_314, label: 'Blue' },
    rgb: [66, 141, 252],
  },
  purple: {
    ...{ resolve: 'Purple', locator: 'MAGENTA', otio: 'PURPLE', premiere: 4_289_825_711, label: 'Purple' },
    rgb: [175, 139, 177],
  },
  pink: {
    ...{ resolve: 'Pink', locator: 'MAGENTA', otio: 'PINK', premiere: 4_289_825_711, label: 'Magenta' },
    rgb: [228, 76, 160],
  },
  grey: {
    ...{ resolve: 'Cream', locator: 'WHITE', otio: 'WHITE', premiere: 4_294_967_295, label: 'Tan' },
    rgb: [160, 160, 160],
  },
};

/** Null for a place without a colour: each format has its own for those. */
export function colourNames(colour: PlaceColour | null): ColourNames | null {
  return colour === null ? null : NAMES[colour];
}

/** A colour as a style sheet has it. */
export function cssColour(colour: PlaceColour): string {
  return `rgb(${NAMES[colour].rgb.join(' ')})`;
}
