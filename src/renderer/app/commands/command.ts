import type { Desk } from '../../data/desk';
import type { ShellClient } from '../shell-context';

/** The groups of the shortcuts dialog, in its order. */
export const commandGroups = ['desk', 'list', 'ticket', 'window'] as const;

export type CommandGroup = (typeof commandGroups)[number];

/** What a command works with. Selection, cursor and panes are read from the view state at the moment it runs. */
export type CommandContext = {
  readonly desk: Desk;
  readonly shell: ShellClient;
  /** Where the focus is, or was before the palette opened. */
  readonly target: Element | null;
};

/** One thing that a person can do by key; palette, shortcuts dialog and key handler are made from these. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** In the notation of tinykeys. */
  readonly keys: readonly string[];
  /** `page` keys are letters and signs, so they never fire while somebody types. */
  readonly scope: 'page' | 'everywhere';
  /** True where holding the key down should go on. */
  readonly isRepeatable?: boolean;
  /** True for keys that only make sense as keys, such as the arrows. */
  readonly isKeyOnly?: boolean;
  readonly when?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void | Promise<void>;
};
