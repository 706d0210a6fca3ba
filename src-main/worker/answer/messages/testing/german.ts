import { formatClock } from '../../../../../src-shared/time';
import type { Claim, Common } from '../../claims/claims';
import { type Catalogue, type Language, worded } from '../catalogue';

/*
 * A second language, for tests alone: it shows that nothing but the catalogue knows English. Lists and plurals come from the
 * platform (`Intl`), as they would in a language that is shipped.
 */
const ODER = new Intl.ListFormat('de', { type: 'disjunction' });
const UND = new Intl.ListFormat('de', { type: 'conjunction' });
const PLURAL = new Intl.PluralRules('de');

const number = (n: number, one: string, other: string) => `${n} ${PLURAL.select(n) === 'one' ? one : other}`;
const was = ({ subject }: Pick<Common, 'subject'>) =>
  subject.length === 0 ? '' : `**${ODER.format(subject)}**`;
const lang = (micros: number) => number(Math.round(micros / 1_000_000), 'Sekunde', 'Sekunden');
const zitat = (words: readonly string[]) => `„${words.join(' ').replaceAll('[[', '[ [')}“`;
const ort = (claim: Pick<Common, 'film' | 'intervals'>) => {
  const [place] = claim.intervals;
  const zeit = place ? ` ${formatClock(place.from)} bis ${formatClock(place.to)}` : '';
  return `${zeit}${claim.film === null ? '' : ` in **${claim.film.replaceAll('*', '')}**`}`;
};
const marks = (claim: Common) => claim.evidence.map((_, n) => `[[${n}]]`).join(', ');
const item = (claim: Common, text = '') => [marks(claim), text].filter(Boolean).join(' ');
const satz = (text: string) => () => text;

const seen = (claim: Claim<'present'>) =>
  `${claim.sure ? 'Gefunden' : 'Vielleicht'}: ${was(claim)}, ${number(claim.counts.places, 'Stelle', 'Stellen')}, ${lang(claim.counts.total)}:`;

const MESSAGES: Catalogue = {
  present: seen,
  returns: (claim) => item(claim, `Wieder ${was(claim)}: ${claim.counts.places}`),
  place: (claim) => item(claim, `${ort(claim)} ${claim.words.join(', ')}`),
  atOnce: (claim) => item(claim, `Zugleich höchstens ${claim.counts.atOnce} ${was(claim)}:`),
  kinds: (claim) => `Gefundene Arten: ${UND.format(claim.subject)}.`,
  kind: (claim) => item(claim, `${was(claim)}, ${lang(claim.counts.total)}`),
  gaps: (claim) => `Ohne ${was(claim) || 'Sprache'}: ${lang(claim.counts.total)}:`,
  always: (claim) => `Nie ohne ${was(claim) || 'Sprache'}.`,
  gap: (claim) => ort(claim).trim(),
  absent: (claim) => `Keine Stelle mit ${was(claim) || 'dieser Stelle'} gefunden.`,
  otherKind: (claim) => `Gefunden ist ${was(claim)}, vielleicht nicht das Gesuchte.`,
  nearestFrame: (claim) => item(claim, was(claim)),
  whereSeen: (claim) => `Wo ${was(claim)} zu sehen ist:`,
  lookWhere: (claim) => `Sehen Sie selbst, wo ${was(claim)} ist:`,
  lines: (claim) => `${was(claim)} in ${number(claim.counts.lines, 'Zeile', 'Zeilen')}:`,
  line: (claim) => item(claim, zitat(claim.words)),
  written: (claim) => `${claim.form}: ${claim.counts.different}`,
  about: (claim) => `Über ${was(claim)}:`,
  beside: (claim) => `Geschrieben bei ${was(claim)}:`,
  saidInstead: (claim) => `Nicht geschrieben, aber gesagt: ${was(claim)}:`,
  noLines: satz('Nichts gefunden.'),
  chosenLines: (claim) => `${claim.counts.shown} von ${claim.counts.of}:`,
  closestLines: satz('Am nächsten kommt:'),
  mentioned: satz('Davon ist hier die Rede:'),
  unanswered: satz('Nichts gefunden, was das beantwortet.'),
  notUnderstood: (claim) => item(claim, 'Eine Sprache, die nicht verstanden wird.'),
  inStretch: (claim) => `Von${ort(claim)}:`,
  label: (claim) => item(claim, was(claim)),
  emptyStretch: (claim) => `Von${ort(claim)}: nichts.`,
  edge: ({ edge }) => (edge === 'before' ? 'Davor ist nichts.' : 'Danach ist nichts.'),
  fact: (claim) => `${was(claim)}: ${claim.value.fact}`,
  extreme: (claim) => item(claim, `Nummer ${claim.counts.number} von ${claim.counts.of}`),
  parts: (claim) => `${was(claim)}: ${claim.counts.parts}`,
  part: (claim) => item(claim, lang(claim.counts.length)),
  chapters: (claim) => `${number(claim.counts.parts, 'Kapitel', 'Kapitel')}:`,
  chapter: (claim) => item(claim, `Kapitel ${claim.counts.number}`),
  films: (claim) => `${claim.counts.films} von ${number(claim.counts.of, 'Film', 'Filmen')}:`,
  film: (claim) => was(claim),
  overview: (claim) => `${was(claim)} dauert ${lang(claim.counts.length)}.`,
  oneSentence: (claim) => item(claim, `${was(claim)} dauert ${lang(claim.counts.length)}.`),
  entry: (claim) => item(claim, lang(claim.counts.length)),
  storyboard: satz('Szene für Szene:'),
  more: (claim) => `Und ${claim.counts.more} mehr.`,
  unsureToo: satz('Vielleicht auch hier:'),
  nearest: satz('Am nächsten, aber kein Treffer:'),
  look: (claim) => item(claim, 'Sehen Sie selbst:'),
  because: satz('Das sind die nächsten Stellen.'),
  noName: (claim) => `Für ${was(claim)} gibt es keinen Namen.`,
  onlyKind: (claim) => `Statt ${was(claim)} nur: ${claim.wider}.`,
  untold: (claim) => `Ob ${was(claim)} stimmt, ist nicht bekannt.`,
  missed: (claim) => `Nicht gefunden: ${was(claim)}.`,
  action: (claim) => `Was jemand tut (${was(claim)}), ist nicht bekannt:`,
  limit: satz('Das kann ich nicht sagen.'),
  unable: satz('Das kann ich nicht.'),
  voices: satz('Stimmen unterscheide ich nicht.'),
  cannotCount: (claim) => `Nicht zählbar: ${was(claim) || 'das'}.`,
  notLookedFor: satz('Danach wurde nicht gesucht.'),
  noGroup: (claim) => `Nichts gefunden: ${was(claim) || 'Dinge'}.`,
  noParts: satz('Keine bekannt.'),
  notRead: satz('Geschriebenes wurde nicht gelesen.'),
  cannotTellAbsence: (claim) => `Wo kein ${was(claim)} ist, weiß ich nicht.`,
  sameOnes: satz('Ob es dieselben sind, weiß ich nicht.'),
  soundOnly: satz('Nur Ton.'),
  foreign: satz('Fragen werden auf Englisch gelesen.'),
  howToAsk: satz('So kann man fragen: …'),
  outside: ({ end }) => (end === null ? 'Kein Film ist so lang.' : `Der Film endet bei ${formatClock(end)}.`),
  filmsBeingRead: (claim) => `${number(claim.counts.films, 'Film wird', 'Filme werden')} noch gelesen.`,
  picturesSoFar: (claim) => `Bisher die ersten ${lang(claim.counts.reached)} von ${lang(claim.counts.of)}.`,
  speechSoFar: ({ reached }) =>
    reached === null ? 'Noch nichts gehört.' : `Gehört bis ${formatClock(reached)}.`,
  speechSoon: satz('Gesprochenes ist gleich zu finden.'),
  closerLookAtFilms: (claim) => `${number(claim.counts.films, 'Film', 'Filme')} noch nicht genau angesehen.`,
  closerLookSoFar: ({ length }) => `Noch nicht alles von ${lang(length)} angesehen.`,
  modelFailed: (claim) => `${was(claim)} gab keine Antwort. Ohne es:`,
  modelBrokeOff: (claim) => `${was(claim)} brach ab.`,
  modelFoundNothing: (claim) => `${was(claim)} fand nichts in ${claim.counts.of} Stellen.`,
  damaged: (claim) => zitat(claim.words),
};

export const GERMAN: Language = {
  messages: MESSAGES,
  table: {
    head: ['Zeit', 'Was', 'Wo'],
    row: (claim, scene) => [
      '',
      worded({ messages: MESSAGES }, claim),
      scene === null ? '' : `Szene ${scene}`,
    ],
  },
};
