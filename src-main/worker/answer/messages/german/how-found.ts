import type { SegmentSource } from '../../../../../src-shared/analysis';
import { formatClock } from '../../../../../src-shared/time';
import { formatNumber } from '../../../../../src-shared/words/numbers';
import type { DamagedFilm } from '../../../../base/answer/damaged-films';
import type { OwnModelFault } from '../../../../base/answer/own-model-errors';
import type { ParsedQuery } from '../../question';
import type { CitationFault, HowFound, LeftOut, NotHeld, NotRead, StoredBecause } from '../how-found';
import { wordsInGerman } from './names';
import { count, namesOf, numberOf, percent, quoted, spanOf } from './phrases';

const FORMS: Record<ParsedQuery['form'], string> = {
  when: 'wann etwas vorkommt',
  howOften: 'wie oft etwas vorkommt',
  howLong: 'wie lange etwas dauert',
  whatSaid: 'was gesagt wird',
  whoSays: 'wer etwas sagt',
  content: 'was zu einer Zeit da ist',
  around: 'was vor oder nach etwas kommt',
  exists: 'ob etwas vorkommt',
  whichVideo: 'welcher Film etwas enthält',
  summary: 'eine Zusammenfassung',
  cannot: 'etwas, das das Modell nicht kann',
  greeting: 'keine Frage',
  scenes: 'welche Szenen es gibt',
  shots: 'welche Einstellungen es gibt',
  howMany: 'wie viele es sind',
  whatWritten: 'was geschrieben steht',
  filmFact: 'was die Datei sagt',
  extreme: 'die längste oder kürzeste Szene oder Einstellung',
  help: 'eine Frage zum Programm',
  unable: 'etwas, das hier nicht getan wird',
  transcript: 'das Transkript',
  everyWriting: 'alles, was geschrieben steht',
  kinds: 'welche Arten von Dingen es gibt',
  films: 'welche Filme es gibt',
  open: 'eine offene Frage',
};

const SENSES: Record<ParsedQuery['sense'], string> = {
  seen: 'gesehen',
  said: 'gesagt',
  written: 'geschrieben',
  told: 'gesagt oder geschrieben',
  either: 'gesehen, gesagt oder geschrieben',
};

const FORM_NAMES: Record<Parameters<HowFound['formLooked']>[1], string> = {
  email: 'E-Mail-Adressen',
  web: 'Webadressen',
  phone: 'Telefonnummern',
  price: 'Preisen',
  date: 'Daten',
};

const WHERE: Record<SegmentSource, string> = {
  speech: 'im Transkript',
  text: 'in dem, was im Bild geschrieben steht,',
};

const STORED: Record<StoredBecause, string> = {
  filmFact: 'Die Datei selbst sagt es',
  scenes: 'Die Szenen sind genau gespeichert',
  shots: 'Die Schnitte sind genau gespeichert',
  extreme: 'Die Längen von Szenen und Einstellungen sind genau gespeichert',
  transcript: 'Was gesagt wird, steht Wort für Wort im Transkript',
  greeting: 'Das ist keine Frage zum Film',
  help: 'Das ist eine Frage zum Programm',
  unable: 'Es soll etwas getan werden',
  films: 'Gefragt ist nach den Filmen, nicht nach dem, was sie zeigen',
  everyWriting: 'Was geschrieben steht, ist Zeile für Zeile gespeichert',
  part: 'Szenen und Einstellungen sind im Gespeicherten nummeriert',
  wordForWord: 'Was gesagt wird und geschrieben steht, ist Wort für Wort gespeichert',
  words: 'Was gesagt wird, steht Wort für Wort im Transkript',
  fewWords: 'Nach wenigen Wörtern ohne Frage wird gesucht',
  outside: 'Gefragt ist nach einer Zeit außerhalb des Films',
};

const NOT_HELD: Readonly<Record<NotHeld, string>> = {
  invalid: 'machte keine Abfrage daraus',
  invented: 'nannte, was nicht darin steht',
  lost: 'ließ eine Zahl oder ein „nicht“ daraus weg',
  outside: 'las darin eine Zeit außerhalb des Films',
  unread: 'wusste auch nicht, wonach sie fragt',
};

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  'no number': 'er nennt keine Passage',
  'no such passage': 'er nennt eine Passage, die nicht vorgelegt wurde',
  figure: 'eine Zahl darin steht in keiner seiner Passagen',
  name: 'ein Name darin steht in keiner seiner Passagen',
  negation: 'seine Passagen sagen nichts von einem „nicht“',
  'other words': 'seine Passagen handeln von etwas anderem',
  gone: 'worauf seine Passagen beruhen, ist nicht mehr gespeichert',
};

const FAULTS: Readonly<Record<OwnModelFault, string>> = {
  gone: 'war nicht erreichbar',
  stalled: 'hat nicht rechtzeitig geantwortet',
  broken: 'hat mit etwas geantwortet, das keine Antwort ist',
  refused: 'hat die Frage abgelehnt',
  key: 'verlangt einen oder einen anderen Schlüssel',
  noModel: 'ist nicht mehr da',
  elsewhere: 'läuft inzwischen auf einem anderen Rechner und wurde nicht gefragt',
  tooLong: 'hat ohne Ende geantwortet',
};

const DAMAGED: Record<DamagedFilm['what'], (title: string) => string> = {
  damaged: (title) => `Der Index von ${title} ist beschädigt.`,
  missing: (title) => `Der Index von ${title} fehlt.`,
  diskFull: (title) => `Für ${title} reichte der Platz auf dem Datenträger nicht.`,
};

/** Als was eine Frage gelesen wurde: siehe die englische Fassung. */
export function readingWords({
  form,
  sense,
  topic,
  quote,
}: Pick<ParsedQuery, 'form' | 'sense' | 'topic' | 'quote'>): string {
  const about = quote ? `, Wörter „${quote}“` : topic ? `, über „${wordsInGerman(topic)}“` : '';
  return `${FORMS[form]}${about} (${SENSES[sense]})`;
}

/** How an answer or a search came about, in German. */
export const HOW_FOUND: HowFound = {
  readAs(reading, inherited) {
    const from = inherited ? ', aus der Frage davor übernommen' : '';
    return `Gelesen als: ${readingWords(reading)}${from}.`;
  },
  mended: (written, meant) => `„${written}“ wurde als „${meant}“ gelesen.`,
  onlyLookedAt: (range) => `Angesehen wurde nur ${spanOf(range)}.`,
  chapterIs: (number, title, from, to) =>
    `Kapitel ${number}${title === '' ? '' : `, „${title}“,`} liegt zwischen ${from} und ${to}.`,
  chaptersLooked: 'Angesehen wurden die Kapitel, die die Datei nennt.',
  dropped: (at, fault) => `Ein Beleg bei ${formatClock(at)} wurde verworfen: ${faultOf(fault)}.`,
  labelsLooked: (named) => `Gesucht wurde nach Bildern mit einer Bezeichnung für ${namesOf(named, 'und')}.`,
  noLabel: (topic) =>
    `Keine Bezeichnung steht für „${wordsInGerman(topic)}“: Bilder wurden nur nach Ähnlichkeit verglichen.`,
  labelsRead: (frames, range) =>
    `Gelesen wurden die Bezeichnungen von ${count(frames, 'Bild', 'Bildern')} von ${spanOf(range)}.`,
  linesLooked: (source, words, exactly, found) =>
    exactly
      ? `Gesucht wurde ${WHERE[source]} genau nach den Wörtern „${words}“: ${numberOf(found)} gefunden.`
      : `Gesucht wurde ${WHERE[source]} nach „${words}“, nach Wörtern und nach Bedeutung: ${numberOf(found)} gefunden.`,
  formLooked: (source, form, found) =>
    `Gesucht wurde ${WHERE[source]} nach ${FORM_NAMES[form]}, an ihrer Form: ${numberOf(found)} gefunden.`,
  thingsLooked: (kinds) =>
    `Gesucht wurde unter den gefundenen und verfolgten Dingen nach ${namesOf(kinds, 'und')}.`,
  passagesCompared: (best) =>
    `Die ganze Frage wurde mit Sätzen und Folien verglichen: höchstens ${best.toFixed(2).replace('.', ',')}.`,
  voicesTold:
    'Stimmen wurden nach ihrem Klang unterschieden; zu wem eine Stimme gehört, sagt der Name, der ihr gegeben wurde.',
  stretchTaken: (seconds, edge, at) =>
    `Genommen wurden die ${numberOf(seconds)} Sekunden ${edge === 'before' ? 'vor' : 'nach'} ${formatClock(at)}.`,
  cutsNotLooked:
    'Nach Schnitten wurde hier nicht Bild für Bild gesucht: Das sind Szenen, einmal in der Sekunde gesucht.',
  damaged: ({ title, what }) =>
    `${DAMAGED[what](`„${title}“`)} Er wurde ausgelassen oder nur zum Teil durchsucht. „Neu indexieren“ erstellt den Index neu.`,
  moreDamaged: (films) =>
    `${count(films, 'weiterer Film wurde', 'weitere Filme wurden')} ausgelassen, weil der Index beschädigt ist.`,
  place: {
    shot: (number) => `Einstellung ${number}`,
    chapter: (number) => `Kapitel ${number}`,
    attention: (share) => `${percent(share)} der Aufmerksamkeit`,
  },
  model: {
    wroteThis:
      'Das hat ein Sprachmodell geschrieben: Es kann falsch sein. Erst die Stellen ansehen, bevor etwas darauf beruht.',
    cut: 'Die Antwort wurde bei ihrer größten Länge abgeschnitten.',
    timing(tokens, { prefix, firstToken, perToken }) {
      const speed = perToken > 0 ? `, ${formatNumber(1000 / perToken, 1, 'de')} Token pro Sekunde` : '';
      const read = prefix >= 1 ? `Den Film zu lesen dauerte ${seconds(prefix)}; ` : '';
      return `${read}${read === '' ? 'Das' : 'das'} erste Wort dauerte ${seconds(firstToken)}; ${numberOf(tokens)} Token${speed}.`;
    },
    oneVideo: (name) =>
      `Aus Gesehenem und Gesagtem beantwortet: ${name} antwortet zu einem einzelnen Film. Einen Film öffnen und dort fragen.`,
    notRead: (name) =>
      `Aus Gesehenem und Gesagtem beantwortet: ${name} hat diesen Film noch nicht gelesen. Auf der Karte des Films lässt es sich starten.`,
    partlyRead: (name, frames) =>
      `${name} hat bisher ${count(frames, 'Bild', 'Bilder')} dieses Films gelesen und antwortet aus ${frames === 1 ? 'diesem' : 'diesen'}.`,
    stored: (name, why) => `Aus dem Gespeicherten beantwortet, nicht von ${name}: ${STORED[why]}.`,
    readAnyway: (name, why) =>
      `${name} sollte die Frage lesen und ${notRead(why)}: Sie wurde ohne es gelesen.`,
    notAsked: (name) => `${name} wurde nicht gefragt: Es wurde nichts gefunden, woraus sich antworten ließe.`,
    given: (name, passages) =>
      `${name} bekam ${count(passages, 'Passage', 'Passagen')}, jede am Gespeicherten geprüft.`,
    leftOut: (why, words) => `Ausgelassener Satz, denn ${LEFT_OUT[why]}: ${quoted(words)}`,
    moreLeftOut: (sentences) =>
      `Und ${count(sentences, 'weiterer Satz', 'weitere Sätze')} aus solchen Gründen.`,
    fault: (fault) => FAULTS[fault],
  },
  search: {
    meant: (asked, english) => `„${asked}“ wurde auch als „${english}“ gesucht.`,
    noKind: (looked, of) =>
      looked === of
        ? 'Nichts dieser Art wurde gefunden und verfolgt.'
        : `Nichts dieser Art wurde bisher gefunden und verfolgt: ${formatNumber(looked, 0, 'de')} von ${formatNumber(of, 0, 'de')} Filmen wurden danach durchgesehen.`,
    noWords: (query, writing) =>
      `Nichts ${writing ? 'Gesagtes oder Geschriebenes' : 'Gesagtes'} passt zu „${query}“.`,
    nearInMeaning:
      'Die Wörter selbst stehen nicht im Transkript: Die gezeigten Passagen kommen der Bedeutung nach nahe.',
    noName: (words) =>
      `Das Modell hat keinen Namen für ${namesOf(words)}: Die gezeigten Bilder sind den Wörtern nur ähnlich.`,
    partlyNamed: (unnamed, named) =>
      `Das Modell hat keinen Namen für ${namesOf(unnamed)}: Bilder wurden nur über ${namesOf(named, 'und')} gefunden.`,
    notClear(named, shown) {
      const names = namesOf(named, 'und');
      if (shown === 'none') return `Kein Bild kommt ${names} nahe.`;
      return shown === 'look'
        ? `Kein Bild kommt ${names} nahe: Die gezeigten sehen am meisten nach den Wörtern aus, was nichts beweist.`
        : `Kein Bild zeigt ${names} deutlich: Die gezeigten kommen dem am nächsten.`;
    },
    leftOut: (videos) =>
      `${count(videos, 'Film wurde', 'Filme wurden')} mit einem anderen Modell indexiert und nur nach Gesagtem durchsucht: Neu indexieren, um die Bilder zu durchsuchen.`,
    waiting: (searched, of) =>
      `Bisher wurden ${formatNumber(searched, 0, 'de')} von ${formatNumber(of, 0, 'de')} Filmen durchsucht: Die übrigen werden vorbereitet, und was in ihnen ist, erscheint nach und nach.`,
    unfinished: 'Das Indexieren ist noch nicht fertig: Später ist vielleicht mehr zu finden.',
    noneLikeIt: 'Keine andere Stelle sieht aus wie dieses Bild.',
  },
};

function notRead(why: NotRead): string {
  return isNotHeld(why) ? NOT_HELD[why] : FAULTS[why];
}

function isNotHeld(why: NotRead): why is NotHeld {
  return why in NOT_HELD;
}

function seconds(ms: number): string {
  return `${formatNumber(ms / 1000, ms < 10_000 ? 1 : 0, 'de')} s`;
}

function faultOf(fault: CitationFault): string {
  switch (fault.fault) {
    case 'film':
      return 'Sein Film ist nicht mehr in der Bibliothek';
    case 'order':
      return 'Seine Zeiten sind vertauscht';
    case 'noFrame':
      return 'Er nennt kein Bild';
    case 'frame':
      return 'Sein Bild ist nicht gespeichert';
    case 'otherTime':
      return 'Sein Bild gehört zu einer anderen Zeit';
    case 'labels':
      return 'Seine Wörter sind nicht seine Bezeichnungen';
    case 'part':
      return 'Diese Szene, Einstellung oder dieses Kapitel gibt es nicht';
    case 'label':
      return `Seine Bilder zeigen nicht „${wordsInGerman(fault.name, 'label')}“`;
    case 'look':
      return `Sein Bild sieht nicht nach „${wordsInGerman(fault.name)}“ aus`;
    case 'kind':
      return `„${wordsInGerman(fault.name)}“ wurde zu dieser Zeit nicht gefunden`;
    case 'line':
      return fault.source === 'speech'
        ? 'Diese Wörter stehen zu dieser Zeit nicht im Transkript'
        : 'Diese Wörter stehen zu dieser Zeit nicht geschrieben';
  }
}
