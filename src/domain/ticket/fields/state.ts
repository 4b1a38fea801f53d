import { referenceField, tagsField, textField, timeField } from '../../field/field';
import { stateMessages as messages } from './state.messages';

const bySystem = { writer: 'system', queryName: null } as const;

/**
 * What became of the ticket itself, and where it came from. `links` holds `type:ticketId`, `sourceIds` the names
 * that other systems know it by, `sourceRows` where its raw rows stand: `fileHash:firstRow-lastRow`.
 */
export const stateFields = [
  timeField({ key: 'deletedAt', label: messages.deletedAt, ...bySystem }),
  timeField({ key: 'spamAt', label: messages.spamAt, ...bySystem }),
  referenceField({ key: 'mergedInto', label: messages.mergedInto, to: 'tickets', ...bySystem }),
  referenceField({ key: 'splitFrom', label: messages.splitFrom, to: 'tickets', ...bySystem }),
  tagsField({ key: 'links', label: messages.links, ...bySystem }),
  textField({ key: 'source', label: messages.source, writer: 'system', inHistory: false }),
  tagsField({
    key: 'sourceIds',
    label: messages.sourceIds,
    writer: 'system',
    queryName: 'alias',
    inHistory: false,
  }),
  tagsField({ key: 'sourceRows', label: messages.sourceRows, ...bySystem, inHistory: false }),
] as const;
