import { Durations } from './durations.ts';
import type { Scenario } from './scenario.ts';
import type {
  Cached,
  CheckPassword,
  Endpoint,
  EndpointStep,
  Query,
  RowLock,
} from './scenario/endpoints.ts';

/** Operations of a step program; each is followed by two operands. */
export const OP_PYTHON = 0; // duration
export const OP_HASH = 1; // number of hashes
export const OP_EXTERNAL = 2; // external, 1: inline whatever its mode
export const OP_QUERY = 3; // query, where to go when it fails
export const OP_BEGIN = 4; // -, where to go when it fails
export const OP_COMMIT = 5;
export const OP_VIEW_DONE = 6; // status
export const OP_RESPOND = 7;
export const OP_CHECK_PASSWORD = 8; // check; the UPDATE of a password that is hashed anew follows
export const OP_THROTTLE = 9; // throttle, where to go when it refuses
export const OP_LOCKOUT = 10; // -, where to go when the login is locked
export const OP_LOGIN_FAILED = 11; // -, where to go when the login is locked now
export const OP_CACHE_GET = 12; // cache, where to go on a hit
export const OP_CACHE_SET = 13; // cache
export const OP_BACKGROUND = 14; // where the program of the thread that it starts begins
export const OP_THREAD_END = 15;
export const OP_ACCOUNT = 16; // -, where a user without an account goes
export const OP_ENQUEUE = 17; // Celery task
export const OP_TASK_DONE = 18;

/** A failing query goes to the error page of its endpoint. */
export const TO_ERROR_PAGE = -1;

export interface CompiledQuery {
  readonly server: number;
  readonly wait: number;
  /** CPU of planning, s. */
  readonly plan: number;
  readonly write: boolean;
  /** First of the rows of which it locks one, -1: none, and how many they are. */
  readonly lock: number;
  readonly lockRows: number;
}

interface CompiledCheck {
  readonly check: CheckPassword;
  /** Where a login that is refused ends. */
  refused: number;
}

/** A scenario's endpoints as step programs: one flat array of (operation, operand, operand). */
export interface Programs {
  readonly ops: Int32Array;
  readonly durations: Durations;
  readonly queries: readonly CompiledQuery[];
  readonly checks: readonly CompiledCheck[];
  readonly caches: readonly Cached[];
  /**
   * By endpoint, then by Celery task, those of offloaded calls last: where a request starts, where its error page starts, where it ends when a service that it calls fails, and
   * where it is turned away without a token (-1: never).
   */
  readonly entry: Int32Array;
  readonly errorPage: Int32Array;
  readonly unavailable: Int32Array;
  readonly turnedAway: Int32Array;
  /** Where a background thread ends, after its last step or a failure. */
  readonly threadEnd: number;
}

/** More rows than any lock has. */
const MOST_ROWS = 2 ** 20;

/** A row that the metrics middleware writes: an insert of its own. */
const metricsRow: Query = {
  count: 1,
  server_ms: 0.2,
  wait_ms: 0,
  plan_ms: 0,
  write: true,
  row_lock: null,
};

/** django-axes looks up the attempts, and writes a failed one down (semantics C27). */
const attemptsQuery: Query = { ...metricsRow, write: false };

/** The UPDATE of a password that has been hashed anew (semantics C24). */
const upgradeOfHash: Query = metricsRow;

/** Compiles the endpoints, in the order of the document. */
export function compilePrograms(scenario: Scenario): Programs {
  const ops: number[] = [];
  const durations = new Durations();
  const queries: CompiledQuery[] = [];
  const checks: CompiledCheck[] = [];
  const caches: Cached[] = [];
  /** Operations of the endpoint at hand that turn requests away, and with which status. */
  const gates: [at: number, status: number, inTransaction: boolean][] = [];
  /** Logins of the endpoint at hand whose way out is still to be emitted, and whether a transaction is to be ended there. */
  const refusals: [check: CompiledCheck, inTransaction: boolean][] = [];
  /** Background threads whose program is still to be emitted: the operation that starts each, and its steps. */
  const threads: [start: number, steps: readonly EndpointStep[]][] = [];
  const externalNames = Object.keys(scenario.externals);
  const errorPageTime = durations.add(scenario.django.error_page_ms);

  const emit = (op: number, first = 0, second = 0): number => ops.push(op, first, second) - 3;

  const firstRows = new Map<string, number>();
  /** Rows of one name begin at the same number, whatever the number of rows that a query says. */
  const rowsNamed = ({ name }: RowLock): number => {
    const first = firstRows.get(name) ?? firstRows.size * MOST_ROWS;
    firstRows.set(name, first);
    return first;
  };

  const addQuery = (query: Query): number =>
    queries.push({
      server: durations.add(query.server_ms),
      wait: durations.add(query.wait_ms),
      plan: query.plan_ms / 1000,
      write: query.write,
      lock: query.row_lock === null ? -1 : rowsNamed(query.row_lock),
      lockRows: query.row_lock?.rows ?? 0,
    }) - 1;
  const row = addQuery(metricsRow);
  const upgrade = addQuery(upgradeOfHash);
  const attempts = addQuery(attemptsQuery);
  const { throttles, lockout } = scenario.django;
  const { celery } = scenario;
  const taskNames = Object.keys(celery?.tasks ?? {});
  const taskBodies: (readonly EndpointStep[])[] = Object.values(celery?.tasks ?? {}).map(
    ({ steps }) => steps,
  );
  const endpointCount = Object.keys(scenario.endpoints).length;

  /** A gate whose refusals are answered with `status`; where, is known when the endpoint is complete. */
  const emitGate = (op: number, operand: number, status: number, inTransaction = false): void => {
    gates.push([emit(op, operand), status, inTransaction]);
  };

  const emitCached = (cache: Cached, compute: () => void): void => {
    const index = caches.push(cache) - 1;
    const get = emit(OP_CACHE_GET, index);
    compute();
    emit(OP_CACHE_SET, index);
    ops[get + 2] = ops.length;
  };

  /** A call of a view; one that is offloaded is a Celery task of its own. */
  const emitCall = (name: string, inTask: boolean): void => {
    const { cache, mode } = scenario.externals[name]!;
    if (mode === 'offloaded' && celery !== null && !inTask) {
      emit(OP_ENQUEUE, endpointCount + taskBodies.push([{ external: name }]) - 1);
      return;
    }
    const call = (): number => emit(OP_EXTERNAL, externalNames.indexOf(name), inTask ? 1 : 0);
    if (cache === null) call();
    else emitCached(cache, call);
  };

  const emitSteps = (
    steps: readonly EndpointStep[],
    inTransaction = false,
    inTask = false,
  ): void => {
    for (const step of steps) {
      if ('python_ms' in step) emit(OP_PYTHON, durations.add(step.python_ms));
      else if ('hash' in step) emit(OP_HASH, step.hash);
      else if ('check_password' in step) {
        const compiled: CompiledCheck = { check: step.check_password, refused: -1 };
        refusals.push([compiled, inTransaction]);
        if (lockout !== null) {
          emit(OP_QUERY, attempts, TO_ERROR_PAGE);
          emitGate(OP_LOCKOUT, 0, lockout.status, inTransaction);
        }
        emit(OP_CHECK_PASSWORD, checks.push(compiled) - 1);
        emit(OP_QUERY, upgrade, TO_ERROR_PAGE);
      } else if ('account_required' in step) {
        emitGate(OP_ACCOUNT, 0, step.account_required.status, inTransaction);
      } else if ('external' in step) {
        emitCall(step.external, inTask);
      } else if ('task' in step) {
        if (celery !== null) emit(OP_ENQUEUE, endpointCount + taskNames.indexOf(step.task));
      } else if ('cached' in step)
        emitCached(step.cached, () => emitSteps(step.cached.steps, inTransaction, inTask));
      else if ('query' in step) {
        const query = addQuery(step.query);
        for (let i = 0; i < step.query.count; i++) emit(OP_QUERY, query, TO_ERROR_PAGE);
      } else if ('background' in step) {
        threads.push([emit(OP_BACKGROUND), step.background]);
      } else {
        emit(OP_BEGIN, 0, TO_ERROR_PAGE);
        emitSteps(step.transaction, true, inTask);
        emit(OP_COMMIT);
      }
    }
  };

  /** The way out: the middleware's rows, whose failure is logged and swallowed, then the response (semantics C18). */
  const emitWayOut = (endpoint: Endpoint, status: number): void => {
    emit(OP_VIEW_DONE, status);
    const rows = endpoint.metrics_writes ? scenario.django.metrics_writes : 0;
    const respond = ops.length + rows * 3;
    for (let i = 0; i < rows; i++) emit(OP_QUERY, row, respond);
    emit(OP_RESPOND);
  };

  const endpoints = Object.values(scenario.endpoints);
  const endpointNames = Object.keys(scenario.endpoints);
  const entry: number[] = [];
  const errorPage: number[] = [];
  const unavailable: number[] = [];
  const turnedAway: number[] = [];
  for (const [i, endpoint] of endpoints.entries()) {
    entry[i] = ops.length;
    const { steps } = endpoint;
    for (const [t, throttle] of throttles.entries()) {
      if (throttle.endpoints === null || throttle.endpoints.includes(endpointNames[i]!)) {
        emitGate(OP_THROTTLE, t, throttle.status);
      }
    }
    emitSteps(
      scenario.django.ATOMIC_REQUESTS ? [{ transaction: steps.flatMap(flattened) }] : steps,
    );
    emitWayOut(endpoint, endpoint.success_status);
    for (const [compiled, inTransaction] of refusals.splice(0)) {
      compiled.refused = ops.length;
      if (inTransaction) emit(OP_COMMIT);
      if (lockout !== null) {
        emit(OP_QUERY, row, TO_ERROR_PAGE);
        emitGate(OP_LOGIN_FAILED, 0, lockout.status);
      }
      emitWayOut(endpoint, compiled.check.failure_status);
    }
    for (const [at, status, inTransaction] of gates.splice(0)) {
      ops[at + 2] = ops.length;
      if (inTransaction) emit(OP_COMMIT);
      emitWayOut(endpoint, status);
    }
    errorPage[i] = ops.length;
    // A view that catches the error and answers 503 itself renders no error page (semantics C16, C17).
    if (endpoint.database_error_status === 500) emit(OP_PYTHON, errorPageTime);
    emitWayOut(endpoint, endpoint.database_error_status);
    unavailable[i] = ops.length;
    emitWayOut(endpoint, 503);
    turnedAway[i] = -1;
    if (endpoint.token_required !== null) {
      turnedAway[i] = ops.length;
      emit(OP_PYTHON, durations.add(endpoint.token_required.python_ms));
      emitWayOut(endpoint, endpoint.token_required.status);
    }
  }
  for (const [i, steps] of taskBodies.entries()) {
    const at = endpointCount + i;
    entry[at] = ops.length;
    emitSteps(steps, false, true);
    errorPage[at] = ops.length;
    unavailable[at] = ops.length;
    turnedAway[at] = -1;
    emit(OP_TASK_DONE);
  }
  for (const [start, steps] of threads) {
    ops[start + 1] = ops.length;
    emitSteps(steps);
    for (const [compiled] of refusals.splice(0)) compiled.refused = ops.length;
    emit(OP_THREAD_END);
  }
  const threadEnd = emit(OP_THREAD_END);
  return {
    ops: Int32Array.from(ops),
    durations,
    queries,
    checks,
    caches,
    entry: Int32Array.from(entry),
    errorPage: Int32Array.from(errorPage),
    unavailable: Int32Array.from(unavailable),
    turnedAway: Int32Array.from(turnedAway),
    threadEnd,
  };
}

/** Inside ATOMIC_REQUESTS a transaction of the view's own is a savepoint: its steps join the outer one. */
function flattened(step: EndpointStep): readonly EndpointStep[] {
  if ('transaction' in step) return step.transaction;
  if (!('cached' in step)) return [step];
  return [{ cached: { ...step.cached, steps: step.cached.steps.flatMap(flattened) } }];
}
