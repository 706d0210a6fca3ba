// English words: shell.
export const shell = {
  'shell.above': 'Menus and notes',
  'shell.main': 'Main',
  'shell.toLight': 'Switch to light',
  'shell.toDark': 'Switch to dark',
  'shell.openFirst': 'Open a video first: this works on the open one.',
  'shell.unforeseen': 'Something went wrong that Longtake did not expect.',
  'shell.unforeseen.remedy': 'Try again; if it happens again, restart Longtake.',
  'shell.newer': 'A newer version is there: {version}',
} as const;
