import { ok } from '../../domain/result';
import type { Command } from '../command';
import { findTicket, numberOf } from '../find-ticket';
import { cliMessages } from '../messages';
import { readPairs } from '../pairs';

/** `desk set NUMBER k=v …` */
export const setCommand: Command = {
  name: 'set',
  usage: 'NUMBER NAME=VALUE …',
  help: cliMessages.help.set,
  words: [2, 1_000],
  options: {},
  run: async ({ words }, tools) => {
    const [word = '', ...pairs] = words;
    const id = await findTicket(tools, word);
    if (!id.ok) return id;
    const change = await readPairs(pairs, id.value, tools);
    if (!change.ok) return change;
    const changed = await tools.store.send('ticket.change', { ids: [id.value], change: change.value });
    if (!changed.ok) return changed;
    const number = await numberOf(tools, id.value);
    const isChanged = changed.value.value.changed > 0;
    return ok({
      json: { number, id: id.value, seq: changed.value.seq },
      text: isChanged ? cliMessages.changed(word) : cliMessages.unchanged(word),
    });
  },
};
