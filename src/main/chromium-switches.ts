import type { CommandLine } from 'electron';

/** Parts of Chromium that would talk to a network by themselves. */
const featuresOff = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
];

/**
 * The other way of Chromium to store IndexedDB. Switching it either way deletes what the first way had stored, without
 * a word, so it stays off whatever the default of the next runtime is.
 */
const storageFeaturesOff = ['IdbSqliteBackingStore', 'IdbSqliteOnDiskRollout'];

const switches = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-quic',
  'disable-sync',
  'dns-prefetch-disable',
  'no-pings',
];

/** Switches Chromium's own errands off; must run before the app is ready. */
export function quietChromium(commandLine: CommandLine): void {
  for (const name of switches) commandLine.appendSwitch(name);
  // Appending replaces, and a driver or person may have named features of their own.
  const already = commandLine.getSwitchValue('disable-features').split(',').filter(Boolean);
  commandLine.appendSwitch(
    'disable-features',
    [...new Set([...already, ...featuresOff, ...storageFeaturesOff])].join(','),
  );
}
