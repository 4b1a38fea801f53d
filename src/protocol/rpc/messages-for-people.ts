import { type AppError, appError } from '../../domain/errors';

/** The sentences of the engine itself. They name no operation and no value, so they may be shown and logged. */
export const rpcMessages = {
  unknownOperation: (): AppError =>
    appError(
      'not_found',
      'This part of Carrydesk does not know the request. Restart the app to bring both in step.',
    ),
  commandWithoutId: (): AppError =>
    appError('invalid_input', 'A change must carry an id of its own, so that it is not made twice.'),
  invalidInput: (paths: readonly string[]): AppError =>
    appError('invalid_input', `The request was not understood. Check: ${paths.join(', ')}.`, { paths }),
  internal: (): AppError =>
    appError('internal', 'Something went wrong inside Carrydesk. Nothing was lost; try again.'),
  closing: (): AppError => appError('store_unavailable', 'Carrydesk is closing; this change was not made.'),
  unavailable: (): AppError =>
    appError('store_unavailable', 'The data of this desk cannot be reached at the moment. Try again.'),
  timedOut: (): AppError => appError('timeout', 'The answer took too long. Try again.'),
  cancelled: (): AppError => appError('timeout', 'Cancelled.', { cancelled: true }),
  notSendable: (): AppError =>
    appError('internal', 'Something went wrong inside Carrydesk: the request could not be sent.'),
} as const;
