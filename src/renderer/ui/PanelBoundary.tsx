import { Component, type ReactNode } from 'react';
import { ErrorState } from './states.tsx';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Keeps an error in one panel from taking the screen with it. */
export class PanelBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorState
        title={`${this.props.title} cannot be shown`}
        message={error.message}
        retry={{ label: 'Try again', run: () => this.setState({ error: null }) }}
      />
    );
  }
}
