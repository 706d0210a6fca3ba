import { at, type Stated } from '../../claims/claims';
import { seconds } from '../../testing/world';
import { here, intervals, placeAt } from './places';

const when = { form: 'when', ordinal: null } as const;
const exists = { form: 'exists', ordinal: null } as const;
const first = { form: 'when', ordinal: 'first' } as const;
const howLong = { form: 'howLong', ordinal: null } as const;
const howOften = { form: 'howOften', ordinal: null } as const;
const whichVideo = { form: 'whichVideo', ordinal: null } as const;

const dog = {
  ...({ kind: 'present', basis: 'detector', subject: ['dog'], sure: true, exact: true } as const),
  counts: { places: 2, total: seconds(9), films: 1 },
};
const cats = { ...dog, ...({ basis: 'label', subject: ['cats'] } as const) };
const lines = {
  ...({ kind: 'lines', source: 'speech', subject: ['dog'], byMeaning: false, isQuote: false } as const),
  counts: { lines: 2, uses: 3, total: seconds(5) },
};
/** What is seen, and its words in English. */
export const SEEN_SAMPLES: readonly (readonly [Stated, string])[] = [
  [{ ...dog, asked: when }, '**dog** is found twice, for 9 seconds in all:'],
  [{ ...dog, asked: exists }, 'Yes, **dog** is found twice, for 9 seconds in all:'],
  [{ ...dog, asked: first }, '**dog** is first found here:'],
  [{ ...dog, asked: howLong }, '**dog** is in the picture for 9 seconds in all, in 2 stretches:'],
  [{ ...dog, asked: whichVideo }, '**dog** is found in 1 video:'],
  [
    { ...dog, sure: false, asked: when },
    'what looks like **dog** is there twice, for 9 seconds in all; I am not sure:',
  ],
  [{ ...dog, sure: false, asked: first }, 'what looks like **dog** is first there here; I am not sure:'],
  [
    { ...dog, sure: false, exact: false, asked: exists },
    'Perhaps: **dog** is there twice, for 9 seconds in all:',
  ],
  [{ ...cats, asked: when }, '**cats** are seen twice, for 9 seconds in all:'],
  [{ ...cats, asked: exists }, 'Yes, **cats** are seen twice, for 9 seconds in all:'],
  // Two things, each seen somewhere, are no yes to both.
  [
    { ...cats, subject: ['cat', 'dog'], exact: false, asked: exists },
    '**cat or dog** is seen twice, for 9 seconds in all:',
  ],
  [{ ...cats, asked: howLong }, '**cats** are seen for 9 seconds in all, in 2 stretches:'],
  [{ ...cats, asked: whichVideo }, '**cats** are seen in 1 video:'],
  [
    { ...cats, sure: false, asked: exists },
    'Perhaps: what looks like **cats** is there twice, but I am not sure:',
  ],
  [
    { ...cats, sure: false, asked: howLong },
    'what looks like **cats** is there for 9 seconds in all, in 2 stretches; I am not sure:',
  ],
  [{ ...cats, sure: false, asked: whichVideo }, 'what looks like **cats** is in 1 video; I am not sure:'],
  [
    { ...cats, sure: false, exact: false, asked: when },
    'what looks like **cats** is there twice, for 9 seconds in all; I am not sure:',
  ],
  [
    { kind: 'returns', subject: ['dog'], counts: { places: 1 }, evidence: here.evidence },
    'After its first place, [[0]], **dog** is found again once:',
  ],
  [
    { kind: 'returns', subject: ['dog'], counts: { places: 0 } },
    'I found **dog** in one stretch only, so I did not see it come back:',
  ],
  [
    {
      ...{ kind: 'place', basis: 'detector', ...here },
      counts: { length: seconds(60), atOnce: 3, likelihood: 0.8 },
    },
    '[[0]] to 1:10, 1 minute, up to 3 at once (80 %)',
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
  ],
  [
    { kind: 'atOnce', subject: ['people'], counts: { atOnce: 3 }, ...here },
    'Of **people**, at most **3** at once, from 0:10 to 1:10: [[0]]',
  ],
  [
    { kind: 'kinds', subject: ['dog', 'cat'], film: 'Street' },
    'Found by kind in **Street**: **dog** and **cat**.',
  ],
  [
    { kind: 'kind', subject: ['dog'], counts: { total: seconds(7), atOnce: 2 }, ...here },
    '[[0]] **dog**, 7 seconds in all, up to 2 at once',
  ],
  [
    { kind: 'gaps', of: 'thing', subject: ['dog'], counts: { total: seconds(60) } },
    'No **dog** was found for 1 minute in all:',
  ],
  [
    { kind: 'gaps', of: 'speech', subject: [], counts: { total: seconds(60) } },
    'Nothing is said for 1 minute in all:',
  ],
  [{ kind: 'always', of: 'thing', subject: ['dog'] }, 'At no time: a **dog** is found all the way through.'],
  [{ kind: 'always', of: 'speech', subject: [] }, 'At no time: something is said all the way through.'],
  [{ kind: 'gap', intervals }, '0:10 to 1:10, 1 minute'],
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
  ],
  [
    { kind: 'absent', subject: ['dog'], senses: ['seen'], isQuote: false, far: false, further: true },
    'I found no other place where **dog** is seen.',
  ],
  [
    { kind: 'absent', subject: [], senses: ['seen'], isQuote: false, far: false, further: false },
    'I found no place where that place is seen.',
  ],
  [
    { kind: 'otherKind', subject: ['person'] },
    'A **person** is found, which need not be what was asked for.',
  ],
  [
    { kind: 'nearestFrame', subject: ['elephant'], counts: { likelihood: 0.15 }, words: ['fog'], ...here },
    '[[0]], labelled “fog”, 15 % for **elephant**',
  ],
  [{ kind: 'whereSeen', basis: 'detector', sure: true, subject: ['dog'] }, 'Where **dog** is found:'],
  [{ kind: 'whereSeen', basis: 'label', sure: true, subject: ['dogs'] }, 'Where **dogs** are seen:'],
  [
    { kind: 'whereSeen', basis: 'label', sure: false, subject: ['dog'] },
    'What looks like **dog**; I am not sure:',
  ],
  [{ kind: 'lookWhere', sure: true, subject: ['dog'] }, 'You can look for yourself where **dog** is seen:'],
  [
    { kind: 'lookWhere', sure: false, subject: ['dog'] },
    'You can look for yourself where it looks like **dog**:',
  ],
];

/** What is said and written. */
export const LINE_SAMPLES: readonly (readonly [Stated, string])[] = [
  [{ ...lines, asked: when }, '**dog** is mentioned in 2 passages:'],
  [{ ...lines, asked: first }, '**dog** is first mentioned here:'],
  [{ ...lines, asked: exists, source: 'text' }, 'Yes, **dog** is written in 2 lines:'],
  [{ ...lines, asked: howOften, isQuote: true }, '“dog” is said 3 times, in 2 passages:'],
  [{ ...lines, asked: howLong }, 'The passages in which **dog** is mentioned last 5 seconds in all:'],
  [
    { ...lines, byMeaning: true, asked: exists },
    'Perhaps: the words for **dog** are not in the transcript, but 2 passages come near in meaning:',
  ],
  [
    { ...lines, byMeaning: true, source: 'text', asked: when, counts: { ...lines.counts, lines: 1 } },
    'the words for **dog** are not in what is written, but 1 line comes near in meaning:',
  ],
  [{ kind: 'line', words: ['The  king [[1]] of **all**.'], ...here }, '[[0]] “The king [ [1]] of all.”'],
  [
    { kind: 'written', form: 'price', source: 'text', asked: exists, counts: { different: 1, lines: 2 } },
    'Yes: one price is written, in 2 lines:',
  ],
  [
    { kind: 'written', form: 'email', source: 'speech', asked: when, counts: { different: 2, lines: 1 } },
    '2 different e-mail addresses are said, in 1 passage:',
  ],
  [{ kind: 'about', subject: ['money'], isQuote: false, byMeaning: false }, 'What is said about **money**:'],
  [
    { kind: 'about', subject: ['money'], isQuote: true, byMeaning: true },
    'Perhaps about “money”, by meaning and not by its words:',
  ],
  [{ kind: 'beside', subject: ['Carlo'] }, 'What is written with “Carlo”, and beside it:'],
  [{ kind: 'saidInstead', subject: ['password'] }, 'Nothing is written with “password”, but it is said:'],
  [
    { kind: 'noLines', source: 'text', subject: ['menu'], where: 'film' },
    'I found nothing written with “menu”.',
  ],
  [{ kind: 'noLines', source: 'text', subject: [], where: 'there' }, 'I found nothing written there.'],
  [{ kind: 'noLines', source: 'speech', subject: [], where: 'film' }, 'I found nothing said in this video.'],
  [
    { kind: 'chosenLines', source: 'text', first: false, counts: { shown: 8, of: 9 } },
    'the 8 of 9 lines that stand out most:',
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
  ],
  [
    { kind: 'chosenLines', source: 'speech', first: true, counts: { shown: 40, of: 90 } },
    'the first 40 of 90 passages:',
  ],
  [
    { kind: 'chosenLines', source: 'speech', first: false, counts: { shown: 5, of: 9 } },
    'the 5 of 9 passages that say most:',
  ],
  [{ kind: 'chosenLines', source: 'speech', first: true, counts: { shown: 5, of: 5 } }, 'all that is said:'],
  [
    { kind: 'speakers', subject: ['Anna', 'Speaker 2'], counts: { of: 2 }, film: 'Talk' },
    '2 people speak in **Talk**, as far as voices tell:',
  ],
  [{ kind: 'speakers', subject: ['Anna'], counts: { of: 1 } }, 'One person speaks, as far as voices tell:'],
  [
    { kind: 'speaker', subject: ['Anna'], counts: { total: seconds(90), places: 3 }, intervals },
    '**Anna**: 1 minute 30 seconds in 3 turns, first at 0:10',
  ],
  [
    { kind: 'speaks', subject: ['Anna'], counts: { places: 2, total: seconds(9) } },
    '**Anna** speaks twice, for 9 seconds in all:',
  ],
  [{ kind: 'saidBy', subject: ['Anna', 'money'], none: false }, 'What **Anna** says about **money**:'],
  [{ kind: 'saidBy', subject: ['Anna'], none: true }, 'I found nothing that **Anna** says.'],
  [
    { kind: 'noSpeakers', why: 'unread', subject: [] },
    'It was not listened for who speaks here. “Tell voices apart” in the settings does it for videos that are indexed from then on, and “Index again” for this one.',
  ],
  [{ kind: 'noSpeakers', why: 'silent', subject: [] }, 'I heard nobody speak here.'],
  [{ kind: 'noSpeakers', why: 'nobody', subject: [] }, 'I found nobody who says that.'],
  [
    { kind: 'noSpeakers', why: 'nobody', subject: ['Speaker 7'] },
    'I know of nobody here called **Speaker 7** who speaks. “Who speaks?” tells whom I know.',
  ],
  [{ kind: 'closestLines', source: 'speech' }, 'What is said that comes closest:'],
  [{ kind: 'mentioned', source: 'speech' }, 'It is spoken of here, which may tell more:'],
  [
    { kind: 'unanswered', senses: ['said', 'written'] },
    'I found nothing that answers this in what is said or written.',
  ],
  [{ kind: 'unanswered', senses: [] }, 'I found nothing that answers this.'],
  [
    { kind: 'notUnderstood', ...here, counts: { places: 1, films: 0, total: seconds(60) } },
    'Someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models. Where: [[0]] 0:10 to 1:10.',
  ],
  [
    { kind: 'notUnderstood', ...here, counts: { places: 4, films: 0, total: seconds(60) } },
    'In 4 stretches, 1 minute in all, someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models. The first: [[0]] 0:10 to 1:10.',
  ],
  [
    { kind: 'notUnderstood', counts: { places: 0, films: 2, total: 0 } },
    'In 2 videos someone speaks in a language that the speech model does not understand, or not clearly enough for it. A multilingual model can be fetched under Models.',
  ],
];
