/**
 * @typedef {{
 *   version?: string, dev?: boolean, optional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string>
 * }} Locked
 *
 * @typedef {{ packages: Record<string, Locked> }} Lockfile
 */

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * Adds the platform packages that npm left out because the registry did not have them. npm then
 * calls its own lockfile incomplete and `npm ci` refuses it, on every machine. They carry no
 * checksum: it is only known where they can be fetched, and there npm adds it.
 *
 * @param {Lockfile} lockfile is changed
 * @returns {string[]} the names that were added
 */
export function completeLockfile({ packages }) {
  const missing = Object.values(packages).flatMap((parent) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => packages[`node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, locked: lock(name, version, parent) })),
  );
  for (const { name, locked } of missing) packages[`node_modules/${name}`] = locked;
  sortByPath(packages);
  return missing.map(({ name }) => name);
}

/**
 * @param {string} name
 * @param {string} version
 * @param {Locked} parent
 * @returns {Locked}
 */
function lock(name, version, parent) {
  const { cpu, libc, os } = platformOf(name);
  // In npm's own order, which its next run would otherwise bring back as a change.
  return { version, cpu, ...(parent.dev && { dev: true }), ...(libc && { libc }), optional: true, os };
}

/**
 * What npm compares with the machine, so that it does not try to fetch what would not run there.
 * These packages say it in their names: `linux-x64-musl`, `linux-arm-gnueabihf`, `win32-x64-msvc`.
 *
 * @param {string} name
 * @returns {{ os: string[], cpu: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) {
    throw new Error(`${name} does not say for which system and processor it is.`);
  }
  const isMusl = words.some((word) => word.startsWith('musl'));
  return { os, cpu, ...(os[0] === 'linux' ? { libc: [isMusl ? 'musl' : 'glibc'] } : {}) };
}

/**
 * npm keeps its packages in this order.
 *
 * @param {Record<string, unknown>} packages
 */
function sortByPath(packages) {
  const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
  for (const [name, value] of sorted) {
    delete packages[name];
    packages[name] = value;
  }
}
