/**
 * The one table of actions: keys, menu, tooltips and the list behind `?` all read it.
 * Keys are written as in KeyboardEvent.key with modifiers in front: `Mod` is Cmd on macOS, Ctrl elsewhere.
 */
export interface Action {
  readonly id: ActionId;
  readonly label: string;
  readonly keys: readonly string[];
  readonly group: 'File' | 'Playback' | 'Timeline' | 'Find' | 'View' | 'Help';
  /** Whether the application menu lists it. */
  readonly menu: boolean;
}

export const ACTION_IDS = [
  'file.add',
  'file.addFolder',
  'file.exportTranscript',
  'file.exportScenes',
  'file.exportRange',
  'file.exportChat',
  'view.library',
  'view.models',
  'view.settings',
  'view.theme',
  'view.chat',
  'view.transcript',
  'view.scene',
  'play.toggle',
  'play.back',
  'play.stop',
  'play.forward',
  'step.frameBack',
  'step.frameForward',
  'step.secondBack',
  'step.secondForward',
  'step.scenePrevious',
  'step.sceneNext',
  'step.start',
  'step.end',
  'timeline.zoomIn',
  'timeline.zoomOut',
  'timeline.zoomFit',
  'timeline.snap',
  'find.search',
  'find.ask',
  'find.similar',
  'tray.next',
  'tray.previous',
  'tray.keep',
  'tray.fold',
  'mark.add',
  'view.collections',
  'help.keys',
  'help.diagnostics',
  'help.about',
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

function action(
  id: ActionId,
  label: string,
  group: Action['group'],
  keys: readonly string[],
  menu = true,
): Action {
  return { id, label, group, keys, menu };
}

export const ACTIONS: readonly Action[] = [
  action('file.add', 'Add videos…', 'File', ['Mod+o']),
  action('file.addFolder', 'Add a folder…', 'File', ['Mod+Shift+o']),
  action('file.exportTranscript', 'Export transcript…', 'File', ['Mod+e']),
  action('file.exportScenes', 'Export scenes…', 'File', []),
  action('file.exportRange', 'Export the marked range…', 'File', []),
  action('file.exportChat', 'Export chat…', 'File', ['Mod+Shift+e']),
  action('view.library', 'Library', 'View', ['Escape']),
  action('view.models', 'Models', 'View', []),
  action('view.settings', 'Settings', 'View', ['Mod+,']),
  action('view.theme', 'Switch light and dark', 'View', ['Mod+Shift+l']),
  action('view.chat', 'Show chat', 'View', ['Mod+1']),
  action('view.transcript', 'Show transcript', 'View', ['Mod+2']),
  action('view.scene', 'About this scene', 'View', ['i']),
  action('play.toggle', 'Play or pause', 'Playback', [' ', 'k']),
  action('play.back', 'Play backwards, faster with repeats', 'Playback', ['j'], false),
  action('play.stop', 'Pause', 'Playback', [], false),
  action('play.forward', 'Play forwards, faster with repeats', 'Playback', ['l'], false),
  action('step.frameBack', 'Back one frame', 'Playback', ['ArrowLeft']),
  action('step.frameForward', 'Forward one frame', 'Playback', ['ArrowRight']),
  action('step.secondBack', 'Back one second', 'Playback', ['Shift+ArrowLeft']),
  action('step.secondForward', 'Forward one second', 'Playback', ['Shift+ArrowRight']),
  action('step.scenePrevious', 'Previous scene', 'Playback', ['ArrowUp']),
  action('step.sceneNext', 'Next scene', 'Playback', ['ArrowDown']),
  action('step.start', 'Go to start', 'Playback', ['Home']),
  action('step.end', 'Go to end', 'Playback', ['End']),
  action('timeline.zoomIn', 'Zoom in', 'Timeline', ['+', '=']),
  action('timeline.zoomOut', 'Zoom out', 'Timeline', ['-']),
  action('timeline.zoomFit', 'Show the whole film', 'Timeline', ['0']),
  action('timeline.snap', 'Snap to scenes', 'Timeline', ['s']),
  action('find.search', 'Search', 'Find', ['/', 'Mod+f']),
  action('find.ask', 'Ask a question', 'Find', ['a']),
  action('find.similar', 'More like this frame', 'Find', ['Shift+f']),
  action('tray.next', 'Go to the next find', 'Find', ['e']),
  action('tray.previous', 'Go to the find before', 'Find', ['w']),
  action('tray.keep', 'Keep this find, or let go of it', 'Find', ['b']),
  action('tray.fold', 'Show or hide the tray of finds', 'View', ['t']),
  action('mark.add', 'Mark this moment', 'Timeline', ['m']),
  action('view.collections', 'Show collections', 'View', ['Mod+3']),
  action('help.keys', 'Keyboard shortcuts', 'Help', ['?']),
  action('help.diagnostics', 'Copy diagnostics', 'Help', []),
  action('help.about', 'About Longtake', 'Help', []),
];

export function actionById(id: ActionId): Action {
  const found = ACTIONS.find((a) => a.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
}
