import { at } from '../../claims/claims';
import { seconds } from '../../testing/world';
import { here, intervals, placeAt } from './places';
import type { Sample } from './sample';

const when = { form: 'when', ordinal: null } as const;
const exists = { form: 'exists', ordinal: null } as const;
const first = { form: 'when', ordinal: 'first' } as const;
const howLong = { form: 'howLong', ordinal: null } as const;
const whichVideo = { form: 'whichVideo', ordinal: null } as const;

const dog = {
  ...({ kind: 'present', basis: 'detector', subject: ['dog'], sure: true, exact: true } as const),
  counts: { places: 2, total: seconds(9), films: 1 },
};
const cats = { ...dog, ...({ basis: 'label', subject: ['cats'] } as const) };

/** What is seen. */
export const SEEN_SAMPLES: readonly Sample[] = [
  [
    { ...dog, asked: when },
    '**dog** is found twice, for 9 seconds in all:',
    'ein **Hund** wurde zweimal gefunden, insgesamt 9 Sekunden lang:',
  ],
  [
    { ...dog, asked: exists },
    'Yes, **dog** is found twice, for 9 seconds in all:',
    'Ja, ein **Hund** wurde zweimal gefunden, insgesamt 9 Sekunden lang:',
  ],
  [{ ...dog, asked: first }, '**dog** is first found here:', 'ein **Hund** wurde hier zuerst gefunden:'],
  [
    { ...dog, asked: howLong },
    '**dog** is in the picture for 9 seconds in all, in 2 stretches:',
    'ein **Hund** ist insgesamt 9 Sekunden lang im Bild, in 2 Abschnitten:',
  ],
  [{ ...dog, asked: whichVideo }, '**dog** is found in 1 video:', 'ein **Hund** wurde in 1 Film gefunden:'],
  [
    { ...dog, sure: false, asked: when },
    'what looks like **dog** is there twice, for 9 seconds in all; I am not sure:',
    'Was wie ein **Hund** aussieht, ist zweimal da, insgesamt 9 Sekunden lang; sicher bin ich nicht:',
  ],
  [
    { ...dog, sure: false, asked: first },
    'what looks like **dog** is first there here; I am not sure:',
    'Was wie ein **Hund** aussieht, ist hier zuerst da; sicher bin ich nicht:',
  ],
  [
    { ...dog, sure: false, exact: false, asked: exists },
    'Perhaps: **dog** is there twice, for 9 seconds in all:',
    'Vielleicht: Ein **Hund** ist zweimal da, insgesamt 9 Sekunden lang:',
  ],
  [
    { ...cats, asked: when },
    '**cats** are seen twice, for 9 seconds in all:',
    '**Katzen** sind zweimal zu sehen, insgesamt 9 Sekunden lang:',
  ],
  [
    { ...cats, asked: exists },
    'Yes, **cats** are seen twice, for 9 seconds in all:',
    'Ja, **Katzen** sind zweimal zu sehen, insgesamt 9 Sekunden lang:',
  ],
  // Two things, each seen somewhere, are no yes to both.
  [
    { ...cats, subject: ['cat', 'dog'], exact: false, asked: exists },
    '**cat or dog** is seen twice, for 9 seconds in all:',
    'eine **Katze** oder ein **Hund** ist zweimal zu sehen, insgesamt 9 Sekunden lang:',
  ],
  [
    { ...cats, asked: howLong },
    '**cats** are seen for 9 seconds in all, in 2 stretches:',
    '**Katzen** sind insgesamt 9 Sekunden lang zu sehen, in 2 Abschnitten:',
  ],
  [{ ...cats, asked: whichVideo }, '**cats** are seen in 1 video:', '**Katzen** sind in 1 Film zu sehen:'],
  [
    { ...cats, sure: false, asked: exists },
    'Perhaps: what looks like **cats** is there twice, but I am not sure:',
    'Vielleicht: Was wie **Katzen** aussieht, ist zweimal da, aber sicher bin ich nicht:',
  ],
  [
    { ...cats, sure: false, asked: howLong },
    'what looks like **cats** is there for 9 seconds in all, in 2 stretches; I am not sure:',
    'Was wie **Katzen** aussieht, ist insgesamt 9 Sekunden lang da, in 2 Abschnitten; sicher bin ich nicht:',
  ],
  [
    { ...cats, sure: false, asked: whichVideo },
    'what looks like **cats** is in 1 video; I am not sure:',
    'Was wie **Katzen** aussieht, ist in 1 Film da; sicher bin ich nicht:',
  ],
  [
    { ...cats, sure: false, exact: false, asked: when },
    'what looks like **cats** is there twice, for 9 seconds in all; I am not sure:',
    'Was wie **Katzen** aussieht, ist zweimal da, insgesamt 9 Sekunden lang; sicher bin ich nicht:',
  ],
  [
    { kind: 'returns', subject: ['dog'], counts: { places: 1 }, evidence: here.evidence },
    'After its first place, [[0]], **dog** is found again once:',
    'Nach der ersten Stelle, [[0]], wurde ein **Hund** noch einmal gefunden:',
  ],
  [
    { kind: 'returns', subject: ['dog'], counts: { places: 0 } },
    'I found **dog** in one stretch only, so I did not see it come back:',
    'ein **Hund** wurde nur in einem Abschnitt gefunden, danach nicht wieder:',
  ],
  [
    {
      ...{ kind: 'place', basis: 'detector', ...here },
      counts: { length: seconds(60), atOnce: 3, likelihood: 0.8 },
    },
    '[[0]] to 1:10, 1 minute, up to 3 at once (80 %)',
    '[[0]] bis 1:10, 1 Minute, bis zu 3 zugleich (80 %)',
  ],
  [
    {
      ...{
        kind: 'place',
        basis: 'label',
        ...at(placeAt(7, 7)),
        words: ['tabby', 'lynx'],
        film: 'My **film**',
      },
      counts: { length: 0, likelihood: 0.004 },
    },
    '[[0]] in **My film**, labelled “tabby” or “lynx” (under 1 % at best)',
    '[[0]] in **My film**, bezeichnet als „Tigerkatze“ oder „Luchs“ (im besten Fall unter 1 %)',
  ],
  [
    { kind: 'atOnce', subject: ['people'], counts: { atOnce: 3 }, ...here },
    'Of **people**, at most **3** found at once, from 0:10 to 1:10: [[0]]',
    'Höchstens **3 Menschen** wurden zugleich gefunden, von 0:10 bis 1:10: [[0]]',
  ],
  [
    { kind: 'kinds', subject: ['dog', 'cat'], film: 'Street' },
    'Found by kind in **Street**: **dog** and **cat**.',
    'Nach Art gefunden in **Street**: **Hund** und **Katze**.',
  ],
  [
    { kind: 'kind', subject: ['dog'], counts: { total: seconds(7), atOnce: 2 }, ...here },
    '[[0]] **dog**, 7 seconds in all, up to 2 at once',
    '[[0]] **Hund**, insgesamt 7 Sekunden, bis zu 2 zugleich',
  ],
  [
    { kind: 'gaps', of: 'thing', subject: ['dog'], counts: { total: seconds(60) } },
    'No **dog** was found for 1 minute in all:',
    'Insgesamt 1 Minute lang wurde kein **Hund** gefunden:',
  ],
  [
    { kind: 'gaps', of: 'speech', subject: [], counts: { total: seconds(60) } },
    'Nothing is said for 1 minute in all:',
    'Insgesamt 1 Minute lang wird nichts gesagt:',
  ],
  [
    { kind: 'always', of: 'thing', subject: ['dog'] },
    'At no time: a **dog** is found all the way through.',
    'Zu keiner Zeit: Durchgehend wurde ein **Hund** gefunden.',
  ],
  [
    { kind: 'always', of: 'speech', subject: [] },
    'At no time: something is said all the way through.',
    'Zu keiner Zeit: Es wird durchgehend gesprochen.',
  ],
  [{ kind: 'gap', intervals }, '0:10 to 1:10, 1 minute', '0:10 bis 1:10, 1 Minute'],
  [
    {
      kind: 'absent',
      subject: ['dogs'],
      senses: ['seen', 'mentioned'],
      isQuote: false,
      far: true,
      further: false,
    },
    'I found no place where **dogs** are seen or mentioned, and no frame came near it.',
    'Ich habe keine Stelle gefunden, an der **Hunde** zu sehen sind oder erwähnt werden, und kein Bild kam dem nahe.',
  ],
  [
    {
      kind: 'absent',
      subject: ['cats'],
      senses: ['said'],
      isQuote: true,
      far: false,
      further: false,
      intervals,
    },
    'I found no place from 0:10 to 1:10 where “cats” is said.',
    'Ich habe von 0:10 bis 1:10 keine Stelle gefunden, an der „cats“ gesagt wird.',
  ],
  [
    {
      ...{ kind: 'absent', subject: ['elephant or cat'], senses: ['seen', 'written'] },
      ...{ isQuote: false, far: false, further: false },
    },
    'I found no place where **elephant or cat** is seen or written.',
    'Ich habe keine Stelle gefunden, an der ein **Elefant** oder eine **Katze** zu sehen ist oder davon geschrieben steht.',
  ],
  [
    {
      ...{ kind: 'absent', subject: ['red buses'], senses: ['seen'] },
      ...{ isQuote: false, far: false, further: false },
    },
    'I found no place where **red buses** are seen.',
    'Ich habe keine Stelle gefunden, an der **rote Busse** zu sehen sind.',
  ],
  [
    {
      ...{ kind: 'absent', subject: ['man with hat'], senses: ['seen'] },
      ...{ isQuote: false, far: false, further: false },
    },
    'I found no place where **man with hat** is seen.',
    'Ich habe keine Stelle gefunden, an der „Mann mit Hut“ zu sehen ist.',
  ],
  [
    { kind: 'absent', subject: ['dog'], senses: ['seen'], isQuote: false, far: false, further: true },
    'I found no other place where **dog** is seen.',
    'Ich habe keine weitere Stelle gefunden, an der ein **Hund** zu sehen ist.',
  ],
  [
    { kind: 'absent', subject: [], senses: ['seen'], isQuote: false, far: false, further: false },
    'I found no place where that place is seen.',
    'Ich habe keine Stelle gefunden.',
  ],
  [
    { kind: 'otherKind', subject: ['person'] },
    'A **person** is found, which need not be what was asked for.',
    'Gefunden wurde eine **Person**; das muss nicht sein, wonach gefragt war.',
  ],
  [
    { kind: 'nearestFrame', subject: ['elephant'], counts: { likelihood: 0.15 }, words: ['fog'], ...here },
    '[[0]], labelled “fog”, 15 % for **elephant**',
    '[[0]], bezeichnet als „fog“, 15 % für **Elefant**',
  ],
  [
    { kind: 'whereSeen', basis: 'detector', sure: true, subject: ['dog'] },
    'Where **dog** is found:',
    'Wo ein **Hund** gefunden wurde:',
  ],
  [
    { kind: 'whereSeen', basis: 'label', sure: true, subject: ['dogs'] },
    'Where **dogs** are seen:',
    'Wo **Hunde** zu sehen sind:',
  ],
  [
    { kind: 'whereSeen', basis: 'label', sure: false, subject: ['dog'] },
    'What looks like **dog**; I am not sure:',
    'Was wie ein **Hund** aussieht; sicher bin ich nicht:',
  ],
  [
    { kind: 'lookWhere', sure: true, subject: ['dog'] },
    'You can look for yourself where **dog** is seen:',
    'Hier lässt sich nachsehen, wo ein **Hund** zu sehen ist:',
  ],
  [
    { kind: 'lookWhere', sure: false, subject: ['dog'] },
    'You can look for yourself where it looks like **dog**:',
    'Hier lässt sich nachsehen, was wie ein **Hund** aussieht:',
  ],
];
