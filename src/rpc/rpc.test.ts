import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Api, Events, JobProgress } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Channel } from './channel.ts';
import { connect, type Connected } from './connect.ts';
import { serve, type Served } from './serve.ts';

/** Two ends of a channel, raw. */
type Pair = () => { near: Channel; far: Channel; close(): void };

const inMemory: Pair = () => {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (own: number, other: number, copy: (message: unknown) => unknown): Channel => ({
    post: (message) => queueMicrotask(() => listeners[other]?.(copy(message))),
    listen: (listener) => void (listeners[own] = listener),
  });
  // As over a WebSocket: what crosses is text.
  const copy = (message: unknown): unknown => JSON.parse(JSON.stringify(message)) as unknown;
  return { near: end(0, 1, copy), far: end(1, 0, copy), close: () => {} };
};

const messagePorts: Pair = () => {
  const { port1, port2 } = new MessageChannel();
  const end = (port: typeof port1): Channel => ({
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
  });
  return { near: end(port1), far: end(port2), close: () => port1.close() };
};

const info = { host: 'browser', version: '1', cores: 2, database: ':memory:' } as const;
const handlers = {
  'host.info': async () => info,
  'job.cancel': async ({ jobId }: { jobId: string }) => {
    if (jobId === 'ours') {
      throw new AppError('not-found', 'there is no such job', [{ path: 'jobId', message: 'x' }]);
    }
    throw new Error('password=hunter2 in /home/somebody');
  },
} as unknown as Api;

describe.each([
  ['text', inMemory],
  ['message ports', messagePorts],
])('calls over %s', (_, pair) => {
  let close = (): void => {};
  afterEach(() => close());

  function wire(events: Partial<Events> = {}): Connected & { served: Served; raw: Channel } {
    const { near, far, close: closeChannel } = pair();
    const served = serve(handlers, far);
    const connected = connect(events as Events, near);
    close = () => {
      connected.close();
      closeChannel();
    };
    return { ...connected, served, raw: near };
  }

  test('return what the handler returns', async () => {
    await expect(wire().api['host.info']({})).resolves.toEqual(info);
  });

  test('reject with the error of the other side: class, code, sentence and issues', async () => {
    const error: unknown = await wire()
      .api['job.cancel']({ jobId: 'ours' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'not-found',
      message: 'there is no such job',
      issues: [{ path: 'jobId', message: 'x' }],
    });
  });

  test('tell nothing of an error that is not ours but a number of the log', async () => {
    const complained = console.error;
    const log: unknown[] = [];
    console.error = (...args: unknown[]) => void log.push(...args);
    try {
      await expect(wire().api['job.cancel']({ jobId: 'theirs' })).rejects.toThrow(
        /^Something went wrong inside Plimsoll \(log id [0-9a-f]{8}\)$/,
      );
      expect(String(log[1])).toContain('hunter2');
    } finally {
      console.error = complained;
    }
  });

  test('are checked before a handler sees them', async () => {
    const { api } = wire();
    await expect(api['job.cancel']({ jobId: '', extra: 1 } as never)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('extra: is unknown; accepted here: jobId') as string,
    });
  });

  test.each(['toString', '__proto__', 'constructor', 'host.information'])(
    'reach no %s',
    async (name) => {
      const { api } = wire();
      const call = (api as unknown as Record<string, (input: object) => Promise<unknown>>)[name];
      if (name === 'host.information') expect(call).toBeUndefined();
      const { near, far, close: closeChannel } = pair();
      serve(handlers, far);
      const answer = new Promise<unknown>((resolve) => near.listen(resolve));
      near.post({ t: 'q', i: '1', m: name, a: [{}] });
      expect(await answer).toMatchObject({ t: 's', i: '1', e: expect.anything() as unknown });
      closeChannel();
    },
  );

  test('survive messages that are none', async () => {
    const { raw, api } = wire();
    for (const message of [null, 7, 'hello', {}, { t: 'q' }, { t: 'q', m: 1, a: [] }]) {
      raw.post(message);
    }
    await expect(api['host.info']({})).resolves.toEqual(info);
  });

  test('that have no answer yet are rejected when the connection is closed', async () => {
    const { near, close: closeChannel } = pair();
    const connected = connect({} as Events, near);
    const call = connected.api['host.info']({});
    await Promise.resolve();
    connected.close();
    await expect(call).rejects.toThrow('The connection to the simulator is closed.');
    closeChannel();
  });

  test('are joined by events from the other side', async () => {
    const progress: JobProgress = { jobId: 'j', kind: 'gap', progress: 0.5, label: 'half' };
    const told = new Promise<JobProgress>((resolve) => {
      wire({ 'job.progress': resolve }).served.emit('job.progress', progress);
    });
    expect(await told).toEqual(progress);
  });
});
