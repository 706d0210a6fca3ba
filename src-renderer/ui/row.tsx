import type { ReactNode } from 'react';

/** One setting: what it is, what it does, and its control at the right; `below` takes the whole width. */
export function Row({
  title,
  text,
  control,
  below,
}: {
  readonly title: string;
  readonly text?: string;
  readonly control: ReactNode;
  readonly below?: ReactNode;
}) {
  return (
    <section className="setting" aria-label={title}>
      <div className="setting__words">
        <h2>{title}</h2>
        {text && <p>{text}</p>}
      </div>
      <div className="setting__control">{control}</div>
      {below}
    </section>
  );
}
