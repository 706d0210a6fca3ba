import { describe, expect, it } from 'vitest';
import { actionById } from '../../../src-shared/actions';
import { accelerator } from './accelerator';

describe('accelerator', () => {
  it('writes combinations as the menu wants them', () => {
    expect(accelerator(actionById('file.add'))).toBe('CmdOrCtrl+O');
    expect(accelerator(actionById('file.addFolder'))).toBe('CmdOrCtrl+Shift+O');
    expect(accelerator(actionById('view.settings'))).toBe('CmdOrCtrl+,');
    expect(accelerator(actionById('view.chat'))).toBe('CmdOrCtrl+1');
  });
  it('leaves plain keys to the page', () => {
    expect(accelerator(actionById('play.toggle'))).toBeUndefined();
    expect(accelerator(actionById('help.keys'))).toBeUndefined();
  });
  it('takes the combination of an action that has plain keys too', () => {
    expect(accelerator(actionById('find.search'))).toBe('CmdOrCtrl+F');
  });
});
