import type { Endpoint, EndpointStep } from '../sim/model/scenario/endpoints.ts';
import type { RigConfig } from './case.ts';
import { views } from './rig.ts';

const python: EndpointStep = { python_ms: views.python.value };

const statement = (write = false, count = 1): EndpointStep => ({
  query: { count, server_ms: views.statement.value, wait_ms: 0, write, plan_ms: 0, row_lock: null },
});

/** A transaction whose BEGIN and COMMIT are statements like the others. */
const transaction = (steps: readonly EndpointStep[]): EndpointStep => ({
  transaction: [statement(), ...steps, statement()],
});

/** The view that keeps a connection busy for a while: `BEGIN; SELECT pg_sleep(N / 1000); COMMIT`. */
function hold(ms: number, inTransaction: boolean): readonly EndpointStep[] {
  const sleeps = ms > 0;
  const sleep: EndpointStep = {
    query: {
      count: 1,
      server_ms: views.statement.value + (sleeps ? views.coldServer.value : 0),
      wait_ms: ms + (sleeps ? views.oversleep.value : 0),
      write: false,
      plan_ms: 0,
      row_lock: null,
    },
  };
  const cold: readonly EndpointStep[] = sleeps ? [{ python_ms: views.coldPython.value }] : [];
  return [python, ...(inTransaction ? [transaction([sleep, ...cold])] : [sleep, ...cold])];
}

function page(steps: readonly EndpointStep[], fields: Partial<Endpoint> = {}): Endpoint {
  return {
    method: 'GET',
    steps,
    success_status: 200,
    database_error_status: 500,
    token_required: null,
    grants_token: false,
    grants_account: false,
    functional_failure: null,
    metrics_writes: false,
    ...fields,
  };
}

/** The service that register calls. */
export const breachCheck = 'breach check';

/** The rig's endpoint `name`; undefined when the rig has none of that name and the case does not describe one. */
export function rigEndpoint(name: string, config: RigConfig): Endpoint | undefined {
  const described = config.endpoints[name] ?? {};
  const { app } = config;
  if (described.db_hold_ms !== undefined) {
    return page(hold(described.db_hold_ms, described.transaction ?? true));
  }
  const token_required = app.auth_required_on_groups
    ? { status: 401, python_ms: views.refusal.value }
    : null;
  const hashes: EndpointStep[] = app.pbkdf2_iterations ? [{ hash: 1 }] : [];
  switch (name) {
    case 'ping':
      return page([python]);
    case 'health':
      return page([python, statement()], { database_error_status: 503 });
    case 'groups_list':
      return page([python, statement()], { token_required });
    case 'groups_create':
      // save() is a transaction of its own.
      return page([python, transaction([statement(true)])], {
        method: 'POST',
        success_status: 201,
        token_required,
      });
    case 'register':
      return page(
        [
          python,
          statement(),
          { external: breachCheck },
          ...hashes,
          transaction([statement(true, 3)]),
        ],
        { method: 'POST', success_status: 201, grants_account: true },
      );
    case 'login':
      return page(
        [
          python,
          statement(),
          // Known accounts exist before the run; who is not known is turned away before any hash.
          ...(app.known_accounts ? [] : [{ account_required: { status: 400 } }]),
          ...hashes,
        ],
        { method: 'POST', grants_token: true },
      );
    case 'cpu':
      return typeof described.cpu_ms === 'number'
        ? page([{ python_ms: views.python.value + described.cpu_ms }])
        : undefined;
    default:
      return undefined;
  }
}
