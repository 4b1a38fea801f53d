import { timeField } from '../../field/field';
import { timesMessages as messages } from './times.messages';

const byLifecycle = { writer: 'lifecycle', inHistory: false } as const;

/** When it happened, or is to happen: due times are set by people and policies, the others by the lifecycle. */
export const timesFields = [
  timeField({
    key: 'createdAt',
    label: messages.createdAt,
    queryName: 'created',
    writer: 'system',
    inHistory: false,
  }),
  timeField({
    key: 'updatedAt',
    label: messages.updatedAt,
    queryName: 'updated',
    writer: 'system',
    inHistory: false,
  }),
  timeField({ key: 'dueAt', label: messages.dueAt, queryName: 'due' }),
  timeField({
    key: 'firstResponseDueAt',
    label: messages.firstResponseDueAt,
    queryName: null,
    writer: 'system',
  }),
  timeField({ key: 'resolutionDueAt', label: messages.resolutionDueAt, queryName: null, writer: 'system' }),
  timeField({ key: 'assignedAt', label: messages.assignedAt, queryName: null, ...byLifecycle }),
  timeField({ key: 'startedAt', label: messages.startedAt, queryName: null, ...byLifecycle }),
  timeField({ key: 'pendingAt', label: messages.pendingAt, queryName: null, ...byLifecycle }),
  timeField({ key: 'onHoldAt', label: messages.onHoldAt, queryName: null, ...byLifecycle }),
  timeField({ key: 'solvedAt', label: messages.solvedAt, queryName: 'solved', ...byLifecycle }),
  timeField({ key: 'closedAt', label: messages.closedAt, queryName: 'closed', ...byLifecycle }),
  timeField({ key: 'reopenedAt', label: messages.reopenedAt, queryName: null, ...byLifecycle }),
  timeField({ key: 'firstResponseAt', label: messages.firstResponseAt, queryName: null, ...byLifecycle }),
] as const;
