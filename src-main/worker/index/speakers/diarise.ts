// Who speaks when: pieces of speech to speakers and their turns. Depends on nothing but the pieces.
import type { SpeakersFound, SpeakerTurn } from '../../../../src-shared/speakers';
import type { Micros } from '../../../../src-shared/time';
import { dot } from '../../inference/vectors';
import { averageLinkage, inOrder, meanDirection, type Vector } from './cluster';

/** A piece of speech and how it sounds. */
export interface Piece {
  readonly from: Micros;
  readonly to: Micros;
  /** How much speech the vector was made of. */
  readonly heard: Micros;
  readonly vector: Vector;
}

/** What was chosen on the recordings of docs/lab/speakers.md. */
export interface Rules {
  /** Clusters whose members are less alike on average are different people. */
  readonly floor: number;
  /** Two voices whose means are more alike are one: what clusters of few pieces could not show. */
  readonly same: number;
  /** Pieces of less speech than this found no voice; they go to one that others found. */
  readonly solid: Micros;
  /** A voice that speaks less than this in the whole film is none. */
  readonly least: Micros;
  /** What a change of speakers costs, in cosines: within speech, and for each second of a pause the less. */
  readonly change: number;
  /** Pauses within a turn are no longer than this. */
  readonly pause: Micros;
  /** Pieces that are clustered; of a longer film as many, evenly spread, and the others follow the voices found. */
  readonly most: number;
}
export const RULES: Rules = {
  floor: 0.605,
  same: 0.88,
  solid: 1_200_000,
  least: 2_500_000,
  change: 0.03,
  pause: 500_000,
  most: 1500,
};

/** How sharply likeness becomes confidence; and how alike somebody is who is none of those found. */
const SHARPNESS = 0.08;
const STRANGER = 0.5;
/** Rounds of giving pieces to voices and taking the voices' means anew: few change anything after two. */
const ROUNDS = 3;
const WHOLE_WINDOW: Micros = 1_615_000;

/** @param pieces in order of time */
export function diarise(pieces: readonly Piece[], rules: Rules = RULES): SpeakersFound {
  const dim = pieces[0]?.vector.length ?? 0;
  let voices = firstVoices(pieces, rules, dim);
  if (voices.length === 0) return { speakers: [], turns: [] };
  let who = assign(pieces, voices, rules);
  for (let round = 0; round < ROUNDS; round++) {
    const kept = keepThose(pieces, who, rules);
    voices = kept.map((number) => voiceOf(pieces, who, number, rules, dim));
    voices = clusterMeans(voices, rules.same, dim);
    who = assign(pieces, voices, rules);
  }
  const numbers = inOrder(who);
  const order = [...new Set(who)];
  return {
    speakers: order.map((voice, number) => ({
      number,
      voice: [...(voices[voice] as Vector)].map(shortened),
    })),
    turns: turnsOf(
      pieces.map((piece, i) => ({
        piece,
        speaker: numbers[i] as number,
        sure: sureness(piece, voices, who[i] as number),
      })),
      rules.pause,
    ),
  };
}

/** The directions of the clusters of what was heard for long enough; of all where nothing was. */
function firstVoices(pieces: readonly Piece[], { floor, solid, most }: Rules, dim: number): Vector[] {
  const long = pieces.filter(({ heard }) => heard >= solid);
  const all = long.length > 0 ? long : pieces;
  const step = Math.max(1, all.length / most);
  const some = Array.from(
    { length: Math.min(all.length, most) },
    (_, i) => all[Math.floor(i * step)] as Piece,
  );
  return clusterMeans(
    some.map(({ vector }) => vector),
    floor,
    dim,
  );
}

/** The direction of each cluster of vectors. */
function clusterMeans(vectors: readonly Vector[], floor: number, dim: number): Vector[] {
  const labels = averageLinkage(vectors, floor);
  return Array.from({ length: Math.max(-1, ...labels) + 1 }, (_, number) =>
    meanDirection(
      vectors.filter((_, i) => labels[i] === number),
      dim,
    ),
  );
}

/** Those who speak for long enough; whoever speaks longest where nobody does. */
function keepThose(pieces: readonly Piece[], who: readonly number[], { least }: Rules): number[] {
  const spoken = new Map<number, number>();
  pieces.forEach(({ from, to }, i) => {
    spoken.set(who[i] as number, (spoken.get(who[i] as number) ?? 0) + to - from);
  });
  const all = [...spoken].toSorted(([, a], [, b]) => b - a);
  const kept = all.filter(([, length]) => length >= least);
  return (kept.length > 0 ? kept : all.slice(0, 1)).map(([number]) => number);
}

function voiceOf(
  pieces: readonly Piece[],
  who: readonly number[],
  number: number,
  { solid }: Rules,
  dim: number,
): Vector {
  const own = pieces.filter((_, i) => who[i] === number);
  const longest = own.filter(({ heard }) => heard >= solid);
  return meanDirection(
    (longest.length > 0 ? longest : own).map(({ vector }) => vector),
    dim,
  );
}

/**
 * Gives each piece to a voice: the sequence with the largest sum of likenesses less the costs of changes (Viterbi). A piece counts
 * by how much speech it holds.
 */
function assign(pieces: readonly Piece[], voices: readonly Vector[], { change }: Rules): number[] {
  const from: Int32Array[] = [];
  let scores = new Float64Array(voices.length);
  pieces.forEach(({ vector, heard, from: begin }, i) => {
    const pause = i === 0 ? 0 : Math.max(0, begin - (pieces[i - 1] as Piece).to) / 1_000_000;
    const cost = change / (1 + pause);
    const best = scores.reduce((a, score, k) => (score > (scores[a] as number) ? k : a), 0);
    const weight = Math.min(1, heard / WHOLE_WINDOW);
    const back = new Int32Array(voices.length);
    scores = Float64Array.from(voices, (voice, k) => {
      const stays = (scores[k] as number) >= (scores[best] as number) - cost;
      back[k] = stays ? k : best;
      return weight * dot(vector, voice) + (stays ? (scores[k] as number) : (scores[best] as number) - cost);
    });
    from.push(back);
  });
  const who = new Array<number>(pieces.length);
  let at = scores.reduce((a, score, k) => (score > (scores[a] as number) ? k : a), 0);
  for (let i = pieces.length - 1; i >= 0; i--) {
    who[i] = at;
    at = (from[i] as Int32Array)[at] as number;
  }
  return who;
}

/** 0..1: how much more it is this voice than any other, or one that was not found. */
function sureness({ vector }: Piece, voices: readonly Vector[], who: number): number {
  const weight = (likeness: number): number => Math.exp(likeness / SHARPNESS);
  const all = voices.reduce((sum, voice) => sum + weight(dot(vector, voice)), weight(STRANGER));
  return weight(dot(vector, voices[who] as Vector)) / all;
}

function turnsOf(
  told: readonly { readonly piece: Piece; readonly speaker: number; readonly sure: number }[],
  pause: Micros,
): SpeakerTurn[] {
  const turns: (SpeakerTurn & { spoken: number })[] = [];
  for (const { piece, speaker, sure } of told) {
    const last = turns.at(-1);
    const length = piece.to - piece.from;
    if (last?.speaker === speaker && piece.from - last.to <= pause) {
      const spoken = last.spoken + length;
      const confidence = (last.confidence * last.spoken + sure * length) / spoken;
      turns[turns.length - 1] = { ...last, to: piece.to, confidence, spoken };
    } else turns.push({ from: piece.from, to: piece.to, speaker, confidence: sure, spoken: length });
  }
  return turns.map(({ spoken, confidence, ...turn }) => ({ ...turn, confidence: shortened(confidence) }));
}

/** Four places: all that such a number is good for, and the same bytes on every machine. */
function shortened(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
