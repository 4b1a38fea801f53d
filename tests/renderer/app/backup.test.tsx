import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openWindow } from '../support/open-window';

describe('the window and its backups', () => {
  it('says calmly that scheduled backups fail, until that was read', async () => {
    const { shell } = await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    const trouble = { text: 'There is no folder “/media/stick”.', since: 5, triedAt: 5 };
    shell.setBackups({ trouble });
    await screen.findByText(/Scheduled backups are not being made\. There is no folder/);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByText(/Scheduled backups are not/)).toBeNull());
    shell.setBackups({ trouble: { ...trouble, triedAt: 9 } });
    shell.setBackups({ trouble: { ...trouble, since: 20, triedAt: 20 } });
    await screen.findByText(/Scheduled backups are not/);
    fireEvent.click(screen.getByRole('button', { name: 'Backups…' }));
    await screen.findByRole('dialog', { name: 'Backup and restore' });
  });

  it('says that another desk waits for a restart as long as one does', async () => {
    const { shell } = await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    shell.setBackups({ waiting: { desk: 'Shop', takenAt: 1 } });
    await screen.findByText(/A backup of “Shop” takes the place of this desk/);
    fireEvent.click(screen.getByRole('button', { name: 'Backups…' }));
    await screen.findByRole('button', { name: 'Restart now' });
    fireEvent.click(screen.getByRole('button', { name: 'Do not restore' }));
    await waitFor(() => expect(shell.asked).toEqual(['backup.withdraw']));
  });

  it('restores from the screen that says that the data cannot be opened', async () => {
    const { shell } = await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    shell.setStoreState({ state: 'failed', reason: 'crashed' });
    fireEvent.click(await screen.findByRole('button', { name: 'Restore a backup…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Backup and restore' }));
    dialog.getByRole('button', { name: 'Choose a backup…' });
    fireEvent.click(dialog.getByRole('button', { name: 'Back' }));
    await dialog.findByRole('region', { name: 'Last backup' });
    expect(dialog.queryByRole('button', { name: 'Back up now…' })).toBeNull();
  });
});
