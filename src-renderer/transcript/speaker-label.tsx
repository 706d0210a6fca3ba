import { t } from '../../src-shared/words/words';

/** Colours that there are for those who speak: those of the timeline's lane. */
const COLOURS = 6;

/** Who says a line, in front of its words; a click names them. */
export function SpeakerLabel({
  shown,
  place,
  onName,
}: {
  readonly shown: string;
  readonly place: number;
  readonly onName: (shown: string) => void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="line__speaker"
      style={{ color: `var(--kind-${(place % COLOURS) + 1})` }}
      aria-label={t('transcript.nameThis', { name: shown })}
      onClick={(event) => {
        event.stopPropagation();
        onName(shown);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {shown}
    </button>
  );
}
