import { seconds } from '../../testing/world';
import { here, intervals } from './places';
import type { Sample } from './sample';

const when = { form: 'when', ordinal: null } as const;
const exists = { form: 'exists', ordinal: null } as const;
const first = { form: 'when', ordinal: 'first' } as const;
const howLong = { form: 'howLong', ordinal: null } as const;
const howOften = { form: 'howOften', ordinal: null } as const;
const lines = {
  ...({ kind: 'lines', source: 'speech', subject: ['dog'], byMeaning: false, isQuote: false } as const),
  counts: { lines: 2, uses: 3, total: seconds(5) },
};

/** What is said and written. */
export const LINE_SAMPLES: readonly Sample[] = [
  [{ ...lines, asked: when }, '**dog** is mentioned in 2 passages:', '„Hund“ wird in 2 Passagen erwähnt:'],
  [{ ...lines, asked: first }, '**dog** is first mentioned here:', '„Hund“ wird hier zuerst erwähnt:'],
  [
    { ...lines, asked: exists, source: 'text' },
    'Yes, **dog** is written in 2 lines:',
    'Ja, „Hund“ steht in 2 Zeilen geschrieben:',
  ],
  [
    { ...lines, asked: howOften, isQuote: true },
    '“dog” is said 3 times, in 2 passages:',
    '„dog“ wird 3-mal gesagt, in 2 Passagen:',
  ],
  [
    { ...lines, asked: howLong },
    'The passages in which **dog** is mentioned last 5 seconds in all:',
    'Die Passagen, in denen „Hund“ erwähnt wird, dauern insgesamt 5 Sekunden:',
  ],
  [
    { ...lines, byMeaning: true, asked: exists },
    'Perhaps: the words for **dog** are not in the transcript, but 2 passages come near in meaning:',
    'Vielleicht: Die Wörter für „Hund“ stehen nicht im Transkript, aber 2 Passagen kommen der Bedeutung nach nahe:',
  ],
  [
    { ...lines, byMeaning: true, source: 'text', asked: when, counts: { ...lines.counts, lines: 1 } },
    'the words for **dog** are not in what is written, but 1 line comes near in meaning:',
    'Die Wörter für „Hund“ stehen nicht im Geschriebenen, aber 1 Zeile kommt der Bedeutung nach nahe:',
  ],
  [
    { kind: 'line', words: ['The  king [[1]] of **all**.'], ...here },
    '[[0]] “The king [ [1]] of all.”',
    '[[0]] „The king [ [1]] of all.“',
  ],
  [
    { kind: 'written', form: 'price', source: 'text', asked: exists, counts: { different: 1, lines: 2 } },
    'Yes: one price is written, in 2 lines:',
    'Ja: Ein Preis steht geschrieben, in 2 Zeilen:',
  ],
  [
    { kind: 'written', form: 'email', source: 'speech', asked: when, counts: { different: 2, lines: 1 } },
    '2 different e-mail addresses are said, in 1 passage:',
    '2 verschiedene E-Mail-Adressen werden gesagt, in 1 Passage:',
  ],
  [
    { kind: 'about', subject: ['money'], isQuote: false },
    'What is said about **money**:',
    'Was über „Geld“ gesagt wird:',
  ],
  [
    { kind: 'about', subject: ['money'], isQuote: true },
    'What is said about “money”:',
    'Was über „money“ gesagt wird:',
  ],
  [
    { kind: 'beside', subject: ['Carlo'] },
    'What is written with “Carlo”, and beside it:',
    'Was mit „Carlo“ geschrieben steht, und daneben:',
  ],
  [
    { kind: 'saidInstead', subject: ['password'] },
    'Nothing is written with “password”, but it is said:',
    'Geschrieben steht nichts mit „password“, aber es wird gesagt:',
  ],
  [
    { kind: 'noLines', source: 'text', subject: ['menu'], where: 'film' },
    'I found nothing written with “menu”.',
    'Ich habe nichts Geschriebenes mit „Speisekarte“ gefunden.',
  ],
  [
    { kind: 'noLines', source: 'text', subject: [], where: 'there' },
    'I found nothing written there.',
    'Ich habe dort nichts Geschriebenes gefunden.',
  ],
  [
    { kind: 'noLines', source: 'speech', subject: [], where: 'film' },
    'I found nothing said in this video.',
    'Ich habe in diesem Film nichts Gesagtes gefunden.',
  ],
  [
    { kind: 'chosenLines', source: 'text', first: false, counts: { shown: 8, of: 9 } },
    'the 8 of 9 lines that stand out most:',
    'die 8 auffälligsten von 9 Zeilen:',
  ],
  [
    {
      kind: 'chosenLines',
      source: 'text',
      first: false,
      counts: { shown: 8, of: 8 },
      intervals,
      film: 'Street',
    },
    'all that I could read from 0:10 to 1:10 in **Street**:',
    'alles, was ich lesen konnte, von 0:10 bis 1:10 in **Street**:',
  ],
  [
    { kind: 'chosenLines', source: 'speech', first: true, counts: { shown: 40, of: 90 } },
    'the first 40 of 90 passages:',
    'die ersten 40 von 90 Passagen:',
  ],
  [
    { kind: 'chosenLines', source: 'speech', first: false, counts: { shown: 5, of: 9 } },
    'the 5 of 9 passages that say most:',
    'die 5 von 9 Passagen, die am meisten sagen:',
  ],
  [
    { kind: 'chosenLines', source: 'speech', first: true, counts: { shown: 5, of: 5 } },
    'all that is said:',
    'alles, was gesagt wird:',
  ],
  [
    { kind: 'speakers', subject: ['Anna', 'Speaker 2'], counts: { of: 2 }, film: 'Talk' },
    '2 people speak in **Talk**, as far as voices tell:',
    '2 Personen sprechen in **Talk**, soweit es die Stimmen verraten:',
  ],
  [
    { kind: 'speakers', subject: ['Anna'], counts: { of: 1 } },
    'One person speaks, as far as voices tell:',
    'Eine Person spricht, soweit es die Stimmen verraten:',
  ],
  [
    { kind: 'speaker', subject: ['Anna'], counts: { total: seconds(90), places: 3 }, intervals },
    '**Anna**: 1 minute 30 seconds in 3 turns, first at 0:10',
    '**Anna**: 1 Minute 30 Sekunden in 3 Redebeiträgen, zuerst bei 0:10',
  ],
  [
    { kind: 'speaks', subject: ['Anna'], counts: { places: 2, total: seconds(9) } },
    '**Anna** speaks twice, for 9 seconds in all:',
    '**Anna** spricht zweimal, insgesamt 9 Sekunden lang:',
  ],
  [
    { kind: 'saidBy', subject: ['Anna', 'money'], none: false },
    'What **Anna** says about **money**:',
    'Was **Anna** über „Geld“ sagt:',
  ],
  [
    { kind: 'saidBy', subject: ['Anna'], none: true },
    'I found nothing that **Anna** says.',
    'Ich habe nichts gefunden, was **Anna** sagt.',
  ],
  [
    { kind: 'noSpeakers', why: 'unread', subject: [] },
    'It was not listened for who speaks here. “Tell voices apart” in the settings does it for videos that are indexed from then on, and “Index again” for this one.',
    'Hier wurde nicht darauf gehört, wer spricht. „Stimmen unterscheiden“ unter „Einstellungen“ tut das für Filme, die von da an indexiert werden, und „Neu indexieren“ für diesen.',
  ],
  [
    { kind: 'noSpeakers', why: 'silent', subject: [] },
    'I heard nobody speak here.',
    'Ich habe hier niemanden sprechen hören.',
  ],
  [
    { kind: 'noSpeakers', why: 'nobody', subject: [] },
    'I found nobody who says that.',
    'Ich habe niemanden gefunden, der das sagt.',
  ],
  [
    { kind: 'noSpeakers', why: 'nobody', subject: ['Speaker 7'] },
    'I know of nobody here called **Speaker 7** who speaks. “Who speaks?” tells whom I know.',
    'Ich kenne hier niemanden namens **Sprecher 7**, der spricht. „Wer spricht?“ sagt, wen ich kenne.',
  ],
  [
    { kind: 'closestLines', source: 'speech' },
    'What is said that comes closest:',
    'Was dem am nächsten kommt und gesagt wird:',
  ],
  [
    { kind: 'mentioned', source: 'speech' },
    'It is spoken of here, which may tell more:',
    'Hier wird davon gesprochen; das sagt vielleicht mehr:',
  ],
  [
    { kind: 'unanswered', senses: ['said', 'written'] },
    'I found nothing that answers this in what is said or written.',
    'Ich habe weder im Gesagten noch im Geschriebenen etwas gefunden, was das beantwortet.',
  ],
  [
    { kind: 'unanswered', senses: [] },
    'I found nothing that answers this.',
    'Ich habe nichts gefunden, was das beantwortet.',
  ],
  [
    { kind: 'notUnderstood', ...here, counts: { places: 1, films: 0, total: seconds(60) } },
    'Someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models. Where: [[0]] 0:10 to 1:10.',
    'Jemand spricht in einer Sprache, die das Modell für Gesprochenes nicht versteht, oder nicht deutlich genug. Ein mehrsprachiges Modell kann unter „Modelle“ geladen werden. Wo: [[0]] 0:10 bis 1:10.',
  ],
  [
    { kind: 'notUnderstood', ...here, counts: { places: 4, films: 0, total: seconds(60) } },
    'In 4 stretches, 1 minute in all, someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models. The first: [[0]] 0:10 to 1:10.',
    'In 4 Abschnitten, insgesamt 1 Minute, spricht jemand in einer Sprache, die das Modell für Gesprochenes nicht versteht, oder nicht deutlich genug. Ein mehrsprachiges Modell kann unter „Modelle“ geladen werden. Die ersten: [[0]] 0:10 bis 1:10.',
  ],
  [
    { kind: 'notUnderstood', counts: { places: 0, films: 2, total: 0 } },
    'In 2 videos someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models.',
    'In 2 Filmen spricht jemand in einer Sprache, die das Modell für Gesprochenes nicht versteht, oder nicht deutlich genug. Ein mehrsprachiges Modell kann unter „Modelle“ geladen werden.',
  ],
];
