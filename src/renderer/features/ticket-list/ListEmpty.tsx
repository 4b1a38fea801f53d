import Button from '@mui/material/Button';
import type { AppError } from '../../../domain/errors';
import { EmptyState } from '../../components/EmptyState';
import { useDeskView } from '../../state/desk-view';
import { ticketListMessages as messages } from './messages';

type ListEmptyProps = { readonly error: AppError | undefined };

/** Why the list is empty: it could not be read, the filter fits nothing, or the view holds nothing. */
export function ListEmpty({ error }: ListEmptyProps) {
  const viewId = useDeskView((state) => state.viewId);
  const filter = useDeskView((state) => state.filter);
  const setFilter = useDeskView((state) => state.setFilter);
  // The filter box says where a filter is wrong; saying it twice helps nobody.
  if (error !== undefined && error.code !== 'invalid_input') {
    return <EmptyState icon="warning" title={messages.failed} text={error.message} />;
  }
  if (viewId === null && filter !== '') {
    return (
      <EmptyState icon="search" {...messages.empty.filter}>
        <Button variant="outlined" onClick={() => setFilter('')}>
          {messages.clearFilter}
        </Button>
      </EmptyState>
    );
  }
  return <EmptyState icon="inbox" {...messages.empty.view} />;
}
