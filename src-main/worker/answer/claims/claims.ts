import type { SegmentSource } from '../../../../src-shared/analysis';
import type { Confidence } from '../../../../src-shared/answers';
import type { VideoId } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { DamagedFilm } from '../../../base/answer/damaged-films';
import type { OwnModelFault } from '../../../base/answer/own-model-errors';
import type { Form, Limit, Sense, Wanted } from '../reader/query';
import type { CheckedCitation } from '../verify';

/** A part of a film. */
export interface Interval {
  readonly videoId: VideoId;
  readonly from: Micros;
  readonly to: Micros;
}

/** Numbers that claims hold. Lengths of time are microseconds; `likelihood` is a share from 0 to 1. */
export type CountName =
  | 'places'
  | 'films'
  | 'lines'
  | 'uses'
  | 'different'
  | 'shown'
  | 'of'
  | 'more'
  | 'parts'
  | 'cuts'
  | 'number'
  | 'atOnce'
  | 'total'
  | 'length'
  | 'reached'
  | 'left'
  | 'likelihood'
  | 'bytes'
  | 'tracks'
  | 'width'
  | 'height';

/** What every claim says, each in its own measure; a kind's own fields say which of these it always has. */
export interface Common {
  /** What it is about, as it was asked for or as what was found is called; mostly one. Of a film its title. */
  readonly subject: readonly string[];
  readonly intervals: readonly Interval[];
  readonly counts: Readonly<Partial<Record<CountName, number>>>;
  /** Words that are said or written, or the labels of frames. */
  readonly words: readonly string[];
  /** How sure it is; null where it claims nothing of a film. */
  readonly confidence: Confidence | null;
  /** Where it can be seen; a message names the n-th by `[[n]]`. */
  readonly evidence: readonly CheckedCitation[];
  /** The film's title, where an answer covers several and has to name it. */
  readonly film: string | null;
}

type Counted<N extends CountName> = { readonly counts: Readonly<Record<N, number>> };
type About = Pick<Common, 'subject'>;
type Place = Pick<Common, 'evidence' | 'intervals'>;
type Nothing = Record<never, never>;

/** How it was asked for, which decides what a heading counts. */
export interface Asked {
  readonly form: Form;
  readonly ordinal: 'first' | 'last' | null;
}

/** What a file tells of itself. */
export type Fact =
  | { readonly fact: 'length'; readonly length: Micros }
  | {
      readonly fact: 'sound';
      readonly tracks: readonly { readonly language: string | null; readonly channels: number }[];
    }
  | {
      readonly fact: 'subtitles';
      /** In the file, beside it, or brought by a person; null where an earlier version looked at the file, which did not ask. */
      readonly tracks: readonly { readonly language: string | null }[] | null;
    }
  | { readonly fact: 'size'; readonly bytes: number }
  | {
      readonly fact: 'picture';
      readonly picture: {
        readonly width: number;
        readonly height: number;
        readonly frameRate: number | null;
        readonly codec: string;
      } | null;
    };

/** A kind of thing with how many of it are there at once, at most, as a storyboard names it. */
export interface KindNamed {
  readonly label: string;
  readonly atOnce: number;
}

/** Fields of each kind of claim beside those that all have. */
interface OwnFields {
  // What is seen
  /** It was found so often, for so long: `detector` found the thing itself, by `label` frames look like it. */
  present: About &
    Counted<'places' | 'total' | 'films'> & {
      readonly basis: 'detector' | 'label';
      readonly asked: Asked;
      /** Whether it is claimed; else it only looks like it. */
      readonly sure: boolean;
      /** Whether the subject is just what was asked for, and not a wider kind or one of several things. */
      readonly exact: boolean;
    };
  /** It is there again, so often after its first place; `places` is 0 where it does not come back. */
  returns: About & Counted<'places'>;
  /** A place of it. Words are the frame's labels. */
  place: Place & { readonly basis: 'detector' | 'label' };
  /** So many at once, at most, and where. */
  atOnce: About & Counted<'atOnce'> & Place;
  /** Kinds that are found. */
  kinds: About;
  /** A kind: for how long in all, how many at once, and its longest place. */
  kind: About & Counted<'total' | 'atOnce'> & Place;
  /** Where it is not, or where nothing is said. */
  gaps: About & Counted<'total'> & { readonly of: 'thing' | 'speech' };
  /** It is there, or something is said, from beginning to end. */
  always: About & { readonly of: 'thing' | 'speech' };
  /** One of the gaps. */
  gap: Pick<Common, 'intervals'>;
  /** No place was found, where it was looked for. */
  absent: About & {
    readonly senses: readonly ('seen' | 'said' | 'mentioned' | 'written')[];
    readonly isQuote: boolean;
    /** Whether no frame came near it either. */
    readonly far: boolean;
    /** Whether places were told before, and this is about others. */
    readonly further: boolean;
  };
  /** A kind is found that need not be what was asked for. */
  otherKind: About;
  /** A frame that comes near, and is no sighting. */
  nearestFrame: About & Counted<'likelihood'> & Place;
  /** Where it is seen, or what looks like it, without counting. */
  whereSeen: About & { readonly basis: 'detector' | 'label'; readonly sure: boolean };
  /** The same, where the question itself cannot be answered. */
  lookWhere: About & { readonly sure: boolean };

  // What is said and written
  /** Lines hold the words, or come near in meaning. */
  lines: About &
    Counted<'lines' | 'uses' | 'total'> & {
      readonly source: SegmentSource;
      readonly byMeaning: boolean;
      readonly isQuote: boolean;
      readonly asked: Asked;
    };
  /** A line. */
  line: Place & Pick<Common, 'words'>;
  /** Something of a form, such as prices: so many different ones, in so many lines. */
  written: Counted<'different' | 'lines'> & {
    readonly form: 'email' | 'web' | 'phone' | 'price' | 'date';
    readonly source: SegmentSource;
    readonly asked: Asked;
  };
  /** What is said about it. */
  about: About & { readonly isQuote: boolean };
  /** What is written with it, and beside it. */
  beside: About;
  /** It is not written, but said. */
  saidInstead: About;
  /** Nothing is written with it; without a subject, nothing is said or written at all. */
  noLines: About & { readonly source: SegmentSource; readonly where: 'film' | 'there' };
  /** So many of all lines: those that stand out, or the first. */
  chosenLines: Counted<'shown' | 'of'> & { readonly source: SegmentSource; readonly first: boolean };
  // Who speaks
  /** So many people speak; the subject is their names. */
  speakers: About & Counted<'of'>;
  /** One of them: for how long, in how many turns, and when first. */
  speaker: About & Counted<'total' | 'places'> & Pick<Common, 'intervals'>;
  /** Somebody speaks so often; the turns follow. */
  speaks: About & Counted<'places' | 'total'>;
  /** What somebody says, about the second subject where there is one; the lines follow, or there are `none`. */
  saidBy: About & { readonly none: boolean };
  /** It was not listened for; nobody speaks; nobody by the name, or nobody told, does. */
  noSpeakers: About & { readonly why: 'unread' | 'silent' | 'nobody' };
  /** The lines that come closest to a question. */
  closestLines: { readonly source: SegmentSource };
  /** Where it is spoken or written of, where the question itself cannot be answered. */
  mentioned: { readonly source: SegmentSource };
  /** Nothing that is said or written answers the question. */
  unanswered: { readonly senses: readonly ('said' | 'written')[] };
  /** Speech that is not understood. Without a place: in so many films. */
  notUnderstood: Counted<'places' | 'films' | 'total'>;

  // A stretch, a film, its parts
  /** What is there in a stretch of a film; the items that follow are of this sort. */
  inStretch: Pick<Common, 'intervals'> & {
    readonly what: 'said' | 'kinds' | 'written' | 'labels';
    readonly begins: boolean;
  };
  /** A label of a stretch's frames with its mean likelihood. */
  label: About & Counted<'likelihood'> & Place;
  /** Nothing is there in a stretch: nothing said or written, as the sense has it; no label fits where `blind`. */
  emptyStretch: Pick<Common, 'intervals'> & { readonly sense: Sense; readonly blind: boolean };
  /** Nothing comes before or after it. */
  edge: { readonly edge: 'before' | 'after' };
  fact: About & { readonly value: Fact };
  /** The longest or shortest scene or shot. */
  extreme: Place &
    Counted<'number' | 'of' | 'length'> & {
      readonly most: 'longest' | 'shortest';
      readonly unit: 'scene' | 'shot';
    };
  /** So many scenes or shots are in it. */
  parts: About & Counted<'parts' | 'cuts' | 'shown'> & { readonly unit: 'scene' | 'shot' };
  part: Place & Counted<'length'> & { readonly unit: 'scene' | 'shot'; readonly dissolve: boolean };
  /** The file names so many; `lacks`: the number of one that was asked for and is none of them. */
  chapters: Counted<'parts'> & { readonly lacks: number | null };
  chapter: Place & About & Counted<'number'>;
  /** It has none; `parts`: so many scenes, which can be asked for instead, number `number` for one. */
  noChapters: Counted<'parts' | 'number'>;
  films: Counted<'films' | 'of'> & { readonly filter: Extract<Wanted, { kind: 'films' }>['filter'] };
  film: About & Counted<'length'>;
  /** How long a film is, in how many scenes, and what was not found in it. */
  overview: About & Counted<'length' | 'parts'> & { readonly silent: boolean; readonly unnamed: boolean };
  /** A film in one sentence. Its evidence: a place of each kind, then of the line written and of the line said. */
  oneSentence: About &
    Counted<'length' | 'parts'> & {
      readonly kinds: readonly KindNamed[];
      readonly writes: string | null;
      readonly says: string | null;
      /** The stretch of it that is told of; null where it is all of it. */
      readonly within: Interval | null;
      /** One of several films: an item of a list. */
      readonly listed: boolean;
    };
  /** A scene of a storyboard. Its evidence: the scene, then the lines that are written, then those that are said. */
  entry: Place &
    Counted<'length'> & {
      readonly kinds: readonly KindNamed[];
      readonly writes: readonly string[];
      readonly says: readonly string[];
    };
  storyboard: { readonly which: 'all' | 'chosen' | 'look' };

  // What an answer says of itself
  /** Items that are left out of a list. */
  more: Counted<'more'> & { readonly what: 'place' | 'scene' | 'shot' | 'stretch' | 'film' | 'video' };
  unsureToo: Nothing;
  nearest: { readonly what: 'frames' | 'frame' | 'loneFrame' | 'passage' | 'glimpse' };
  look: Pick<Common, 'evidence'>;
  because: { readonly reason: 'nearestPlaces' | 'ownWords' | 'oneOfThese' | 'knownKinds' | 'missedIsAbsent' };
  noName: About & { readonly part: 'all' | 'some' | 'either'; readonly isQuote: boolean };
  onlyKind: About & { readonly wider: string };
  untold: About;
  missed: About & { readonly basis: 'detector' | 'label' };
  action: About;
  limit: { readonly limit: Limit };
  unable: { readonly what: 'translate' | 'act' };
  voices: { readonly wordsFollow: boolean };
  cannotCount: About;
  notLookedFor: { readonly to: 'list' | 'count' };
  noGroup: About;
  noParts: { readonly unit: 'scene' | 'shot' };
  notRead: Nothing;
  cannotTellAbsence: About & { readonly notLooked: boolean };
  sameOnes: Nothing;
  soundOnly: Nothing;
  foreign: Nothing;
  howToAsk: Nothing;
  /** The time asked for lies outside: of the one film, which ends at `length`, or of all. */
  outside: { readonly end: Micros | null };
  /** How far a film has been read. */
  filmsBeingRead: Counted<'films'>;
  picturesSoFar: Counted<'reached' | 'of'>;
  /** Seconds that are left, and where what is transcribed ends; null where not known, or nothing is yet. */
  speechSoFar: { readonly reached: Micros | null; readonly left: Micros | null };
  speechSoon: Nothing;
  closerLookAtFilms: Counted<'films'>;
  closerLookSoFar: { readonly reached: Micros | null; readonly length: Micros };
  // What became of a model of the user's own; the subject is its name
  /** It read the question, as one about the words; of the stretch, where it names one. */
  readBy: About & Pick<Common, 'words' | 'intervals'> & { readonly form: Form; readonly sense: Sense };
  /** It gave no answer, or none that holds: what follows was found without it. */
  modelFailed: About & { readonly fault: OwnModelFault | 'unsupported' };
  /** It broke off: what it said stands, and may not be all. */
  modelBrokeOff: About & { readonly fault: OwnModelFault };
  /** It found no answer in so many passages; `found` where what follows was found without it. */
  modelFoundNothing: About & Counted<'of'> & { readonly found: boolean };
  /** A film of several was left out, or in part, for what its own files are like; words are the failure's own, in English. */
  damaged: About & Pick<Common, 'words'> & { readonly what: DamagedFilm['what'] };
  /** Places of a collection that were not looked at: their films (the subject) are not in the library, or were not read yet. */
  placesLeftOut: About & Counted<'places'> & { readonly why: 'missing' | 'unread' };
  /** And so many more. */
  moreDamaged: Counted<'films'>;
}

export type Kind = keyof OwnFields;

/** One thing that an answer says: a claim with its evidence, or a word on the answer itself. */
export type Claim<K extends Kind = Kind> = {
  [One in K]: { readonly kind: One } & Common & OwnFields[One];
}[K];

/** A claim as it is made: fields that are left out are empty. */
export type Stated = {
  [One in Kind]: { readonly kind: One } & Partial<Common> & OwnFields[One];
}[Kind];

const EMPTY: Common = {
  subject: [],
  intervals: [],
  counts: {},
  words: [],
  confidence: null,
  evidence: [],
  film: null,
};

export function filledIn(stated: Stated): Claim {
  return { ...EMPTY, ...stated } as Claim;
}

/** Kinds that are items of a list under the claim before them. */
const ITEMS: ReadonlySet<Kind> = new Set([
  ...([
    'speaker',
    'place',
    'kind',
    'gap',
    'nearestFrame',
    'line',
    'label',
    'part',
    'chapter',
    'film',
    'entry',
  ] as const),
]);

export function isItem(claim: Claim): boolean {
  return ITEMS.has(claim.kind) || (claim.kind === 'oneSentence' && claim.listed);
}

/** The interval and the evidence of one checked place. */
export function at(citation: CheckedCitation): Pick<Common, 'intervals' | 'evidence'> {
  const { videoId, from, to } = citation;
  return { intervals: [{ videoId, from, to }], evidence: [citation] };
}

export function intervalsOf(places: readonly { readonly citation: CheckedCitation }[]): Interval[] {
  return places.map(({ citation: { videoId, from, to } }) => ({ videoId, from, to }));
}
