import { PencilLine, Undo2 } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { isUnderstood, type Segment } from '../../src-shared/analysis';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { transcriptStore } from '../stores/transcript-store';
import { IconButton } from '../ui/button';
import { KindIcon } from '../ui/kinds';
import { Tooltip } from '../ui/tooltip';
import { LineText } from './doubt';
import { LanguageTag } from './language-tag';
import { SpeakerLabel } from './speaker-label';
import type { Label } from './speakers';

interface Props {
  readonly index: number;
  readonly segment: Segment;
  readonly needle: string;
  /** Said last, or to be read in the picture now. */
  readonly current: boolean;
  readonly cursor: boolean;
  readonly selected: boolean;
  /** Whether a sign says what kind of line it is: not where all are of one kind. */
  readonly signed: boolean;
  /** Who says it, where another spoke before; and which of all it is, for the colour. */
  readonly speaker: Label | null;
  readonly onName: (shown: string) => void;
  readonly onSeek: (index: number) => void;
  readonly onExtend: (index: number) => void;
  readonly onEdit: (segment: Segment) => void;
  readonly onMenu: (event: MouseEvent, index: number) => void;
}

/** One line of the transcript. A click goes there, with Shift it selects up to there; a double click rewrites it. */
export function Line(props: Props) {
  const { index, segment, needle, current, cursor, selected, signed, speaker } = props;
  const { onName, onSeek, onExtend, onEdit, onMenu } = props;
  const written = segment.source === 'text';
  const classes = [
    'line',
    written ? 'line--written' : '',
    isUnderstood(segment) ? '' : 'line--unknown',
    cursor ? 'line--cursor' : '',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus; see aria-activedescendant.
    // biome-ignore lint/a11y/useSemanticElements: a table's row lies in a table.
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      id={`line-${index}`}
      data-line={index}
      aria-selected={selected || cursor}
      data-selected={selected || undefined}
      aria-current={current ? 'time' : undefined}
      onMouseDown={(event) => {
        // Shift-click selects lines here, not letters.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => {
        if (event.shiftKey) onExtend(index);
        // Marking words with the pointer is not a wish to go there.
        else if (window.getSelection()?.isCollapsed ?? true) onSeek(index);
      }}
      onContextMenu={(event) => onMenu(event, index)}
      onDoubleClick={() => {
        window.getSelection()?.removeAllRanges();
        onEdit(segment);
      }}
    >
      <LineCell>
        <span className="line__time numbers">{formatClock(segment.from)}</span>
        {signed && (
          <span className="line__sign">
            <KindIcon kind={written ? 'written' : 'said'} fromFile={segment.fromFile ?? false} size={13} />
          </span>
        )}
        <span className="line__text selectable">
          {speaker && <SpeakerLabel {...speaker} onName={onName} />}
          <LineText segment={segment} needle={needle} />
        </span>
        <LanguageTag segment={segment} among={transcriptStore.getState().segments} />
        {segment.heard !== undefined && <Correction segment={segment} />}
      </LineCell>
    </div>
  );
}

/** All of a line: a row of a grid may hold buttons, which an option of a list may not. */
export function LineCell({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's cell lies in a table.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus.
    <div role="gridcell" className="line__cell">
      {children}
    </div>
  );
}

/** What stood there before, in words for the line's source. */
export function heardWords({
  source,
  heard,
  fromFile,
}: Pick<Segment, 'source' | 'heard' | 'fromFile'>): string {
  const was = { heard: heard ?? '' };
  if (fromFile) return t('transcript.subtitledAs', was);
  return source === 'text' ? t('transcript.readAs', was) : t('transcript.heardAs', was);
}

function Correction({ segment }: { readonly segment: Segment }) {
  const words = t('transcript.corrected', { was: heardWords(segment) });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keeps the line from taking the clicks of what stands in it
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the line from taking the clicks of what stands in it
    <span
      className="line__correction"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <IconButton
        label={t('transcript.takeBack')}
        hint={t('transcript.takeBack.was', { was: heardWords(segment) })}
        small
        tabIndex={-1}
        className="line__back"
        onClick={() => void transcriptStore.getState().takeBack(segment)}
      >
        <Undo2 size={13} />
      </IconButton>
      <Tooltip content={words} describes={false}>
        <span className="line__mark" role="img" aria-label={words}>
          <PencilLine size={12} aria-hidden="true" />
        </span>
      </Tooltip>
    </span>
  );
}
