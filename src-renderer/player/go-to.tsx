import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { playerStore } from '../stores/player-store';
import { typedTimeStore } from '../stores/typed-time-store';
import { useLayer } from '../ui/layers';
import { readTypedTime } from './typed-time';

/** A field over the picture for a time to go to. Enter goes there, Escape closes it. */
export function GoTo() {
  const typed = useStore(typedTimeStore, (state) => state.typed);
  const { open, close } = typedTimeStore.getState();
  const shown = typed !== null;
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  useLayer(shown, close);
  useEffect(() => {
    if (!shown) return;
    field.current?.focus();
    setWrong(false);
  }, [shown]);
  // Another film's time is another.
  useEffect(() => close, [close]);
  if (!shown) return null;

  function go(event: FormEvent): void {
    event.preventDefault();
    const { time, frameRate, seekInto } = playerStore.getState();
    const wanted = readTypedTime(typed ?? '', { now: time, frameRate });
    if (wanted === null) {
      setWrong(true);
      return;
    }
    close();
    // At 29.97 frames a second no frame begins at a whole second: the one before would be read as a second less.
    seekInto(wanted);
  }
  return (
    <form
      className="player__goto"
      onSubmit={go}
      // A click here is not one on the picture.
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <label>
        {t('player.goTo')}{' '}
        <input
          ref={field}
          className="numbers"
          type="text"
          aria-label={t('player.goTo.time')}
          aria-invalid={wrong}
          aria-describedby="goto-hint"
          placeholder="1:30"
          value={typed}
          onChange={(event) => {
            open(event.target.value);
            setWrong(false);
          }}
          onBlur={close}
        />
      </label>
      <span id="goto-hint" className="player__hint" role={wrong ? 'alert' : undefined}>
        {wrong ? t('player.goTo.wrong') : t('player.goTo.hint')}
      </span>
    </form>
  );
}
