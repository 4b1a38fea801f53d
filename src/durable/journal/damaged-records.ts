/**
 * Thrown while records are read that do not check any more, so that whoever reads can tell this from a disk that does
 * not answer: `verify` of the journal cuts them off. Its code is one that a disk has for the same, which
 * `diskFailure` translates.
 */
export class DamagedRecords extends Error {
  readonly code = 'EBADMSG';

  constructor(file: string, seq: number) {
    super(`${file}: record ${seq} of the journal does not check any more.`);
    this.name = 'DamagedRecords';
  }
}
