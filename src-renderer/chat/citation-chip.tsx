import { useState } from 'react';
import type { ChatMessage, Citation } from '../../src-shared/answers';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { showCitation } from '../stores/go-to';
import { selectionStore } from '../stores/selection-store';
import { trayStore } from '../stores/tray-store';
import { clocks } from '../ui/format';
import { isQuoted, KindIcon, kindInLine, kindWords } from '../ui/kinds';
import { thumbUrl } from '../ui/media';
import { citationText } from '../ui/support';
import { Tooltip } from '../ui/tooltip';

/** Kinds of places of a language model's answer: it has said so, or was moved by it. */
export const ORIGINS: readonly Citation['kind'][] = ['named', 'weighed'];
/** `m:ss` of a place that an answer rests on: a click goes there, hover and focus show it. */
export function CitationChip({
  citation,
  message,
  title,
}: {
  readonly citation: Citation;
  /** The answer that rests on it. */
  readonly message: Pick<ChatMessage, 'id' | 'citations'>;
  readonly title?: string;
}) {
  const hover = selectionStore.getState().setHoveredCitation;
  const clock = formatClock(citation.from);
  const go = title === undefined ? t('chat.goTo', { clock }) : t('chat.goTo.of', { clock, title });
  const kind = kindInLine(citation.kind, citation.fromFile);
  function open(): void {
    // Beside the film lie the answer's other places, whatever lay there before.
    trayStore.getState().showAnswer(message.id);
    showCitation(citation, message.citations);
  }
  return (
    <Tooltip content={<Preview citation={citation} title={title} />}>
      <button
        type="button"
        className={`chip chip--${citation.kind}`}
        aria-label={t('chat.goTo.kind', { go, kind })}
        onClick={open}
        onPointerEnter={() => hover(citation)}
        onPointerLeave={() => hover(null)}
        onFocus={() => hover(citation)}
        onBlur={() => hover(null)}
      >
        {clock}
      </button>
    </Tooltip>
  );
}

function Preview({ citation, title }: { readonly citation: Citation; readonly title: string | undefined }) {
  const [broken, setBroken] = useState(false);
  const { frameIndex, videoId } = citation;
  return (
    <>
      {frameIndex !== null && !broken && (
        <img
          className="tooltip__thumb"
          src={thumbUrl(videoId, frameIndex)}
          alt=""
          onError={() => setBroken(true)}
        />
      )}
      {title !== undefined && <strong className="chip__video">{title}</strong>}
      <span className="chip__kind">
        <KindIcon kind={citation.kind} fromFile={citation.fromFile ?? false} />{' '}
        {kindWords(citation.kind, citation.fromFile)}
        {ORIGINS.includes(citation.kind) ? ',' : ''} {clocks(citation)}
      </span>
      {citation.quote !== '' && (
        <span>
          {isQuoted(citation.kind) ? t('ui.quote', { words: citation.quote }) : citationText(citation)}
        </span>
      )}
    </>
  );
}
