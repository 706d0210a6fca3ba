import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Segment } from '../../src-shared/analysis';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { type LineEdit, lineKey, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';
import { ErrorNote } from '../ui/states';
import { keepWriting } from '../ui/typing';
import { heardWords, LineCell } from './line';
import { ShapeButtons } from './shape-buttons';

/** The contract's limit, in letters. */
const MOST = 2000;

/** A line being rewritten. Enter keeps the words, Escape leaves the line as it was; the times stay in any case. */
export function Editor({
  segment,
  edit,
  asked,
  onDone,
}: {
  readonly segment: Segment;
  readonly edit: LineEdit;
  /** Key of the line whose editor was just asked for: one that is scrolled into view again leaves the focus alone. */
  readonly asked: RefObject<string | null>;
  /** Told when it ends, so that the focus goes back to the list. */
  readonly onDone: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const store = transcriptStore.getState();
  const clock = formatClock(segment.from);

  useEffect(() => {
    if (asked.current !== lineKey(segment)) return;
    asked.current = null;
    field.current?.focus();
    field.current?.select();
  }, [asked, segment]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [edit.text]);

  function end(how: 'save' | 'cancel' | 'back'): void {
    onDone();
    if (how === 'save') return void store.saveEdit(segment);
    store.cancelEdit(segment);
    if (how === 'back') void store.takeBack(segment);
  }
  function onKeyDown(event: KeyboardEvent): void {
    // The list would take them for its own.
    keepWriting(event);
    if (event.key === 'Escape') {
      event.preventDefault();
      end('cancel');
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (event.target === field.current) end('save');
      else if (event.target instanceof HTMLElement) event.target.click();
    }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's row lies in a table.
    // biome-ignore lint/a11y/useFocusableInteractive: its field has the focus.
    <div
      className="line line--editing"
      role="row"
      aria-label={t('transcript.lineAt', { clock })}
      onKeyDown={onKeyDown}
    >
      <LineCell>
        <span className="line__time numbers">{clock}</span>
        <div className="line__editor">
          <textarea
            ref={field}
            rows={1}
            maxLength={MOST}
            aria-label={t('transcript.wordsAt', { clock })}
            aria-invalid={edit.error !== null}
            value={edit.text}
            onChange={(event) => store.type(segment, event.target.value.replace(/\s*\n\s*/g, ' '))}
          />
          {segment.heard !== undefined && <p className="line__heard selectable">{heardWords(segment)}</p>}
          {edit.error && <ErrorNote error={edit.error} />}
          <div className="line__buttons">
            <Button small tone="primary" onClick={() => end('save')}>
              {t('transcript.save')}
            </Button>
            <Button small onClick={() => end('cancel')}>
              {t('transcript.cancel')}
            </Button>
            <ShapeButtons segment={segment} field={field} onDone={onDone} />
            {segment.heard !== undefined && (
              <Button small tone="quiet" onClick={() => end('back')}>
                {t('transcript.takeBack')}
              </Button>
            )}
          </div>
        </div>
      </LineCell>
    </div>
  );
}
