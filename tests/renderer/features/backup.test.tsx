import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/domain/errors';
import { failure, ok } from '../../../src/domain/result';
import type { BackupStatus, BackupSummary, ChosenBackup } from '../../../src/protocol/backup-shapes';
import type { BackupPort, BackupProgress } from '../../../src/renderer/features/backup/backup-port';
import { BackupPane } from '../../../src/renderer/features/backup/BackupPane';
import { useNotices } from '../../../src/renderer/state/notices';
import '../support/open-window';
import { type } from '../support/page';

const takenAt = new Date(2026, 0, 5, 9, 30).getTime();

const summary: BackupSummary = {
  file: '/media/stick/Carrydesk Shop 2026-01-05.carrydesk',
  bytes: 1_234_567,
  tickets: 41,
  desk: 'Shop',
  takenAt,
  isEncrypted: false,
};

const chosen: ChosenBackup = {
  handle: 'h',
  name: 'Carrydesk Shop 2026-01-05.carrydesk',
  bytes: 1_234_567,
  desk: 'Shop',
  takenAt,
  tickets: 41,
  isEncrypted: false,
};

const nothingYet: BackupStatus = {
  snapshots: [],
  damagedSnapshots: 0,
  last: null,
  schedule: { every: 'never', keep: 7, folder: null, nextAt: null },
  trouble: null,
  isRunning: false,
  waiting: null,
};

/** Stands in for main: it notes what it was asked, and ends a run when the test says so. */
class StandInPort {
  readonly asked: unknown[] = [];
  status = nothingYet;
  answer: { choose: ChosenBackup | null; restore: ReturnType<typeof appError> | null } = {
    choose: chosen,
    restore: null,
  };
  tell: (progress: BackupProgress) => void = () => {};
  finish: () => void = () => {};
  #isStopped = false;
  #listener: (status: BackupStatus) => void = () => {};

  readonly port: BackupPort = {
    watch: (listener) => {
      this.#listener = listener;
      listener(this.status);
      return () => {};
    },
    make: async (passphrase, onProgress) => {
      this.asked.push(['make', passphrase]);
      await this.#run(onProgress);
      if (this.#isStopped) return failure(appError('timeout', 'Stopped.'));
      return ok({ ...summary, isEncrypted: passphrase !== null });
    },
    choose: async () => ok(this.answer.choose),
    restore: async (handle, passphrase, onProgress) => {
      this.asked.push(['restore', handle, passphrase]);
      await this.#run(onProgress);
      if (this.answer.restore !== null) return failure(this.answer.restore);
      this.set({ waiting: { desk: 'Shop', takenAt } });
      return ok(summary);
    },
    stop: () => {
      this.#isStopped = true;
      this.finish();
    },
    withdraw: async () => {
      this.asked.push(['withdraw']);
      this.set({ waiting: null });
      return ok(null);
    },
    schedule: async (rhythm, isFolderAsked) => {
      this.asked.push(['schedule', rhythm, isFolderAsked]);
      const schedule = { ...rhythm, folder: '/media/stick', nextAt: Date.now() + 90_000_000 };
      this.set({ schedule });
      return ok(rhythm);
    },
    relaunch: () => void this.asked.push(['relaunch']),
  };

  set(change: Partial<BackupStatus>): void {
    this.status = { ...this.status, ...change };
    act(() => this.#listener(this.status));
  }

  #run(onProgress: (progress: BackupProgress) => void): Promise<void> {
    this.tell = (progress) => act(() => onProgress(progress));
    return new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}

function show(main: StandInPort, start: 'overview' | 'make' | 'restore', canBackUp = true) {
  const pane = (isOpen: boolean) => (
    <BackupPane isOpen={isOpen} start={start} canBackUp={canBackUp} onClose={() => {}} port={main.port} />
  );
  const { rerender } = render(pane(true));
  return { close: () => rerender(pane(false)) };
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const click = (name: string): void => void fireEvent.click(button(name));

describe('making a backup', () => {
  it('goes from the question of a passphrase over the progress to the account', async () => {
    const main = new StandInPort();
    show(main, 'make');
    expect(document.activeElement).toBe(button('Choose a place…'));
    click('Choose a place…');
    main.tell({ done: 3, total: 12 });
    const bar = await screen.findByRole('progressbar', { name: 'Making a backup' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(document.activeElement).toBe(button('Cancel'));
    main.finish();
    await screen.findByText('The backup is written and checked');
    screen.getByText(summary.file);
    screen.getByText('1.2 MB');
    expect(main.asked).toEqual([['make', null]]);
  });

  it('asks for a passphrase twice and says that a forgotten one is lost', async () => {
    const main = new StandInPort();
    show(main, 'make');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Protect it with a passphrase' }));
    screen.getByText(/A forgotten passphrase cannot be recovered/);
    click('Choose a place…');
    screen.getByText('Write a passphrase.');
    type(screen.getByLabelText('Passphrase'), 'open sesame');
    type(screen.getByLabelText('Passphrase again'), 'open barley');
    click('Choose a place…');
    screen.getByText('The two are not the same.');
    expect(main.asked).toEqual([]);
    type(screen.getByLabelText('Passphrase again'), 'open sesame');
    click('Choose a place…');
    expect(main.asked).toEqual([['make', 'open sesame']]);
  });

  it('can be stopped, which is no error', async () => {
    const main = new StandInPort();
    show(main, 'make');
    click('Choose a place…');
    main.tell({ done: 0, total: 0 });
    click('Cancel');
    await screen.findByText(/There is none yet\. Everything/);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('goes on while the dialog is closed, and says when it is done', async () => {
    const main = new StandInPort();
    const { close } = show(main, 'make');
    click('Choose a place…');
    main.tell({ done: 1, total: 2 });
    close();
    main.finish();
    await waitFor(() => expect(useNotices.getState().current?.text).toContain(summary.file));
  });
});

describe('restoring a backup', () => {
  it('shows what it is and what becomes of the present desk, then waits for a restart', async () => {
    const main = new StandInPort();
    show(main, 'restore');
    click('Choose a backup…');
    const form = within(await screen.findByRole('form', { name: 'Restore a backup' }));
    for (const text of ['Shop', '41', chosen.name]) form.getByText(text);
    form.getByText(/kept for a week in the folder “replaced”/);
    click('Check and restore');
    await screen.findByRole('progressbar', { name: 'Checking the backup' });
    main.finish();
    await screen.findByText('The backup is checked');
    expect(document.activeElement).toBe(button('Restart now'));
    click('Restart now');
    expect(main.asked).toEqual([['restore', 'h', null], ['relaunch']]);
  });

  it('can be taken back while it waits', async () => {
    const main = new StandInPort();
    main.status = { ...nothingYet, waiting: { desk: 'Shop', takenAt } };
    show(main, 'overview');
    click('Do not restore');
    await screen.findByText(/There is none yet\. Everything/);
    expect(main.asked).toEqual([['withdraw']]);
    expect(useNotices.getState().current?.text).toContain('stays as it is');
  });

  it('asks for the passphrase of a protected one, and says when it was the wrong one', async () => {
    const main = new StandInPort();
    main.answer.choose = { ...chosen, isEncrypted: true, tickets: null };
    main.answer.restore = appError('forbidden', 'This is not the passphrase.');
    show(main, 'restore');
    click('Choose a backup…');
    const field = await screen.findByLabelText('Passphrase of the backup');
    expect(document.activeElement).toBe(field);
    click('Check and restore');
    screen.getByText('Write the passphrase that the backup was made with.');
    type(field, 'open barley');
    click('Check and restore');
    await waitFor(() => expect(main.asked).toEqual([['restore', 'h', 'open barley']]));
    main.finish();
    expect((await screen.findByRole('alert')).textContent).toContain('This is not the passphrase.');
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase of the backup'));
  });

  it('stays where it is when nothing is chosen', async () => {
    const main = new StandInPort();
    main.answer.choose = null;
    show(main, 'restore');
    click('Choose a backup…');
    await waitFor(() => expect(button('Choose a backup…')).toBeDefined());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('the overview', () => {
  it('shows the last backup, the schedule and the copies', async () => {
    const main = new StandInPort();
    main.status = {
      ...nothingYet,
      last: summary,
      snapshots: [{ takenAt, tickets: 41, bytes: 900_000 }],
      damagedSnapshots: 1,
    };
    show(main, 'overview');
    within(screen.getByRole('region', { name: 'Last backup' })).getByText('41 tickets · 1.2 MB');
    const copies = within(screen.getByRole('region', { name: 'Copies the desk keeps of itself' }));
    copies.getByText(/^1 copy, the newest of/);
    copies.getByText('900 kB');
    copies.getByText('1 more cannot be read and is not used.');
  });

  it('sets the schedule as it is chosen', async () => {
    const main = new StandInPort();
    show(main, 'overview');
    fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Back up' }));
    fireEvent.click(await screen.findByRole('option', { name: 'Every day' }));
    await screen.findByText(/\/media\/stick/);
    screen.getByText(/Scheduled backups have no passphrase/);
    const keep = screen.getByRole('spinbutton', { name: 'Backups to keep' });
    type(keep, '0');
    fireEvent.blur(keep);
    expect((keep as HTMLInputElement).value).toBe('7');
    type(keep, '30');
    fireEvent.keyDown(keep, { key: 'Enter' });
    click('Change folder…');
    await waitFor(() =>
      expect(main.asked).toEqual([
        ['schedule', { every: 'day', keep: 7 }, false],
        ['schedule', { every: 'day', keep: 30 }, false],
        ['schedule', { every: 'day', keep: 30 }, true],
      ]),
    );
  });

  it('offers no backup where the data cannot be read', () => {
    show(new StandInPort(), 'make', false);
    expect(screen.queryByRole('button', { name: 'Back up now…' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'Schedule' })).toBeNull();
    button('Restore a backup…');
  });
});
