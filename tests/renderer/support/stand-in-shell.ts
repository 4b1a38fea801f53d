import { appError } from '../../../src/domain/errors';
import { failure, ok, type Result } from '../../../src/domain/result';
import type { BackupStatus } from '../../../src/protocol/backup-shapes';
import type { Handlers } from '../../../src/protocol/rpc/contract';
import type { LiveSource } from '../../../src/protocol/rpc/live';
import type {
  AppInfo,
  DurabilityState,
  ErasureReport,
  shellContract,
  StoreState,
} from '../../../src/protocol/shell';

/** Stands in for Electron's main process: it answers what a page asks and notes what it was told to do. */
export class StandInShell {
  readonly asked: string[] = [];
  #state: StoreState = { state: 'ready', reason: null };
  #durability: DurabilityState = { hold: null, progress: null, account: null, problem: null };
  #backups: BackupStatus = {
    snapshots: [],
    damagedSnapshots: 0,
    last: null,
    schedule: { every: 'never', keep: 7, folder: null, nextAt: null },
    trouble: null,
    isRunning: false,
    waiting: null,
  };
  #seq = 0;
  #listeners = new Set<() => void>();

  readonly live: LiveSource = {
    seq: () => this.#seq,
    watch: (_op, _input, onInvalidate) => {
      this.#listeners.add(onInvalidate);
      return () => this.#listeners.delete(onInvalidate);
    },
  };

  /** What erasing a person answers. */
  erase: (input: unknown) => Result<ErasureReport> = () => failure(appError('not_found', 'There is nobody.'));

  readonly handlers: Handlers<typeof shellContract> = {
    'window.open': () => this.#note('window.open'),
    'window.list': () => ok([]),
    'window.closing': () => ok({ isClosing: false }),
    'window.flushed': () => this.#note('window.flushed'),
    'menu.command': () => ok({ serial: 0, command: null }),
    'store.state': () => ok(this.#state),
    'durability.state': () => ok(this.#durability),
    'store.connect': () => ok(null),
    'store.retry': () => this.#note('store.retry'),
    'data.openFolder': () => this.#note('data.openFolder'),
    'file.choose': () => ok(null),
    'import.start': () => failure(appError('not_found', 'There is no file.')),
    'export.start': () => ok(null),
    'person.erase': (input) => this.erase(input),
    'backup.status': () => ok(this.#backups),
    'backup.make': () => ok(null),
    'backup.choose': () => ok(null),
    'backup.restore': () => failure(appError('not_found', 'There is no file.')),
    'backup.withdraw': () => this.#note('backup.withdraw'),
    'backup.schedule': ({ every, keep }) => ok({ every, keep }),
    'link.open': () => this.#note('link.open'),
    'app.info': () => ok(info),
    'app.quit': () => this.#note('app.quit'),
    'app.relaunch': () => this.#note('app.relaunch'),
  };

  /** Tells the page how the store is doing. */
  setStoreState(state: StoreState): void {
    this.#state = state;
    this.#seq += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Tells the page how safe the data is. */
  setDurability(change: Partial<DurabilityState>): void {
    this.#durability = { ...this.#durability, ...change };
    this.#seq += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Tells the page of its backups. */
  setBackups(change: Partial<BackupStatus>): void {
    this.#backups = { ...this.#backups, ...change };
    this.#seq += 1;
    for (const listener of this.#listeners) listener();
  }

  #note(op: string) {
    this.asked.push(op);
    return ok(null);
  }
}

const info: AppInfo = {
  version: '0.1.0',
  electron: '45',
  chromium: '140',
  platform: 'linux',
  dataFolder: '/somewhere',
  agent: null,
  isDevelopment: false,
};
