import type { Scenario } from '../../../sim/model/scenario.ts';
import { django, users, web } from './applicationKnobs.ts';
import type { Knob } from './knobs.ts';
import { celery, externals, pgbouncer, postgres, redis } from './serviceKnobs.ts';
import type { Section } from './settings.ts';

export interface Tier {
  readonly id: 'users' | 'web' | 'django' | 'externals' | 'postgres' | Section;
  readonly label: string;
  readonly knobs: readonly Knob[];
  /** What a service without this does; of tiers that a service may lack. */
  readonly absent?: string;
}

/**
 * Tiers in the order in which a request meets them, with the settings that `scenario` has: no threads for a sync worker, no
 * pool size without PgBouncer.
 */
export function tiersOf(scenario: Scenario): readonly Tier[] {
  const knobsOf = (section: Section, knobs: readonly Knob[]): readonly Knob[] =>
    scenario[section] === null ? [] : knobs;
  return [
    { id: 'users', label: 'Users', knobs: users(scenario) },
    { id: 'web', label: 'Web', knobs: web(scenario) },
    { id: 'django', label: 'Django', knobs: django(scenario) },
    {
      id: 'redis',
      label: 'Redis',
      knobs: knobsOf('redis', redis),
      absent: 'Django’s cache is in each process and costs nothing.',
    },
    {
      id: 'pgbouncer',
      label: 'PgBouncer',
      knobs: knobsOf('pgbouncer', pgbouncer),
      absent: 'Django connects to PostgreSQL directly.',
    },
    { id: 'postgres', label: 'PostgreSQL', knobs: postgres },
    {
      id: 'externals',
      label: 'Externals',
      knobs: externals(scenario),
      absent: 'This service calls no other.',
    },
    {
      id: 'celery',
      label: 'Celery',
      knobs: knobsOf('celery', celery),
      absent: 'Nobody works on tasks here: what is offloaded costs nothing.',
    },
  ];
}
