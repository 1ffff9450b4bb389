import { createBirpc } from 'birpc';
import { type Api, type Events, type Method, methods } from '../contract/api.ts';
import { describeIssues } from '../contract/describeIssues.ts';
import { AppError, publicFailure } from '../contract/errors.ts';
import type { Channel } from './channel.ts';
import type { Reply } from './reply.ts';

export interface Served {
  /** Tells the other side; nothing happens when it has gone. */
  emit<Event extends keyof Events>(event: Event, ...args: Parameters<Events[Event]>): void;
  close(): void;
}

/** Answers the calls that arrive on `channel`. Inputs are checked here; only methods of the contract can be called. */
export function serve(handlers: Api, channel: Channel): Served {
  const answer = (method: Method) => async (input: unknown) => reply(handlers, method, input);
  const remote = createBirpc<Events, Record<string, never>>(
    {},
    {
      post: (message) => channel.post(message),
      on: (listener) => channel.listen((message) => void (isCall(message) && listener(message))),
      // Own keys only: `toString` and `__proto__` are no methods.
      resolver: (name) => (Object.hasOwn(methods, name) ? answer(name as Method) : undefined),
    },
  );
  return {
    emit(event, ...args) {
      // The other side may be gone already; then nobody wants to know.
      remote.$callEvent(event, ...args).catch(() => {});
    },
    close: () => remote.$close(),
  };
}

/** Whoever can reach the channel can send anything; what is no call gets no answer. */
function isCall(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a } = message as { t?: unknown; m?: unknown; a?: unknown };
  return t === 'q' && typeof m === 'string' && Array.isArray(a);
}

async function reply(handlers: Api, method: Method, input: unknown): Promise<Reply> {
  try {
    const parsed = methods[method].safeParse(input);
    if (!parsed.success) {
      const issues = describeIssues(parsed.error, methods[method], input);
      const sentences = issues.map(({ path, message }) => `${path}: ${message}`);
      throw new AppError('invalid-input', `${method}: ${sentences.join('; ')}`, issues);
    }
    const handle = handlers[method] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    return { ok: false, failure: publicFailure(error) };
  }
}
