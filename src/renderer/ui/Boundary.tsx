// Keeps a failure inside the part of the window where it happened.
// Invariant: whatever goes wrong in one part, the others stay, with the text that is typed in them.
import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

export interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  /** What was thrown, in its own words; null while nothing was. */
  readonly detail: string | null;
}

/** Its children, or where they cannot be shown, what happened and the way to try again. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { detail: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    const { detail } = this.state;
    if (detail === null) return this.props.children;
    return (
      <Notice tone="danger" isAlert>
        <p>
          This part of the window could not be shown ({detail}). What was saved is safe, and what
          you typed is kept. Try again; if that does not help, go to another part and come back.
        </p>
        <p>
          <Button
            onPress={() => {
              this.setState({ detail: null });
            }}
          >
            Try again
          </Button>
        </p>
      </Notice>
    );
  }
}
