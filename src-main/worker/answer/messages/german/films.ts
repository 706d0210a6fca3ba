import { formatBytes } from '../../../../../src-shared/bytes';
import { plainText } from '../../../../base/answer/wording';
import type { Claim, Fact } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { wordsInGerman } from './names';
import {
  count,
  inFilm,
  kindNamed,
  labelled,
  lengthOf,
  listOf,
  numberOf,
  percent,
  quoted,
  sizeOf,
  span,
  spanOf,
  titled,
} from './phrases';

const STRETCH: Record<Claim<'inStretch'>['what'], string> = {
  said: 'gesagt wird',
  kinds: 'nach Art gefunden wurde',
  written: 'geschrieben steht',
  labels: 'die Bilder zeigen könnten',
};

/** What to say of words where there are none. */
const SILENT: Record<Claim<'emptyStretch'>['sense'], string> = {
  seen: '',
  said: 'wird nichts gesagt',
  written: 'steht nichts geschrieben',
  told: 'wird nichts gesagt und steht nichts geschrieben',
  either: 'wird nichts gesagt',
};

const FILTERS: Record<Exclude<Claim<'films'>['filter'], 'all'>, readonly [one: string, many: string]> = {
  silent: ['hat keinen Ton', 'haben keinen Ton'],
  sound: ['hat Ton', 'haben Ton'],
  spoken: ['enthält Gesprochenes', 'enthalten Gesprochenes'],
  unspoken: ['enthält nichts Gesprochenes', 'enthalten nichts Gesprochenes'],
  longest: ['kann verglichen werden', 'können verglichen werden'],
  shortest: ['kann verglichen werden', 'können verglichen werden'],
  longer: ['ist länger', 'sind länger'],
  shorter: ['ist kürzer', 'sind kürzer'],
};

const UNITS = {
  scene: ['Szene', 'Szenen'],
  shot: ['Einstellung', 'Einstellungen'],
} as const satisfies Record<Claim<'parts'>['unit'], readonly [string, string]>;

const MOST = { longest: 'längste', shortest: 'kürzeste' } as const;

/** Films, their parts, and stretches of them. */
export const FILMS = {
  inStretch: (claim) =>
    claim.begins
      ? `Was von ${span(claim)}${inFilm(claim)} ${STRETCH[claim.what]}:`
      : `Und was ${STRETCH[claim.what]}:`,
  label: ({ subject, counts }) =>
    `[[0]] ${plainText(wordsInGerman(subject[0] ?? '', 'label'))} (im Mittel ${percent(counts.likelihood)})`,
  emptyStretch: (claim) => {
    const silent = SILENT[claim.sense];
    const blind = `${silent === '' ? 'passt keine Bezeichnung' : ', und keine Bezeichnung passt'} gut genug auf die Bilder`;
    return `Von ${span(claim)}${inFilm(claim)} ${silent}${claim.blind ? blind : ''}.`;
  },
  edge: ({ edge }) =>
    edge === 'before'
      ? 'Davor kommt nichts: Der Film beginnt dort.'
      : 'Danach kommt nichts: Der Film endet dort.',
  fact: (claim) => factOf(claim.value, titled(claim)),
  extreme: (claim) => {
    const { number, of, length } = claim.counts;
    return `Die ${MOST[claim.most]} ${UNITS[claim.unit][0]}${inFilm(claim)} ist Nummer ${numberOf(number)} von ${numberOf(of)}, von ${span(claim)}, ${lengthOf(length)} lang: [[0]]`;
  },
  parts: (claim) => {
    const { parts, cuts, shown: listed } = claim.counts;
    const [one, many] = UNITS[claim.unit];
    const sizes = count(parts, one, many);
    const so = claim.unit === 'shot' ? `, also ${count(cuts, 'Schnitt', 'Schnitte')}` : '';
    return `Der Film ${titled(claim)} hat ${sizes}${so}${listed > 0 ? ':' : '.'}`;
  },
  part: (claim) =>
    `[[0]]${inFilm(claim)} ${lengthOf(claim.counts.length)}${claim.dissolve ? ', mit einer Überblendung' : ''}${labelled(claim.words)}`,
  chapters: ({ counts: { parts }, lacks }) => {
    const none = lacks === null ? '' : `Ein Kapitel ${lacks} gibt es nicht. `;
    return `${none}Die Datei nennt ${parts === 1 ? 'ein' : numberOf(parts)} Kapitel:`;
  },
  chapter: ({ subject: [title = ''], counts: { number } }) =>
    `[[0]] ${title === '' ? `Kapitel ${number}` : `${number}. ${plainText(title)}`}`,
  noChapters: ({ counts: { parts, number } }) =>
    `Dieser Film hat keine Kapitel.${parts > 1 ? ` Er hat ${numberOf(parts)} Szenen, nach denen sich fragen lässt: „Was passiert in Szene ${number}?“` : ''}`,
  films: ({ filter, counts: { films, of } }) => {
    const all = count(of, 'Film', 'Filmen');
    if (filter === 'all') return `Hier ${of === 1 ? 'ist 1 Film' : `sind ${numberOf(of)} Filme`}.`;
    const [one, many] = FILTERS[filter];
    if (films === 0) return `Keiner von ${all} ${one}.`;
    if (filter === 'longest' || filter === 'shortest') return `Der ${MOST[filter]} von ${all}:`;
    return `${numberOf(films)} von ${all} ${films === 1 ? one : many}:`;
  },
  film: (claim) => `${titled(claim)}, ${lengthOf(claim.counts.length)}`,
  overview: (claim) =>
    [
      `Der Film ${titled(claim)} ist ${sizeOf(claim)}.`,
      ...(claim.silent ? ['Gesprochenes wurde nicht gefunden.'] : []),
      ...(claim.unnamed ? ['Nichts in seinen Bildern ist bekannt genug, um es zu benennen.'] : []),
    ].join(' '),
  oneSentence: (claim) => {
    const { kinds, writes, says } = claim;
    let n = 0;
    const clauses = [
      ...kinds.map((kind, i) => `${i === 0 ? 'darin gefunden: ' : ''}${kindNamed(kind)} [[${n++}]]`),
      ...(writes === null ? [] : [`geschrieben steht ${quoted(writes)} [[${n++}]]`]),
      ...(says === null ? [] : [`gesagt wird ${quoted(says)} [[${n++}]]`]),
    ];
    if (claim.within !== null) {
      const what = clauses.length === 0 ? 'darin ist nichts bekannt' : clauses.join('; ');
      return `${titled(claim)} von ${spanOf(claim.within)}: ${what}.`;
    }
    const told = clauses.length === 0 ? ', und nichts darin ist bekannt' : `; ${clauses.join('; ')}`;
    return `${titled(claim)} ist ${sizeOf(claim)}${told}.`;
  },
  entry: ({ kinds, words, writes, says, counts }) => {
    const found = kinds.length === 0 ? '' : `, ${listOf(kinds.map(kindNamed))}`;
    const told = (head: string, lines: readonly string[], first: number) =>
      lines.length === 0
        ? ''
        : `${head}${lines.map((text, n) => `[[${first + n}]] ${quoted(text)}`).join(', ')}`;
    const written = told('; geschrieben: ', writes, 1);
    const said = told('; gesagt: ', says, 1 + writes.length);
    return `[[0]] ${lengthOf(counts.length)}${found}${labelled(words)}${written}${said}`;
  },
  storyboard: ({ which }) =>
    which === 'look'
      ? 'Seine Szenen lassen sich ansehen:'
      : which === 'all'
        ? 'Szene für Szene:'
        : 'Was darin auffällt, der Reihe nach:',
} satisfies Partial<Catalogue>;

function factOf(value: Fact, title: string): string {
  switch (value.fact) {
    case 'length':
      return `Der Film ${title} ist ${lengthOf(value.length)} lang.`;
    case 'sound':
      return soundOf(value.tracks, title);
    case 'subtitles':
      return subtitlesOf(value.tracks, title);
    case 'size':
      return `Die Datei von ${title} ist ${formatBytes(value.bytes, 'de')} groß.`;
    case 'picture': {
      const { picture } = value;
      if (picture === null) return `${title} hat kein Bild.`;
      const rate = picture.frameRate === null ? '' : `, ${numberOf(picture.frameRate)} Bilder pro Sekunde`;
      return `${title} hat ${picture.width} × ${picture.height} Pixel${rate} (${plainText(picture.codec)}).`;
    }
  }
}

const IN_PICTURE = 'Nach dem, was im Bild geschrieben steht, lässt sich fragen: „Was steht geschrieben?“';

function subtitlesOf(tracks: Extract<Fact, { fact: 'subtitles' }>['tracks'], title: string): string {
  if (tracks === null)
    return `Ob die Datei von ${title} Untertitel enthält, wurde nicht nachgesehen. ${IN_PICTURE}`;
  if (tracks.length === 0) return `Nein, ${title} hat keine Untertitel. ${IN_PICTURE}`;
  const languages = tracks.flatMap(({ language }) => language ?? []);
  const named = languages.length > 0 ? ` (${plainText(listOf(languages))})` : '';
  return `Ja, ${title} hat ${tracks.length === 1 ? 'eine Untertitelspur' : `${tracks.length} Untertitelspuren`}${named}.`;
}

function soundOf(tracks: Extract<Fact, { fact: 'sound' }>['tracks'], title: string): string {
  if (tracks.length === 0) return `Nein, ${title} hat keinen Ton.`;
  const kinds = tracks.map(({ language, channels }) => {
    const wide = channels === 1 ? 'Mono' : channels === 2 ? 'Stereo' : `${channels} Kanäle`;
    return language ? `${language}, ${wide}` : wide;
  });
  const many = tracks.length === 1 ? 'eine Tonspur' : `${tracks.length} Tonspuren`;
  return `Ja, ${title} hat ${many} (${plainText(listOf(kinds))}).`;
}
