import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { above } from './above';
import { focusedByPointer } from './focus-origin';

export interface Option<T extends string | number> {
  readonly value: T;
  readonly label: string;
}

/** Keys that open the list whatever gave the focus. */
const OPENING = /^(ArrowUp|ArrowDown|Enter|Tab)$/;

/** Keeps keys from the list and the film below: here they are the list's, but for those that close it. */
function keep(event: KeyboardEvent): void {
  if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
}

/**
 * One of several, from a list that opens at the button: arrows, Home, End and typed letters move, Enter chooses, Escape closes the
 * list alone. Closed, typed letters choose at once, as in the system's own, unless a click gave the focus: then they are the film's.
 */
export function Select<T extends string | number>({
  label,
  value,
  options,
  onChange,
  small = false,
  className = '',
  hint,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly small?: boolean;
  /** Of the button. */
  readonly className?: string;
  readonly hint?: string;
}) {
  // The button is as wide as its longest words, so that nothing beside it moves when another is chosen.
  const widest = useMemo(
    () => options.reduce((longest, { label }) => (label.length > longest.length ? label : longest), ''),
    [options],
  );
  return (
    <Base.Root
      items={options}
      value={value}
      modal={false}
      onValueChange={(chosen) => {
        if (chosen !== null && chosen !== value) onChange(chosen);
      }}
    >
      <Base.Trigger
        className={`select ${small ? 'select--small ' : ''}${className}`}
        aria-label={label}
        {...(hint === undefined ? {} : { title: hint })}
        onKeyDown={(event) => {
          if (focusedByPointer() && !OPENING.test(event.key)) event.preventBaseUIHandler();
        }}
      >
        <span className="select__value" data-widest={widest}>
          <Base.Value />
        </span>
        <ChevronDown size={13} className="select__arrow" aria-hidden="true" />
      </Base.Trigger>
      <List label={label} options={options} />
    </Base.Root>
  );
}

function List<T extends string | number>({
  label,
  options,
}: {
  readonly label: string;
  readonly options: readonly Option<T>[];
}) {
  return (
    <Base.Portal container={above()}>
      <Base.Positioner
        className="menu__place"
        alignItemWithTrigger={false}
        align="start"
        sideOffset={4}
        collisionPadding={8}
      >
        {/* The page's rules forbid style elements; what the library would put into one is for lists laid over the button. */}
        <CSPProvider disableStyleElements>
          <Base.Popup className="menu__list select__list" aria-label={label} onKeyDown={keep}>
            {options.map(({ value, label }) => (
              <Base.Item key={value} value={value} label={label} className="menu__item select__item">
                <Base.ItemText>{label}</Base.ItemText>
                <Base.ItemIndicator className="select__chosen">
                  <Check size={14} aria-hidden="true" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </CSPProvider>
      </Base.Positioner>
    </Base.Portal>
  );
}
