import { type BrowserWindow, dialog } from 'electron';
import { t } from '../../../src-shared/words/words';
import { PICTURE_EXTENSIONS, SUBTITLE_EXTENSIONS } from '../../base/media/subtitles/beside';
import { MEDIA_EXTENSIONS } from '../intake/find-files';

/** A question that only a person can answer: no page has a hand on a dialog of the system's. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The button that says yes. */
  readonly yes: string;
  /** The button that leaves all as it is; it has the focus. */
  readonly no: string;
}

/** The system's dialogs; null and the empty list mean that the person closed them. */
export interface Dialogs {
  chooseVideos(folder: boolean): Promise<string[]>;
  /** A folder to look in, or to write into. */
  chooseFolder(title: string): Promise<string | null>;
  chooseReplacement(title: string): Promise<string | null>;
  chooseSubtitles(title: string): Promise<string | null>;
  /** A folder or an archive with a model pack, or with a published model. */
  choosePack(from: 'folder' | 'archive'): Promise<string | null>;
  /** A database that is to be put in the place of the library's. */
  chooseBackup(): Promise<string | null>;
  chooseDestination(suggestion: string, extension: string): Promise<string | null>;
  confirm(question: Question): Promise<boolean>;
}

export function nativeDialogs(window: () => BrowserWindow | null): Dialogs {
  const all = () => ({ name: t('menu.files.all'), extensions: ['*'] });
  const media = () => [{ name: t('menu.files.media'), extensions: [...MEDIA_EXTENSIONS] }, all()];
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
        ? open({ title: t('menu.addFolder'), properties: ['openDirectory', 'multiSelections'] })
        : open({ title: t('menu.addVideos'), properties: ['openFile', 'multiSelections'], filters: media() }),
    chooseFolder: async (title) => {
      const [path] = await open({ title, properties: ['openDirectory', 'createDirectory'] });
      return path ?? null;
    },
    chooseReplacement: async (title) => {
      const [path] = await open({
        ...{ title: t('menu.whereIs', { title }), properties: ['openFile'] },
        filters: media(),
      });
      return path ?? null;
    },
    chooseSubtitles: async (title) => {
      const [path] = await open({
        title: t('menu.subtitlesFor', { title }),
        properties: ['openFile'],
        filters: [
          { name: t('menu.files.subtitles'), extensions: [...SUBTITLE_EXTENSIONS, ...PICTURE_EXTENSIONS] },
          all(),
        ],
      });
      return path ?? null;
    },
    choosePack: async (from) => {
      const [path] = await open(
        from === 'folder'
          ? { title: t('menu.importFolder'), properties: ['openDirectory'] }
          : {
              title: t('menu.importArchive'),
              properties: ['openFile'],
              filters: [{ name: t('menu.files.archive'), extensions: ['zip', 'tar', 'tgz', 'gz'] }],
            },
      );
      return path ?? null;
    },
    chooseBackup: async () => {
      const [path] = await open({
        title: t('menu.restoreLibrary'),
        properties: ['openFile'],
        filters: [{ name: t('menu.files.library'), extensions: ['db'] }],
      });
      return path ?? null;
    },
    chooseDestination: async (suggestion, extension) => {
      const options: Electron.SaveDialogOptions = {
        title: t('menu.export'),
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
    confirm: async ({ message, detail, yes, no }) => {
      const options: Electron.MessageBoxOptions = {
        ...{ type: 'question', title: 'Longtake', message, detail, noLink: true },
        ...{ buttons: [yes, no], defaultId: 1, cancelId: 1 },
      };
      const parent = window();
      const { response } = parent
        ? await dialog.showMessageBox(parent, options)
        : await dialog.showMessageBox(options);
      return response === 0;
    },
  };
}
