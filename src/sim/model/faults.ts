import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { Scenario } from './scenario.ts';
import type { Fault } from './scenario/faults.ts';

/** What faults do beyond the conditions that they change. */
export interface FaultsHost {
  replicaLost(replica: number): void;
  replicaBack(replica: number): void;
  /** PostgreSQL is restarted, and is up again. */
  databaseDown(): void;
  databaseBack(): void;
}

/** Faults on a timeline: each begins at `at_s` and is over `for_s` later; those of one kind may overlap. */
export class Faults {
  private readonly machine: Machine;
  private readonly faults: readonly Fault[];
  private readonly externals: readonly string[];
  private readonly host: FaultsHost;

  constructor(machine: Machine, scenario: Scenario, host: FaultsHost) {
    this.machine = machine;
    this.faults = scenario.faults;
    this.externals = Object.keys(scenario.externals);
    this.host = host;
    for (const [i, { at_s, for_s }] of this.faults.entries()) {
      machine.after(at_s, codes.FAULT_BEGINS, i);
      machine.after(at_s + for_s, codes.FAULT_ENDS, i);
    }
  }

  begin(index: number): void {
    const fault = this.faults[index]!;
    if (fault.kind === 'web_replica_lost') this.host.replicaLost(fault.replica);
    else if (fault.kind === 'postgres_restart') this.host.databaseDown();
    else this.change(fault, 1);
  }

  end(index: number): void {
    const fault = this.faults[index]!;
    if (fault.kind === 'web_replica_lost') this.host.replicaBack(fault.replica);
    else if (fault.kind === 'postgres_restart') this.host.databaseBack();
    else this.change(fault, -1);
  }

  private change(
    fault: Exclude<Fault, { kind: 'web_replica_lost' | 'postgres_restart' }>,
    sign: 1 | -1,
  ): void {
    const { conditions } = this.machine;
    switch (fault.kind) {
      case 'redis_down':
        conditions.redisOutages += sign;
        break;
      case 'external_slow':
        conditions.externalFactor[this.externals.indexOf(fault.external)]! *=
          sign === 1 ? fault.factor : 1 / fault.factor;
        break;
      case 'network_latency':
        if (fault.path === 'clients') conditions.clientDelay += (sign * fault.added_ms) / 1000;
        else conditions.databaseDelay += (sign * fault.added_ms) / 1000;
    }
  }
}
