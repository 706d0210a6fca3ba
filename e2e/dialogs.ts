// The system's own dialogs cannot be operated by a test: these answer in their stead, once they are asked.
import type { ElectronApplication } from 'playwright/test';

/** Every open dialog from now on chooses these. */
export function chooseInDialog(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
    },
    [...paths],
  );
}

/** Every question from now on is answered with its first button or its second. Tells what was asked, in order. */
export async function answerQuestions(
  app: ElectronApplication,
  yes: boolean,
): Promise<() => Promise<string[]>> {
  const asked = await app.evaluateHandle(
    ({ dialog }, response) => {
      const asked: string[] = [];
      dialog.showMessageBox = async (...[parent, options]: unknown[]) => {
        asked.push(((options ?? parent) as { detail: string }).detail);
        return { response, checkboxChecked: false };
      };
      return asked;
    },
    yes ? 0 : 1,
  );
  return () => asked.evaluate((details) => [...details]);
}

/** Every save dialog from now on saves there. */
export function saveInDialog(app: ElectronApplication, filePath: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
}
