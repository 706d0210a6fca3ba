/**
 * Every number that turns evidence into a claim, in one place: change them together with a measurement, never to make
 * one answer come out.
 *
 * Seen: `probability` is the softmax mass of all labels that a query names, summed, for one frame. `floor` is a first
 * value, higher than what absent things reached in the few films looked at so far; it has not been measured on labelled
 * photos yet. The graded words ("looks like", "may be", "perhaps") follow these numbers everywhere.
 * Said: `similarity` is the cosine between the question's topic and a spoken segment in the pack's sentence space.
 * `floor` and `strong` are first values too, for a MiniLM space, where unrelated short sentences stay below 0.3.
 */
export const CALIBRATION = {
  seen: {
    /** A frame with at least this mass counts as showing the thing. */
    floor: 0.35,
    /** From this peak mass on, a stretch is called certain. */
    strong: 0.7,
    /** A steady label is worth naming, as a guess, from this mean mass over a stretch on. */
    label: 0.2,
    /** Labels that explain a frame are shown down to this share of its likeliest one. */
    shownShare: 0.25,
    /** Search lists frames down to this mass, with the mass shown. */
    search: 0.05,
  },
  said: {
    /** By meaning alone, a segment counts as about the topic from here on. */
    floor: 0.45,
    /** By meaning alone, clearly about the topic. */
    strong: 0.6,
    /** Below this, a passage is not even worth showing as the nearest miss. */
    nearest: 0.25,
    /** Share of the topic's content words that a segment must hold to count without holding all of them. */
    wordShare: 0.6,
  },
  /** Constant of reciprocal rank fusion; see fusion.ts. */
  rrfK: 60,
  /** Two sightings with a hole of at most this many samples between them are one stretch. */
  bridgedSamples: 2,
  /** "What happens after X" looks this far, in seconds. */
  aroundSeconds: 20,
} as const;
