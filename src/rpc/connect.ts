import { createBirpc } from 'birpc';
import { type Api, type Events, type Method, methods } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Channel } from './channel.ts';
import { type Reply, unwrap } from './reply.ts';

export interface Connected {
  readonly api: Api;
  /** Calls that have no answer yet are rejected. */
  close(): void;
}

/**
 * The calls of the contract over `channel`; what the backend tells unasked goes to `events`. Calls reject with the
 * `AppError` of the other side. None of them times out: long work answers at once and reports by events.
 */
export function connect(events: Events, channel: Channel): Connected {
  const remote = createBirpc<Record<Method, (input: unknown) => Promise<Reply>>, Events>(events, {
    post: (message) => channel.post(message),
    on: (listener) => channel.listen(listener),
    timeout: -1,
    resolver: (name, handler) => (Object.hasOwn(events, name) ? handler : undefined),
  });
  const call =
    (method: Method) =>
    async (input: unknown): Promise<unknown> =>
      unwrap(await remote[method](input));
  const api = Object.fromEntries(
    (Object.keys(methods) as Method[]).map((method) => [method, call(method)]),
  ) as unknown as Api;
  return {
    api,
    close: () =>
      remote.$close(new AppError('internal', 'The connection to the simulator is closed.')),
  };
}
