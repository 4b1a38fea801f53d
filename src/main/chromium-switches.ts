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
  commandLine.appendSwitch('disable-features', [...new Set([...already, ...featuresOff])].join(','));
}
