import { describe, expect, it } from 'vitest';
import { actionById } from '../../../src-shared/actions';
import { accelerator } from './accelerator';

describe('accelerator', () => {
  it('writes combinations as the menu wants them', () => {
    expect(accelerator(actionById('file.add').keys)).toBe('CmdOrCtrl+O');
    expect(accelerator(actionById('file.addFolder').keys)).toBe('CmdOrCtrl+Shift+O');
    expect(accelerator(actionById('view.settings').keys)).toBe('CmdOrCtrl+,');
    expect(accelerator(actionById('view.chat').keys)).toBe('CmdOrCtrl+1');
    expect(accelerator(['Mod++'])).toBe('CmdOrCtrl+Plus');
    expect(accelerator(['Mod+Shift+ArrowLeft'])).toBe('CmdOrCtrl+Shift+Left');
  });
  it('leaves plain keys to the page', () => {
    expect(accelerator(actionById('play.toggle').keys)).toBeUndefined();
    expect(accelerator(actionById('help.keys').keys)).toBeUndefined();
  });
  it('takes the combination of an action that has plain keys too', () => {
    expect(accelerator(actionById('find.search').keys)).toBe('CmdOrCtrl+F');
  });
});
