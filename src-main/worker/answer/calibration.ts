/**
 * Every number that turns evidence into a claim, in one place: change them together with a measurement, never to make
 * one answer come out. Measured by eval/calibration/floors.ts on hand-made pairs, chosen on one half of the videos
 * and checked, not blindly, on the other: docs/lab/calibration.md has the tables, and how little such a small set can prove.
 *
 * Seen: the mass is the softmax of all labels that a query names, summed, for one frame. What counts is its mean over the
 * frames of a scene: a single frame's best mass told present from absent things worse at every floor.
 * Said: `similarity` is the cosine between the question's topic and a spoken segment in the pack's sentence space.
 */
export const CALIBRATION = {
  /** From so many at once on a count is “about” so many: of crowds the detector loses some, and takes others for two. Not measured. */
  crowd: 6,
  seen: {
    /** Mean mass over a scene of two frames or more from which a thing "is seen": no false claim on either half. */
    seen: 0.7,
    /** From this mean on a scene is told as "looks like", not sure: two in three were there. */
    likely: 0.2,
    /** The same for a scene of which only one frame is stored; about three in five were there. */
    single: 0.5,
    /** A frame is shown as the nearest miss from here on; below it nothing is. */
    nearest: 0.1,
    /**
     * A label that nobody asked for is named from this mean probability over a stretch on: of 249 photographs, 22 of the 24 whose
     * likeliest label reached it show that; from 0.9 on 26 of 30, from 0.8 on about 42 of 60. See docs/lab/calibration.md.
     */
    label: 0.95,
    /** Labels that explain a frame are shown down to this share of its likeliest one. */
    shownShare: 0.25,
  },
  said: {
    /** By meaning alone, a segment counts as perhaps about the topic from here on: one in 62 wrongly. */
    floor: 0.36,
    /** By meaning alone, clearly about the topic: none wrongly. */
    strong: 0.45,
    /** Below this, a passage is not even worth showing as the nearest miss. */
    nearest: 0.25,
    /** Share of the topic's content words that a segment must hold to count without holding all of them. Not measured. */
    wordShare: 0.6,
  },
  /**
   * A sentence or a slide against the whole question: their cosine, and a little for words that both hold. Set by looking at all
   * ordinary questions of the project's set, so that these are no blind test of it.
   */
  passages: {
    /** What all of the question's own words are worth; a part of them, so much less. */
    words: 0.15,
    said: 0.46,
    /** What the topic alone must be nearer than the whole question: a word is near in meaning to much. */
    topic: 0.03,
    /** Where the question itself asks for what is said. */
    asked: 0.4,
    /** A few words of writing are near in meaning to much. */
    written: 0.54,
    /** What is asked of writing, and is said. */
    other: 0.06,
    /**
     * From here on without half of the topic's words. Chosen on the false answers of three sets: of passages below it 3 of 8 were right. See
     * docs/eval.md.
     */
    alone: 0.56,
    half: 0.5,
    /** A yes says more than a place to look at. */
    exists: 0.06,
    /** From here on it is more than a place to look at. */
    sure: 0.62,
    /** A second passage is told where it comes that near to the first. */
    beside: 0.07,
  },
  written: {
    /** A line of fewer words counts by its words alone, never by meaning. */
    leastWords: 4,
  },
  /** Below LEAST_TOLD_SCORE, things are not told of at all. */
  things: {
    /** From this mean score on, over at least so many frames, a thing "is found"; below, it only looks like it. */
    sure: 0.5,
    leastFrames: 2,
    /** Doubtful things that are there for less than this, in microseconds, are not told of as there. Not measured. */
    glimpse: 2_500_000,
    /** A person whose box is this share of the picture is what it shows, whatever labels the whole frame gets. */
    dominant: 0.2,
  },
  /**
   * Words that no label names, in standard deviations above what one in a hundred of the pack's pictures reaches: see looks.ts and
   * docs/lab/pictures.md. Chosen on one half of three question sets: "looks like", never "is seen".
   */
  look: {
    /** Mean over a scene of two frames or more; the same for a scene of which one frame is stored, which was not measured. */
    least: 0.1,
    lone: 0.6,
    /** How many times as often as all pictures those near a scene's frames show it, in the mean over them: see docs/lab/pictures.md. */
    borne: 2,
    /** A scene that falls further below the most alike one is something like it: the lake, and not the beach. */
    beside: 0.25,
    /** Frames of such a scene that fall below this are not a part of the place. Not measured. */
    edge: -1,
  },
  /** Of frames like one, a place is only a candidate below this cosine of tokens. Not measured. */
  alike: 0.75,
  /** Constant of reciprocal rank fusion; see fusion.ts. */
  rrfK: 60,
  /** Two sightings with a hole of at most this many samples between them are one stretch. */
  bridgedSamples: 2,
  /** "What happens after X" looks this far, in seconds. */
  aroundSeconds: 20,
} as const;
