import { choiceField, referenceField, textField } from '../../field/field';
import { optionsFrom } from '../../field/options';
import { workMessages as messages } from './work.messages';

const severities = optionsFrom(messages.severityOptions);

/** Who works on it, how urgent it is and where it stands. */
export const workFields = [
  referenceField({ key: 'status', label: messages.status, to: 'statuses', guarded: true }),
  textField({ key: 'holdReason', label: messages.holdReason, queryName: null }),
  choiceField({ key: 'impact', label: messages.impact, options: severities }),
  choiceField({ key: 'urgency', label: messages.urgency, options: severities }),
  choiceField({ key: 'priority', label: messages.priority, options: severities }),
  textField({ key: 'priorityReason', label: messages.priorityReason, queryName: null }),
  referenceField({ key: 'category', label: messages.category, to: 'categories' }),
  referenceField({ key: 'team', label: messages.team, to: 'teams' }),
  referenceField({ key: 'assignee', label: messages.assignee, to: 'people', guarded: true }),
  choiceField({ key: 'level', label: messages.level, options: optionsFrom(messages.levelOptions) }),
] as const;
