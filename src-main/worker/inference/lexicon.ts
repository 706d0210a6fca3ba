/**
 * The English that questions are read by, in one place: which words carry no meaning of their own, and what the irregular
 * forms of the others are. A tagger (wink-nlp 2.4, its lite model) was tried for it: it takes the imperatives and bare
 * infinitives of questions ("show", "talk", "search") for nouns and "riding" for "rid", and costs the first question a
 * model of 4 MB, where the closed classes of words below are all that is needed.
 */

/** Articles, pronouns, prepositions, auxiliaries, question words. */
export const GRAMMAR_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those some any all each every both either neither no not and or nor but if so than then there
  here i you he she it we they me him her us them my your his its our their mine yours one ones someone somebody anyone
  anybody something anything everything nobody nothing none who whom whose which what when where why how is are was were be
  been being am do does did doing done have has had having can could will would shall should may might must of in on at to
  from by for with about into onto over under between during before after near next beside behind above below through up
  down out off as while until till again once twice most also just only very too really please ever yet still already else
  more other another such same own isn't aren't wasn't weren't don't doesn't didn't can't couldn't it's that's there's
  what's who's where's people's i'm you're we're they're he's she's let's s t d ll re ve m don doesn didn isn aren wasn weren`
    .split(/\s+/)
    .filter(Boolean),
);

/** How a question about a film is put, whatever it asks about. */
export const FILM_WORDS: ReadonlySet<string> = new Set(
  `find show shows showing shown see sees seen seeing saw look looks looking looked like appear appears appeared appearing
  visible contain contains happen happens happening happened tell give get list search video videos clip clips film films
  movie movies footage scene scenes shot shots frame frames moment moments time times part parts bit minute minutes second
  seconds begin beginning start starts end ends often many much long first last say says said saying mention mentions
  mentioned talk talks talking talked describe summary summarise summarize thing things kind kinds sort sorts type types
  picture pictures image images photo photos screen-time wear wears wearing wore worn timestamp timestamps`
    .split(/\s+/)
    .filter(Boolean),
);

/** Plurals, and other forms, that no rule of endings gives. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mice: 'mouse',
    geese: 'goose',
    oxen: 'ox',
    wolves: 'wolf',
    knives: 'knife',
    leaves: 'leaf',
    loaves: 'loaf',
    shelves: 'shelf',
    calves: 'calf',
    wives: 'wife',
    lives: 'life',
    feet: 'foot',
    teeth: 'tooth',
    children: 'child',
    men: 'man',
    women: 'woman',
    people: 'people',
    fungi: 'fungus',
    cacti: 'cactus',
    octopi: 'octopus',
    dice: 'die',
    halves: 'half',
    scarves: 'scarf',
    thieves: 'thief',
    buses: 'bus',
    viruses: 'virus',
    stolen: 'steal',
    stole: 'steal',
    spoke: 'speak',
    spoken: 'speak',
    wrote: 'write',
    written: 'write',
    bought: 'buy',
    thought: 'think',
    taught: 'teach',
    built: 'build',
    sold: 'sell',
    made: 'make',
  }),
);

/** The plain form of an irregular one; undefined for all others. */
export function irregular(word: string): string | undefined {
  return IRREGULAR.get(word);
}
