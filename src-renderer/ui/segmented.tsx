import { type ReactNode, type Ref, useId } from 'react';

/** One of a few, all in view: a group of radio buttons drawn as one bar. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  chosenRef,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly lang?: string }[];
  readonly onChange: (value: T) => void;
  /** The button that is chosen, for what gives it the focus. */
  readonly chosenRef?: Ref<HTMLInputElement>;
}) {
  const name = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} lang={option.lang}>
          <input
            type="radio"
            name={name}
            ref={option.value === value ? chosenRef : undefined}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
