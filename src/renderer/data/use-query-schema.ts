import { useMemo } from 'react';
import type { QuerySchema } from '../../domain/query/schema';
import { ticketQuerySchema } from '../../domain/ticket/query';
import { useDirectory } from './use-directory';

/** The fields that a query may name on this desk. */
export function useQuerySchema(): QuerySchema {
  const { customFields, statuses } = useDirectory();
  return useMemo(() => ticketQuerySchema(customFields, statuses), [customFields, statuses]);
}
