import { Package, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '../../src-shared/bytes';
import type { PackSummary } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { Licences } from '../ui/licences';
import { ErrorNote } from '../ui/states';
import { FitLine } from './fit-line';
import { BITS, PROVIDES } from './words';

/** What an installed pack is used for now, as the sentence that a removal has to say. */
function usesOf(pack: PackSummary, settings: Settings | null): string[] {
  if (settings === null) return [];
  const uses: string[] = [];
  if (settings.searchPack === pack.id) uses.push('Searches in new videos go back to the built-in pack.');
  if (settings.answerPack === pack.id) uses.push('Questions are answered by search results only.');
  if (settings.speechPack === pack.id) uses.push('Speech is written down by the built-in pack.');
  if (!pack.builtIn && pack.provides.includes('writing'))
    uses.push('Writing in these letters is not read in new videos.');
  return uses;
}

/** One pack on this machine. */
export function PackTile({
  pack,
  settings,
}: {
  readonly pack: PackSummary;
  readonly settings: Settings | null;
}) {
  const [removing, setRemoving] = useState(false);
  async function remove(): Promise<void> {
    if (await modelsStore.getState().remove(pack.id)) noticeStore.getState().info(`Removed ${pack.name}.`);
  }
  return (
    <article className="tile" aria-label={pack.name}>
      <div className="tile__head">
        <Package size={18} aria-hidden="true" />
        <h3>
          {pack.name} <span className="tile__version numbers">{pack.version}</span>
        </h3>
        {pack.builtIn && <span className="tag">Built in</span>}
        {pack.precision && <span className="tag">{BITS[pack.precision]}</span>}
        <span className="tile__size numbers">{formatBytes(pack.bytes)}</span>
      </div>
      <p className="selectable">{pack.description}</p>
      <ul className="tile__tags" aria-label="What it does">
        {pack.provides.map((part) => (
          <li className="tag" key={part}>
            {PROVIDES[part]}
          </li>
        ))}
      </ul>
      {pack.fit && <FitLine fit={pack.fit} />}
      {pack.error && <ErrorNote error={pack.error} />}
      <h4>Parts and licences</h4>
      <Licences licences={pack.licences} />
      {!pack.builtIn && (
        <div className="tile__foot">
          <Button small aria-label={`Remove ${pack.name}…`} onClick={() => setRemoving(true)}>
            <Trash2 size={14} /> Remove…
          </Button>
        </div>
      )}
      {removing && (
        <Confirm
          title={`Remove ${pack.name}?`}
          confirm="Remove pack"
          onClose={() => setRemoving(false)}
          onConfirm={() => void remove()}
        >
          <div className="words">
            <p>
              Its files are deleted from this machine: {formatBytes(pack.bytes)}. To have it back it has to be
              fetched or imported again.
            </p>
            {usesOf(pack, settings).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            <p>What it read of your videos stays, and counts again when the pack is back.</p>
          </div>
        </Confirm>
      )}
    </article>
  );
}
