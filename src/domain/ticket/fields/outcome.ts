import { flagField, longestText, numberField, textField } from '../../field/field';
import { outcomeMessages as messages } from './outcome.messages';

/**
 * How it ended and how well. The counts are kept by the lifecycle; on an imported ticket they start from what the
 * source measured (docs/import.md).
 */
export const outcomeFields = [
  textField({ key: 'closeCode', label: messages.closeCode, queryName: null }),
  textField({ key: 'cause', label: messages.cause, queryName: null, longest: longestText }),
  textField({ key: 'fix', label: messages.fix, queryName: null, longest: longestText }),
  numberField({ key: 'satisfaction', label: messages.satisfaction, queryName: null }),
  numberField({
    key: 'reopenCount',
    label: messages.reopenCount,
    queryName: null,
    writer: 'lifecycle',
    inHistory: false,
  }),
  numberField({
    key: 'reassignmentCount',
    label: messages.reassignmentCount,
    queryName: null,
    writer: 'lifecycle',
    inHistory: false,
  }),
  flagField({ key: 'madeSla', label: messages.madeSla, queryName: null, writer: 'system', inHistory: false }),
] as const;
