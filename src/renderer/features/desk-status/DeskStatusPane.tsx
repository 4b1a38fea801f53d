import { useDirectory } from '../../data/use-directory';
import { useQuery } from '../../data/use-query';
import { usePanes } from '../../state/panes';
import { DeskStatus } from './DeskStatus';
import { deskStatusMessages as messages } from './messages';

/** One line on how the desk is doing. */
export function DeskStatusPane() {
  const { me } = useDirectory();
  const openDialog = usePanes((state) => state.openDialog);
  const { data, isStale } = useQuery('desk.status', {});
  const parts =
    data === undefined
      ? [messages.unreachable]
      : [
          messages.alone,
          messages.tickets(data.tickets),
          ...(data.isIndexWarm ? [] : [messages.indexing]),
          isStale ? messages.unreachable : messages.saved,
        ];
  return (
    <DeskStatus
      name={data?.name ?? ''}
      agent={me.name}
      parts={parts}
      isFine={data !== undefined && !isStale}
      onChangeAgent={() => openDialog('agent')}
    />
  );
}
