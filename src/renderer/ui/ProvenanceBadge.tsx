import { Tooltip } from '@mantine/core';
import type { Provenance, ProvenanceKind } from '../../sim/model/scenario/provenance.ts';
import styles from './Badge.module.css';

const marks: Readonly<
  Record<ProvenanceKind, { readonly text: string; readonly look: string | undefined }>
> = {
  measured: { text: 'measured', look: styles.measured },
  fitted: { text: 'fitted', look: styles.fitted },
  'documented default': { text: 'default', look: styles.default },
  guess: { text: 'guess', look: styles.guess },
};

/** How well a value is known, and by what source. */
export function ProvenanceBadge({
  provenance: { kind, source },
}: {
  readonly provenance: Provenance;
}) {
  const { text, look } = marks[kind];
  return (
    <Tooltip
      label={`${kind}: ${source}`}
      multiline
      maw={320}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
    >
      <span
        className={`${styles.badge} ${look}`}
        tabIndex={0}
        role="note"
        aria-label={`${kind}: ${source}`}
      >
        {text}
      </span>
    </Tooltip>
  );
}
