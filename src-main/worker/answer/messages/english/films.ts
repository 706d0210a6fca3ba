import { formatBytes } from '../../../../../src-shared/bytes';
import {
  count,
  labelled,
  lengthOf,
  listOf,
  percent,
  plainText,
  quoted,
  spanOf,
} from '../../../../base/answer/wording';
import type { Claim, Fact } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { inFilm, kindNamed, shown, sizeOf, span } from './phrases';

const STRETCH: Record<Claim<'inStretch'>['what'], string> = {
  said: 'what is said',
  kinds: 'what is found by kind',
  written: 'what is written',
  labels: 'what the frames may show',
};

/** What to say of words where there are none. */
const SILENT: Record<Claim<'emptyStretch'>['sense'], string> = {
  seen: '',
  said: 'nothing is said',
  written: 'nothing is written',
  told: 'nothing is said or written',
  either: 'nothing is said',
};

const FILTERS: Record<Exclude<Claim<'films'>['filter'], 'all'>, string> = {
  silent: 'have no sound',
  sound: 'have sound',
  spoken: 'have speech in them',
  unspoken: 'have no speech in them',
  longest: 'can be compared',
  shortest: 'can be compared',
  longer: 'are longer than that',
  shorter: 'are shorter than that',
};

/** Films, their parts, and stretches of them. */
export const FILMS = {
  inStretch: (claim) =>
    claim.begins
      ? `From ${span(claim)}${inFilm(claim)}, ${STRETCH[claim.what]}:`
      : `And ${STRETCH[claim.what]}:`,
  label: ({ subject, counts }) =>
    `[[0]] ${plainText(subject[0] ?? '')} (${percent(counts.likelihood)} on average)`,
  emptyStretch: (claim) => {
    const blind = claim.blind ? 'no label fits the frames well enough to be named' : '';
    return `From ${span(claim)}${inFilm(claim)}, ${listOf([SILENT[claim.sense], blind].filter(Boolean))}.`;
  },
  edge: ({ edge }) => `Nothing comes ${edge} it: the video ${edge === 'before' ? 'starts' : 'ends'} there.`,
  fact: (claim) => factOf(claim.value, shown(claim)),
  extreme: (claim) => {
    const { number, of, length } = claim.counts;
    return `The ${claim.most} ${claim.unit}${inFilm(claim)} is number ${number} of ${of}, from ${span(claim)}, ${lengthOf(length)} long: [[0]]`;
  },
  parts: (claim) => {
    const { parts, cuts, shown: listed } = claim.counts;
    const sizes =
      claim.unit === 'shot' ? `${count(parts, 'shot')}, so ${count(cuts, 'cut')}` : count(parts, 'scene');
    return `The video ${shown(claim)} has ${sizes}${listed > 0 ? ':' : '.'}`;
  },
  part: (claim) =>
    `[[0]]${inFilm(claim)} ${lengthOf(claim.counts.length)}${claim.dissolve ? ', by a dissolve' : ''}${labelled(claim.words)}`,
  chapters: ({ counts: { parts }, lacks }) => {
    const none = lacks === null ? '' : `There is no chapter ${lacks}. `;
    return `${none}The file names ${parts === 1 ? 'one chapter' : `${parts} chapters`}:`;
  },
  chapter: ({ subject: [title = ''], counts: { number } }) =>
    `[[0]] ${title === '' ? `Chapter ${number}` : `${number}. ${plainText(title)}`}`,
  noChapters: ({ counts: { parts, number } }) =>
    `This video has no chapters.${parts > 1 ? ` It has ${parts} scenes, which can be asked for: “What happens in scene ${number}?”` : ''}`,
  films: ({ filter, counts: { films, of } }) => {
    const all = count(of, 'film');
    if (filter === 'all') return `There ${of === 1 ? 'is' : 'are'} ${all} here.`;
    if (films === 0) return `None of ${all} ${FILTERS[filter]}.`;
    if (filter === 'longest' || filter === 'shortest') return `The ${filter} of ${all}:`;
    return `${films} of ${all} ${FILTERS[filter]}:`;
  },
  film: (claim) => `${shown(claim)}, ${lengthOf(claim.counts.length)}`,
  overview: (claim) =>
    [
      `The video ${shown(claim)} is ${sizeOf(claim)}.`,
      ...(claim.silent ? ['Nothing that is said was found.'] : []),
      ...(claim.unnamed ? ['Nothing in its pictures is known well enough to be named.'] : []),
    ].join(' '),
  oneSentence: (claim) => {
    const { kinds, writes, says } = claim;
    let n = 0;
    const clauses = [
      ...kinds.map((kind, i) => `${i === 0 ? 'found in it: ' : ''}${kindNamed(kind)} [[${n++}]]`),
      ...(writes === null ? [] : [`written in it is ${quoted(writes)} [[${n++}]]`]),
      ...(says === null ? [] : [`it is said that ${quoted(says)} [[${n++}]]`]),
    ];
    if (claim.within !== null) {
      const what = clauses.length === 0 ? 'nothing in it is known' : clauses.join('; ');
      return `${shown(claim)} from ${spanOf(claim.within)}: ${what}.`;
    }
    const told = clauses.length === 0 ? ', and nothing in it is known' : `: ${clauses.join('; ')}`;
    return `${shown(claim)} is ${sizeOf(claim)}${told}.`;
  },
  entry: ({ kinds, words, writes, says, counts }) => {
    const found = kinds.length === 0 ? '' : `, ${listOf(kinds.map(kindNamed))}`;
    const told = (head: string, lines: readonly string[], first: number) =>
      lines.length === 0
        ? ''
        : `${head}${lines.map((text, n) => `[[${first + n}]] ${quoted(text)}`).join(', ')}`;
    const written = told('; written: ', writes, 1);
    const said = told('; said: ', says, 1 + writes.length);
    return `[[0]] ${lengthOf(counts.length)}${found}${labelled(words)}${written}${said}`;
  },
  storyboard: ({ which }) =>
    which === 'look'
      ? 'You can look at its scenes:'
      : which === 'all'
        ? 'Scene by scene:'
        : 'What stands out in it, in order:',
} satisfies Partial<Catalogue>;

function factOf(value: Fact, title: string): string {
  switch (value.fact) {
    case 'length':
      return `The video ${title} is ${lengthOf(value.length)} long.`;
    case 'sound':
      return soundOf(value.tracks, title);
    case 'subtitles':
      return subtitlesOf(value.tracks, title);
    case 'size':
      return `The file of ${title} is ${formatBytes(value.bytes, 'en')} large.`;
    case 'picture': {
      const { picture } = value;
      if (picture === null) return `${title} has no picture.`;
      const rate =
        picture.frameRate === null ? '' : `, ${Number(picture.frameRate.toFixed(3))} frames a second`;
      return `${title} is ${picture.width} × ${picture.height} pixels${rate} (${plainText(picture.codec)}).`;
    }
  }
}

const IN_PICTURE = 'What is written in the picture can be asked for: “What is written?”';

function subtitlesOf(tracks: Extract<Fact, { fact: 'subtitles' }>['tracks'], title: string): string {
  if (tracks === null) return `Whether the file of ${title} holds subtitles was not looked up. ${IN_PICTURE}`;
  if (tracks.length === 0) return `No, ${title} has no subtitles. ${IN_PICTURE}`;
  const languages = tracks.flatMap(({ language }) => language ?? []);
  const named = languages.length > 0 ? ` (${plainText(listOf(languages))})` : '';
  return `Yes, ${title} has ${tracks.length === 1 ? 'a track' : `${tracks.length} tracks`} of subtitles${named}.`;
}

function soundOf(tracks: Extract<Fact, { fact: 'sound' }>['tracks'], title: string): string {
  if (tracks.length === 0) return `No, ${title} has no sound.`;
  const kinds = tracks.map(({ language, channels }) => {
    const wide = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;
    return language ? `${language}, ${wide}` : wide;
  });
  const many = tracks.length === 1 ? 'a sound track' : `${tracks.length} sound tracks`;
  return `Yes, ${title} has ${many} (${plainText(listOf(kinds))}).`;
}
