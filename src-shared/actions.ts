import { t } from './words/words';

/**
 * The one table of actions: keys, menu, tooltips, the list behind `?` and the settings of keys all read it.
 * Keys are written as in KeyboardEvent.key with modifiers in front, in this order: `Mod+Alt+Shift+`; `Mod` is Cmd on macOS,
 * Ctrl elsewhere. How a person's own keys take their place: keys.ts.
 */
export interface Action {
  readonly id: ActionId;
  /** As they are delivered. */
  readonly keys: readonly string[];
  readonly group: ActionGroup;
  /** Whether the application menu lists it. */
  readonly menu: boolean;
}

export const ACTION_GROUPS = [
  'File',
  'Edit',
  'Playback',
  'Range',
  'Timeline',
  'Find',
  'View',
  'Help',
] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

export const ACTION_IDS = [
  'file.add',
  'file.addFolder',
  'file.exportTranscript',
  'file.exportScenes',
  'file.exportRange',
  'file.exportChat',
  'file.copyStill',
  'file.saveStill',
  'edit.undo',
  'edit.redo',
  'view.close',
  'view.library',
  'view.work',
  'view.models',
  'view.settings',
  'view.theme',
  'view.chat',
  'view.transcript',
  'view.scene',
  'view.fullscreen',
  'view.pictureInPicture',
  'view.zoomIn',
  'view.zoomOut',
  'view.zoomReset',
  'play.toggle',
  'play.back',
  'play.stop',
  'play.forward',
  'play.slower',
  'play.faster',
  'play.usualSpeed',
  'play.mute',
  'play.captions',
  'play.goTo',
  'step.frameBack',
  'step.frameForward',
  'step.secondBack',
  'step.secondForward',
  'step.scenePrevious',
  'step.sceneNext',
  'step.start',
  'step.end',
  'range.in',
  'range.out',
  'range.clear',
  'range.keep',
  'range.play',
  'range.loop',
  'range.goToIn',
  'range.goToOut',
  'range.inFrameBack',
  'range.inFrameForward',
  'range.inSecondBack',
  'range.inSecondForward',
  'range.outFrameBack',
  'range.outFrameForward',
  'range.outSecondBack',
  'range.outSecondForward',
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

function action(id: ActionId, group: ActionGroup, keys: readonly string[], menu = true): Action {
  return { id, group, keys, menu };
}

export const ACTIONS: readonly Action[] = [
  action('file.add', 'File', ['Mod+o']),
  action('file.addFolder', 'File', ['Mod+Shift+o']),
  action('file.exportTranscript', 'File', ['Mod+e']),
  action('file.exportScenes', 'File', []),
  action('file.exportRange', 'File', []),
  action('file.exportChat', 'File', ['Mod+Shift+e']),
  action('file.copyStill', 'File', ['Mod+Shift+c']),
  action('file.saveStill', 'File', ['Mod+Shift+s']),
  action('edit.undo', 'Edit', ['Mod+z']),
  action('edit.redo', 'Edit', ['Mod+Shift+z', 'Mod+y']),
  action('view.close', 'View', ['Escape'], false),
  action('view.library', 'View', ['Mod+l']),
  action('view.work', 'View', ['Mod+j']),
  action('view.models', 'View', []),
  action('view.settings', 'View', ['Mod+,']),
  action('view.chat', 'View', ['Mod+1']),
  action('view.transcript', 'View', ['Mod+2']),
  action('view.collections', 'View', ['Mod+3']),
  action('tray.fold', 'View', ['t']),
  action('view.scene', 'View', ['d']),
  action('view.fullscreen', 'View', ['f']),
  action('view.pictureInPicture', 'View', ['p']),
  action('view.zoomIn', 'View', ['Mod++', 'Mod+=']),
  action('view.zoomOut', 'View', ['Mod+-']),
  action('view.zoomReset', 'View', ['Mod+0']),
  action('view.theme', 'View', ['Mod+Shift+l']),
  action('play.toggle', 'Playback', [' ', 'k']),
  action('play.back', 'Playback', ['j'], false),
  action('play.stop', 'Playback', [], false),
  action('play.forward', 'Playback', ['l'], false),
  action('play.slower', 'Playback', ['<']),
  action('play.faster', 'Playback', ['>']),
  action('play.usualSpeed', 'Playback', ['n']),
  action('play.mute', 'Playback', ['Shift+m']),
  action('play.captions', 'Playback', ['c']),
  action('play.goTo', 'Playback', ['g']),
  action('step.frameBack', 'Playback', ['ArrowLeft']),
  action('step.frameForward', 'Playback', ['ArrowRight']),
  action('step.secondBack', 'Playback', ['Shift+ArrowLeft']),
  action('step.secondForward', 'Playback', ['Shift+ArrowRight']),
  action('step.scenePrevious', 'Playback', ['ArrowUp']),
  action('step.sceneNext', 'Playback', ['ArrowDown']),
  action('step.start', 'Playback', ['Home']),
  action('step.end', 'Playback', ['End']),
  action('range.in', 'Range', ['i']),
  action('range.out', 'Range', ['o']),
  action('range.clear', 'Range', ['x']),
  action('range.keep', 'Range', ['Shift+b']),
  action('range.play', 'Range', ['Shift+ ']),
  action('range.loop', 'Range', ['r']),
  action('range.goToIn', 'Range', ['Shift+i']),
  action('range.goToOut', 'Range', ['Shift+o']),
  action('range.inFrameBack', 'Range', ['Alt+ArrowLeft'], false),
  action('range.inFrameForward', 'Range', ['Alt+ArrowRight'], false),
  action('range.inSecondBack', 'Range', ['Alt+Shift+ArrowLeft'], false),
  action('range.inSecondForward', 'Range', ['Alt+Shift+ArrowRight'], false),
  action('range.outFrameBack', 'Range', ['Mod+ArrowLeft'], false),
  action('range.outFrameForward', 'Range', ['Mod+ArrowRight'], false),
  action('range.outSecondBack', 'Range', ['Mod+Shift+ArrowLeft'], false),
  action('range.outSecondForward', 'Range', ['Mod+Shift+ArrowRight'], false),
  action('timeline.zoomIn', 'Timeline', ['+', '=']),
  action('timeline.zoomOut', 'Timeline', ['-']),
  action('timeline.zoomFit', 'Timeline', ['Shift+z']),
  action('timeline.snap', 'Timeline', ['s']),
  action('find.search', 'Find', ['/', 'Mod+f']),
  action('find.ask', 'Find', ['a']),
  action('find.similar', 'Find', ['Shift+f']),
  action('tray.next', 'Find', ['e']),
  action('tray.previous', 'Find', ['w']),
  action('tray.keep', 'Find', ['b']),
  action('mark.add', 'Timeline', ['m']),
  action('help.keys', 'Help', ['?']),
  action('help.diagnostics', 'Help', []),
  action('help.about', 'Help', []),
];

/** Before these a line stands in the menu: what belongs together is between two. */
export const BEGINS_SECTION: ReadonlySet<ActionId> = new Set<ActionId>([
  ...(['file.exportTranscript', 'file.copyStill'] as const),
  ...(['view.chat', 'view.fullscreen', 'view.zoomIn'] as const),
  ...(['play.mute', 'play.goTo', 'range.play'] as const),
  ...(['timeline.snap', 'tray.next'] as const),
]);

export function actionById(id: ActionId): Action {
  const found = ACTIONS.find((a) => a.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
}

/** What it is called, in the language that is chosen. */
export function actionLabel(id: ActionId): string {
  return t(`actions.${id}`);
}

export function actionGroupLabel(group: ActionGroup): string {
  return t(`actions.group.${group}`);
}
