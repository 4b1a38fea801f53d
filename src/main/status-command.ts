import type { RunDesk } from './headless';

/** Prints how the desk is doing, whatever was asked: the least that shows that a command reaches the data. */
export const printStatus: RunDesk = async (_argv, { store, stdout, stderr }) => {
  const status = await store.call('desk.status', {});
  if (status.ok) await stdout(`${JSON.stringify(status.value.value)}\n`);
  else await stderr(`${status.error.message}\n`);
  return status.ok ? 0 : 1;
};
