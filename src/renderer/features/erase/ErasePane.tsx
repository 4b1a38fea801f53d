import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import type { Result } from '../../../domain/result';
import type { ErasureReport } from '../../../protocol/shell';
import type { EraseRequest } from './erase-request';
import { EraseAccount } from './EraseAccount';
import { EraseForm } from './EraseForm';
import { eraseMessages as messages } from './messages';

type ErasePaneProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Erases from the data and from every copy of it. */
  readonly erase: (request: EraseRequest) => Promise<Result<ErasureReport>>;
};

/** Erases a person for good, after saying what that means, and tells what it did. */
export function ErasePane({ isOpen, onClose, erase }: ErasePaneProps) {
  const [isRunning, setIsRunning] = useState(false);
  const [done, setDone] = useState<Result<ErasureReport> | null>(null);
  const run = async (request: EraseRequest): Promise<void> => {
    setIsRunning(true);
    setDone(await erase(request));
    setIsRunning(false);
  };
  const close = (): void => {
    onClose();
    if (!isRunning) setDone(null);
  };
  return (
    <Dialog open={isOpen} onClose={close} maxWidth="sm" aria-labelledby="erase-title">
      <DialogTitle id="erase-title">{done?.ok === true ? messages.doneTitle : messages.title}</DialogTitle>
      {done?.ok === true ? (
        <EraseAccount report={done.value} onClose={close} />
      ) : (
        <EraseForm
          isRunning={isRunning}
          error={done === null ? null : done.error.message}
          onErase={(request) => void run(request)}
          onClose={close}
        />
      )}
    </Dialog>
  );
}
