import Button from '@mui/material/Button';
import type { AppError } from '../../../domain/errors';
import { EmptyState } from '../../components/EmptyState';
import { useDeskView } from '../../state/desk-view';
import { usePanes } from '../../state/panes';
import { ticketListMessages as messages } from './messages';

type ListEmptyProps = {
  readonly error: AppError | undefined;
  /** True where the desk has no ticket at all. */
  readonly isDeskEmpty: boolean;
};

/** Why the list is empty: it could not be read, the filter fits nothing, or the view holds nothing. */
export function ListEmpty({ error, isDeskEmpty }: ListEmptyProps) {
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
  if (!isDeskEmpty) return <EmptyState icon="inbox" {...messages.empty.view} />;
  return (
    <EmptyState icon="inbox" {...messages.empty.desk}>
      <Button variant="outlined" onClick={() => usePanes.getState().openDialog('new-ticket')}>
        {messages.empty.first}
      </Button>
    </EmptyState>
  );
}
