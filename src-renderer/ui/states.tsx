import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UserError } from '../../src-shared/errors';
import { errorInLanguage } from '../../src-shared/words/sentences';

/** What a place shows while there is nothing in it, and what to do about that. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="empty__icon" aria-hidden="true">
        {icon}
      </div>
      <p className="empty__title">{title}</p>
      {children && <div className="empty__text">{children}</div>}
      {actions && <div className="empty__actions">{actions}</div>}
    </div>
  );
}

/** A failure in its place: what happened, and what can be done. */
export function ErrorNote({ error, action }: { readonly error: UserError; readonly action?: ReactNode }) {
  const { message, remedy } = errorInLanguage(error);
  return (
    <div className="error-note" role="alert">
      <CircleAlert size={15} aria-hidden="true" />
      <div className="selectable">
        <p>{message}</p>
        <p className="error-note__remedy">{remedy}</p>
        {action}
      </div>
    </div>
  );
}

/** What is not whole although it works: a film that could be read only in part. */
export function WarningNote({ error }: { readonly error: UserError }) {
  const { message, remedy } = errorInLanguage(error);
  return (
    <div className="error-note error-note--mild" role="note">
      <TriangleAlert size={15} aria-hidden="true" />
      <div className="selectable">
        <p>{message}</p>
        <p className="error-note__remedy">{remedy}</p>
      </div>
    </div>
  );
}

export function Spinner({ label }: { readonly label: string }) {
  return (
    <span role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

/** `value` 0..1. `still` greys it while nothing moves. */
export function Progress({
  value,
  label,
  still = false,
}: {
  readonly value: number;
  readonly label: string;
  readonly still?: boolean;
}) {
  return (
    <div
      className={still ? 'progress progress--still' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
    >
      <div className="progress__done" style={{ transform: `scaleX(${value})` }} />
    </div>
  );
}

export function Keys({ caps }: { readonly caps: readonly string[] }) {
  return (
    <span>
      {caps.map((cap) => (
        <kbd className="kbd" key={cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
