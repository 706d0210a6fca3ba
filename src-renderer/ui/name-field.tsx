import { type KeyboardEvent, useState } from 'react';
import { useTakenWithField } from './taken-with-field';
import { keepWriting } from './typing';

/** A name, written in place: Enter or going elsewhere, by whatever way, takes it, Escape leaves it as it was. */
export function NameField({
  label,
  usual = '',
  onDone,
  onLeave,
}: {
  readonly label: string;
  /** What it is called already. */
  readonly usual?: string;
  readonly onDone: (name: string) => void;
  /** Told where there is no other name to be taken. */
  readonly onLeave: () => void;
}) {
  const [name, setName] = useState(usual);
  const settle = useTakenWithField(finish);
  function finish(): void {
    settle();
    const wanted = name.trim();
    if (wanted === '' || wanted === usual) onLeave();
    else onDone(wanted);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      finish();
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      settle();
      onLeave();
    }
    keepWriting(event);
  }
  return (
    <span className="field name-field">
      <input
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={200}
        ref={focusIt}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={finish}
      />
    </span>
  );
}

function focusIt(input: HTMLInputElement | null): void {
  input?.focus();
}
