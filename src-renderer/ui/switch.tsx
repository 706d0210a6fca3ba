import type { Ref } from 'react';

/** On or off. */
export function Switch({
  label,
  on,
  onChange,
  ref,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  return (
    <input
      ref={ref}
      type="checkbox"
      className="switch"
      role="switch"
      aria-label={label}
      aria-checked={on}
      checked={on}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
