import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../src/domain/errors';
import { failure, ok, type Result } from '../../../src/domain/result';
import type { ErasureReport } from '../../../src/protocol/shell';
import { usePanes } from '../../../src/renderer/state/panes';
import { createRecord } from '../../support/tickets';
import { openWindow } from '../support/open-window';
import { type } from '../support/page';

const report: ErasureReport = {
  erased: { people: 1, messages: 2, events: 1, sources: 0 },
  keptSources: 1,
  mentionedIn: [4, 7],
  snapshots: 2,
  journal: 1,
  problem: null,
};

/** The window with the dialog open, and Jo to be found in it. */
async function openDialog(answer: Result<ErasureReport>) {
  let jo = '';
  const asked: unknown[] = [];
  const { shell } = await openWindow(async (desk) => {
    jo = await createRecord(desk, 'people', { name: 'Jo Field' });
  });
  shell.erase = (input) => {
    asked.push(input);
    return answer;
  };
  usePanes.getState().openDialog('erase');
  const dialog = within(await screen.findByRole('dialog', { name: 'Erase a person' }));
  const erase = dialog.getByRole('button', { name: 'Erase for good' });
  const choose = async (): Promise<void> => {
    const box = dialog.getByRole('combobox', { name: 'Person' });
    fireEvent.mouseDown(box);
    type(box, 'Jo');
    fireEvent.click(await screen.findByRole('option', { name: /Jo Field/ }));
  };
  return { jo, asked, dialog, erase, choose };
}

it('asks for a person, says what stays, and tells what was done', async () => {
  const { jo, asked, dialog, erase, choose } = await openDialog(ok(report));
  expect(erase).toHaveProperty('disabled', true);
  dialog.getByText(/Backups, exports and files/);
  await choose();
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Erase what they wrote, too' }));
  fireEvent.click(erase);
  const account = within(await screen.findByRole('dialog', { name: 'The person was erased' }));
  expect(asked).toEqual([{ id: jo, withMessages: true, withSources: false }]);
  account.getByText('2 messages and 1 line of history were changed.');
  account.getByText('1 kept import file with rows of their tickets stayed.');
  account.getByText('They are still named on #4, #7.');
  fireEvent.click(account.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('says why it was refused, and lets somebody else be chosen', async () => {
  const refusal = failure(appError('conflict', 'They work here.'));
  const { dialog, erase, choose } = await openDialog(refusal);
  await choose();
  fireEvent.click(erase);
  await dialog.findByText('They work here.');
  expect(erase).toHaveProperty('disabled', false);
});

it('says that copies are still there', async () => {
  const { dialog, erase, choose } = await openDialog(ok({ ...report, problem: 'The disk is full.' }));
  await choose();
  fireEvent.click(erase);
  await dialog.findByText(/could not be thrown away yet.*The disk is full\./);
});
