import { Check, FolderPlus, Star } from 'lucide-react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { keepCard, targetName } from '../stores/keep';
import type { TrayCard } from '../stores/tray-card';
import { Menu } from '../ui/menu';
import { NameField } from '../ui/name-field';

/** The collection that a star fills: chosen from a menu, or a new one that is named in its place. */
export function Target({
  naming,
  onNaming,
}: {
  /** What is waiting for a new collection: a find that is to be kept in it, or nothing but the choice. */
  readonly naming: TrayCard | 'target' | null;
  readonly onNaming: (what: TrayCard | 'target' | null) => void;
}) {
  const collections = useStore(collectionsStore, (state) => state.collections);
  const target = useStore(collectionsStore, (state) => state.target);
  const name = targetName({ collections, target });
  async function make(wanted: string): Promise<void> {
    onNaming(null);
    const made = await collectionsStore.getState().create(wanted);
    if (made && naming !== null && naming !== 'target') await keepCard(naming, made.id);
  }
  if (naming !== null) {
    return <NameField label={t('tray.newName')} onDone={make} onLeave={() => onNaming(null)} />;
  }
  return (
    <Menu
      label={t('tray.starsKeep', { name })}
      small
      className="tray__target"
      icon={
        <>
          <Star size={13} aria-hidden="true" />
          <span className="tray__target-name">{name}</span>
        </>
      }
      items={[
        ...collections.map((one) => ({
          label: one.name,
          icon: one.id === target ? <Check size={15} /> : <span className="menu__blank" />,
          run: () => collectionsStore.getState().choose(one.id),
        })),
        { label: t('tray.new'), icon: <FolderPlus size={15} />, run: () => onNaming('target') },
      ]}
    />
  );
}
