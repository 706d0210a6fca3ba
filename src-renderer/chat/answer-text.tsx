import { createElement, Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseAnswer } from '../../src-shared/answer-markdown';
import type { ChatMessage } from '../../src-shared/answers';
import { CitationChip } from './citation-chip';

/** A message's text with its citations as chips. Built from elements, never from markup. */
export function AnswerText({
  message,
  titleOf,
}: {
  readonly message: ChatMessage;
  /** Title to name a cited video by; absent where all citations are of the open one. */
  readonly titleOf?: (videoId: string) => string | undefined;
}) {
  // Parts have no identity but their place: createElement takes them as a fixed list, without keys.
  function inline(parts: readonly Inline[]): ReactNode {
    return createElement(Fragment, null, ...parts.map(one));
  }
  function one(part: Inline): ReactNode {
    if (part.type === 'text') return part.text;
    if (part.type === 'bold') return <strong>{inline(part.children)}</strong>;
    const citation = message.citations[part.index];
    if (!citation) return null;
    const title = titleOf?.(citation.videoId);
    return <CitationChip citation={citation} message={message} {...(title === undefined ? {} : { title })} />;
  }
  function block(part: Block): ReactNode {
    if (part.type === 'list') {
      const items = part.items.map((item) => createElement('li', null, inline(item)));
      return createElement('ul', { className: 'answer__list' }, ...items);
    }
    if (part.type === 'table') {
      const row = (cells: readonly (readonly Inline[])[], cell: 'th' | 'td') =>
        createElement('tr', null, ...cells.map((one) => createElement(cell, null, inline(one))));
      return (
        <table className="answer__table">
          <thead>{row(part.head, 'th')}</thead>
          {createElement('tbody', null, ...part.rows.map((cells) => row(cells, 'td')))}
        </table>
      );
    }
    const lines = part.lines.flatMap((line, n) =>
      n === 0 ? [inline(line)] : [<br key="br" />, inline(line)],
    );
    return createElement('p', null, ...lines);
  }
  return createElement(Fragment, null, ...parseAnswer(message.text).map(block));
}
