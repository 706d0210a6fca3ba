import { t } from '../../src-shared/words/words';
import { speakerWords } from '../ui/speakers';

/** Colours that there are for those who speak: those of the timeline's lane. */
const COLOURS = 6;

/** Who says a line, in front of its words; a click names a voice. */
export function SpeakerLabel({
  shown,
  place,
  heard,
  onName,
}: {
  readonly shown: string;
  readonly place: number;
  readonly heard: boolean;
  readonly onName: (shown: string) => void;
}) {
  const name = speakerWords(shown);
  const style = { color: `var(--kind-${(place % COLOURS) + 1})` };
  if (!heard) {
    return (
      <span className="line__speaker" style={style}>
        {name}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className="line__speaker"
      style={style}
      aria-label={t('transcript.nameThis', { name })}
      onClick={(event) => {
        event.stopPropagation();
        onName(shown);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {name}
    </button>
  );
}
