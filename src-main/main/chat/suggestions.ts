import type { ObjectTrack, Segment } from '../../../src-shared/analysis';
import { type ChatScope, isFilm } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock, type Micros } from '../../../src-shared/time';
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

/** Words that are said in every film. Questions are read as English, and so are these. */
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
   year years yeah yes yesterday yet your yours yourself fellow ask asks asked my not for and the you can`.split(
    /\s+/,
  ),
);

/** What is asked of a film: the most certain things of it, its most frequent words, its writing and its chapters. */
function ofFilm(library: Source, videoId: VideoId): string[] {
  const { media } = library.videos.get(videoId);
  const things = surestThings(library.objects.list(videoId));
  const [term] = frequentWords(library.segments.first(videoId, 'speech', LINES));
  const [words] = clearestWriting(library.segments.first(videoId, 'text', LINES));
  const scenes = library.scenes.list(videoId);
  const [first, second] = scenes;
  const chapters = media.chapters ?? [];
  const [one, two] = things;
  return [
    ...(one ? [`When ${isOrAre(one)} ${named(one)} seen?`] : []),
    ...(term ? [`What is said about ${term}?`] : []),
    ...(words ? [`When is “${words}” written?`] : []),
    ...(chapters.length > 1 ? ['What happens in chapter 2?'] : []),
    ...(two ? [`How long ${isOrAre(two)} ${named(two)} seen?`] : []),
    ...(scenes.length > 0 ? ['Summarise it by scenes.'] : []),
    ...(first && second && chapters.length < 2
      ? [`What happens between ${formatClock(first.from)} and ${formatClock(Math.max(first.to, 1_000_000))}?`]
      : []),
  ];
}

function ofLibrary(library: Source): string[] {
  const films = library.videos
    .list()
    .filter(({ frameCount, media }) => frameCount > 0 || media.audio.length > 0)
    .slice(0, FILMS);
  const things = surestThings(films.flatMap(({ id }) => library.objects.list(id)));
  const terms = frequentWords(films.flatMap(({ id }) => library.segments.between(id, 0, STRETCH, 'speech')));
  const [one, two] = things;
  const [term, other] = terms;
  return [
    ...(one ? [`Which videos show ${named(one)}?`] : []),
    ...(term ? [`What is said about ${term}?`] : []),
    ...(two ? [`When ${isOrAre(two)} ${named(two)} seen?`] : []),
    ...(other ? [`How often is “${other}” said?`] : []),
  ];
}

/** Questions that can be asked as they stand, and that something of what is stored answers. None where nothing is known yet. */
export function suggestQuestions(library: Source, scope: ChatScope): string[] {
  if (scope === 'all') return ofLibrary(library).slice(0, MOST);
  return (isFilm(scope) ? ofFilm(library, scope.videoId) : ofCollection(library, scope.collectionId)).slice(
    0,
    MOST,
  );
}

/** Only of what lies well within its places: what is asked of the rest would find nothing. */
function ofCollection(library: Source, collectionId: string): string[] {
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
  const [term] = frequentWords(lines);
  const [one, two] = things;
  return [
    ...(one ? [`When ${isOrAre(one)} ${named(one)} seen?`] : []),
    ...(term ? [`What is said about ${term}?`] : []),
    ...(two ? [`Which videos show ${named(two)}?`] : []),
    ...(one || term ? ['Summarise it.'] : []),
  ];
}

/** Kinds of things, those first of which one was found most surely. */
function surestThings(objects: readonly ObjectTrack[]): string[] {
  const best = new Map<string, number>();
  for (const { label, score, frames } of objects) {
    if (score >= SURE && frames >= FRAMES) best.set(label, Math.max(score, best.get(label) ?? 0));
  }
  return [...best].sort(([, a], [, b]) => b - a).map(([label]) => label);
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

/** Kinds whose names are plurals: "scissors", "skis", but not "bus". */
function isPlural(label: string): boolean {
  return /[^su]s$/.test(label);
}

function isOrAre(label: string): string {
  return isPlural(label) ? 'are' : 'is';
}

function named(label: string): string {
  if (isPlural(label)) return label;
  return `${/^[aeiou]/.test(label) ? 'an' : 'a'} ${label}`;
}
