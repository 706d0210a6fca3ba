import { describe, expect, it } from 'vitest';
import { readQuestion } from '../question';
import { takeOutput } from './output';

describe('the form that an answer is to have', () => {
  it.each([
    ['list the animals as a table', 'list the animals', { kind: 'table' }],
    ['what is said in table form', 'what is said', { kind: 'table' }],
    ['what is said, in a table', 'what is said', { kind: 'table' }],
    ['make a table of the people with times', 'list the people', { kind: 'table' }],
    ['a table of what is said about money', 'what is said about money', { kind: 'table' }],
    ['as a table: when is a dog seen', 'when is a dog seen', { kind: 'table' }],
    ['make a table of contents', 'make a table of contents', null],
    ['when is a dog seen as a bullet list', 'when is a dog seen', { kind: 'list' }],
    ['in one sentence, what is this about', 'what is this about', { kind: 'sentences', count: 1 }],
    [
      'what happens from 0:10 to 0:20 in 3 sentences',
      'what happens from 0:10 to 0:20',
      { kind: 'sentences', count: 3 },
    ],
    ['what happens in just a sentence', 'what happens', { kind: 'sentences', count: 1 }],
    ['put that in a table', '', { kind: 'table' }],
    // A thing to look for.
    ['what is on the table', 'what is on the table', null],
    ['what is written in the table', 'what is written in the table', null],
    ['what is in the list', 'what is in the list', null],
    ['how many sentences are said', 'how many sentences are said', null],
  ] as const)('is taken out of: %s', (question, rest, output) => {
    expect(takeOutput(question)).toEqual({ rest, output });
  });

  it.each([
    ['Can you list the animals as a table?', 'kinds', { kind: 'table' }],
    ['Make a table of the scenes', 'scenes', { kind: 'table' }],
    ['When is a dog seen, in a table?', 'when', { kind: 'table' }],
    ['In one sentence, what is this video about?', 'summary', { kind: 'sentences', count: 1 }],
    ['give me a 3 sentence summary', 'summary', { kind: 'sentences', count: 3 }],
    ['Summarise the first minute in two sentences', 'content', { kind: 'sentences', count: 2 }],
    ['When is the cat on the table?', 'when', null],
    ['What is on the table?', 'kinds', null],
  ] as const)('is a part of what is asked: %s', (question, form, output) => {
    expect(readQuestion(question)).toMatchObject({ form, output });
  });
});
