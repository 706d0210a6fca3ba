import { describe, expect, it } from 'vitest';
import { parseAnswer } from './answer-markdown';

const text = (words: string) => ({ type: 'text', text: words });

describe('parseAnswer', () => {
  it('reads paragraphs, lists, bold and citations', () => {
    expect(parseAnswer('Twice:\n- **at sea** [[0]]\n- later\n\nEnd.')).toEqual([
      { type: 'paragraph', lines: [[text('Twice:')]] },
      {
        type: 'list',
        items: [
          [{ type: 'bold', children: [text('at sea')] }, text(' '), { type: 'citation', index: 0 }],
          [text('later')],
        ],
      },
      { type: 'paragraph', lines: [[text('End.')]] },
    ]);
  });

  it('reads tables, whose cells may hold a stroke', () => {
    expect(
      parseAnswer('So:\n\n| Time | What |\n| --- | --- |\n| [[0]] to 0:03 | **a \\| b** |\n| [[1'),
    ).toEqual([
      { type: 'paragraph', lines: [[text('So:')]] },
      {
        type: 'table',
        head: [[text('Time')], [text('What')]],
        rows: [
          [[{ type: 'citation', index: 0 }, text(' to 0:03')], [{ type: 'bold', children: [text('a | b')] }]],
        ],
      },
    ]);
    expect(parseAnswer('| no | table |')).toEqual([{ type: 'paragraph', lines: [[text('| no | table |')]] }]);
  });

  it('keeps markup that is not in the language as text', () => {
    expect(parseAnswer('<b>x</b> [a](b) 2 ** 3')).toEqual([
      { type: 'paragraph', lines: [[text('<b>x</b> [a](b) 2 ** 3')]] },
    ]);
  });

  it('reads citations inside bold', () => {
    expect(parseAnswer('**see [[12]]**')).toEqual([
      {
        type: 'paragraph',
        lines: [[{ type: 'bold', children: [text('see '), { type: 'citation', index: 12 }] }]],
      },
    ]);
  });

  it('holds back a citation that the stream has not finished', () => {
    for (const tail of ['[', '[[', '[[1', '[[12]']) {
      expect(parseAnswer(`At ${tail}`)).toEqual([{ type: 'paragraph', lines: [[text('At')]] }]);
    }
  });

  it('keeps the lines of a paragraph apart', () => {
    expect(parseAnswer('one\ntwo')).toEqual([{ type: 'paragraph', lines: [[text('one')], [text('two')]] }]);
  });
});
