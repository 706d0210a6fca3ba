import { ArrowDown, Download, Eraser, MessagesSquare } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type ChatMessage, type ChatScope, isFilm, scopeKey } from '../../src-shared/answers';
import type { ChatFormat } from '../../src-shared/exports';
import { t } from '../../src-shared/words/words';
import { exportChat } from '../export/exports';
import { chatListStore } from '../stores/chat-list-store';
import { chatStore } from '../stores/chat-store';
import { libraryStore } from '../stores/library-store';
import { selectionStore } from '../stores/selection-store';
import { UNDO_STEPS } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { useWantedField } from '../stores/wanted-field';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { Menu } from '../ui/menu';
import { ErrorNote, Spinner } from '../ui/states';
import { useStickToEnd } from '../ui/stick';
import { WhoAnswers } from './answerer';
import { AskAgain } from './ask-again';
import { ChatList } from './chat-list';
import { Composer } from './composer';
import { kindOf } from './kind-of';
import { Message, type MessageActions } from './message';
import './chat.css';

const EXPORTS: Readonly<Record<ChatFormat, string>> = { md: 'Markdown', json: 'JSON' };

/** The chat about one video, about the whole library, or about the places of a collection. */
export function Chat({ scope }: { readonly scope: ChatScope }) {
  const key = scopeKey(scope);
  const chat = useStore(chatStore, (state) => state.chats[key]);
  const [clearing, setClearing] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { stuck, toEnd } = useStickToEnd(list);
  const messages = chat?.messages ?? [];
  const streaming = messages.find((message) => message.state === 'streaming');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a scope is known by its key.
  useEffect(() => void chatStore.getState().open(scope), [key]);
  // A new question is where the user wants to be.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the number of messages matters.
  useEffect(toEnd, [messages.length]);
  useWantedField('question', field);
  useWantedMessage(list, messages);

  function ask(question: string, range = selectionStore.getState().range): void {
    void chatStore.getState().ask(scope, question, isFilm(scope) ? range : null);
  }
  /** Of the question at this place, or of the answer there. */
  function actionsOf(at: number): MessageActions | undefined {
    const first = messages[at]?.role === 'user' ? at : at - 1;
    const question = messages[first];
    if (question?.role !== 'user') return undefined;
    const next = messages[first + 1];
    const pair = next?.role === 'assistant' ? [question, next] : [question];
    return {
      edit: () => {
        chatStore.getState().edit(scope, question.text, question.range ?? null);
        viewStore.getState().wantField('question');
      },
      ...(streaming ? {} : { retry: () => ask(question.text, question.range ?? null) }),
      remove: () => void chatListStore.getState().removePair(scope, pair),
    };
  }

  /** The answer above stays; once the same was asked again below, that is the newer one. */
  function again(message: ChatMessage, question: string, at: number): ReactNode {
    const { soFar } = message;
    if (!soFar || question === '' || messages.slice(at + 1).some(({ text }) => text === question))
      return null;
    return <AskAgain {...{ scope, question, soFar }} busy={streaming !== undefined} />;
  }

  return (
    <section className="chat" aria-label={t(`chat.of.${kindOf(scope)}`)}>
      <ChatList scope={scope} />
      <div className="chat__scroll" ref={list}>
        <div className="chat__content">
          {chat?.status === 'failed' && chat.error && <ErrorNote error={chat.error} />}
          {(!chat || (chat.status === 'loading' && messages.length === 0)) && (
            <Spinner label={t('chat.opening')} />
          )}
          {chat?.status === 'ready' && messages.length === 0 && (
            <Suggestions scope={scope} onChoose={(question) => ask(question)} />
          )}
          <ol className="chat__messages" aria-live="polite">
            {messages.map((message, at) => (
              <Message
                key={message.id}
                message={message}
                question={messages[at - 1]?.text ?? ''}
                {...(isFilm(scope) ? {} : { titleOf })}
                again={again(message, messages[at - 1]?.text ?? '', at)}
                actions={actionsOf(at)}
              />
            ))}
          </ol>
        </div>
      </div>
      {!stuck && (
        <Button small className="chat__latest" onClick={toEnd}>
          <ArrowDown size={13} /> {t('chat.latest')}
        </Button>
      )}
      <div className="chat__foot">
        <Coverage scope={scope} />
        <div className="chat__bar">
          <WhoAnswers scope={scope} />
          {messages.length > 0 && (
            <div className="chat__tools">
              <Menu
                label={t('chat.export')}
                small
                icon={<Download size={14} />}
                items={(Object.keys(EXPORTS) as ChatFormat[]).map((format) => ({
                  label: t('chat.exportAs', { format: EXPORTS[format] }),
                  run: () => void exportChat(scope, format),
                }))}
              />
              <IconButton
                label={t('chat.clear')}
                small
                disabled={streaming !== undefined}
                onClick={() => setClearing(true)}
              >
                <Eraser size={14} />
              </IconButton>
            </div>
          )}
        </div>
        <Composer scope={scope} streaming={streaming} field={field} />
      </div>
      {clearing && (
        <Confirm
          title={t('chat.clear.ask')}
          confirm={t('chat.clear')}
          onClose={() => setClearing(false)}
          onConfirm={() => void chatListStore.getState().clear(scope)}
        >
          <p>{t('chat.clear.what', { steps: UNDO_STEPS })}</p>
        </Confirm>
      )}
    </section>
  );
}

/** Scrolls to the answer that the tray's cards came from, once it is on screen. */
function useWantedMessage(list: RefObject<HTMLElement | null>, messages: readonly ChatMessage[]): void {
  const wanted = useStore(viewStore, (state) => state.wantedMessage);
  useEffect(() => {
    if (wanted === null || !messages.some(({ id }) => id === wanted)) return;
    const message = list.current?.querySelector(`[data-message="${CSS.escape(wanted)}"]`);
    message?.scrollIntoView({ block: 'center' });
    viewStore.getState().wantMessage(null);
  }, [wanted, messages, list]);
}

function titleOf(videoId: string): string | undefined {
  return libraryStore.getState().videos.find((video) => video.id === videoId)?.title;
}

function Suggestions({
  scope,
  onChoose,
}: {
  readonly scope: ChatScope;
  readonly onChoose: (question: string) => void;
}) {
  const questions = useStore(chatListStore, (state) => state.suggestions[scopeKey(scope)]) ?? [];
  // What can be asked first grows with what is known.
  const known = useStore(libraryStore, ({ videos }) =>
    videos
      .filter(({ id }) => !isFilm(scope) || id === scope.videoId)
      .map(({ state, tracks }) => `${state} ${tracks.length}`)
      .join(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scope is known by its key.
  useEffect(() => void chatListStore.getState().loadSuggestions(scope), [scopeKey(scope), known]);
  return (
    <div className="suggestions">
      <MessagesSquare size={26} strokeWidth={1.25} aria-hidden="true" />
      <p className="suggestions__lead">{t(`chat.lead.${kindOf(scope)}`)}</p>
      <ul aria-label={t('chat.suggestions')}>
        {questions.map((question) => (
          <li key={question}>
            <button type="button" className="suggestions__form" onClick={() => onChoose(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says so while answers cannot cover all of the video yet. */
function Coverage({ scope }: { readonly scope: ChatScope }) {
  const state = useStore(libraryStore, ({ videos }) =>
    isFilm(scope) ? videos.find((video) => video.id === scope.videoId)?.state : undefined,
  );
  if (state === undefined || state === 'ready' || state === 'missing') return null;
  const words = state === 'indexing' ? t('chat.coverage.indexing') : t('chat.coverage.partly');
  return <p className="chat__coverage">{words}</p>;
}
