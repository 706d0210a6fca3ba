import { type BrowserWindow, dialog } from 'electron';

/** What a video's or a recording's file name may end in, for the dialogs' filter only: any file may be dropped. */
const EXTENSIONS = [
  'mp4',
  'mov',
  'm4v',
  'mkv',
  'webm',
  'avi',
  'ts',
  'mts',
  'm2ts',
  'mpg',
  'mpeg',
  'wmv',
  'flv',
  '3gp',
  'ogv',
  'mxf',
  'mp3',
  'm4a',
  'wav',
  'flac',
  'ogg',
  'opus',
  'aac',
];

/** The file dialogs; null and the empty list mean that the person closed them. */
export interface Dialogs {
  chooseVideos(folder: boolean): Promise<string[]>;
  chooseReplacement(title: string): Promise<string | null>;
  chooseDestination(suggestion: string, extension: string): Promise<string | null>;
}

export function nativeDialogs(window: () => BrowserWindow | null): Dialogs {
  const filters = [
    { name: 'Video and sound', extensions: EXTENSIONS },
    { name: 'All files', extensions: ['*'] },
  ];
  const open = async (options: Electron.OpenDialogOptions): Promise<string[]> => {
    const parent = window();
    const result = parent
      ? await dialog.showOpenDialog(parent, options)
      : await dialog.showOpenDialog(options);
    return result.canceled ? [] : result.filePaths;
  };
  return {
    chooseVideos: (folder) =>
      folder
        ? open({ title: 'Add a folder', properties: ['openDirectory', 'multiSelections'] })
        : open({ title: 'Add videos', properties: ['openFile', 'multiSelections'], filters }),
    chooseReplacement: async (title) => {
      const [path] = await open({ title: `Where is “${title}” now?`, properties: ['openFile'], filters });
      return path ?? null;
    },
    chooseDestination: async (suggestion, extension) => {
      const options: Electron.SaveDialogOptions = {
        title: 'Export',
        defaultPath: suggestion,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      };
      const parent = window();
      const result = parent
        ? await dialog.showSaveDialog(parent, options)
        : await dialog.showSaveDialog(options);
      return result.canceled ? null : result.filePath;
    },
  };
}
