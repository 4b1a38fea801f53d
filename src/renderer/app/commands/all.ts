import type { Command } from './command';
import { deskCommands } from './desk-commands';
import { listCommands } from './list-commands';
import { ticketCommands } from './ticket-commands';

/** Every command of the window. To add one, add its entry (and its title) to a group. */
export const commands: readonly Command[] = [...deskCommands, ...listCommands, ...ticketCommands];
