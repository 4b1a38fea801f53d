import { forceCloseDatabase } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { type Desk, openDesk } from '../support/open-desk';

/** Closes the connection as the browser engine does when the disk has failed under it. */
function loseConnection({ database }: Desk): void {
  forceCloseDatabase(database.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
}

describe('a database that the browser engine has closed', () => {
  it('is not opened again here, where nobody looks at the disk first', async () => {
    const desk = await openDesk();
    await desk.send('ticket.create', { subject: 'Before' });
    loseConnection(desk);
    expect(await desk.failureOf('ticket.create', { subject: 'Behind' })).toMatchObject({
      code: 'store_unavailable',
    });
    await expect(desk.database.open()).rejects.toMatchObject({ name: 'DatabaseClosedError' });
    expect(desk.database.isOpen()).toBe(false);
  });

  it('is told to whoever asks, so that a new process takes its place', async () => {
    const desk = await openDesk();
    expect(desk.store.isStuck()).toBe(false);
    loseConnection(desk);
    await vi.waitFor(() => expect(desk.store.isStuck()).toBe(true));
  });

  it('is no trouble when the store was asked to close', async () => {
    const desk = await openDesk();
    await desk.store.drain();
    expect(desk.store.isStuck()).toBe(false);
  });
});
