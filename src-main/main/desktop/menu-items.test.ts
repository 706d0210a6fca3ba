import { afterEach, describe, expect, it } from 'vitest';
import { ACTION_GROUPS } from '../../../src-shared/actions';
import { setLanguage } from '../../../src-shared/words/words';
import { groupItems, itemOf, type MenuState } from './menu-items';

const STATE: MenuState = { keys: {}, undoable: { undo: null, redo: null }, mac: false };

afterEach(() => setLanguage('en'));

describe('the menu', () => {
  it('shows plain keys as the keyboard has them, and combinations as accelerators', () => {
    expect(itemOf('step.frameBack', STATE)).toMatchObject({
      label: 'Back one frame  (←)',
      accelerator: undefined,
    });
    expect(itemOf('play.toggle', STATE).label).toBe('Play or pause  (Space)');
    expect(itemOf('range.play', STATE).label).toBe('Play the range  (Shift+Space)');
    expect(itemOf('view.zoomIn', STATE)).toMatchObject({
      label: 'Larger text',
      accelerator: 'CmdOrCtrl+Plus',
    });
  });

  it('has no key of the table’s own names in it', () => {
    for (const group of ['File', 'Edit', 'View', 'Playback', 'Range', 'Timeline', 'Find', 'Help'] as const)
      for (const { label } of groupItems(group, STATE)) expect(label).not.toMatch(/Arrow|\( \)|Mod\+/);
  });

  it('shows a person’s own keys', () => {
    const keys = { 'play.toggle': ['w'], 'file.add': ['Mod+Alt+a'] };
    expect(itemOf('play.toggle', { ...STATE, keys }).label).toBe('Play or pause  (W)');
    expect(itemOf('file.add', { ...STATE, keys }).accelerator).toBe('CmdOrCtrl+Alt+A');
  });

  it('has what belongs together between two lines, and none where there is nothing before it', () => {
    const ids = groupItems('View', STATE).map(({ id, begins }) => (begins ? `| ${id}` : id));
    expect(ids.join(' ').split(' | ')).toEqual([
      'view.library view.work view.models view.settings',
      'view.chat view.transcript view.collections tray.fold view.scene',
      'view.fullscreen view.pictureInPicture',
      'view.zoomIn view.zoomOut view.zoomReset view.theme',
    ]);
    for (const group of ACTION_GROUPS) expect(groupItems(group, STATE)[0]?.begins).toBe(false);
  });

  it('says what is undone', () => {
    const undoable = { undo: 'renaming of “Cats & dogs”', redo: null };
    expect(itemOf('edit.undo', { ...STATE, undoable }).label).toBe('Undo renaming of “Cats && dogs”');
    expect(itemOf('edit.redo', { ...STATE, undoable }).label).toBe('Redo');
  });

  it('is in the language that is set', () => {
    setLanguage('de');
    const undoable = { undo: 'Umbenennen von „A“', redo: null };
    expect(itemOf('step.frameBack', STATE).label).toBe('Ein Bild zurück  (←)');
    expect(itemOf('edit.undo', { ...STATE, undoable }).label).toBe('Rückgängig: Umbenennen von „A“');
  });
});
