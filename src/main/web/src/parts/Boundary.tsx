import type { ReactNode } from 'react';
import { Component } from 'react';

interface Props {
  readonly children: ReactNode;
  /** What stands there instead. */
  readonly broken: (again: () => void) => ReactNode;
}

/** Keeps a fault in one part from taking the whole page away; also a part that could not be fetched. */
export class Boundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.broken(() => this.setState({ broken: false })) : this.props.children;
  }
}
