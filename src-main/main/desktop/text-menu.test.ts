import type { ContextMenuParams } from 'electron';
import { describe, expect, it } from 'vitest';
import { textMenu } from './text-menu-items';

const editFlags = {
  ...{ canUndo: false, canRedo: false, canCut: true, canCopy: true, canPaste: true, canDelete: true },
  ...{ canSelectAll: true, canEditRichly: false },
} satisfies ContextMenuParams['editFlags'];

describe('the menu of text', () => {
  it('does in a field what the field can', () => {
    const items = textMenu({ isEditable: true, selectionText: 'word', editFlags });
    expect(items.filter(({ enabled }) => enabled).map(({ role }) => role)).toEqual([
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
  });
  it('copies what is marked elsewhere, and is not there where nothing is', () => {
    expect(textMenu({ isEditable: false, selectionText: 'word', editFlags }).map(({ role }) => role)).toEqual(
      ['copy'],
    );
    expect(textMenu({ isEditable: false, selectionText: ' ', editFlags })).toEqual([]);
  });
});
