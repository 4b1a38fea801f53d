import type { ElectronApplication } from '@playwright/test';

/** Answers the system's file dialog, which no test can see; null closes it without a choice. */
export function chooseInDialog(app: ElectronApplication, file: string | null): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}
