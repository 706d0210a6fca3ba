import { ArrowUp, Download, Scissors, Square, Star, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import { type ChatMessage, type ChatScope, isFilm, scopeKey } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { rangeRequest } from '../export/places';
import { chatStore } from '../stores/chat-store';
import { exportStore } from '../stores/export-store';
import { keepRange } from '../stores/keep';
import { selectionStore } from '../stores/selection-store';
import { IconButton } from '../ui/button';
import { clocks } from '../ui/format';
import { kindOf } from './kind-of';

const TALLEST = 140;

/** Earlier questions, the newest last, each once. */
function askedBefore(scope: ChatScope): string[] {
  const messages = chatStore.getState().chats[scopeKey(scope)]?.messages ?? [];
  const questions = messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  return questions.filter((text, at) => questions.lastIndexOf(text) === at);
}

/** Where questions are typed. Enter asks, Shift+Enter makes a new line; ↑ in an empty field brings earlier questions back. */
export function Composer({
  scope,
  streaming,
  field,
}: {
  readonly scope: ChatScope;
  /** The answer under way, which has to end before the next question. */
  readonly streaming: ChatMessage | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}) {
  const draft = useStore(chatStore, (state) => state.drafts[scopeKey(scope)] ?? '');
  const selected = useStore(selectionStore, (state) => state.range);
  const edited = useStore(chatStore, (state) => state.edited[scopeKey(scope)]);
  const range = isFilm(scope) ? (edited ?? selected) : null;
  const chat = chatStore.getState();
  /** The earlier question that stands in the field; null where it was typed. */
  const recalled = useRef<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(TALLEST, element.scrollHeight)}px`;
  }, [draft, field]);

  async function ask(): Promise<void> {
    const question = draft.trim();
    if (question === '' || streaming) return;
    chat.setDraft(scope, '');
    recalled.current = null;
    // A question that was not taken is given back, to be asked again.
    if (!(await chat.ask(scope, question, range))) chat.edit(scope, question, edited ?? null);
  }
  /** Goes through earlier questions; only from an empty field, or from one that it has put there. */
  function recall(direction: -1 | 1): boolean {
    if (draft !== (recalled.current ?? '')) return false;
    const questions = askedBefore(scope);
    const from = recalled.current === null ? questions.length : questions.indexOf(recalled.current);
    const at = Math.max(0, from + direction);
    if (questions.length === 0 || from + direction > questions.length) return false;
    recalled.current = questions[at] ?? null;
    chat.setDraft(scope, questions[at] ?? '');
    return true;
  }
  function onKeyDown(event: KeyboardEvent): void {
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (plain && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      if (recall(event.key === 'ArrowUp' ? -1 : 1)) event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void ask();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      {range && (
        <span className="composer__range numbers">
          <Scissors size={12} aria-hidden="true" />
          {t('chat.only', { times: clocks(range) })}
          <button
            type="button"
            aria-label={actionLabel('range.keep')}
            title={tooltip('range.keep')}
            onClick={keepRange}
          >
            <Star size={12} />
          </button>
          {isFilm(scope) && (
            <button
              type="button"
              aria-label={t('chat.exportRange')}
              title={t('chat.exportRange')}
              onClick={() => exportStore.getState().open(rangeRequest(scope.videoId, range))}
            >
              <Download size={12} />
            </button>
          )}
          <button
            type="button"
            aria-label={t('chat.wholeAgain')}
            title={tooltip('range.clear')}
            onClick={() => (edited ? chat.endEdit(scope) : selectionStore.getState().setRange(null))}
          >
            <X size={12} />
          </button>
        </span>
      )}
      <div className="composer__row">
        <textarea
          ref={field}
          rows={1}
          maxLength={2000}
          aria-label={t('chat.question')}
          placeholder={t(`chat.ask.${kindOf(scope)}`)}
          value={draft}
          onChange={(event) => chat.setDraft(scope, event.target.value)}
          onKeyDown={onKeyDown}
        />
        {streaming ? (
          <IconButton
            label={t('chat.stop')}
            small
            tone="primary"
            onClick={() => void chat.stop(streaming.id)}
          >
            <Square size={12} fill="currentColor" />
          </IconButton>
        ) : (
          <IconButton
            label={t('chat.ask')}
            hint={tooltip('find.ask', t('chat.ask'))}
            small
            tone="primary"
            type="submit"
            disabled={draft.trim() === ''}
          >
            <ArrowUp size={15} />
          </IconButton>
        )}
      </div>
    </form>
  );
}
