import { Switch } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconBolt,
  IconBrandDjango,
  IconDatabase,
  IconServer2,
  IconStack2,
  IconUsers,
  IconWorldWww,
} from '@tabler/icons-react';
import type { Warning } from '../../../contract/api.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { useBaseline, useModel, useWhatIf } from '../../app/model.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Knobs } from './Knobs.tsx';
import styles from './Knobs.module.css';
import type { Knob as KnobSpec } from './knobs.ts';
import { elsewhere } from './selectors.ts';
import { type Section, withSection } from './settings.ts';
import { type Tier, tiersOf } from './tiers.ts';

const icons: Readonly<Record<Tier['id'], typeof IconUsers>> = {
  users: IconUsers,
  web: IconServer2,
  django: IconBrandDjango,
  redis: IconBolt,
  pgbouncer: IconArrowsSplit2,
  postgres: IconDatabase,
  externals: IconWorldWww,
  celery: IconStack2,
};

/** All settings, tier by tier in the order in which a request meets them. */
export function KnobPanel({ scenario }: { readonly scenario: Scenario }) {
  const opened = useWhatIf((state) => state.opened);
  const issues = useWhatIf((state) => state.issues);
  const warnings = useWhatIf((state) => state.warnings);
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
      <OtherWarnings warnings={elsewhere(warnings, shownPaths)} />
    </section>
  );
}

/** What is said of settings that have no control here, such as faults and throttles. */
function OtherWarnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.otherWarnings} aria-label="About other settings">
      {warnings.map(({ severity, message }) => (
        <li key={message} className={styles[severity]}>
          {message}
        </li>
      ))}
    </ul>
  );
}

interface TierProps {
  readonly tier: Tier;
  readonly scenario: Scenario;
  readonly baseline: Scenario;
}

function TierSection({ tier, scenario, baseline }: TierProps) {
  const Icon = icons[tier.id];
  const { id, label, knobs, absent } = tier;
  const first = knobs.filter(({ secondary }) => !secondary);
  const more = knobs.filter(({ secondary }) => secondary);
  return (
    <li className={styles.tier}>
      <div className={styles.tierHead}>
        <span className={styles.tierIcon}>
          <Icon size={15} stroke={1.7} aria-hidden />
        </span>
        <h2>{label}</h2>
        {(id === 'redis' || id === 'pgbouncer' || id === 'celery') && (
          <SectionSwitch section={id} label={label} scenario={scenario} baseline={baseline} />
        )}
      </div>
      {knobs.length === 0 && <p className={styles.absent}>{absent}</p>}
      <Knobs knobs={first} scenario={scenario} baseline={baseline} />
      {more.length > 0 && (
        <MoreSettings label={label} knobs={more} scenario={scenario} baseline={baseline} />
      )}
    </li>
  );
}

/** Open while one of them is not accepted: what stops the simulation is never out of sight. */
function MoreSettings({
  label,
  knobs,
  scenario,
  baseline,
}: Omit<TierProps, 'tier'> & { readonly label: string; readonly knobs: readonly KnobSpec[] }) {
  const faulty = useWhatIf(({ issues }) =>
    issues.some((issue) => knobs.some(({ path }) => path === issue.path)),
  );
  return (
    <Disclosure className={styles.more} summary={`More settings of ${label}`} open={faulty}>
      <Knobs knobs={knobs} scenario={scenario} baseline={baseline} />
    </Disclosure>
  );
}

function SectionSwitch({
  section,
  label,
  scenario,
  baseline,
}: Omit<TierProps, 'tier'> & { readonly section: Section; readonly label: string }) {
  const { whatIf } = useModel();
  const before = useWhatIf(
    ({ history }) => history?.past.findLast((past) => past[section] !== null)?.[section] ?? null,
  );
  return (
    <Switch
      size="xs"
      aria-label={label}
      className={styles.tierSwitch ?? ''}
      checked={scenario[section] !== null}
      onChange={({ currentTarget: { checked } }) =>
        whatIf.edit(withSection(scenario, section, checked, before ?? baseline[section]), section)
      }
    />
  );
}
