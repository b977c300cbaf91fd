import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Another one is another view: it gets its own chance. */
  readonly name: string;
  readonly children: ReactNode;
}

interface State {
  readonly failure?: { readonly error: unknown } | undefined;
}

/** A view that broke, or whose code could not be fetched, takes nothing else with it. */
export class ViewBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override componentDidUpdate(before: Props): void {
    if (before.name !== this.props.name && this.state.failure) this.setState({ failure: undefined });
  }

  override render(): ReactNode {
    return this.state.failure ? <ViewFailure error={this.state.failure.error} /> : this.props.children;
  }
}

function ViewFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="notice" role="alert">
      <h1>{t('failure.title')}</h1>
      <p>{t('failure.text')}</p>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {t('failure.reload')}
      </button>
    </div>
  );
}
