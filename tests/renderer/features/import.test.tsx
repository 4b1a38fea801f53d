import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ImportReport } from '../../../src/domain/import/prepared';
import { ok } from '../../../src/domain/result';
import type { ImportPort, ImportProgress } from '../../../src/renderer/features/import/import-port';
import { ImportPane } from '../../../src/renderer/features/import/ImportPane';
import '../support/open-window';

const report: ImportReport = {
  batch: 'batch-1',
  format: 'servicenow',
  rows: 12,
  created: 9,
  updated: 2,
  skipped: 0,
  failed: 1,
  messageCount: 4,
  messages: [
    { text: 'A date could not be read.', column: 'opened_at', reason: 'bad_date', count: 4, rows: [2, 3, 5] },
  ],
};

it('goes from the file to the account of what came in, and back again', async () => {
  let tell: (progress: ImportProgress) => void = () => {};
  let finish: () => void = () => {};
  const undone: string[] = [];
  const port: ImportPort = {
    choose: async () => ok({ handle: 'h', name: 'old-desk.csv', bytes: 10 }),
    run: async (_file, onProgress) => {
      tell = onProgress;
      await new Promise<void>((resolve) => (finish = resolve));
      return ok(report);
    },
    stop: () => {},
    undo: async (batch) => {
      undone.push(batch);
      return ok({ removed: 9, restored: 2 });
    },
  };
  render(<ImportPane isOpen onClose={() => {}} port={port} />);
  fireEvent.click(screen.getByRole('button', { name: 'Choose a file…' }));
  const bar = await screen.findByRole('progressbar', { name: 'Importing old-desk.csv' });
  tell({ done: 6, total: 12 });
  await screen.findByText('6 of 12');
  expect(bar.getAttribute('aria-valuenow')).toBe('50');
  finish();
  await screen.findByText('12 rows read as servicenow');
  await screen.findByText(/opened_at · 4 rows · rows 2, 3, 5 …/);
  fireEvent.click(screen.getByRole('button', { name: 'Undo import' }));
  await screen.findByRole('button', { name: 'Choose a file…' });
  expect(undone).toEqual(['batch-1']);
});
