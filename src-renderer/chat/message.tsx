import { Bot, Copy, Download, GalleryHorizontalEnd, Pencil, RotateCw, Square, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ChatMessage } from '../../src-shared/answers';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { answerRequest } from '../export/places';
import { chatStore } from '../stores/chat-store';
import { exportStore } from '../stores/export-store';
import { noticeStore } from '../stores/notice-store';
import { trayStore } from '../stores/tray-store';
import { Button, IconButton } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { ErrorNote, Progress, Spinner } from '../ui/states';
import { Tooltip } from '../ui/tooltip';
import { AnswerText } from './answer-text';
import { Places } from './places';

/** The text as it can be pasted elsewhere: citations become `[m:ss]`. */
export function plainText(message: ChatMessage): string {
  return message.text.replace(/\[\[(\d+)\]\]/g, (_, n: string) => {
    const citation = message.citations[Number(n)];
    return citation ? `[${formatClock(citation.from)}]` : '';
  });
}

interface Props {
  readonly message: ChatMessage;
  /** What was asked; empty where that is not known. */
  readonly question?: string;
  readonly titleOf?: (videoId: string) => string | undefined;
  /** What goes under an answer that more may be known of by now. */
  readonly again?: ReactNode;
  /** Left out: nothing can be done with it. */
  readonly actions?: MessageActions | undefined;
}

/** What can be done with a question and its answer. */
export interface MessageActions {
  /** Puts the question into the field, to be changed and asked. */
  readonly edit: () => void;
  /** Asks the same again; left out while another answer is being written. */
  readonly retry?: () => void;
  /** Removes both. */
  readonly remove: () => void;
}

export function Message({ message, question = '', titleOf, again, actions }: Props) {
  if (message.role === 'user') {
    return (
      <li className="message message--user selectable">
        <span className="visually-hidden">{t('chat.you')} </span>
        {message.text}
        {actions && <QuestionTools {...actions} />}
      </li>
    );
  }
  const streaming = message.state === 'streaming';
  return (
    <li className="message message--answer" aria-busy={streaming} data-message={message.id}>
      <span className="visually-hidden">{t('chat.answer')} </span>
      <div className="answer selectable">
        <AnswerText message={message} {...(titleOf ? { titleOf } : {})} />
        {streaming && message.text === '' && <Beginning message={message} />}
      </div>
      {!streaming && <Places message={message} {...(titleOf ? { titleOf } : {})} />}
      {message.error && <ErrorNote error={message.error} />}
      {!streaming && again}
      {!streaming && <Footer message={message} question={question} retry={actions?.retry} />}
    </li>
  );
}

function QuestionTools({ edit, remove }: MessageActions) {
  return (
    <span className="message__tools">
      <IconButton label={t('chat.edit')} small onClick={edit}>
        <Pencil size={13} />
      </IconButton>
      <IconButton label={t('chat.removePair')} small onClick={remove}>
        <Trash2 size={13} />
      </IconButton>
    </span>
  );
}

/** What happens before the first word. A language model takes its time, most of all at the first question. */
function Beginning({ message }: { readonly message: ChatMessage }) {
  const phase = useStore(chatStore, (state) => state.phases[message.id]);
  if (!phase) return <Spinner label={t('chat.looking')} />;
  const words = t(`chat.phase.${phase.phase}`);
  return (
    <div className="phase">
      <p role="status">{words}</p>
      <Progress value={phase.fraction} label={words} />
    </div>
  );
}

function Footer({
  message,
  question,
  retry,
}: {
  readonly message: ChatMessage;
  readonly question: string;
  readonly retry: (() => void) | undefined;
}) {
  function copy(): void {
    if (copyText(plainText(message))) noticeStore.getState().info(t('chat.copied'));
  }
  return (
    <div className="message__foot">
      {message.state === 'stopped' && (
        <span className="message__stopped">
          <Square size={10} aria-hidden="true" /> {t('chat.stopped')}
        </span>
      )}
      {message.writtenBy !== null && (
        <Tooltip content={t('chat.byModel')}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip says what it means, to the keyboard too. */}
          <span className="message__author" tabIndex={0}>
            <Bot size={13} aria-hidden="true" /> {t('chat.writtenBy', { model: message.writtenBy })}
          </span>
        </Tooltip>
      )}
      {message.confidence && (
        <span className={`confidence confidence--${message.confidence}`}>
          {t(`chat.sure.${message.confidence}`)}
        </span>
      )}
      {message.text !== '' && (
        <IconButton label={t('chat.copy')} small onClick={copy}>
          <Copy size={13} />
        </IconButton>
      )}
      {retry && (
        <IconButton label={t('chat.same')} small onClick={retry}>
          <RotateCw size={13} />
        </IconButton>
      )}
      {message.citations.length > 0 && (
        <Button small tone="quiet" onClick={() => trayStore.getState().showAnswer(message.id)}>
          <GalleryHorizontalEnd size={13} /> {t('chat.places', { n: message.citations.length })}
        </Button>
      )}
      {message.citations.length > 0 && (
        <IconButton
          label={t('chat.exportPlaces')}
          small
          onClick={() => exportStore.getState().open(answerRequest(message, question))}
        >
          <Download size={13} />
        </IconButton>
      )}
      {message.details.length > 0 && (
        <details className="message__details">
          <summary>{t('chat.how')}</summary>
          <ul className="selectable">
            {message.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
