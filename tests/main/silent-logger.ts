import type { Logger } from '../../src/main/logger';

/** A log that nobody reads. */
export const silentLogger: Logger = { info() {}, warn() {}, error() {}, scope: () => silentLogger };
