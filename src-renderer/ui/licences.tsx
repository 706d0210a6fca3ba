import type { Licence } from '../../src-shared/packs';
import './licences.css';

/** The parts of something and the licence of each, to be unfolded and read. */
export function Licences({
  licences,
  open = false,
}: {
  readonly licences: readonly Licence[];
  /** Whether they are unfolded to begin with. */
  readonly open?: boolean;
}) {
  return (
    <ul className="licences">
      {licences.map((licence) => (
        <li key={`${licence.part} ${licence.name}`}>
          <details open={open}>
            <summary>
              {licence.part} <span className="licences__name">{licence.name}</span>
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to be able to. */}
            <pre className="licences__text selectable" tabIndex={0}>
              {licence.text}
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
