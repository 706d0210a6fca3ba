import { formatClock } from '../../../../../src-shared/time';
import { plainText } from '../../../../base/answer/wording';
import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { HOW_FOUND, readingWords } from './how-found';
import {
  agreeing,
  asked,
  count,
  lengthOf,
  listOf,
  manyOf,
  namesOf,
  noThings,
  numberOf,
  quoted,
  shown,
  spanOf,
  things,
} from './phrases';

const MORE: Record<Claim<'more'>['what'], readonly [one: string, many: string]> = {
  place: ['weitere Stelle', 'weitere Stellen'],
  scene: ['weitere Szene', 'weitere Szenen'],
  shot: ['weitere Einstellung', 'weitere Einstellungen'],
  stretch: ['weiterer Abschnitt', 'weitere Abschnitte'],
  film: ['weiterer Film', 'weitere Filme'],
  video: ['weiterer Film', 'weitere Filme'],
};

const BECAUSE: Record<Claim<'because'>['reason'], string> = {
  nearestPlaces: 'Das sind die Stellen, die dem am nächsten kommen, keine ausgearbeitete Antwort.',
  ownWords: 'Die Wörter stammen aus dem Film: durch Zählen ausgewählt, nicht verstanden.',
  oneOfThese: 'Ob eines davon gemeint ist, kann ich nicht sagen.',
  knownKinds: 'Bekannt sind nur Menschen und etwa achtzig Arten alltäglicher Dinge.',
  missedIsAbsent: 'Was die Erkennung übersehen hat, gilt hier als nicht vorhanden.',
};

const NEAREST: Record<Claim<'nearest'>['what'], string> = {
  frames: 'Diese Bilder kommen dem am nächsten, was nichts beweist:',
  frame: 'Dieses Bild kommt dem am nächsten, ein Fund ist es nicht:',
  loneFrame: 'Ein einzelnes Bild sieht danach aus, die Szene darum aber nicht, deshalb zählt es nicht:',
  passage: 'Diese Passage kommt dem am nächsten, ein Treffer ist sie nicht:',
  glimpse: 'Eine Stelle kann man ansehen; die Erkennung bezweifelt sie:',
};

const LIMITS: Record<Claim<'limit'>['limit'], string> = {
  colour: 'Farben kann ich nicht angeben: Das Modell benennt Dinge, nicht ihr Aussehen.',
  identity:
    'Wer jemand ist und wo gefilmt wurde, kann ich nicht sagen: Gesichter, Stimmen und Orte werden nicht erkannt.',
  attribute:
    'Wie etwas aussieht, das Wetter und die Tageszeit kann ich nicht angeben: Das Modell benennt Dinge, nicht ihre Eigenschaften.',
  action: 'Was jemand tut, kann ich nicht sagen: Das Modell benennt Dinge, keine Handlungen.',
  sound: 'Musik und Geräusche kann ich nicht angeben: Vom Ton wird nur Gesprochenes gehört.',
};

const UNABLE: Record<Claim<'unable'>['what'], string> = {
  translate: 'Übersetzen kann ich nicht: Ich zeige, was gesagt und geschrieben wurde, wie es dasteht.',
  act: 'Ich beantworte nur Fragen. Was sich mit einem Film tun lässt, steht in seinen Menüs: „Exportieren“ schreibt Transkripte, Clips und Listen.',
};

/** What an answer says of itself: what it cannot tell, what it left out, how far a film has been read. */
export const NOTES = {
  more: ({ what, counts: { more } }) =>
    `Und ${count(more, ...MORE[what])}${what === 'video' ? ': Nach einem davon fragen, um mehr zu erfahren' : ''}.`,
  unsureToo: () => 'Vielleicht auch hier; sicher bin ich nicht:',
  nearest: ({ what }) => NEAREST[what],
  look: () => 'Hier lässt sich nachsehen: [[0]]',
  because: ({ reason }) => BECAUSE[reason],
  noName: ({ subject, part, isQuote }) =>
    part === 'some'
      ? `Das Modell hat keinen Namen für ${namesOf(subject)}; dies gilt also nur für das Übrige.`
      : part === 'either'
        ? 'Das Modell hat keinen Namen dafür und kann nicht sagen, ob es zu sehen ist.'
        : `Das Modell hat keinen Namen für ${asked({ subject, isQuote })} und kann nicht sagen, wo das zu sehen ist.`,
  onlyKind: ({ subject, wider }) =>
    `Dinge werden nur nach ihrer Art unterschieden: Zu ${namesOf(subject)} kann ich nur sagen, wo ${things({ subject: [wider] })} zu sehen ist.`,
  untold: ({ subject }) =>
    `Ob ${namesOf(subject)} zutrifft, kann ich nicht sagen: Dinge werden nur nach ihrer Art unterschieden.`,
  missed: ({ subject, basis }) =>
    basis === 'detector'
      ? `${namesOf(subject)} habe ich nicht gefunden; dies gilt also nur für das Übrige.`
      : `Ich habe keine Stelle gefunden, an der ${namesOf(subject)} zu sehen ist; dies gilt also nur für das Übrige.`,
  action: ({ subject }) =>
    `Was jemand tut (${namesOf(subject)}), kann ich nicht sagen, nur wo das Ding selbst ist:`,
  limit: ({ limit }) => LIMITS[limit],
  unable: ({ what }) => UNABLE[what],
  voices: ({ wordsFollow }) =>
    `Stimmen kann ich nicht unterscheiden, also auch nicht, wer spricht${wordsFollow ? '; die Worte sind hier:' : '.'}`,
  cannotCount: ({ subject }) =>
    `${subject.length === 0 ? 'Das' : listOf(subject.map(manyOf))} kann ich nicht zählen: Zählbar sind nur Menschen und etwa achtzig Arten alltäglicher Dinge.`,
  notLookedFor: ({ to }) =>
    to === 'list'
      ? 'Nach Menschen und Dingen wurde hier nicht oder nicht bis zum Ende gesucht, deshalb kann ich sie nicht aufzählen.'
      : 'Nach Menschen und Dingen wurde hier nicht oder nicht bis zum Ende gesucht, deshalb kann ich sie nicht zählen: den genauen Blick zu Ende laufen lassen oder „Menschen und Dinge finden“ unter „Einstellungen“ einschalten und den Film neu starten.',
  noGroup: ({ subject: [group] }) =>
    group === undefined
      ? 'Ich habe keine Dinge gefunden, deren Art ich kenne.'
      : groupless({ subject: [`${group}s`] }),
  noParts: ({ unit }) => `Hier sind keine ${unit === 'shot' ? 'Einstellungen' : 'Szenen'} bekannt.`,
  notRead: () =>
    'Was im Bild geschrieben steht, wurde hier nicht oder nicht bis zum Ende gelesen: den genauen Blick zu Ende laufen lassen oder „Schrift im Bild lesen“ unter „Einstellungen“ einschalten und den Film neu starten.',
  cannotTellAbsence: (claim) =>
    `Wo ${lacking(claim)}, kann ich nicht sagen: ${
      claim.notLooked
        ? 'Nach Dingen wurde hier nicht oder nicht bis zum Ende gesucht'
        : 'Nur nach Menschen und etwa achtzig Arten alltäglicher Dinge wird in jedem Bild gesucht'
    }.`,
  sameOnes: () =>
    'Ob dieselben wiederkommen, lässt sich nicht sagen; das ist also nicht die Zahl der verschiedenen.',
  soundOnly: () => 'Das ist nur Ton: Bilder zum Ansehen gibt es nicht.',
  foreign: () =>
    'Diese Frage wurde nicht verstanden. Gelesen werden die üblichen Fragen auf Deutsch, etwa „Wann sieht man einen Hund?“, und auf Englisch; ihre Wörter wurden gesucht, wie sie dastehen.',
  howToAsk: () =>
    'Ich lese Fragen an ihrer Form: „Wann sieht man …?“, „Was wird über … gesagt?“, „Gibt es …?“, „Was passiert bei 0:30?“, „Worum geht es?“, oder ebenso auf Englisch',
  outside: ({ end }) =>
    end === null
      ? 'Diese Zeit liegt außerhalb von allem, wonach gefragt ist.'
      : `Diese Zeit liegt außerhalb des Films, der bei ${formatClock(end)} endet.`,
  filmsBeingRead: ({ counts: { films } }) =>
    `${count(films, 'Film', 'Filme')} von denen, nach denen gefragt ist, ${films === 1 ? 'wird' : 'werden'} noch gelesen.`,
  picturesSoFar: ({ counts: { reached, of } }) =>
    `Dieser Film wird noch gelesen: bisher seine Bilder bis ${lengthOf(reached)} von ${lengthOf(of)}.`,
  speechSoFar: ({ reached, left }) => {
    const rest = left === null ? '' : `; noch etwa ${lengthOf(left)}`;
    return reached === null
      ? `Gesprochenes ist noch nicht transkribiert${rest}.`
      : `Gesprochenes ist bis ${formatClock(reached)} transkribiert${rest}.`;
  },
  speechSoon: () => 'Was darin gesagt wird, ist gleich zu finden.',
  closerLookAtFilms: ({ counts: { films } }) =>
    `Der genaue Blick auf ${count(films, 'Film', 'Filme')} ist noch nicht zu Ende.`,
  closerLookSoFar: ({ reached, length }) => {
    const where = reached === null ? 'in einem Teil' : `bis ${lengthOf(reached)} von ${lengthOf(length)}`;
    return `Nach Menschen, Dingen und Schrift wurde bisher nur ${where} gesucht.`;
  },
  readBy({ subject: [name = ''], words: [topic = ''], intervals: [place], form, sense }) {
    const where = place ? `, ${spanOf(place)}` : '';
    return `Die Frage hat ${plainText(name)} gelesen: ${plainText(readingWords({ form, sense, topic, quote: null }))}${where}.`;
  },
  modelFailed: ({ subject: [name = ''], fault }) => {
    const what =
      fault === 'unsupported'
        ? 'sagte nichts, was die genannten Passagen belegen'
        : HOW_FOUND.model.fault(fault);
    return `${plainText(name)} ${what}. Ohne es wurde dies gefunden:`;
  },
  modelBrokeOff: ({ subject: [name = ''], fault }) =>
    `${plainText(name)} ${HOW_FOUND.model.fault(fault)}: Das ist vielleicht nicht alles.`,
  modelFoundNothing: ({ subject: [name = ''], counts: { of }, found }) => {
    const where =
      of === 1
        ? 'in der einen Passage, die der Frage am nächsten kommt'
        : `in den ${numberOf(of)} Passagen, die der Frage am nächsten kommen`;
    return found
      ? `${plainText(name)} fand keine Antwort ${where}. Ohne es wurde dies gefunden:`
      : `Nicht gefunden: ${plainText(name)} fand keine Antwort ${where}.`;
  },
  damaged: ({ subject: [title = ''], what, words }) =>
    plainText(HOW_FOUND.damaged({ title, what, message: words.join(' ') })),
  placesLeftOut: ({ subject, why, counts: { places } }) => {
    const of = subject.length === 0 ? '' : ` aus ${listOf(subject.map(quoted))}`;
    const they = `${count(places, 'Stelle', 'Stellen')}${of} ${places === 1 ? 'wurde' : 'wurden'} ausgelassen:`;
    return why === 'missing'
      ? `${they} nicht mehr in der Bibliothek.`
      : `${they} Dort ist noch nichts gelesen.`;
  },
  moreDamaged: ({ counts: { films } }) => HOW_FOUND.moreDamaged(films),
} satisfies Partial<Catalogue>;

/** That there is none of it: "kein Hund ist". */
function lacking(claim: Claim<'cannotTellAbsence'>): string {
  const none = noThings(claim);
  return none === null ? `${shown(claim)} fehlt` : `${none} ${agreeing(claim, 'ist', 'sind')}`;
}

/** @param about the group, as many */
function groupless(about: Pick<Claim, 'subject'>): string {
  const none = noThings(about) ?? `nichts von ${asked({ ...about, isQuote: false })}`;
  return `Ich habe ${none} gefunden, ${agreeing(about, 'dessen', 'deren')} Art ich kenne.`;
}
