import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openWindow } from '../support/open-window';

describe('a window whose data cannot be opened', () => {
  it('says that nothing is lost and offers three ways on', async () => {
    const { shell } = await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    shell.setStoreState({ state: 'failed', reason: 'crashed' });
    await screen.findByText('Your data could not be opened');
    for (const name of ['Retry', 'Open data folder', 'Quit'])
      fireEvent.click(screen.getByRole('button', { name }));
    await waitFor(() => expect(shell.asked).toEqual(['store.retry', 'data.openFolder', 'app.quit']));
    shell.setStoreState({ state: 'ready', reason: null });
    await screen.findByRole('grid', { name: 'Tickets' });
  });

  it('stays usable while the data is reopened, and says so', async () => {
    const { shell } = await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    shell.setStoreState({ state: 'restarting', reason: 'crashed' });
    await screen.findByText(/being reopened/);
    expect(screen.getByRole('grid', { name: 'Tickets' })).toBeDefined();
  });
});
