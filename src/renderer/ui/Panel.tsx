import { type ReactNode, useId } from 'react';
import { PanelBoundary } from './PanelBoundary.tsx';
import styles from './Panel.module.css';

interface Props {
  readonly title: string;
  /** Accessible name of the region; the title unless given. */
  readonly label?: string;
  /** One quiet line below the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Children reach to the edges. */
  readonly flush?: boolean;
}

/** A titled region of a screen that fails on its own. */
export function Panel({ title, label, note, actions, children, flush = false }: Props) {
  const id = useId();
  return (
    <section
      className={styles.panel}
      {...(label === undefined ? { 'aria-labelledby': id } : { 'aria-label': label })}
    >
      <header className={styles.header}>
        <div>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={flush ? styles.flush : styles.body}>
        <PanelBoundary title={title}>{children}</PanelBoundary>
      </div>
    </section>
  );
}
