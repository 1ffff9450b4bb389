import { Switch } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconBrandDjango,
  IconDatabase,
  IconServer2,
  IconUsers,
  IconWorldWww,
} from '@tabler/icons-react';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { useBaseline, useModel, useWhatIf } from '../../app/model.ts';
import { Knob } from './Knob.tsx';
import { type Tier, tiersOf } from './knobs.ts';
import { elsewhere } from './selectors.ts';
import { withPgBouncer } from './settings.ts';
import styles from './Knobs.module.css';

const icons: Readonly<Record<Tier['id'], typeof IconUsers>> = {
  users: IconUsers,
  web: IconServer2,
  django: IconBrandDjango,
  pgbouncer: IconArrowsSplit2,
  postgres: IconDatabase,
  externals: IconWorldWww,
};

/** All settings, tier by tier in the order in which a request meets them. */
export function KnobPanel({ scenario }: { readonly scenario: Scenario }) {
  const opened = useWhatIf((state) => state.opened);
  const issues = useWhatIf((state) => state.issues);
  const baseline = useBaseline((state) => state.scenario) ?? opened ?? scenario;
  const tiers = tiersOf(scenario);
  const shownPaths = tiers.flatMap(({ knobs }) => knobs.map(({ path }) => path));
  const others = elsewhere(issues, shownPaths);
  return (
    <section className={styles.panel} aria-label="Settings">
      {others.length > 0 && (
        <ul className={styles.otherIssues} role="alert">
          {others.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <ol className={styles.tiers}>
        {tiers.map((tier) => (
          <TierSection key={tier.id} tier={tier} scenario={scenario} baseline={baseline} />
        ))}
      </ol>
    </section>
  );
}

interface TierProps {
  readonly tier: Tier;
  readonly scenario: Scenario;
  readonly baseline: Scenario;
}

function TierSection({ tier, scenario, baseline }: TierProps) {
  const Icon = icons[tier.id];
  const first = tier.knobs.filter(({ secondary }) => !secondary);
  const more = tier.knobs.filter(({ secondary }) => secondary);
  return (
    <li className={styles.tier}>
      <div className={styles.tierHead}>
        <span className={styles.tierIcon}>
          <Icon size={15} stroke={1.7} aria-hidden />
        </span>
        <h2>{tier.label}</h2>
        {tier.id === 'pgbouncer' && <PgBouncerSwitch scenario={scenario} baseline={baseline} />}
      </div>
      {tier.id === 'pgbouncer' && scenario.pgbouncer === null && (
        <p className={styles.absent}>Django connects to PostgreSQL directly.</p>
      )}
      {tier.id === 'externals' && tier.knobs.length === 0 && (
        <p className={styles.absent}>This service calls no other.</p>
      )}
      {first.map((knob) => (
        <Knob key={knob.path} knob={knob} scenario={scenario} baseline={baseline} />
      ))}
      {more.length > 0 && (
        <details className={styles.more}>
          <summary>More settings of {tier.label}</summary>
          {more.map((knob) => (
            <Knob key={knob.path} knob={knob} scenario={scenario} baseline={baseline} />
          ))}
        </details>
      )}
    </li>
  );
}

function PgBouncerSwitch({ scenario, baseline }: Omit<TierProps, 'tier'>) {
  const { whatIf } = useModel();
  const before = useWhatIf(
    ({ history }) =>
      history?.past.findLast(({ pgbouncer }) => pgbouncer !== null)?.pgbouncer ?? null,
  );
  return (
    <Switch
      size="xs"
      aria-label="PgBouncer"
      className={styles.tierSwitch ?? ''}
      checked={scenario.pgbouncer !== null}
      onChange={({ currentTarget: { checked } }) =>
        whatIf.edit(withPgBouncer(scenario, checked, before ?? baseline.pgbouncer), 'pgbouncer')
      }
    />
  );
}
