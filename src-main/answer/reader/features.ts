/** Cheap features of a question's wording, for a linear classifier beside its sentence embedding. */

/** Places of the hashed feature vector (the hashing trick, Weinberger et al. 2009, arXiv 0902.2206). */
export const BUCKETS = 4096;

/** A feature's place, 0..BUCKETS-1, and its value. A place may come more than once: values add up. */
export type Feature = readonly [index: number, value: number];

/** FNV-1a, 32 bits. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

/** Words that carry the form of a question and not its subject: all others look alike in its skeleton. */
const CLOSED = new Set(
  `what which who whose whom when where why how often many much long is are was were be been do does did can could will
  would should has have had there here this that these those it he she they them him her his their i you we me us my any
  anything anyone anybody some someone somebody something every everything all each no not none without nobody never more most
  less least first last longest shortest biggest than or and but else again next then before after during between while until
  once ever at in on of to from for with by about into over under behind a an the if whether happen happens happened happening
  going shown show shows see seen seeing visible appear appears look looks say says said saying talk talks talking mention
  mentions mentioned tell tells told speak speaks spoken speaking discuss discussed explain explains hear heard word words
  sound sounds written write writes read text title caption sign screen slide slides name number count times time timestamp
  minute minutes second seconds hour scene scenes shot shots part moment point bit chapter chapters cut cuts video videos film
  films movie movies clip clips recording recordings find jump go skip take list give summary summarise summarize sum overview
  recap gist describe describes description color colour colors colours kind type sort doing make does made wear wearing wears
  people person TIME NUM QUOTE ? please`.split(/\s+/),
);
/** Of these, the ones that stand in bare keywords too: "man with a hat". */
const GLUE = new Set(['a', 'an', 'the', 'of', 'in', 'on', 'with', 'and', '?']);

/** Lower case, contractions opened, times, numbers and quotations replaced by what they are. */
function skeletonText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b(what|where|when|who|how|there|that|it|he|she)'?s\b/g, '$1 is')
    .replace(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, ' TIME ')
    .replace(/\d+/g, ' NUM ')
    .replace(/"[^"]+"|“[^”]+”/g, ' QUOTE ');
}

function tokensOf(text: string): string[] {
  return skeletonText(text).match(/[\p{L}\p{N}']+|\?/gu) ?? [];
}

/** The closed-class words in order, what lies between them as one "_". */
function skeletonOf(tokens: readonly string[]): string[] {
  const skeleton = tokens.map((token) => (CLOSED.has(token) ? token : '_'));
  return skeleton.filter((token, i) => token !== '_' || skeleton[i - 1] !== '_');
}

function gramsOf(items: readonly string[], shortest: number, longest: number): string[] {
  const grams = [];
  for (let n = shortest; n <= longest; n++)
    for (let i = 0; i + n <= items.length; i++) grams.push(items.slice(i, i + n).join(' '));
  return grams;
}

/** A bag of keys as features of length 1 together, so that no block outweighs another by its size. */
function bag(prefix: string, keys: readonly string[]): Feature[] {
  const counts = new Map<number, number>();
  for (const key of keys) {
    const index = bucketOf(`${prefix} ${key}`);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const norm = Math.hypot(...counts.values()) || 1;
  return [...counts].map(([index, count]) => [index, count / norm]);
}

/**
 * Features of a question's wording: words and pairs of words, character trigrams to 5-grams within words (typing
 * errors), the skeleton of closed-class words to 4-grams, and a few flags. Each block has Euclidean length 1.
 */
export function wordingFeatures(text: string): Feature[] {
  const tokens = tokensOf(text);
  const words = [...gramsOf(tokens, 1, 2), `^${tokens[0]}`, `^${tokens[0]} ${tokens[1]}`];
  const characters = tokens.flatMap((token) =>
    gramsOf([...`<${token}>`], 3, 5).map((gram) => gram.replaceAll(' ', '')),
  );
  const skeleton = gramsOf(['^', ...skeletonOf(tokens), '$'], 1, 4);
  return [
    ...bag('word', words),
    ...bag('chars', characters),
    ...bag('skeleton', skeleton),
    ...bag('flag', flagsOf(tokens)),
  ];
}

function flagsOf(tokens: readonly string[]): string[] {
  const flags = [`length ${Math.min(tokens.filter((token) => token !== '?').length, 8)}`];
  if (
    tokens.some((token) => /^(?:TIME|minutes?|seconds?|hours?|beginning|start|end|middle|half)$/.test(token))
  )
    flags.push('time');
  if (tokens.includes('QUOTE')) flags.push('quote');
  if (!tokens.some((token) => CLOSED.has(token) && !GLUE.has(token))) flags.push('bare');
  return flags;
}
