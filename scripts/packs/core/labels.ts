import type { LabelFile } from '../../../src-main/worker/formats/label-file';
import { alignLabels, type Nouns, type Synset } from './wordnet';

/** A kind that covers more labels than this says too little about a picture. "Animal" covers 398 of the 1,000. */
const MOST_LABELS = 400;
/** Usual meanings of a word that are considered: "plant" as a factory would be the tenth thing that people think of. */
const USUAL_SENSES = 3;
/** A kind counts as well covered when the labels reach this share of its direct and indirect kinds. */
const WELL_COVERED = 0.25;
/** A kind with one label stands for it only when it has few other kinds: corn alone is not "grass". */
const COVERED = 0.1;

/** Kinds that are too general however few labels they have: nobody sees "an instrumentality". First words in WordNet. */
const TOO_GENERAL = new Set(
  (
    'entity,physical entity,object,whole,artifact,instrumentality,device,equipment,implement,structure,article,' +
    'commodity,consumer goods,covering,matter,substance,solid,abstraction,group,relation,measure,part,piece,thing,' +
    'unit,living thing,organism,causal agent,physical phenomenon,process,communication,system,instrument,way,' +
    'psychological feature,attribute,state,creation,product,material,means,location,region,area,line,point,' +
    'surface,opening,mechanism,facility,building material,durables,foodstuff,nutriment,ware,end,top,collection,' +
    'social group,mechanical device,establishment,place of business,mercantile establishment,natural object,' +
    'plant part,plant organ,reproductive structure,body part,protective covering,cloth covering,restraint,' +
    'support,supporting structure,framework,barrier,obstruction,sheet,strip,passage,partition,holding device'
  ).split(','),
);

/** Labels under kinds they do not look like: in WordNet a web site is a computer, and a home theater a building. */
const STANDS_ALONE = new Set(['web site', 'home theater']);

/** Each label's meaning, and what LabelFile says of it. @param synonyms each label's synonyms, in label order */
export function describeLabels(
  synonyms: readonly (readonly string[])[],
  nouns: Nouns,
): { file: LabelFile; meanings: readonly Synset[] } {
  const meanings = alignLabels(synonyms, nouns);
  const labels = meanings.map((meaning) => ({
    name: displayName(meaning, meanings, nouns),
    synonyms: meaning.lemmas.slice(),
    gloss: meaning.gloss,
  }));
  const covered = coverage(meanings, nouns);
  const known = new Set(meanings);
  const share = (kind: Synset) => (known.has(kind) ? 1 : coveredShare(kind, known, nouns));
  const people = descendants(nouns, 'person');
  const usable = [...covered].filter(
    ([kind, ids]) =>
      known.has(kind) ||
      (ids.length <= MOST_LABELS && !TOO_GENERAL.has(kind.lemmas[0] ?? '') && !people.has(kind.id)),
  );
  const named = usable
    .map(([kind, ids]) => ({ kind, words: usualWords(kind, meanings, nouns), labels: ids }))
    .filter(({ kind, words, labels: ids }) => words.length > 0 && (ids.length > 1 || share(kind) >= COVERED));
  const kinds = named.map(({ kind }) => kind);
  const file = {
    labels,
    concepts: named.map(({ words, labels: ids }) => ({ words, labels: ids })),
    broader: broaderWords(kinds, known, people, nouns),
  };
  return { file, meanings };
}

/** The name of a label; where two labels share a word, what it is a kind of stands in brackets. */
function displayName(meaning: Synset, all: readonly Synset[], nouns: Nouns): string {
  const name = meaning.lemmas[0] ?? '';
  const alike = all.filter((other) => other.lemmas[0]?.toLowerCase() === name.toLowerCase());
  if (alike.length === 1) return name;
  const parent = nouns.synsets.get(meaning.parents[0] ?? -1);
  return `${name} (${parent?.lemmas[0] ?? meaning.lemmas.at(-1)})`;
}

/** For each label's meaning and each kind above it, the numbers of the labels below. */
function coverage(meanings: readonly Synset[], nouns: Nouns): Map<Synset, number[]> {
  const covered = new Map<Synset, number[]>();
  meanings.forEach((meaning, label) => {
    const alone = STANDS_ALONE.has(meaning.lemmas[0] ?? '');
    for (const kind of alone ? [meaning] : reach([meaning], (synset) => synset.parents, nouns)) {
      const ids = covered.get(kind);
      if (ids) ids.push(label);
      else covered.set(kind, [label]);
    }
  });
  return covered;
}

/** The starting meanings and all that can be reached from them. */
function reach(
  start: readonly Synset[],
  next: (synset: Synset) => readonly number[],
  nouns: Nouns,
): Set<Synset> {
  const found = new Set(start);
  for (const synset of found) {
    for (const id of next(synset)) {
      const other = nouns.synsets.get(id);
      if (other) found.add(other);
    }
  }
  return found;
}

function descendants(nouns: Nouns, word: string): Set<number> {
  const [root] = nouns.senses(word);
  if (!root) throw new Error(`WordNet has no meaning for ${word}`);
  return new Set([...reach([root], (synset) => synset.children, nouns)].map((synset) => synset.id));
}

/** All words of a label; of a kind, those that usually mean it. */
function usualWords(kind: Synset, meanings: readonly Synset[], nouns: Nouns): string[] {
  const words = [...new Set(kind.lemmas.map((lemma) => lemma.toLowerCase()))];
  if (meanings.includes(kind)) return words;
  return words.filter((word) => nouns.senses(word).slice(0, USUAL_SENSES).includes(kind));
}

/** Words whose first meaning is directly a kind of a well covered concept, and that name no concept themselves. */
function broaderWords(
  kinds: readonly Synset[],
  known: ReadonlySet<Synset>,
  people: ReadonlySet<number>,
  nouns: Nouns,
): Record<string, number> {
  const wellCovered = new Map<number, number>();
  kinds.forEach((kind, index) => {
    if (coveredShare(kind, known, nouns) >= WELL_COVERED) wellCovered.set(kind.id, index);
  });
  const broader: Record<string, number> = {};
  for (const word of nouns.words()) {
    const [first] = nouns.senses(word);
    if (!first || people.has(first.id) || kinds.includes(first)) continue;
    const index = first.parents.map((parent) => wellCovered.get(parent)).find((found) => found !== undefined);
    if (index !== undefined) broader[word] = index;
  }
  return broader;
}

/** The share of a kind's direct and indirect kinds that have a label at or below them; 0 for one without kinds. */
function coveredShare(top: Synset, known: ReadonlySet<Synset>, nouns: Nouns): number {
  const below = reach([top], (synset) => synset.children, nouns);
  below.delete(top);
  if (below.size === 0) return 0;
  const labelled = [...below].filter((synset) => known.has(synset));
  const above = reach(labelled, (synset) => synset.parents, nouns);
  return [...below].filter((synset) => above.has(synset)).length / below.size;
}
