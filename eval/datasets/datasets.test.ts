import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCharadesSta } from './charades-sta';
import { paperOf, readDataset } from './datasets';

const HERE = join(dirname(fileURLToPath(import.meta.url)), 'testing');
const file = (name: string) => join(HERE, name);

describe('readers of public sets', () => {
  it('reads moments of QVHighlights: the query is searched as it stands', () => {
    const [first, second] = readDataset('qvhighlights', [file('qvhighlights.jsonl')]);
    expect(first).toMatchObject({
      id: '2579',
      film: 'NUsG9BgSes0_210.0_360.0',
      half: null,
      search: 'A girl and her mother cooked while talking with each other on facetime',
      answer: {
        kind: 'intervals',
        intervals: [
          [0, 6],
          [82, 150],
        ],
      },
    });
    expect(second?.question).toBe('When do you see man in a blue shirt talks?');
  });

  it('reads sentences of Charades-STA', () => {
    const [, second] = readDataset('charades-sta', [file('charades_sta.txt')]);
    expect(second).toMatchObject({
      id: 'Y6R7T-2',
      film: 'Y6R7T',
      search: 'person begins to cook on the stove',
      answer: { kind: 'intervals', intervals: [[20.8, 30]] },
    });
  });

  it('says which line of Charades-STA is not one', () => {
    expect(() => readCharadesSta('AO8RW 0.0 6.9##a person sits.\nAO8RW 0.0 a person sits.')).toThrow(
      'Line 2',
    );
  });

  it('reads the given answers of NExT-QA, commas in them too', () => {
    const [only] = readDataset('next-qa', [file('nextqa.csv')]);
    expect(only).toMatchObject({ id: '4010069381-6', film: '4010069381', type: 'CH' });
    expect(only?.question).toBe('how do the two man play the instrument?');
    expect(only?.answer).toEqual({
      kind: 'choice',
      correct: 0,
      choices: [
        'roll the handle',
        'tap their feet',
        'strum the string',
        'hit with sticks',
        'pat with hand, softly',
      ],
    });
  });

  it('joins questions and answers of ActivityNet-QA; yes, no and numbers are judged as such', () => {
    const read = readDataset('activitynet-qa', [file('activitynet_q.json'), file('activitynet_a.json')]);
    expect(read.map(({ type, answer }) => [type, answer])).toEqual([
      ['yes-no', { kind: 'notThere' }],
      ['colour', { kind: 'words', accept: ['red'] }],
      ['number', { kind: 'count', count: 2 }],
    ]);
    expect(read[1]).toMatchObject({ film: '1QIUV7WYKXg', question: 'What is the color of the hat?' });
  });

  it('reads MSVD-QA, whose videos are numbered', () => {
    const [first, second] = readDataset('msvd-qa', [file('msvd_qa.json')]);
    expect(first).toMatchObject({
      film: 'vid1',
      type: 'who',
      answer: { kind: 'words', accept: ['someone'] },
    });
    expect(second).toMatchObject({ film: 'vid1207', type: 'is', answer: { kind: 'yes', intervals: [] } });
  });

  it('reads MSRVTT-QA, whose videos are numbered otherwise', () => {
    const [first] = readDataset('msrvtt-qa', [file('msrvtt_qa.json')]);
    expect(first).toMatchObject({
      id: '158581',
      film: 'video7010',
      type: 'what',
      question: 'What are three people sitting on?',
      reference: 'couch',
      answer: { kind: 'words', accept: ['couch'] },
    });
  });

  it('reads questions and answers in two files, which name the videos', () => {
    const read = readDataset('msvd-qa', [file('msvd_q.json'), file('msvd_a.json')]);
    expect(read.map(({ film, type, reference }) => [film, type, reference])).toEqual([
      ['4wsuPCjDBfc_5_15', 'what', 'food'],
      ['4wsuPCjDBfc_5_15', 'is', 'yes'],
    ]);
  });

  it('knows what the paper says of the sets that a model judges', () => {
    expect(['msvd-qa', 'msrvtt-qa', 'activitynet-qa', 'next-qa'].map(paperOf)).toEqual([
      { accuracy: 0.709, score: 4 },
      { accuracy: 0.595, score: 3.6 },
      { accuracy: 0.535, score: 3.5 },
      null,
    ]);
  });

  it('refuses unknown sets and missing files', () => {
    expect(() => readDataset('imagenet', [])).toThrow('There are: qvhighlights');
    expect(() => readDataset('activitynet-qa', [file('activitynet_q.json')])).toThrow('two files');
    expect(() => readDataset('toString', [])).toThrow('There is no data set');
  });
});
