// The questions that people ask of films in German, in the English that all readers know; their nouns by a list.
import { thingsIn } from '../../things/names';
import { nounPhraseInEnglish, withoutArticles } from './noun-phrase';
import { germanNumber, takeGermanTime } from './times';

/** A German question in English. */
export interface InEnglish {
  readonly english: string;
  /** What it is about, as it was asked; empty where it names nothing. */
  readonly own: string;
}

const FILM = '(?:film|video|clip|aufnahme|ganze|ganzen|alles)';
const THIS_FILM = `(?:(?:der|die|das|dem|den|dieser|diesem|diesen|dieses|diese|es)(?: ganzen?)? ${FILM}s?|es|er|das)`;
const SPEAKS =
  '(?:spricht|sprechen|sprach|redet|reden|geredet|gesprochen|sagt|sagen|gesagt|erzählt|erzählen|erwähnt|erwähnen|berichtet|berichten|diskutiert|genannt|erklärt|erklären|meint|meinen|nennt)';
const WHO =
  '(?:er|sie|man|jemand|irgendjemand|irgendwer|(?:der|die|das) (?:mann|frau|sprecherin|sprecher|moderatorin|moderator|lehrerin|lehrer|erzähler|stimme|leute|kind))';
const ABOUT = '(?:(?:etwas|was|irgendetwas) )?(?:über|von|vom|zu|zum|zur|zum thema)';
const IN_VIEW =
  '(?: (?:zu sehen|im bild|ins bild|sichtbar|vor|auf|gezeigt|zu erkennen|da|dort|drin|dabei|zu finden|an|zurück))*';
const SHOWS =
  '(?:ist|sind|war|waren|kommt|kommen|erscheint|erscheinen|taucht|tauchen|wird|werden|läuft|steht|stehen|gibt es|gibt’s|gibts|fährt|fahren|liegt|liegen|sitzt|sitzen)';
const SEES = '(?:sieht|sehe|sehen|erkennt|erkenne|findet|finde|sah) (?:man|ich|wir)';
const T = '(?<t>.+?)';
/** Somebody by a name, a word, or a number: "Anna", "die Lehrerin", "Sprecher 2". */
const NAMED = '(?:(?:der|die|das) )?(?<who>\\p{L}+(?: \\d+)?)';
const WHERE =
  '(?:wann|wo|ab wann|an welche[rn] stellen?|zu welchem zeitpunkt|in welche[rn] szenen?|in welche[rn] einstellungen?|in welchem moment)';
const PLACES =
  '(?:(?:die |eine |alle |jede )?(?:stellen?|szenen?|momente?|aufnahmen?|einstellungen?)(?:,? (?:mit|von|wo|in denen|in der|an denen|über))? )?';

/** Somebody who speaks: a word for a person in English; a name stays, whatever it means besides. */
function speakerInEnglish(who: string): string {
  const english = nounPhraseInEnglish(who);
  return thingsIn(english).things.some(({ labels }) => labels.includes('person')) ? english : who;
}

type Say = (topic: string, groups: Readonly<Record<string, string | undefined>>) => string;
const ordinal = ({ nth }: Readonly<Record<string, string | undefined>>) =>
  nth === undefined ? '' : /^erst/i.test(nth) ? 'first' : 'last';
const seen: Say = (topic, groups) => {
  const nth = ordinal(groups);
  return nth === ''
    ? `when do you see ${topic}${groups.again ? ' again' : ''}`
    : `when is the ${nth} time you see ${topic}`;
};
const fixed =
  (english: string): Say =>
  () =>
    english;

/** Each a question's whole form, the narrower first; `t` is what it asks about. */
const FORMS: readonly (readonly [string, Say])[] = [
  [
    '(?:hallo|hi|guten (?:tag|morgen|abend)|servus|moin|tschüss|danke(?: schön)?|vielen dank|super|ok)',
    fixed('hello'),
  ],
  [
    '(?:hilfe|was kann (?:ich|man)(?: dich| hier)? fragen|was kannst du(?: alles)?|wie funktioniert das(?: hier)?)',
    fixed('what can i ask'),
  ],
  ['(?:kapitel|(?:zeig|zeige|nenne|liste)(?: mir)?(?: die| alle)? kapitel(?: auf)?)', fixed('chapters')],
  // What the file tells.
  [
    `wie lange? (?:ist|dauert|geht|läuft) ${THIS_FILM}|(?:länge|dauer|laufzeit|spieldauer)`,
    fixed('how long is the video'),
  ],
  [
    `(?:hat|gibt es|ist da|enthält)(?: ${THIS_FILM})? (?:einen |eine )?(?:ton|tonspur|sound|audio)`,
    fixed('does it have sound'),
  ],
  [`(?:hat|gibt es|sind)(?: ${THIS_FILM})?(?: da)? (?:untertitel)(?: da)?`, fixed('does it have subtitles')],
  ['wie groß ist (?:die datei|der film|das video)|dateigröße', fixed('how big is the file')],
  [
    `(?:welche|was für eine|wie ist die) (?:auflösung|bildrate)(?: hat ${THIS_FILM})?`,
    fixed('what is the resolution'),
  ],
  // Scenes and cuts.
  [
    `wie viele szenen (?:gibt es|hat ${THIS_FILM}|sind es)|(?:welche|alle|liste der) szenen(?: gibt es)?`,
    fixed('how many scenes are there'),
  ],
  [
    `(?:wie viele|wo sind(?: die)?|wann sind(?: die)?) (?:schnitte|einstellungen)(?: gibt es| hat ${THIS_FILM}| sind es)?`,
    fixed('where are the cuts'),
  ],
  [
    '(?:welche|was) (?:szene |einstellung )?ist die (?<most>längste|kürzeste)(?: (?:szene|einstellung))?|(?:die )?(?<most2>längste|kürzeste) (?:szene|einstellung)',
    (_, { most, most2, 0: all = '' }) =>
      `which is the ${/^l/i.test(most ?? most2 ?? '') ? 'longest' : 'shortest'} ${/einstellung/i.test(all) ? 'shot' : 'scene'}`,
  ],
  // Films of the library.
  [
    'welche (?:filme|videos) (?:haben|sind) (?:keinen ton|ohne ton|stumm)',
    fixed('which films have no sound'),
  ],
  ['wie viele (?:filme|videos) (?:gibt es|habe ich|sind da|haben wir)', fixed('how many films are there')],
  [
    `(?:welche[rs]?|in welche[mnr]) (?:film|video|clip|filme|videos|filmen)s? (?:zeigt|zeigen|enthält|enthalten|hat|haben|gibt es|ist|sind|sieht man|kommt|kommen) ${T}${IN_VIEW}`,
    (topic) => `which video shows ${topic}`,
  ],
  [
    `(?:welche[rs]?|in welche[mnr]) (?:film|video|clip|filme|videos|filmen)s? (?:erwähnt|erwähnen|wird|werden|spricht|sprechen) (?:über |von )?${T}(?: ${SPEAKS})?`,
    (topic) => `which video mentions ${topic}`,
  ],
  // A summary.
  [
    `(?:worum|um was|wovon|über was) (?:geht|geht's|gehts|handelt)(?: es)?(?: ${THIS_FILM})?(?: (?:hier|eigentlich|in))*(?: ${THIS_FILM})?|was ist das(?: für ein ${FILM})?|was passiert(?: hier)?|was ist(?: hier)? los|was ist zu sehen|was sieht man|was gibt es zu sehen`,
    fixed('what is the video about'),
  ],
  [
    `(?:fass|fasse)(?: mir)?(?: ${THIS_FILM})?(?: (?:nach|in) szenen| szene für szene)? zusammen|(?:(?:eine|gib mir eine|mach eine|kurze|schreib eine|bitte) )*(?:zusammenfassung|übersicht|inhaltsangabe)(?: (?:des|vom|von dem) ${FILM}s)?|beschreibe? ${THIS_FILM}`,
    fixed('summary'),
  ],
  [
    'beschreibe? (?:den|das) (?<edge>anfang|ende|schluss)',
    (_, { edge }) => `describe the ${/^a/i.test(edge ?? '') ? 'beginning' : 'end'}`,
  ],
  // What is said, and when nothing is.
  [
    `${WHERE} (?:(?:spricht|redet|sagt) (?:niemand|keiner)(?: etwas)?|(?:wird|ist) (?:nichts|kein wort|nicht) (?:gesagt|gesprochen|geredet|zu hören))`,
    fixed('when is nobody talking'),
  ],
  [
    `was (?:wird|wurde) (?:alles )?(?:gesagt|gesprochen|erzählt)|was (?:sagt|sagen|erzählt|erzählen|hört man) ?${WHO}?`,
    fixed('what is said'),
  ],
  [
    `was (?:wird|wurde|hört man|erfährt man) (?:alles )?${ABOUT} ${T}(?: ${SPEAKS})?|was ${SPEAKS} (?:${WHO}|alle) ${ABOUT} ${T}`,
    (topic) => `what is said about ${topic}`,
  ],
  [
    `was ${SPEAKS} ${NAMED} ${ABOUT} ${T}`,
    (topic, { who = '' }) => `what does ${speakerInEnglish(who)} say about ${topic}`,
  ],
  [`was ${SPEAKS} ${NAMED}`, (_, { who = '' }) => `what does ${speakerInEnglish(who)} say`],
  [`${WHERE} (?:spricht|redet) ${NAMED}`, (_, { who = '' }) => `when does ${speakerInEnglish(who)} speak`],
  ['wer (?:spricht|redet|sind die sprecher|spricht hier)(?: hier| da| alles)*', fixed('who speaks')],
  [`wer ${SPEAKS}(?: (?:${ABOUT}|das wort|die worte|dass))?(?: ${T})?`, (topic) => `who says ${topic}`],
  [
    `${WHERE} ${SPEAKS} ${WHO}(?: zum (?<nth>ersten|letzten) mal)?(?: (?:${ABOUT}|das wort))? ${T}`,
    (topic, groups) =>
      `when ${ordinal(groups) === '' ? 'do' : `is the ${ordinal(groups)} time`} they mention ${topic}`,
  ],
  [
    `${WHERE} (?:wird|werden|fällt)(?: zum (?<nth>ersten|letzten) mal)? (?:${ABOUT} |das wort )?${T}(?: (?:gesprochen|geredet|erwähnt|gesagt|genannt|diskutiert|erklärt))`,
    (topic, groups) =>
      `when ${ordinal(groups) === '' ? 'do' : `is the ${ordinal(groups)} time`} they mention ${topic}`,
  ],
  [`${WHERE} (?:fällt|hört man) (?:das wort )${T}`, (topic) => `when do they mention ${topic}`],
  [
    `(?:wird|werden) (?:${ABOUT} |das wort )?${T} (?:gesprochen|geredet|erwähnt|gesagt|genannt|diskutiert|erklärt)|(?:spricht|sprechen|redet|reden|sagt|sagen|erwähnt|erwähnen|erzählt|nennt) ${WHO}(?: ${ABOUT}| das wort)? ${T.replace('<t>', '<t2>')}|geht es (?:auch )?(?:um|über) ${T.replace('<t>', '<t3>')}`,
    (topic) => `do they mention ${topic}`,
  ],
  [
    `wie (?:oft|häufig) (?:wird|werden|fällt|sagt|sagen|erwähnt|spricht|sprechen) (?:${WHO} )?(?:${ABOUT} |das wort )?${T}(?: (?:gesprochen|geredet|erwähnt|gesagt|genannt))?`,
    (topic) => `how often do they mention ${topic}`,
  ],
  [
    `wie lange? (?:wird|werden|spricht|sprechen|redet|reden) (?:${WHO} )?${ABOUT} ${T}(?: (?:gesprochen|geredet))?`,
    (topic) => `how long do they talk about ${topic}`,
  ],
  [
    `was (?:kostet|kosten|kostete) ${T}|wie ?viel (?:kostet|kosten) ${T.replace('<t>', '<t2>')}|wie teuer (?:ist|sind|war) ${T.replace('<t>', '<t3>')}`,
    (topic) => `how much does the ${topic} cost`,
  ],
  // What is written.
  [
    '(?:welche[rs]?|was für ein) (?:text|schrift|wörter|worte|titel)(?: (?:ist|sind|steht|stehen|erscheint|kommt))*(?: (?:zu sehen|zu lesen|da|im bild|vor|auf dem bildschirm))*|was (?:steht|ist|wird|kann man)(?: da| hier| dort)? ?(?:geschrieben|zu lesen|lesen|da|dort|im bild|auf dem bildschirm)?',
    fixed('what text is shown on the screen'),
  ],
  [
    `was (?:steht|ist|stand)(?: alles)? (?:auf|an|in) ${T}(?: (?:geschrieben|zu lesen|drauf))?`,
    (topic) => `what does the ${topic} say`,
  ],
  [
    `${WHERE} (?:steht|liest man|ist) ${T} (?:(?:da|dort)|(?:auf|an|in) .+|geschrieben|zu lesen)`,
    (topic) => `when is ${topic} written`,
  ],
  // Where something is not.
  [
    `${WHERE} (?:ist|sieht man|sind) (?:niemand|keiner|niemanden|kein mensch|keine menschen|keine leute|keine personen)${IN_VIEW}`,
    fixed('when are there no people'),
  ],
  [`${WHERE} (?:${SHOWS}|${SEES}) keine?[nmrs]? ${T}${IN_VIEW}`, (topic) => `when are there no ${topic}`],
  // What comes before and after.
  [
    '(?:und )?(?:was (?:passiert|kommt|geschieht|folgt) )?(?:danach|als nächstes|dann)',
    fixed('what happens after that'),
  ],
  ['(?:und )?(?:was (?:passiert|kommt|geschieht|war) )?(?:davor|vorher)', fixed('what happens before that')],
  [
    `was (?:passiert|kommt|geschieht|folgt|sieht man|wird gesagt)(?: direkt| kurz| gleich| unmittelbar)?,? (?<side>nachdem|nach|bevor|vor) ${T}`,
    (topic, { side }) => `what happens ${/^n/i.test(side ?? '') ? 'after' : 'before'} the ${topic}`,
  ],
  [
    `was (?:passiert|geschieht|ist los|ist zu sehen|sieht man) (?:in|im|auf|bei|beim|während) ${T}`,
    (topic) => `what happens in the ${topic}`,
  ],
  // How many, how often, how long.
  [
    `wie ?(?:viele|viel) ${T} (?:${SHOWS}|${SEES}|zählt man|hat es)(?: .*)?|(?:anzahl|zahl) (?:der|von) ${T.replace('<t>', '<t2>')}`,
    (topic) => `how many ${topic} are there`,
  ],
  [`wie (?:oft|häufig) (?:${SHOWS}|${SEES}) ${T}${IN_VIEW}`, (topic) => `how often do you see ${topic}`],
  [`wie lange? (?:${SHOWS}|${SEES}) ${T}${IN_VIEW}`, (topic) => `how long do you see ${topic}`],
  // Kinds.
  [
    `(?:welche|was für)(?: verschiedenen| alle)? (?<group>tiere|fahrzeuge|dinge|gegenstände|objekte|sachen|obst|früchte|haustiere)(?: .*)?`,
    (_, { group = '' }) => `which ${nounPhraseInEnglish(group)}s are there`,
  ],
  // What no model here can tell.
  [
    `(?:welche farbe|was für eine farbe) (?:hat|haben|ist) ${T}|wie ist die farbe (?:von|des|der) ${T.replace('<t>', '<t2>')}`,
    (topic) => `what colour is the ${topic}`,
  ],
  [`wer ist (?:das|der|die|dieser|diese)(?: .+)?`, fixed('who is the man')],
  [
    'wo (?:wurde|ist|spielt|war) (?:das|der film|das video|es)(?: gedreht| aufgenommen| gefilmt)?',
    fixed('where was this filmed'),
  ],
  [`was (?:macht|machen|tut|tun) ${T}`, (topic) => `what is the ${topic} doing`],
  [`(?:lösch|lösche|exportiere?|schneide?|speichere?|spiele?|stoppe?) .+`, fixed('delete this')],
  [`(?:übersetze?|übersetz) .+`, fixed('translate it into english')],
  // More of the same.
  [
    '(?:noch mehr|mehr|weitere(?: stellen)?|wo noch|wann noch|sonst noch(?: etwas)?|noch weitere)',
    fixed('any more'),
  ],
  [`(?:und|aber) ${T}`, (topic) => `and the ${topic}`],
  // Where, and whether.
  [
    `(?:kommt|kommen|kehrt|kehren|taucht|tauchen|erscheint|erscheinen|sieht man|sehen wir) ${T}(?: (?:noch einmal|nochmal|später))? (?:wieder|zurück)(?: (?:auf|vor))?`,
    (topic) => `when do you see ${topic} again`,
  ],
  [
    `${WHERE} (?:${SEES}|${SHOWS}) (?:zum (?<nth>ersten|letzten) mal )?${T}(?<again> wieder)?(?: (?:zum|das) (?<nth2>ersten?|letzten?) mal)?(?: wieder)?${IN_VIEW}`,
    (topic, groups) => seen(topic, { ...groups, nth: groups.nth ?? groups.nth2 }),
  ],
  [`${WHERE} ${T} (?:ist|sind|kommt|zu sehen ist|zu sehen sind|vorkommt|auftaucht|erscheint)`, seen],
  [
    `(?:zeig|zeige|suche|suchen|finde|spring|springe|geh|gehe|gib)(?: mir| uns)?(?: nach| zu| zum| zur| bis)? ${PLACES}${T}|ich (?:suche|brauche|möchte|will)(?: nach)? ${PLACES}${T.replace('<t>', '<t2>')}(?: sehen)?`,
    (topic) => `show me ${topic}`,
  ],
  [
    `(?:gibt es|gibt’s|gibt's|gibts|ist|sind|sieht man|sehe ich|sehen wir|kommt|kommen|taucht|tauchen|erscheint|kann man)(?: (?:da|hier|dort|irgendwo|jemals|auch|denn))* ${T}(?: sehen)?${IN_VIEW}`,
    (topic) => `is there ${topic}`,
  ],
];
const patterns = FORMS.map(([source, say]) => [new RegExp(`^(?:${source})$`, 'iu'), say] as const);

const FILLERS =
  /(?<![\p{L}])(?:bitte|denn|eigentlich|(?<!(?:ersten?|letzten?) )mal|irgendwo|jemals|überhaupt|gerade|alles in allem|im (?:ganzen )?(?:film|video|clip)|in (?:dem|diesem) (?:film|video|clip))(?![\p{L}])/giu;
const LEADS =
  /^(?:(?:kannst|könntest|kann) (?:du|ich) (?:mir )?(?:zeigen|sagen|sehen),? |(?:sag|sage|zeig|zeige) mir,? (?=wo|wann|was|wer|wie|ob)|weißt du,? |ich (?:möchte|will) wissen,? )/iu;

/** Takes "in drei Sätzen", "als Tabelle" out of a question, in English. */
function takeGermanOutput(text: string): { rest: string; output: string } {
  const sentences = /(?<![\p{L}])in (\d+|\p{L}+) (?:sätzen?|satz)(?![\p{L}])/iu.exec(text);
  const form = /(?<![\p{L}])als (tabelle|liste)(?![\p{L}])/iu.exec(text);
  const match = sentences ?? form;
  if (!match) return { rest: text, output: '' };
  const rest = text.replace(match[0], ' ').replace(/\s+/g, ' ').trim();
  const [, what = ''] = match;
  if (sentences) {
    const count = germanNumber(what);
    return Number.isInteger(count) && count > 0
      ? { rest, output: count === 1 ? 'in one sentence' : `in ${count} sentences` }
      : { rest: text, output: '' };
  }
  return { rest, output: /^t/i.test(what) ? 'as a table' : 'as a list' };
}

/** What stands in the place of a topic that was lost: "was passiert in Szene 3" names none. */
const OF_A_TIME =
  /^was (?:passiert|geschieht|ist|ist los|sieht man|ist zu sehen|gibt es|kommt|läuft|gibt es zu sehen)(?: hier)?$/iu;

/**
 * A German question in English, by its form; null for any other language and for what is asked otherwise.
 * @param text without what stands in quotation marks
 */
export function germanInEnglish(text: string): InEnglish | null {
  const plain = text
    .replace(/[?!.]+\s*$/u, '')
    .replace(FILLERS, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(LEADS, '');
  const { rest: told, output } = takeGermanOutput(plain);
  const { rest, time } = takeGermanTime(told);
  const sentence = rest.replace(/\s+,/g, ',').replace(/^[, ]+|[, ]+$/g, '');
  const english = (core: string, own = '') => ({
    english: [core, time, output].filter(Boolean).join(' '),
    own,
  });
  if (time !== '') {
    if (OF_A_TIME.test(sentence)) return english('what happens');
    if (
      /^(?:(?:zeig|zeige|beschreib|beschreibe|spring|springe|geh|gehe)(?: mir)?(?: zu)?)?$/iu.test(
        sentence,
      ) &&
      sentence !== ''
    )
      return english('describe what happens');
  }
  for (const [pattern, say] of patterns) {
    const match = pattern.exec(sentence);
    if (!match) continue;
    const groups = { ...match.groups, 0: match[0] };
    const own = (match.groups?.t ?? match.groups?.t2 ?? match.groups?.t3 ?? '').trim();
    return english(say(nounPhraseInEnglish(own), groups), withoutArticles(own));
  }
  return null;
}
