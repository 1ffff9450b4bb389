import type { QueueNetwork } from '../../sim/lab/network.ts';
import type { Issue } from '../errors.ts';
import { classFaults } from './classFaults.ts';

/** Servers that can be held are kept in the bits of one integer. */
const MOST_STATIONS = 31;

/** What contradicts itself in a network of the right shape, or refers to what is not there; empty when it is sound. */
export function contradictions(network: QueueNetwork): Issue[] {
  const { stations, classes } = network;
  const many = Object.keys(stations).length;
  if (many === 0) return [{ path: 'stations', message: 'is {}; accepted: at least one station' }];
  const issues: Issue[] = [];
  const complain = (path: string, message: string): void => void issues.push({ path, message });
  if (many > MOST_STATIONS) {
    complain('stations', `has ${many} stations; accepted: at most ${MOST_STATIONS}`);
  }
  if (Object.keys(classes).length === 0) complain('classes', 'is {}; accepted: at least one class');
  for (const [name, { servers, capacity, discipline }] of Object.entries(stations)) {
    if (capacity === null || discipline === 'PS') continue;
    if (servers !== 'infinite' && capacity >= servers) continue;
    complain(
      `stations.${name}.capacity`,
      `is ${capacity}, below the ${servers} servers; accepted: at least the servers, or null`,
    );
  }
  for (const [name, jobClass] of Object.entries(classes)) {
    issues.push(...classFaults(network, `classes.${name}`, jobClass));
  }
  if ('transient' in network.run && network.run.transient.run_time_s === 'until_empty') {
    for (const [name, { source }] of Object.entries(classes)) {
      if ('trace' in source) continue;
      complain(
        'run.transient.run_time_s',
        `is "until_empty", but the jobs of classes.${name} never end; accepted: s, or traces only`,
      );
    }
  }
  return issues;
}
