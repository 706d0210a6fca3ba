import { type BrowserWindow, dialog } from 'electron';
import { MEDIA_EXTENSIONS } from '../library/find-files';

/** The file dialogs; null and the empty list mean that the person closed them. */
export interface Dialogs {
  chooseVideos(folder: boolean): Promise<string[]>;
  chooseReplacement(title: string): Promise<string | null>;
  /** A folder or an archive with a model pack, or with a published model. */
  choosePack(from: 'folder' | 'archive'): Promise<string | null>;
  chooseDestination(suggestion: string, extension: string): Promise<string | null>;
}

export function nativeDialogs(window: () => BrowserWindow | null): Dialogs {
  const filters = [
    { name: 'Video and sound', extensions: [...MEDIA_EXTENSIONS] },
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
    choosePack: async (from) => {
      const [path] = await open(
        from === 'folder'
          ? { title: 'Import a model from a folder', properties: ['openDirectory'] }
          : {
              title: 'Import a model from an archive',
              properties: ['openFile'],
              filters: [{ name: 'Archive', extensions: ['zip', 'tar', 'tgz', 'gz'] }],
            },
      );
      return path ?? null;
    },
    chooseDestination: async (suggestion, extension) => {
      const options: Electron.SaveDialogOptions = {
        title: 'Export',
        defaultPath: suggestion,
        // Elsewhere the system asks by itself.
        properties: ['showOverwriteConfirmation'],
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
