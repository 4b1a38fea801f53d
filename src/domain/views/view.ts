import { flagField, longestText, numberField, referenceField, tagsField, textField } from '../field/field';
import { viewMessages as messages } from './view.messages';

/** A saved list of tickets: a query with its order, columns and grouping; personal where it has an owner. */
export const viewFields = [
  textField({ key: 'name', label: messages.name }),
  textField({ key: 'query', label: messages.query, longest: longestText }),
  textField({ key: 'groupBy', label: messages.groupBy }),
  tagsField({ key: 'columns', label: messages.columns }),
  referenceField({ key: 'owner', label: messages.owner, to: 'people' }),
  numberField({ key: 'order', label: messages.order }),
  flagField({ key: 'isPinned', label: messages.isPinned }),
] as const;

/** The views that every new desk starts with; they can be changed or removed like any other. */
export const startingViews = [
  {
    id: 'view-mine',
    name: messages.starting.mine,
    query: 'is:open assignee:me sort:-priority sort:-updated',
    order: 1,
  },
  {
    id: 'view-unassigned',
    name: messages.starting.unassigned,
    query: 'is:open is:unassigned sort:-updated',
    order: 2,
  },
  { id: 'view-open', name: messages.starting.open, query: 'is:open sort:-updated', order: 3 },
  {
    id: 'view-waiting',
    name: messages.starting.waiting,
    query: 'status:pending,on-hold sort:-updated',
    order: 4,
  },
  { id: 'view-overdue', name: messages.starting.overdue, query: 'is:overdue sort:due', order: 5 },
  { id: 'view-solved', name: messages.starting.solved, query: 'status:solved sort:-solved', order: 6 },
  { id: 'view-all', name: messages.starting.all, query: 'sort:-updated', order: 7 },
  { id: 'view-drafts', name: messages.starting.drafts, query: 'is:draft sort:-updated', order: 8 },
  { id: 'view-spam', name: messages.starting.spam, query: 'is:spam sort:-updated', order: 9 },
  { id: 'view-trash', name: messages.starting.trash, query: 'is:deleted sort:-updated', order: 10 },
] as const;
