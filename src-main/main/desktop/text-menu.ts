import { Menu, type WebContents } from 'electron';
import { textMenu } from './text-menu-items';

/** The menu of text: what a text field does with it, or what is marked elsewhere. The page has its own for all else. */
export function showTextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, where) => {
    const items = textMenu(where);
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}
