import Button from '@mui/material/Button';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/EmptyState';
import { appMessages } from './messages';

const messages = appMessages.crash;

type CrashBoundaryProps = { readonly children: ReactNode };

/** Keeps a bug of one pane from leaving a white window. React offers this to classes only. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <EmptyState icon="warning" title={messages.title} text={messages.text}>
        <Button variant="contained" onClick={() => location.reload()}>
          {messages.reload}
        </Button>
      </EmptyState>
    );
  }
}
