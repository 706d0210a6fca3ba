import type { ObjectTrack, Segment } from '../../../src-shared/analysis';
import { type ChatScope, isFilm } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock, type Micros } from '../../../src-shared/time';
import { en } from '../../../src-shared/words/en/catalogue';
import type { Language } from '../../../src-shared/words/language';
import { currentLanguage, type WordKey, type Words, wordsIn } from '../../../src-shared/words/words';
import { type CollectionStretch, stretchesOf } from '../../base/library/collection-stretches';
import type { Library } from '../../base/library/types';

type Source = Pick<Library, 'videos' | 'objects' | 'segments' | 'scenes' | 'collections'>;

/** Suggestions that are shown. */
const MOST = 6;
/** Of a library, so many of its newest films are looked at. */
const FILMS = 12;
/** Below this mean score a thing may be another: it is not what a first question should be of. */
const SURE = 0.6;
/** Frames in which a thing must have been found. */
const FRAMES = 2;
/** Of each of them, so much: what is frequent in a film is so from its beginning. */
const STRETCH: Micros = 600_000_000;
/** Of one film, so many lines: a recording of days has a hundred times as many. */
const LINES = 2_000;
/** Of a collection, so many of its stretches. */
const STRETCHES = 100;

/** Words that are said in every film, English ones and German. */
const EVERYWHERE = new Set(
  `about above actually after again also always another anything around because been before being below between
   came cannot come comes could didn does doesn doing done down each even ever every everybody everyone everything first
   from gets give given goes going gonna good great have having here himself hold into isn itself just keep kind know known
   last least left less like likely little long look looking made make makes many maybe mean means might more most much must
   myself need never nobody nothing often okay once only onto other others ought ourselves over part people perhaps
   please point probably quite rather really right said same says second see seem seems seen shall should show since some
   somebody someone something sometimes sort still such sure take taken takes talk tell than thank thanks that their theirs
   them themselves then there these they thing things think this those though thought three through today together told
   tomorrow too took toward tried turn under understand until upon used uses using usually very want wanted wants wasn
   well went were weren what whatever when where whether which while whom whose will with within without won would
   year years yeah yes yesterday yet your yours yourself fellow ask asks asked my not for and the you can
   aber alle allem allen aller alles also andere anderen auch aufs bald bekommen beide beim bereits besser bestimmt bisschen bitte
   brauchen braucht daher damals damit danach dann daran darauf daraus darf darin darüber darum dass davon davor dazu dein deine dem
   denke denken denn deren dessen deshalb deswegen diese diesem diesen dieser dieses doch dort durch dürfen eben ebenso eigentlich
   eine einem einen einer eines einfach einige einmal erst erste etwas euch eure fast finde finden früher ganz ganze ganzen geben gegen
   gehen geht genau gern gerne gesagt gestern gewesen gibt ging gleich glaube gute guten haben hast hatte hätte hatten heute hier
   hinter ihnen ihre ihrem ihren ihrer immer irgendwie jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinen kommen
   kommt können könnte konnte lassen leute machen macht manchmal mehr mein meine meinem meinen meiner meist mich mussten muss müssen
   nach nachdem natürlich neben nicht nichts noch oder ohne sagen sagt schon sehen sehr sein seine seinem seinen seiner seit selbst
   sich sicher sieht sind sogar solche soll sollen sollte sondern sonst trotzdem über überhaupt unsere unserem unseren unter viel
   viele vielen vielleicht wann waren wäre warum weil weiß weiter welche wenig wenn werde werden wieder will wird wissen wohl wollen
   wollte worden wurde würde wurden während zwar zwei zwischen zusammen jahr jahre jahren schön danke hallo`.split(
    /\s+/,
  ),
);

/** What is asked of a film: the most certain things of it, its most frequent words, its writing and its chapters. */
function ofFilm(library: Source, videoId: VideoId, say: Words): string[] {
  const { media } = library.videos.get(videoId);
  const things = surestThings(library.objects.list(videoId));
  const [word] = frequentWords(library.segments.first(videoId, 'speech', LINES));
  const [words] = clearestWriting(library.segments.first(videoId, 'text', LINES));
  const scenes = library.scenes.list(videoId);
  const [first, second] = scenes;
  const chapters = media.chapters ?? [];
  const [one, two] = things;
  return [
    ...(one ? [say('suggestions.when', { thing: say(one) })] : []),
    ...(word ? [say('suggestions.said', { word })] : []),
    ...(words ? [say('suggestions.written', { words })] : []),
    ...(chapters.length > 1 ? [say('suggestions.chapter', { number: '2' })] : []),
    ...(two ? [say('suggestions.howLong', { thing: say(two) })] : []),
    ...(scenes.length > 0 ? [say('suggestions.scenes')] : []),
    ...(first && second && chapters.length < 2
      ? [
          say('suggestions.between', {
            ...{ from: formatClock(first.from), to: formatClock(Math.max(first.to, 1_000_000)) },
          }),
        ]
      : []),
  ];
}

function ofLibrary(library: Source, say: Words): string[] {
  const films = library.videos
    .list()
    .filter(({ frameCount, media }) => frameCount > 0 || media.audio.length > 0)
    .slice(0, FILMS);
  const things = surestThings(films.flatMap(({ id }) => library.objects.list(id)));
  const words = frequentWords(films.flatMap(({ id }) => library.segments.between(id, 0, STRETCH, 'speech')));
  const [one, two] = things;
  const [word, other] = words;
  return [
    ...(one ? [say('suggestions.which', { thing: say(one) })] : []),
    ...(word ? [say('suggestions.said', { word })] : []),
    ...(two ? [say('suggestions.when', { thing: say(two) })] : []),
    ...(other ? [say('suggestions.howOften', { word: other })] : []),
  ];
}

/** Questions in the window's language that can be asked as they stand, and that something of what is stored answers. None where nothing is known yet. */
export function suggestQuestions(
  library: Source,
  scope: ChatScope,
  language: Language = currentLanguage(),
): string[] {
  const say = wordsIn(language);
  if (scope === 'all') return ofLibrary(library, say).slice(0, MOST);
  return (
    isFilm(scope) ? ofFilm(library, scope.videoId, say) : ofCollection(library, scope.collectionId, say)
  ).slice(0, MOST);
}

/** Only of what lies well within its places: what is asked of the rest would find nothing. */
function ofCollection(library: Source, collectionId: string, say: Words): string[] {
  const stretches = stretchesOf(library, collectionId).stretches.slice(0, STRETCHES);
  const inside = <T extends { from: Micros; to: Micros }>(
    all: readonly T[],
    { from, to }: CollectionStretch,
  ) => all.filter((one) => one.from >= from && one.to <= to);
  const things = surestThings(
    stretches.flatMap((stretch) => inside(library.objects.list(stretch.videoId), stretch)),
  );
  const lines = stretches.flatMap((stretch) =>
    inside(library.segments.between(stretch.videoId, stretch.from, stretch.to, 'speech'), stretch),
  );
  const [word] = frequentWords(lines);
  const [one, two] = things;
  return [
    ...(one ? [say('suggestions.when', { thing: say(one) })] : []),
    ...(word ? [say('suggestions.said', { word })] : []),
    ...(two ? [say('suggestions.which', { thing: say(two) })] : []),
    ...(one || word ? [say('suggestions.summary')] : []),
  ];
}

type ThingKey = Extract<WordKey, `suggestions.thing.${string}`>;

/** Kinds of things by their words, those first of which one was found most surely. */
function surestThings(objects: readonly ObjectTrack[]): ThingKey[] {
  const best = new Map<ThingKey, number>();
  for (const { label, score, frames } of objects) {
    const key = `suggestions.thing.${label}`;
    if (score < SURE || frames < FRAMES || !isThing(key)) continue;
    best.set(key, Math.max(score, best.get(key) ?? 0));
  }
  return [...best].sort(([, a], [, b]) => b - a).map(([key]) => key);
}

function isThing(key: string): key is ThingKey {
  return key in en;
}

/** Words that lines are about, the most frequent first; of equally frequent ones the longest. */
export function frequentWords(lines: readonly Pick<Segment, 'text'>[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of lines) {
    // Each line once: who stammers has said it once.
    for (const word of new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? [])) {
      if (!EVERYWHERE.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || b.length - a.length || (a < b ? -1 : 1))
    .map(([word]) => word);
}

/** Lines of writing of one to four whole words, those first that were read most surely. */
function clearestWriting(lines: readonly Segment[]): string[] {
  return lines
    .filter(({ text }) => /^\p{L}{2,}(?: [\p{L}\p{N}]{2,}){0,3}$/u.test(text) && text.length >= 4)
    .sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0))
    .map(({ text }) => text);
}
