import type { SegmentSource } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import type { DamagedFilm } from '../../../base/answer/damaged-films';
import type { OwnModelFault } from '../../../base/answer/own-model-errors';
import type { ParsedQuery } from '../question';
import type { WrittenKind } from '../written-kinds';

type Range = { readonly from: Micros; readonly to: Micros };

/** What is wrong with a citation that was dropped. */
export type CitationFault =
  | { readonly fault: 'film' | 'order' | 'noFrame' | 'frame' | 'otherTime' | 'labels' | 'part' }
  | { readonly fault: 'label' | 'kind' | 'look'; readonly name: string }
  | { readonly fault: 'line'; readonly source: SegmentSource };

/** Why a question is answered from what is stored, whatever language model is chosen. */
export type StoredBecause =
  | Extract<
      ParsedQuery['form'],
      'filmFact' | 'scenes' | 'shots' | 'extreme' | 'transcript' | 'greeting' | 'help' | 'unable' | 'films'
    >
  | 'everyWriting'
  | 'part'
  | 'wordForWord'
  | 'words'
  | 'fewWords'
  | 'outside';

/**
 * Why what a model made of a question does not count: it is no query, or one without what its form needs (`invalid`); it names what
 * the question does not (`invented`) or leaves out a number or a "not" of it (`lost`); its time lies outside of the film; or it is
 * no more than the search that there is without it (`unread`).
 */
export type NotHeld = 'invalid' | 'invented' | 'lost' | 'outside' | 'unread';
/** Why a question is read without the model that was asked to. */
export type NotRead = OwnModelFault | NotHeld;

/** Why a model's sentence is not shown. */
export type LeftOut =
  | 'no number'
  | 'no such passage'
  | 'figure'
  | 'name'
  | 'negation'
  | 'other words'
  | 'gone';

/**
 * The words of one language for how an answer or a search came about, one sentence each, and for what is written on a place. They are no
 * claims: nothing but a reader takes them up.
 */
export interface HowFound {
  readonly readAs: (reading: ParsedQuery, inherited: boolean) => string;
  readonly mended: (written: string, meant: string) => string;
  readonly onlyLookedAt: (range: Range) => string;
  readonly chapterIs: (number: number, title: string, from: string, to: string) => string;
  readonly chaptersLooked: string;
  readonly dropped: (at: Micros, fault: CitationFault) => string;
  readonly labelsLooked: (named: readonly string[]) => string;
  readonly noLabel: (topic: string) => string;
  readonly labelsRead: (frames: number, range: Range) => string;
  readonly linesLooked: (source: SegmentSource, words: string, exactly: boolean, found: number) => string;
  readonly formLooked: (source: SegmentSource, form: WrittenKind['form'], found: number) => string;
  readonly thingsLooked: (kinds: readonly string[]) => string;
  /** Cosine of the question and the nearest passage, with what shared words add. */
  readonly passagesCompared: (best: number) => string;
  readonly voicesTold: string;
  readonly stretchTaken: (seconds: number, edge: 'before' | 'after', at: Micros) => string;
  readonly cutsNotLooked: string;
  /** A film that was left out, or in part. */
  readonly damaged: (film: DamagedFilm) => string;
  readonly moreDamaged: (films: number) => string;
  readonly place: {
    readonly shot: (number: number) => string;
    readonly chapter: (number: number) => string;
    /** @param share of a language model's attention, as a share of 1 */
    readonly attention: (share: number) => string;
  };
  readonly model: {
    readonly wroteThis: string;
    readonly cut: string;
    /** Milliseconds. */
    readonly timing: (
      tokens: number,
      timings: { readonly prefix: number; readonly firstToken: number; readonly perToken: number },
    ) => string;
    readonly oneVideo: (name: string) => string;
    readonly notRead: (name: string) => string;
    readonly partlyRead: (name: string, frames: number) => string;
    readonly stored: (name: string, why: StoredBecause) => string;
    /** It was to read the question, and what it said does not count. */
    readonly readAnyway: (name: string, why: NotRead) => string;
    readonly notAsked: (name: string) => string;
    readonly given: (name: string, passages: number) => string;
    readonly leftOut: (why: LeftOut, words: string) => string;
    readonly moreLeftOut: (sentences: number) => string;
    /** What happened to it, without its name: "could not be reached". */
    readonly fault: (fault: OwnModelFault) => string;
  };
  readonly search: {
    /** Words that were looked for in English as well, as pictures have no other names. */
    readonly meant: (asked: string, english: string) => string;
    /** @param looked in how many of the videos with pictures all was looked for that could be followed */
    readonly noKind: (looked: number, of: number) => string;
    readonly noWords: (query: string, writing: boolean) => string;
    readonly nearInMeaning: string;
    readonly noName: (words: readonly string[]) => string;
    readonly partlyNamed: (unnamed: readonly string[], named: readonly string[]) => string;
    /** @param shown what is shown all the same: frames that look most like the words, or those that come closest */
    readonly notClear: (named: readonly string[], shown: 'none' | 'look' | 'closest') => string;
    readonly leftOut: (videos: number) => string;
    readonly unfinished: string;
    /** Of so many films, so many were searched; the others are being made ready for it. */
    readonly waiting: (searched: number, of: number) => string;
    readonly noneLikeIt: string;
  };
}
